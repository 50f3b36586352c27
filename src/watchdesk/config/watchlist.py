"""From watchlist.yaml to a Watchlist: the checks across actors and keywords, the frozen values, their hash.

What a name matches is the matcher's business.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path
from typing import Literal, TypeAlias

from watchdesk.config.document import EACH, Document, Steps
from watchdesk.config.inside import place_inside
from watchdesk.config.validation import Checked, check, doubled, keys_of, perhaps
from watchdesk.config.watchlist_schema import ActorSection, WatchlistFile
from watchdesk.config.yaml_file import read
from watchdesk.core.matching import Finding, QueryError, lint, parse_query
from watchdesk.errors import ConfigError, Problem
from watchdesk.model import Actor, Keyword, Watchlist

_Lines: TypeAlias = Callable[[], list[str]]
"""Gives the lines of the file, read when a problem first lies within a text."""


def load_watchlist(path: Path) -> tuple[Watchlist, tuple[Problem, ...]]:
    """Load one list with the warnings about it; raises ConfigError with every problem of the file."""
    checked = check_watchlist(path)
    if checked.content is None or any(not problem.is_warning for problem in checked.problems):
        raise ConfigError(checked.problems)
    return build_watchlist(checked.content), checked.problems


def check_watchlist(path: Path) -> Checked[WatchlistFile]:
    """Check one list; its problems are in the order of the file."""
    checked = check(read(path, keys_of(WatchlistFile)), WatchlistFile)
    lines = cache(partial(_lines, path))
    found = {*checked.problems, *_between_terms(checked.document), *_queries(checked.document, lines)}
    if checked.content is not None:
        told = {(problem.line, problem.column) for problem in found}
        is_wrong = any(not problem.is_warning for problem in found)
        findings = _placed(checked.document, lines, lint(build_watchlist(checked.content)))
        fresh = (problem for problem in findings if (problem.line, problem.column) not in told)
        found.update(problem for problem in fresh if not (is_wrong and problem.is_warning))
    return replace(checked, problems=tuple(sorted(found, key=lambda problem: (problem.line, problem.column))))


def build_watchlist(content: WatchlistFile) -> Watchlist:
    """Make the frozen list of a file that has passed the checks."""
    actors = tuple(_actor(section) for section in content.actors)
    keywords = tuple(Keyword(one.id, one.query, float(one.weight), one.alone) for one in content.keywords)
    return Watchlist(actors, keywords, _hash(actors, keywords), tuple(content.ignore))


def _hash(actors: tuple[Actor, ...], keywords: tuple[Keyword, ...]) -> str:
    """Hash what matching reads: not the roles, which are for people, nor the ignored names."""
    read = [asdict(replace(actor, role="")) for actor in actors], [asdict(keyword) for keyword in keywords]
    canonical = json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _actor(section: ActorSection) -> Actor:
    return Actor(
        id=section.id,
        name=section.name,
        type=section.type,
        names=tuple((language, name) for language, names in sorted(section.names.items()) for name in names),
        aliases=tuple(section.aliases),
        acronyms=tuple(section.acronyms),
        weight=float(section.weight),
        exclude=tuple(section.exclude),
        counts=section.type != "place" if section.alone is None else section.alone,
        surname=_surname(section.surname),
        cues=tuple(section.cues),
        require=tuple(section.require),
        related=tuple(section.related),
        role=section.role,
    )


def _surname(said: Literal["default"] | bool) -> Literal["no", "yes", "default"]:  # noqa: FBT001  YAML's own values
    if said == "default":
        return "default"
    return "yes" if said else "no"


# --- between terms -----------------------------------------------------------------------------------------------


def _between_terms(document: Document) -> Iterator[Problem]:
    ids = [*document.find(("actors", EACH, "id")), *document.find(("keywords", EACH, "id"))]
    written = [(path, str(found)) for path, found in ids]
    yield from doubled(
        document, written, "the id `{value}` stands on line {line} already; give each actor and keyword its own"
    )
    names = [(path, _folded(str(found))) for path, found in document.find(("actors", EACH, "name"))]
    yield from doubled(
        document, names, "another actor on line {line} has the same name; make them one, or tell them apart"
    )
    yield from _related(document, sorted({found for _, found in written}))
    yield from _too_short(document)
    if _is_empty(document):
        yield document.problem((), "nothing to watch for yet: add a name under actors:", is_warning=True)


def _queries(document: Document, lines: _Lines) -> Iterator[Problem]:
    """Refuse every query that the matcher cannot read, at the character where it stops."""
    for steps, found in document.find(("keywords", EACH, "query")):
        try:
            parse_query(str(found))
        except QueryError as error:
            place = place_inside(lines(), document.place(steps), str(found), error.column)
            yield Problem(document.file, *place, f"query: {error.message}")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").split("\n")


def place_findings(path: Path, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Give each finding about the list in a file, in their order, the place of the text that it is about."""
    return tuple(_placed(read(path, keys_of(WatchlistFile)), cache(partial(_lines, path)), findings))


def _placed(document: Document, lines: _Lines, findings: Iterable[Finding]) -> Iterator[Problem]:
    owners = {found: held[:2] for part in ("actors", "keywords") for held, found in document.find((part, EACH, "id"))}
    texts: dict[Steps, dict[str, Steps]] = {}
    for held, text in document.texts():
        texts.setdefault(held[:2], {}).setdefault(text.strip(), held)
    for finding in findings:
        owner = owners.get(finding.term, ())
        steps = texts.get(owner, {}).get(finding.text, owner)
        place = document.place(steps)
        if finding.column:
            place = place_inside(lines(), place, finding.text, finding.column)
        yield Problem(document.file, *place, finding.message, finding.is_warning)


def _is_empty(document: Document) -> bool:
    content = document.plain()
    if not isinstance(content, dict) or document.problems:
        return False
    return content.keys() <= {"actors", "keywords", "ignore"} and not (content.get("actors") or content.get("keywords"))


def _related(document: Document, ids: list[str]) -> Iterator[Problem]:
    for path, found in document.find(("actors", EACH, "related", EACH)):
        if str(found) not in ids:
            yield document.problem(path, f"related: there is no actor or keyword `{found}`; {perhaps(str(found), ids)}")


def _too_short(document: Document) -> Iterator[Problem]:
    patterns: tuple[Steps, ...] = (
        ("actors", EACH, "name"),
        ("actors", EACH, "aliases", EACH),
        ("actors", EACH, "acronyms", EACH),
    )
    for path, found in (item for pattern in patterns for item in document.find(pattern)):
        if isinstance(found, str) and len(found.strip()) == 1:
            yield document.problem(
                path, "a single letter will be found nearly everywhere; write a longer form", is_warning=True
            )
    for path, found in document.find(patterns[2]):
        if isinstance(found, str) and len(found) > 1 and found.islower():
            sentence = (
                "acronyms are matched as they are written, and this one is in small letters; write it as texts do"
            )
            yield document.problem(path, sentence, is_warning=True)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
