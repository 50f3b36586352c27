"""What an edition could and could not look at: the statement that makes an absence of news worth something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from watchdesk.core.schedule import in_use
from watchdesk.core.urls import redacted
from watchdesk.model import Candidate, Coverage, FeedState, Outlet, Route, Trouble
from watchdesk.pipeline.desk import Desk
from watchdesk.store import articles, editions, feeds, hits, outbox

_SILENT_AFTER = timedelta(days=7)


def coverage(desk: Desk, connection: Connection, candidates: Sequence[Candidate], since: datetime | None) -> Coverage:
    """The coverage statement of an edition cut now; nothing is changed."""
    states = feeds.states(connection)
    outlets = desk.settings.outlets
    judged = polled(outlets, states)
    reasons = articles.reasons(connection, [candidate.article.id for candidate in candidates])
    return Coverage(
        outlets=len(outlets),
        read=sum(_is_read(outlet, states) for outlet in outlets),
        failed=(
            *(_configured(desk.trouble) if desk.trouble else ()),
            *(failing(state) for state in judged if state.failures),
        ),
        silent=tuple(silences(judged, desk.clock())),
        no_text=tuple(
            Trouble(
                candidate.article.url or candidate.article.title,
                candidate.article.first_seen,
                reasons[candidate.article.id],
            )
            for candidate in candidates
            if candidate.article.text_from == "feed" and reasons.get(candidate.article.id)
        ),
        possible_gaps=tuple(
            Trouble(redacted(state.url), state.gap_at, "nothing that stood there at the poll before stands there now")
            for state in judged
            if state.gap_at is not None and (since is None or state.gap_at > since)
        ),
        undelivered=tuple(
            Trouble(delivery.to, at, f"edition {delivery.edition}: {delivery.reason}")
            for delivery, at in outbox.untold_failures(connection)
        ),
        unread=tuple(_unread(*editions.count_unseen(connection))),
        unmatched=tuple(unmatchable(desk, connection, with_baseline=False)),
    )


def _configured(trouble: Trouble) -> Iterator[Trouble]:
    yield replace(trouble, reason=f"{trouble.reason}; the last good configuration stays in force")


def polled(outlets: Sequence[Outlet], states: Mapping[str, FeedState]) -> tuple[FeedState, ...]:
    """The feeds in use, each as its latest poll left it; spares that nobody asks are not judged."""
    return tuple(state for outlet in outlets for route in outlet.routes for state in _polled(route, states))


def _polled(route: Route, states: Mapping[str, FeedState]) -> Iterator[FeedState]:
    """A spare counts from its first poll after the feeds before it began to fail."""
    since: datetime | None = None
    for feed in in_use(route, states):
        state = states.get(feed.url)
        if state is None or state.last_poll is None or (since is not None and state.last_poll < since):
            return
        yield state
        since = state.failing_since


def failing(state: FeedState) -> Trouble:
    """A feed that could not be polled, since when and why."""
    return Trouble(redacted(state.url), state.failing_since, state.reason)


def unmatchable(desk: Desk, connection: Connection, *, with_baseline: bool) -> Iterator[Trouble]:
    """The articles at which the matcher failed: those that no list has matched, or not this one in the last days."""
    rematch = desk.settings.rematch
    for found in hits.match_failures(connection, desk.clock() - rematch if rematch else None):
        if with_baseline or not found.is_baseline:
            yield Trouble(found.article, found.since, f"the matcher failed ({found.reason}); please report this")


def silences(states: Sequence[FeedState], now: datetime) -> list[Trouble]:
    """Feeds that answer and have had nothing new for a week, or nothing ever since they are read."""
    return [
        Trouble(redacted(state.url), state.last_new, "answers, but has had nothing new for a week")
        for state in states
        if not state.failures and now - (state.last_new or state.checked_since or now) > _SILENT_AFTER
    ]


def _is_read(outlet: Outlet, states: Mapping[str, FeedState]) -> bool:
    """Whether each of an outlet's routes has a feed whose latest poll succeeded."""
    return bool(outlet.routes) and all(
        any(not state.failures for state in _polled(route, states)) for route in outlet.routes
    )


def _unread(number: int, since: datetime | None) -> Iterator[Trouble]:
    if number:
        what = "1 article" if number == 1 else f"{number:,} articles"
        yield Trouble(what, since, "found in the feeds and still to be read; what matches stands in a later edition")
