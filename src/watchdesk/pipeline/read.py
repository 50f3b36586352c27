"""From entries to articles: pages are fetched and read in workers; what cannot be had stands as the feed told it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import structlog
from sqlalchemy import Connection

from watchdesk.core.changes import is_material
from watchdesk.core.extract import extract
from watchdesk.core.matching import Matcher
from watchdesk.model import Document, ExtractedPage, Failed, Fetched, Request
from watchdesk.net import Gate
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.match import counting, terms_told, with_told
from watchdesk.pool import WorkerPool
from watchdesk.store import articles, hits
from watchdesk.store.articles import LatestVersion, Reading, Unread

_log = structlog.get_logger()
_BATCH = 200
_TRIES = 3
_CRASHES = 10
"""A page at which the desk itself died so often is not fetched again."""
_NOT_YET = "its page has not been read yet"
_FINAL_STATUSES = frozenset({401, 403, 404, 410, 451})
"""What a page's server says for good; other failures are tried again."""


@dataclass(frozen=True, slots=True)
class Web:
    """The two ways to hostile bytes: the gate that fetches them and the workers that read them."""

    gate: Gate
    pool: WorkerPool


def read_articles(desk: Desk, web: Web) -> int:
    """Read every article whose text is due, and count those that could be.

    A stopped gate leaves the rest for later; until then what the feeds told stands for them.
    """
    languages = {outlet.id: outlet.language for outlet in desk.settings.outlets}
    done = read = 0
    while not desk.stop():
        now = desk.clock()
        with desk.store.reading() as connection:
            batch = articles.unread(connection, now, _BATCH)
            total = done + articles.count_unread(connection, now)
        before = done
        for article, page in _pages(desk, batch, web, now.date()):
            _keep(desk, article, page, languages.get(article.outlet, ""))
            done += 1
            read += isinstance(page, ExtractedPage) or not article.wants_page
            desk.progress("articles", done, total)
        if done == before:
            break
    _stand_in(desk, languages)
    return read


def _pages(
    desk: Desk, batch: tuple[Unread, ...], web: Web, today: date
) -> Iterator[tuple[Unread, ExtractedPage | Failed]]:
    """Each article with its page, or with why it has none; the slow and the hostile hold up nobody."""
    fetchable = [article for article in batch if article.wants_page and article.attempts < _CRASHES]
    for article in batch:
        if not article.wants_page:
            yield article, Failed("")
        elif article.attempts >= _CRASHES:
            yield article, Failed(f"the desk ended {_CRASHES} times while it read this page")
    failed: list[tuple[Unread, Failed]] = []

    def bodies() -> Iterator[tuple[Unread, tuple[bytes, str, str, date]]]:
        requests = ((article, Request(article.url, obeys_robots=True)) for article in fetchable)
        for article, answer in web.gate.fetch_all(requests):
            begun = _begin(desk, article)
            if begun is None:
                continue
            if isinstance(answer, Fetched):
                yield begun, (answer.body, answer.url, answer.content_type, today)
            else:
                failed.append((begun, answer))

    for article, page in web.pool.imap(extract, bodies()):
        yield article, page
        yield from failed
        failed.clear()
    yield from failed


def _begin(desk: Desk, article: Unread) -> Unread | None:
    """Count a try once there is an answer; None where another process reads the article."""
    with desk.store.writing() as connection:
        is_begun = articles.begin_attempt(connection, article)
    return replace(article, attempts=article.attempts + 1) if is_begun else None


def _keep(desk: Desk, article: Unread, page: ExtractedPage | Failed, language: str) -> None:
    reading = _reading(article, page, language)
    is_kept = False
    while not is_kept:
        with desk.store.reading() as connection:
            latest = articles.latest_version(connection, article.id)
            told = hits.told(connection, article.id)
            told_before = hits.told_before(connection, article.id)
        new = _judged(desk, reading, latest, _Tellings(told, told_before))
        with desk.store.writing() as connection:
            if not articles.is_as_taken(connection, article):
                return
            is_kept = articles.latest_version(connection, article.id) == latest
            if is_kept:
                _keep_reading(connection, desk, article.id, new)
                _finish(connection, desk, article, page)


