"""Writes an edited configuration file: whole or not at all, and only if it brings no new error."""

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from watchdesk.config.document import Document
from watchdesk.config.outlets import check_feeds
from watchdesk.config.watchlist import check_watchlist
from watchdesk.errors import ConfigError, OutputError, Problem

Change: TypeAlias = Callable[[str], str]
"""A file's text, without its byte order mark, to the text that it should have."""
_Check: TypeAlias = Callable[[Path], tuple[Document, tuple[Problem, ...]]]

_BOM: Final = b"\xef\xbb\xbf"
_NEW_WATCHLIST: Final = "# Whom and what watchdesk looks for. Every key is explained in docs/config.md.\n"
_NEW_FEEDS: Final = "# The outlets that watchdesk reads. Every key is explained in docs/config.md.\n"


@dataclass(frozen=True, slots=True)
class Edited:
    """A file as it now is, and the warnings about it that were not there before."""

    document: Document
    warnings: tuple[Problem, ...] = ()


def edit_watchlist(path: Path, change: Change) -> Edited:
    """Edit a watchlist; a missing file is begun.

    ConfigError, and the file as it was, where the edit would bring an error; OutputError where it cannot be written.
    """
    return _edit(path, change, _checked_watchlist, _NEW_WATCHLIST)


def edit_feeds(path: Path, change: Change) -> Edited:
    """Edit a list of outlets, as ``edit_watchlist`` does."""
    return _edit(path, change, _checked_feeds, _NEW_FEEDS)


def _checked_watchlist(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    checked = check_watchlist(path)
    return checked.document, checked.problems


def _checked_feeds(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    checked = check_feeds(path)
    return checked.document, checked.problems


def _edit(path: Path, change: Change, check: _Check, beginning: str) -> Edited:
    target = Path(os.path.realpath(path))  # resolve() raises where links lead in a circle
    try:
        before = _content(target)
        edited = _changed(path, beginning.encode() if before is None else before, change, check)
        if edited == before:
            return Edited(check(path)[0])
        return _replaced(path, target, before, edited, check)
    except OSError as error:
        mend = "nothing was changed; let this user write there"
        raise OutputError(f"{path} cannot be edited: {error.strerror or error}; {mend}") from error


def _replaced(path: Path, target: Path, before: bytes | None, edited: bytes, check: _Check) -> Edited:
    """Put the edited file in its place if it brings no error that was not there before, else raise ConfigError."""
    known = _counted(check(path)[1]) if before is not None else Counter()
    hidden = _written_beside(target, edited)
    try:
        document, found = check(hidden)
        fresh = _counted(found) - known
        new = tuple(replace(one, file=str(path)) for one in found if _sentence(one) in fresh)
        wrong = [one for one in new if not one.is_warning]
        if wrong:  # their lines are those of a text that nobody gets to see
            raise ConfigError(tuple(Problem(str(path), 0, 0, f"not edited: {one.message}") for one in wrong))
        _give_name(path, hidden, target, before)
    finally:
        hidden.unlink(missing_ok=True)
    return Edited(replace(document, file=str(path)), new)


def _content(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _changed(path: Path, content: bytes, change: Change, check: _Check) -> bytes:
    mark = _BOM if content.startswith(_BOM) else b""
    try:
        text = content.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise ConfigError(check(path)[1]) from None
    try:
        return mark + change(text).encode()
    except ConfigError as error:
        raise ConfigError(tuple(replace(one, file=one.file or str(path)) for one in error.problems)) from error


def _written_beside(target: Path, content: bytes) -> Path:
    """Write a hidden file with the rights of the one that it is to replace."""
    hidden = target.with_name(f".{target.name}.{os.getpid()}.partial")
    hidden.unlink(missing_ok=True)
    with hidden.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if target.exists():
            known = target.stat()
            with suppress(PermissionError):  # the owner can only be kept by root
                os.fchown(file.fileno(), known.st_uid, known.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(known.st_mode))
    return hidden


def _counted(problems: Sequence[Problem]) -> Counter[str]:
    return Counter(map(_sentence, problems))


def _sentence(problem: Problem) -> str:
    return re.sub(r"\d+", "#", problem.message)  # a line that is named in it may have moved


def _give_name(path: Path, hidden: Path, target: Path, before: bytes | None) -> None:
    """Put the file in its place, unless somebody has written there in the meantime."""
    if _content(target) != before:
        raise OutputError(f"{path} was changed by somebody else at the same moment; run the command again")
    hidden.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)  # fsync(2): a folder has to be forced by itself
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
