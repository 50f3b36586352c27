"""The watchlist against what was read and what was told: every version that no list was tried on yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from watchdesk.core.matching import Matcher
from watchdesk.model import Document, Matched
from watchdesk.pipeline.desk import Desk
from watchdesk.store import articles, hits
from watchdesk.store.hits import Unmatched

_BATCH = 100


@dataclass(frozen=True, slots=True)
class _Found:
    """What a version's own text holds, and the text as it should be, with what was told of it."""

    waiting: Unmatched
    matched: Matched
    completed: Document


def match_unmatched(desk: Desk) -> int:
    """Match what is not matched yet, keep what was found, and count the articles with a hit that counts."""
    number = 0
    while not desk.stop():
        with desk.store.reading() as connection:
            batch = hits.unmatched(connection, _BATCH)
        if not batch:
            break
        found = {version_id: _find(desk.matcher, waiting) for version_id, waiting in batch.items()}
        with desk.store.writing() as connection:
            number += sum(_keep(desk, connection, version_id, one) for version_id, one in found.items())
    return number


def _find(matcher: Matcher, waiting: Unmatched) -> _Found:
    matched = matcher.match(waiting.document)
    completed, _ = with_told(matcher, waiting.document, matched, waiting.told, waiting.published)
    return _Found(waiting, matched, completed)


def _keep(desk: Desk, connection: Connection, version_id: int, found: _Found) -> bool:
    """Keep what was found in a version; tell whether it is done and has a hit that counts."""
    document, list_hash = found.waiting.document, desk.settings.watchlist.hash
    if not hits.is_to_match(connection, version_id, document):
        return False  # another process was faster, or has put another text there
    if found.waiting.published and not document.text:
        hits.mark_matched(connection, version_id, list_hash)  # the text was let go: what was found in it stands
    else:
        hits.save_matches(connection, version_id, found.matched, list_hash)
    if found.completed == document:
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


def counting(matched: Matched) -> frozenset[str]:
    """The terms of the hits that count."""
    return frozenset(hit.term for hit in matched.hits if hit.counts)


def _joined(document: Document, told: Document) -> Document:
    title = told.title if told.title != document.title else ""
    missing = [part for part in (title, told.text) if part and part not in document.text]
    return Document("\n\n".join(filter(None, (document.text, *missing))), document.title, document.language)
