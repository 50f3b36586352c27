"""What an edition could and could not look at: the statement that makes an absence of news worth something."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from watchdesk.core.urls import redacted
from watchdesk.model import Candidate, Coverage, FeedState, Outlet, Trouble
from watchdesk.pipeline.desk import Desk
from watchdesk.store import articles, feeds, outbox

_SILENT_AFTER = timedelta(days=7)


def coverage(desk: Desk, connection: Connection, candidates: Sequence[Candidate], since: datetime | None) -> Coverage:
    """The coverage statement of an edition cut now; deliveries that failed are told once, here."""
    states = feeds.states(connection)
    outlets = desk.settings.outlets
    configured = [states[url] for url in desk.settings.feed_urls if url in states]
    reasons = articles.reasons(connection, [candidate.article.id for candidate in candidates])
    return Coverage(
        outlets=len(outlets),
        read=sum(_is_read(outlet, states) for outlet in outlets),
        failed=tuple(failing(state) for state in configured if state.failures),
        silent=tuple(silences(configured, desk.clock())),
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
            for state in configured
            if state.gap_at is not None and (since is None or state.gap_at > since)
        ),
        undelivered=tuple(
            Trouble(delivery.to, at, f"edition {delivery.edition}: {delivery.reason}")
            for delivery, at in outbox.take_failures(connection)
        ),
    )


def failing(state: FeedState) -> Trouble:
    """A feed that could not be polled, since when and why."""
    return Trouble(redacted(state.url), state.failing_since, state.reason)


def silences(states: Sequence[FeedState], now: datetime) -> list[Trouble]:
    """Feeds that answer and have had nothing new for a week."""
    return [
        Trouble(redacted(state.url), state.last_new, "answers, but has had nothing new for a week")
        for state in states
        if not state.failures and state.last_new is not None and now - state.last_new > _SILENT_AFTER
    ]


def _is_read(outlet: Outlet, states: Mapping[str, FeedState]) -> bool:
    """Whether each of an outlet's routes has a feed whose latest poll succeeded."""
    return bool(outlet.routes) and all(
        any(feed.url in states and states[feed.url].last_ok and not states[feed.url].failures for feed in route)
        for route in outlet.routes
    )
