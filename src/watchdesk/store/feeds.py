"""What is remembered of each feed, by its address; the timetable lives here, so every command polls by the same one."""

from collections.abc import Iterable
from dataclasses import asdict, fields

from sqlalchemy import Connection, insert, select, update

from watchdesk.model import FeedState, Outlet
from watchdesk.store import schema

_COLUMNS = [schema.feeds.c[field.name] for field in fields(FeedState)]


def enlist(connection: Connection, outlets: Iterable[Outlet]) -> dict[str, FeedState]:
    """Make a row for each feed that has none yet, and give the states of all, by URL."""
    known = states(connection)
    for outlet in outlets:
        for feed in (feed for route in outlet.routes for feed in route):
            state = known.get(feed.url)
            if state is None:
                connection.execute(insert(schema.feeds).values(url=feed.url, outlet=outlet.id, failures=0, reason=""))
            elif state.outlet != outlet.id:
                _set(connection, state.id, outlet=outlet.id)
    return states(connection)


def states(connection: Connection) -> dict[str, FeedState]:
    """Every feed ever enlisted, by URL; feeds no longer configured among them."""
    rows = connection.execute(select(*_COLUMNS)).mappings()
    return {row["url"]: FeedState(**row) for row in rows}


def save(connection: Connection, state: FeedState) -> None:
    """Replace what is remembered of a feed."""
    values = asdict(state)
    _set(connection, values.pop("id"), **values)


def _set(connection: Connection, feed_id: int, **values: object) -> None:
    connection.execute(update(schema.feeds).where(schema.feeds.c.id == feed_id).values(**values))
