"""Reads a corpus: the files under some paths, each in a worker process, to the texts that a list is proposed from."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from watchdesk.core.corpus.reading import Reading
from watchdesk.model import Failed
from watchdesk.pipeline.desk import Progress, silent
from watchdesk.pipeline.seed_file import FileKind, read_document
from watchdesk.pool import WorkerPool

_KINDS: Final[dict[str, FileKind]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
_LARGEST: Final = 50_000_000
_TIMEOUT: Final = 60.0
_MEMORY: Final = 500_000_000
_NO_PDF: Final = "PDF files are read with an extra: pip install 'watchdesk[pdf]'"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that could not be read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The texts that were read, in the order of their files, and the files that were not."""

    readings: tuple[Reading, ...]
    passed_over: tuple[PassedOver, ...]


def read_corpus(paths: Sequence[Path], today: date, progress: Progress = silent) -> Corpus:
    """Read the files under some paths; a folder stands for the text, Markdown, HTML and PDF files in it."""
    failed: list[PassedOver] = []
    files = list(dict.fromkeys(_files(paths, failed)))
    readings: dict[int, Reading] = {}
    with WorkerPool(workers=max(2, min(4, os.cpu_count() or 2)), timeout=_TIMEOUT, memory=_MEMORY) as pool:
        outcomes = pool.imap(read_document, _bodies(files, failed, today))
        for done, (number, outcome) in enumerate(outcomes, start=1):
            progress("files read", done, len(files))
            if isinstance(outcome, Failed):
                failed.append(PassedOver(files[number], outcome.reason))
            else:
                readings[number] = outcome
    return Corpus(
        tuple(readings[number] for number in sorted(readings)), tuple(sorted(failed, key=lambda one: one.path))
    )


def _files(paths: Iterable[Path], failed: list[PassedOver]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path, onerror=lambda error: failed.append(_unread(error))):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith(".")):
                file = Path(folder, name)
                if file.suffix.lower() in _KINDS:
                    yield file
                else:
                    failed.append(PassedOver(file, "is no .txt, .md, .html or .pdf file"))


def _unread(error: OSError) -> PassedOver:
    return PassedOver(Path(error.filename), f"cannot be read: {(error.strerror or str(error)).lower()}")


def _bodies(
    files: Sequence[Path], failed: list[PassedOver], today: date
) -> Iterator[tuple[int, tuple[bytes, FileKind, date]]]:
    """Give the bytes of each file that can be read, by its number."""
    has_pdf = find_spec("pypdf") is not None
    for number, path in enumerate(files):
        kind = _KINDS.get(path.suffix.lower(), "text")
        body = _body(path) if kind != "pdf" or has_pdf else PassedOver(path, _NO_PDF)
        if isinstance(body, PassedOver):
            failed.append(body)
        else:
            yield number, (body, kind, today)


def _body(path: Path) -> bytes | PassedOver:
    try:
        if not path.is_file():
            return PassedOver(path, "is no file" if path.exists() else "does not exist")
        if path.stat().st_size > _LARGEST:
            return PassedOver(path, f"is larger than {_LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        return _unread(error)
