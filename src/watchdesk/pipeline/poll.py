"""From due feeds to stored entries: validators and entries enter the store in one transaction, one feed at a time."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from sqlalchemy import Connection

from watchdesk.config import reveal
from watchdesk.core import schedule
from watchdesk.core.identity import possible_gap, sort_entries
from watchdesk.core.parse import parse
from watchdesk.core.urls import canonical_url, redacted
from watchdesk.errors import ConfigError
from watchdesk.model import Entry, Failed, Feed, FeedState, Fetched, Outlet, ParsedFeed, Request, Round, Route, Trouble
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.read import Web
from watchdesk.store import entries, feeds

_SPARE_AFTER = 3
"""Failures in a row after which a route's next alternative is polled as well."""


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
    sources = tuple(due_sources(desk.settings.outlets, states, now, everything=everything))
    poll = _Poll(desk, len(sources))
    for (source, fetched), parsed in web.pool.imap(parse, poll.bodies(web.gate.fetch_all(poll.requests(sources)))):
        poll.take(source, fetched, parsed)
    tally = poll.tally
    return Round(tally.polled, tally.unchanged, tally.failed, tally.new, problems=tally.problems)


def due_sources(
    outlets: Sequence[Outlet], states: Mapping[str, FeedState], now: datetime, *, everything: bool
) -> Iterator[Source]:
    """The feeds to poll now: of each route the first that works, and those before it when their time has come."""
    for outlet in outlets:
        for route in outlet.routes:
            for feed in _in_use(route, states):
                state = states[feed.url]
                if everything or state.next_poll is None or state.next_poll <= now:
                    yield Source(outlet, feed, state)


def _in_use(route: Route, states: Mapping[str, FeedState]) -> Iterator[Feed]:
    for feed in route:
        yield feed
        if states[feed.url].failures < _SPARE_AFTER:
            return


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
        return Request(
            url=feed.url,
            headers=tuple((name, reveal(value, desk.environ)) for name, value in feed.headers),
            etag=state.etag,
            last_modified=state.last_modified,
            ca_file=feed.ca_file,
        )

    def bodies(
        self, answers: Iterator[tuple[Source, Fetched | Failed]]
    ) -> Iterator[tuple[tuple[Source, Fetched], tuple[str, bytes, str, str, str | None]]]:
        """Settle what needs no parsing, and hand on the rest."""
        for source, answer in answers:
            if isinstance(answer, Failed):
                self._fail(source, answer)
            elif answer.status == HTTPStatus.NOT_MODIFIED or _hash(answer) == source.state.body_hash:
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
            new, state = self._sort(connection, source, parsed, now)
            state = schedule.succeeded(state, source.feed, self._desk.settings.poll, fetched, parsed.ttl, now)
            feeds.save(connection, replace(state, body_hash=_hash(fetched)))
        self.tally.new += new
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

    def _sort(self, connection: Connection, source: Source, parsed: ParsedFeed, now: datetime) -> tuple[int, FeedState]:
        """Keep what is new or changed in a document; give the number of new entries and what it makes of the state."""
        state, backfill = source.state, self._desk.settings.backfill
        links = {entry.key: _link_key(state, entry) for entry in parsed.entries}
        known = entries.known_keys(connection, state.id, list(links))
        known_links = entries.known_links(connection, state.id, list(links.values()))
        known.update(entries.known_keys(connection, state.id, list(known_links.values())))
        is_first = state.checked_since is None
        decided = sort_entries(parsed, known, is_first=is_first, backfill=backfill, now=now, known_links=known_links)
        origin = entries.Origin(state.id, source.outlet.id, wants_page=source.feed.fulltext == "always")
        for item in decided:
            kept = entries.Kept(item.entry, _link_key(state, item.entry), item.fingerprint, item.is_baseline)
            if item.state == "new":
                entries.add_entry(connection, origin, kept, now)
            elif item.state == "changed":
                entries.change_entry(connection, origin, kept, now)
        new = sum(item.state == "new" for item in decided)
        gap = not is_first and possible_gap(parsed, known, known_links)
        return new, replace(state, last_new=now if new else state.last_new, gap_at=now if gap else state.gap_at)


def _link_key(state: FeedState, entry: Entry) -> str:
    """The article an entry points to; one without a link is an article of its own."""
    return canonical_url(entry.url) if entry.url else f"entry:{state.id}:{entry.key}"


def _hash(fetched: Fetched) -> str:
    return hashlib.sha256(fetched.body).hexdigest()