def _finish(connection: Connection, desk: Desk, article: Unread, page: ExtractedPage | Failed) -> None:
    if isinstance(page, ExtractedPage) or not article.wants_page:
        articles.finish_attempt(connection, article.id, state="read")
        return
    is_final = page.status in _FINAL_STATUSES or article.attempts >= _TRIES
    articles.finish_attempt(
        connection,
        article.id,
        state="unreadable" if is_final else "unread",
        reason=page.reason,
        next_try=desk.clock() + timedelta(minutes=10 * 3 ** (article.attempts - 1)),
    )


def _stand_in(desk: Desk, languages: Mapping[str, str]) -> None:
    """Keep what the feeds told of articles that are still unread, so that nothing waits unseen."""
    is_done = False
    while not desk.stop() and not is_done:
        with desk.store.writing() as connection:
            batch = articles.without_text(connection, _BATCH)
            for article in batch:
                reading = _reading(article, Failed(_NOT_YET), languages.get(article.outlet, ""))
                articles.add_version(connection, article.id, 1, reading, desk.clock())
                if article.wants_page:
                    articles.finish_attempt(connection, article.id, state="unread", reason=_NOT_YET)
            is_done = not batch


def _reading(article: Unread, page: ExtractedPage | Failed, language: str) -> Reading:
    """The page's text, or the feed's own where there is none."""
    if isinstance(page, Failed):
        return Reading(
            title=article.title,
            text=article.text,
            language=article.language or language,
            text_from="feed",
            byline=article.author,
            published=article.published,
        )
    return Reading(
        title=article.title or page.title,
        text=page.text,
        language=page.language or article.language or language,
        text_from="page",
        byline=page.byline or article.author,
        published=article.published or page.published,
    )


@dataclass(frozen=True, slots=True)
class _New:
    """A new text, with what was told of it, beside the newest version that is kept."""

    reading: Reading
    latest: LatestVersion | None
    loses_terms: bool = False
    """Whether a term that counts is in the kept version only."""
    is_material: bool = True


@dataclass(frozen=True, slots=True)
class _Tellings:
    """What the feeds tell of an article now, and what they told when an edition took it last, if one has."""

    now: tuple[Document, ...]
    before: tuple[Document, ...]


def _judged(desk: Desk, reading: Reading, latest: LatestVersion | None, told: _Tellings) -> _New:
    """A text beside the one that is kept; where the matcher fails, it is news, and told of when it is matched."""
    if latest is None:
        return _New(reading, None)
    try:
        return _compared(desk.matcher, reading, latest, told)
    except Exception:  # noqa: BLE001  # whatever the matcher raises at one text must not stop the others
        _log.warning("a text could not be compared with an earlier one", title=reading.title, exc_info=True)
        return _New(reading, latest, loses_terms=True)


def _compared(matcher: Matcher, reading: Reading, latest: LatestVersion, told: _Tellings) -> _New:
    """What both texts hold is found with one list: a term that only the list has brought is nothing new."""
    before = latest.counting
    if latest.matched_with != matcher.hash:
        before |= counting(matcher.match(Document(latest.text, latest.title, reading.language)))
    unsaid = terms_told(matcher, told.before, reading.language) - before
    document = Document(reading.text, reading.title, reading.language)
    document, matched = with_told(matcher, document, matcher.match(document), told.now, unsaid)
    now = counting(matched) - unsaid
    surfaces = {*latest.surfaces, *(mention.surface for mention in matched.mentions)}
    return _New(
        replace(reading, text=document.text),
        latest,
        loses_terms=not before <= now,
        is_material=not now <= before or is_material(latest.text, document.text, surfaces),
    )


def _keep_reading(connection: Connection, desk: Desk, article_id: int, new: _New) -> None:
    """Keep a text as the first version, in the place of one that no edition holds, or as a version of its own."""
    reading, latest = new.reading, new.latest
    if latest is None:
        articles.add_version(connection, article_id, 1, reading, desk.clock())
    elif (latest.title, latest.text) == (reading.title, reading.text):
        return
    elif latest.text_from == "page" and reading.text_from == "feed":
        return  # the page's text is the better one
    elif not latest.is_published and not new.loses_terms:
        articles.replace_version(connection, latest.id, reading, desk.clock())
    elif not latest.is_published or (latest.number < articles.MOST_VERSIONS and new.is_material):
        articles.add_version(connection, article_id, latest.number + 1, reading, desk.clock())
