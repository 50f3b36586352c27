"""The watchlist against what was read and what was told: what no list was tried on yet, and the last days anew.

A list that changed is tried on the last days once, by each process that takes it up: two desks with different lists on
one store do not undo each other's work for ever. What stands in an edition is only added to (see store.hits).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import structlog
from sqlalchemy import Connection

from watchdesk.core.discovery import NameNearby, names_nearby
from watchdesk.core.matching import Matcher
from watchdesk.model import Document, Matched
from watchdesk.pipeline.desk import Desk
from watchdesk.store import articles, hits, names
from watchdesk.store.hits import Unmatched

_log = structlog.get_logger()
_BATCH = 100
_LONGEST = 300
"""Letters of what a bug says of itself."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a version's own text holds, and the text as it should be, with what was told of it."""

    waiting: Unmatched
    matched: Matched
    completed: Document
    nearby: tuple[NameNearby, ...]


@dataclass(frozen=True, slots=True)
class _Unmatchable:
    """A version at which the matcher failed."""

    waiting: Unmatched
    reason: str


def match_unmatched(desk: Desk) -> int:
    """Match what is not matched yet, keep what was found, and count the articles with a hit that counts."""
    number = 0
    while not desk.stop():
        with desk.store.reading() as connection:
            batch = hits.unmatched(connection, _BATCH, (desk.matcher.hash, desk.clock()))
        if not batch:
            break
        number += _match(desk, batch)
    return number


def rematch(desk: Desk) -> int:
    """Match again what another list has matched in the last days (``rematch``), once a list; count those texts.

    A pass that is stopped or dies goes on where it was: what it has done is marked.
    """
    span = desk.settings.rematch
    if span is None or desk.rematched.is_set():
        return 0
    since, before, number = desk.clock() - span, None, 0
    while not desk.stop():
        with desk.store.reading() as connection:
            batch = hits.outdated(connection, desk.matcher.hash, since, before, _BATCH)
        if not batch:
            desk.rematched.set()
            break
        _match(desk, batch)
        number += len(batch)
        last_id, last = list(batch.items())[-1]
        before = last.changed_at, last_id  # never back: another process may be matching the same with another list
    if number:
        _log.info("the watchlist changed: the last days are matched again", texts=number)
    return number


def _match(desk: Desk, batch: Mapping[int, Unmatched]) -> int:
    found = {version_id: _tried(desk.matcher, waiting) for version_id, waiting in batch.items()}
    with desk.store.writing() as connection:
        return sum(_keep(desk, connection, version_id, one) for version_id, one in found.items())


def _tried(matcher: Matcher, waiting: Unmatched) -> _Found | _Unmatchable:
    """A bug that one text brings to light must not keep the others from being matched."""
    try:
        return _find(matcher, waiting)
    except Exception as error:  # noqa: BLE001  # whatever the matcher raises at one text
        _log.warning("a text could not be matched", title=waiting.document.title, exc_info=True)
        return _Unmatchable(waiting, said_of(error))


def said_of(error: Exception) -> str:
    """What a bug says of itself, in one line."""
    return " ".join(f"{type(error).__name__}: {error}".removesuffix(": ").split())[:_LONGEST]


def _find(matcher: Matcher, waiting: Unmatched) -> _Found:
    matched = matcher.match(waiting.document)
    before = terms_told(matcher, waiting.told_before, waiting.document.language)
    completed, _ = with_told(matcher, waiting.document, matched, waiting.told, waiting.published | before)
    return _Found(waiting, matched, completed, _names(waiting.document, matched))


def _names(document: Document, matched: Matched) -> tuple[NameNearby, ...]:
    """Names to propose are an extra: a bug there costs no hit."""
    try:
        return names_nearby(document, matched)
    except Exception:  # noqa: BLE001  # whatever it raises at one text
        _log.warning("no names could be proposed from a text", title=document.title, exc_info=True)
        return ()


def _keep(desk: Desk, connection: Connection, version_id: int, found: _Found | _Unmatchable) -> bool:
    """Keep what was found in a version; tell whether it is done and has a hit that counts."""
    waiting = found.waiting
    if not hits.is_to_match(connection, version_id, waiting):
        return False  # another process was faster, or has put another text there
    if isinstance(found, _Unmatchable):
        hits.note_failure(connection, version_id, found.reason, desk.matcher.hash, desk.clock())
        return False
    hits.save_matches(connection, version_id, found.matched, desk.matcher.hash)
    names.save_names(connection, version_id, found.nearby)
    is_settled = waiting.matched_with is not None and hits.article_is_published(connection, version_id)
    if found.completed == waiting.document or is_settled:
        return bool(counting(found.matched))
    articles.extend_version(connection, version_id, found.completed.text, desk.clock())
    return False  # it is matched again, as a whole


def with_told(
    matcher: Matcher, document: Document, matched: Matched, told: Iterable[Document], known: Collection[str] = ()
) -> tuple[Document, Matched]:
    """Put behind a text what was told of it, as paragraphs of their own, where that names a term it lacks.

    A page may be a cookie wall or a teaser, or have changed since. Only terms that count and are not ``known`` matter.
    """
    for other in told:
        joined = _joined(document, other)
        of_other = replace(other, language=other.language or document.language)
        has = counting(matched)
        if joined == document or counting(matcher.match(of_other)) <= has.union(known):
            continue
        of_joined = matcher.match(joined)
        if counting(of_joined) > has:
            document, matched = joined, of_joined
    return document, matched


def terms_told(matcher: Matcher, told: Iterable[Document], language: str) -> frozenset[str]:
    """The terms of the hits that count in what was told, in ``language`` where it names none."""
    documents = (replace(one, language=one.language or language) for one in told)
    return frozenset(term for one in documents for term in counting(matcher.match(one)))


def counting(matched: Matched) -> frozenset[str]:
    """The terms of the hits that count."""
    return frozenset(hit.term for hit in matched.hits if hit.counts)


def _joined(document: Document, told: Document) -> Document:
    title = told.title if told.title != document.title else ""
    missing = [part for part in (title, told.text) if part and part not in document.text]
    return Document("\n\n".join(filter(None, (document.text, *missing))), document.title, document.language)
