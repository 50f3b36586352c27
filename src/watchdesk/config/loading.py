"""Loads a whole configuration: three files and the environment, checked together, all findings at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchdesk.config.desk import build_settings, check_desk, database
from watchdesk.config.desk_schema import DeskFile
from watchdesk.config.document import EACH, Document
from watchdesk.config.feeds_schema import FeedsFile
from watchdesk.config.folders import DESK, FEEDS, WATCHLIST, base_folder
from watchdesk.config.outlets import build_outlets, check_feeds
from watchdesk.config.references import missing, with_absolute_paths
from watchdesk.config.validation import Checked, check, keys_of, perhaps
from watchdesk.config.watchlist import build_watchlist, check_watchlist
from watchdesk.config.watchlist_schema import WatchlistFile
from watchdesk.config.yaml_file import parse, read
from watchdesk.errors import ConfigError, Problem
from watchdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that can be used, and what should be looked at all the same."""

    settings: Settings
    warnings: tuple[Problem, ...] = ()


def load(folder: Path, environ: Mapping[str, str]) -> Loaded:
    """Load the configuration in ``folder``; raises ConfigError with all errors and warnings of all files, in order.

    feeds.yaml must exist; without watchdesk.yaml every default holds; without watchlist.yaml nothing is watched for.
    """
    base = base_folder(folder, environ)
    desk = _desk(folder / DESK)
    feeds = _feeds(folder / FEEDS)
    watchlist = _watchlist(folder / WATCHLIST)
    found = {
        *desk.problems,
        *feeds.problems,
        *watchlist.problems,
        *check_desk(desk.document, base),
        *_sections(desk.document, feeds.document, watchlist.document),
        *_secrets((desk.document, feeds.document), base, environ),
    }
    problems = tuple(sorted(found, key=lambda problem: (problem.file, problem.line, problem.column, problem.message)))
    if any(not problem.is_warning for problem in problems):
        raise ConfigError(problems)
    assert desk.content, "a file without content has a problem, and so below"
    assert feeds.content
    assert watchlist.content
    outlets = build_outlets(feeds.content, base)
    return Loaded(build_settings(desk.content, base, outlets, build_watchlist(watchlist.content)), problems)


def store_file(folder: Path, environ: Mapping[str, str]) -> Path | None:
    """The database that watchdesk.yaml names, whatever else is wrong with the configuration; None if that is wrong."""
    path = folder / DESK
    document = _desk(path).document
    if document.root is None and document.problems:
        try:
            lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            return None
        document = parse(str(path), "\n".join(line for line in lines if line.startswith("store:")))
    return database(document, base_folder(folder, environ))


def _desk(path: Path) -> Checked[DeskFile]:
    document = read(path, keys_of(DeskFile)) if path.exists() else Document(str(path), None)
    return check(document, DeskFile)


def _feeds(path: Path) -> Checked[FeedsFile]:
    if path.exists():
        return check_feeds(path)
    problem = Problem(str(path), 0, 0, "this file is missing; run `watchdesk init DIR` for one to start from")
    return Checked(Document(str(path), None, (problem,)), None, (problem,))


def _watchlist(path: Path) -> Checked[WatchlistFile]:
    if path.exists():
        return check_watchlist(path)
    sentence = "this file is missing, so nothing is watched for; run `watchdesk init DIR` for one to start from"
    return Checked(Document(str(path), None), WatchlistFile(), (Problem(str(path), 0, 0, sentence, is_warning=True),))


def _secrets(documents: Iterable[Document], base: Path, environ: Mapping[str, str]) -> Iterator[Problem]:
    for document in documents:
        for path, text in document.texts():
            for reason in missing(with_absolute_paths(text, base), environ):
                yield document.problem(path, reason, is_warning=True)


def _sections(desk: Document, feeds: Document, watchlist: Document) -> Iterator[Problem]:
    """Warn of a recipient's section that is neither a tag nor a watched id: it would stay empty."""
    known = sorted({
        str(found)
        for document, pattern in (
            (feeds, ("outlets", EACH, "tags", EACH)),
            (watchlist, ("actors", EACH, "id")),
            (watchlist, ("keywords", EACH, "id")),
        )
        for _, found in document.find(pattern)
    })  # fmt: skip
    for path, found in desk.find(("mail", "to", EACH, "sections", EACH)):
        if str(found) not in known:
            sentence = (
                f"`{found}` is neither a tag of an outlet nor an id of the watchlist; {perhaps(str(found), known)}"
            )
            yield desk.problem(path, sentence, is_warning=True)
