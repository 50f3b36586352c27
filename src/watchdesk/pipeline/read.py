"""From entries to articles: pages are fetched and read in workers; what cannot be had stands as the feed told it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from watchdesk.core.changes import is_material
from watchdesk.core.extract import extract
from watchdesk.model import ExtractedPage, Failed, Fetched, Request
from watchdesk.net import Gate
from watchdesk.pipeline.desk import Desk
from watchdesk.pool import WorkerPool
from watchdesk.store import articles
from watchdesk.store.articles import Reading, Unread

_BATCH = 200
_TRIES = 3
_CRASHES = 10
"""A page at which the desk itself died so often is not fetched again."""
_VERSIONS = 3
_FINAL_STATUSES = frozenset({401, 403, 404, 410, 451})
"""What a page's server says for good; other failures are tried again."""


@dataclass(frozen=True, slots=True)
class Web:
    """The two ways to hostile bytes: the gate that fetches them and the workers that read them."""

    gate: Gate
    pool: WorkerPool


def read_articles(desk: Desk, web: Web) -> int:
    """Read every article whose text is due, and count those that could be; a stopped gate leaves the rest for later."""
    languages = {outlet.id: outlet.language for outlet in desk.settings.outlets}
    done = read = 0
    while not desk.stop():
        now = desk.clock()
        with desk.store.writing() as connection:
            batch = articles.unread(connection, now, _BATCH)
            total = done + articles.count_unread(connection, now)
            for article in batch:
                articles.begin_attempt(connection, article.id)
        before = done
        for article, page in _pages(batch, web, now.date()):
            _keep(desk, article, page, languages.get(article.outlet, ""))
            done += 1
            read += isinstance(page, ExtractedPage) or not article.wants_page
            desk.progress("articles", done, total)
        if done == before:
            break
    return read


def _pages(batch: tuple[Unread, ...], web: Web, today: date) -> Iterator[tuple[Unread, ExtractedPage | Failed]]:
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
            if isinstance(answer, Fetched):
                yield article, (answer.body, answer.url, answer.content_type, today)
            else:
                failed.append((article, answer))

    for article, page in web.pool.imap(extract, bodies()):
        yield article, page
        yield from failed
        failed.clear()
    yield from failed


def _keep(desk: Desk, article: Unread, page: ExtractedPage | Failed, language: str) -> None:
    reading = _reading(article, page, language)
    with desk.store.writing() as connection:
        keep_reading(connection, article.id, reading, desk)
        if isinstance(page, ExtractedPage) or not article.wants_page:
            articles.finish_attempt(connection, article.id, state="read")
            return
        is_final = page.status in _FINAL_STATUSES or article.attempts + 1 >= _TRIES
        articles.finish_attempt(
            connection,
            article.id,
            state="unreadable" if is_final else "unread",
            reason=page.reason,
            next_try=desk.clock() + timedelta(minutes=10 * 3**article.attempts),
        )


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


def keep_reading(connection: Connection, article_id: int, reading: Reading, desk: Desk) -> None:
    """Keep a text as the first version, in the place of one that no edition holds, or as a version of its own."""
    latest = articles.latest_version(connection, article_id)
    if latest is None:
        articles.add_version(connection, article_id, 1, reading, desk.clock())
    elif (latest.title, latest.text) == (reading.title, reading.text):
        return
    elif latest.text_from == "page" and reading.text_from == "feed":
        return  # the page's text is the better one
    elif not latest.is_published:
        articles.replace_version(connection, latest.id, reading)
    elif latest.number < _VERSIONS and is_material(latest.text, reading.text, latest.surfaces):
        articles.add_version(connection, article_id, latest.number + 1, reading, desk.clock())
