"""From due feeds to stored entries: validators and entries enter the store in one transaction, one feed at a time."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection

from watchdesk.config import reveal
from watchdesk.core import identity, schedule
from watchdesk.core.parse import parse
from watchdesk.core.urls import redacted
from watchdesk.errors import ConfigError
from watchdesk.model import Failed, Feed, FeedState, Fetched, Outlet, ParsedFeed, Request, Round, Trouble
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.read import Web
from watchdesk.settings import PollSettings
from watchdesk.store import entries, feeds


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that is due, whose it is, and what is remembered of it."""

    outlet: Outlet
    feed: Feed
    state: FeedState


@dataclass(slots=True)
class _Tally:
    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    problems: tuple[Trouble, ...] = ()


def poll_feeds(desk: Desk, web: Web, *, everything: bool = False) -> Round:
    """Poll what is due (or every feed) and keep what is new; a feed that fails never stops another."""
    now = desk.clock()
    with desk.store.writing() as connection:
        states = feeds.enlist(connection, desk.settings.outlets)
    sources = tuple(due_sources(desk.settings.outlets, states, desk.settings.poll, now, everything=everything))
    poll = _Poll(desk, len(sources))
    for (source, fetched), parsed in web.pool.imap(parse, poll.bodies(web.gate.fetch_all(poll.requests(sources)))):
        poll.take(source, fetched, parsed)
    tally = poll.tally
    return Round(tally.polled, tally.unchanged, tally.failed, tally.new, problems=tally.problems)


def due_sources(
    outlets: Sequence[Outlet],
    states: Mapping[str, FeedState],
    settings: PollSettings,
    now: datetime,
    *,
    everything: bool,
) -> Iterator[Source]:
    """The feeds to poll now: of each route the first that works, and those before it when their time has come."""
    for outlet in outlets:
        for route in outlet.routes:
            for feed in schedule.in_use(route, states):
                state = states[feed.url]
                if everything or schedule.is_due(state, feed, settings, now):
                    yield Source(outlet, feed, state)


class _Poll:
    """One round over the due feeds: every answer becomes a feed's new state, and a line in the tally."""

    def __init__(self, desk: Desk, total: int) -> None:
        self._desk = desk
        self._total = total
        self.tally = _Tally()

    def requests(self, sources: Sequence[Source]) -> Iterator[tuple[Source, Request]]:
        for source in sources:
            if self._desk.stop():
                return
            try:
                request = self._request(source)
            except ConfigError as error:
                self._fail(source, Failed(str(error)))  # a secret that is missing is this feed's trouble only
            else:
                yield source, request

    def _request(self, source: Source) -> Request:
        desk, feed, state = self._desk, source.feed, source.state
        is_known = _is_asked_as_before(source)  # "not modified" says nothing of a document that was read otherwise
        return Request(
            url=feed.url,
            headers=tuple((name, reveal(value, desk.environ)) for name, value in feed.headers),
            etag=state.etag if is_known else None,
            last_modified=state.last_modified if is_known else None,
            ca_file=feed.ca_file,
        )

    def bodies(
        self, answers: Iterator[tuple[Source, Fetched | Failed]]
    ) -> Iterator[tuple[tuple[Source, Fetched], tuple[str, bytes, str, str, str | None]]]:
        """Settle what needs no parsing, and hand on the rest."""
        for source, answer in answers:
            if isinstance(answer, Failed):
                self._fail(source, answer)
            elif answer.status == HTTPStatus.NOT_MODIFIED or _hash(source.feed, answer) == source.state.body_hash:
                self._unchanged(source, answer)
            else:
                feed = source.feed
                yield (source, answer), (feed.kind, answer.body, answer.content_type, answer.url, feed.select)

    def take(self, source: Source, fetched: Fetched, parsed: ParsedFeed | Failed) -> None:
        """Keep a feed's document: its new entries and its validators together, or not at all."""
        if isinstance(parsed, Failed):
            self._fail(source, parsed)
            return
        now = self._desk.clock()
        with self._desk.store.writing() as connection:
            found = self._sort(connection, source, parsed, now)
            _keep(connection, source, found, now)
            state = _noted(source.state, found, now)
            state = schedule.succeeded(state, source.feed, self._desk.settings.poll, fetched, parsed.ttl, now)
            feeds.save(connection, replace(state, body_hash=_hash(source.feed, fetched)))
        self.tally.new += sum(item.state == "new" for item in found)
        self._count(source)

    def _count(self, source: Source) -> None:
        self.tally.polled += 1
        self._desk.progress(f"polled {source.outlet.name}", self.tally.polled, self._total)

    def _unchanged(self, source: Source, answer: Fetched) -> None:
        now = self._desk.clock()
        with self._desk.store.writing() as connection:
            feeds.save(
                connection, schedule.succeeded(source.state, source.feed, self._desk.settings.poll, answer, None, now)
            )
        self.tally.unchanged += 1
        self._count(source)

    def _fail(self, source: Source, failure: Failed) -> None:
        now = self._desk.clock()
        state = schedule.failed(source.state, source.feed, self._desk.settings.poll, failure, now)
        with self._desk.store.writing() as connection:
            feeds.save(connection, state)
        self.tally.failed += 1
        self.tally.problems += (Trouble(redacted(source.feed.url), state.failing_since, failure.reason),)
        self._count(source)

    def _sort(
        self, connection: Connection, source: Source, parsed: ParsedFeed, now: datetime
    ) -> tuple[identity.Sorted, ...]:
        keys, links = identity.known_by(parsed)
        known = entries.known(connection, source.state.id, keys, links)
        is_first, backfill = source.state.checked_since is None, self._desk.settings.backfill
        return identity.sort_entries(parsed, known, is_first=is_first, backfill=backfill, now=now)


def _keep(connection: Connection, source: Source, found: Sequence[identity.Sorted], now: datetime) -> None:
    """Enter in the store what is new or changed, moved, or to be read otherwise than when it was first seen."""
    origin = entries.Origin(source.state.id, source.outlet.id, wants_page=source.feed.fulltext == "always")
    is_asked_anew = not _is_asked_as_before(source)
    for item in found:
        kept = entries.Kept(item.entry, item.link, item.fingerprint, item.is_baseline, item.owns_link)
        if item.state == "new":
            entries.add_entry(connection, origin, kept, now)
        elif item.state == "changed":
            entries.change_entry(connection, origin, kept, now)
        elif item.is_moved or is_asked_anew:
            entries.renew_entry(connection, origin, kept)


def _noted(state: FeedState, found: Sequence[identity.Sorted], now: datetime) -> FeedState:
    """Note in a feed's state that it brought something new, and whether something may have passed unseen."""
    has_new = any(item.state == "new" for item in found)
    is_gap = state.checked_since is not None and identity.possible_gap(found)
    return replace(state, last_new=now if has_new else state.last_new, gap_at=now if is_gap else state.gap_at)


def _is_asked_as_before(source: Source) -> bool:
    """Whether the document remembered of a feed was read with the options that the configuration gives it now."""
    return (source.state.body_hash or "").startswith(_options(source.feed))


def _options(feed: Feed) -> str:
    """A digest of what decides how a feed's document is read; it opens the remembered hash of the body."""
    told = repr((feed.kind, feed.select, feed.fulltext))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:15]}:"


def _hash(feed: Feed, fetched: Fetched) -> str:
    """What is remembered of a body and of how it was read, in the 64 characters that the store has for it."""
    return _options(feed) + hashlib.sha256(fetched.body).hexdigest()[:48]
