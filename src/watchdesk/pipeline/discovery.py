"""Names on no list that stand near watched actors in several articles: what to propose, and what type one may have."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from watchdesk.core.discovery import Found, Roll, best, gather, name_key, new_name, type_among
from watchdesk.model import ActorType, NewName
from watchdesk.pipeline.desk import Desk
from watchdesk.store import names

LOOKED_BACK = timedelta(days=30)
"""An edition proposes what was seen in articles so old at most."""
_LEAST = 3
_EVER = datetime(1, 1, 1, tzinfo=UTC)


def new_names(
    desk: Desk, connection: Connection, since: datetime, *, shown: Collection[str] = (), at_most: int | None = None
) -> tuple[tuple[NewName, ...], int]:
    """The names to propose that were seen since a time, but those ``shown`` before, and how many beyond ``at_most``.

    Those in most articles come first.
    """
    roll = Roll(desk.settings.watchlist, desk.matcher)
    found = gather(names.spellings(connection, since), roll, desk.settings.outlets, _LEAST, shown)
    told = _told(desk, connection, since, found[:at_most], roll)
    return told, len(found) - len(told)


def _told(
    desk: Desk, connection: Connection, since: datetime, found: tuple[Found, ...], roll: Roll
) -> tuple[NewName, ...]:
    outlets = {outlet.id: outlet for outlet in desk.settings.outlets}
    seen = names.appearances(connection, [name.key for name in found], since)
    places = [[one for spelling in name.spellings for one in seen[spelling]] for name in found]
    shown = [best(of_name).id for of_name in places]
    sentences = names.sentences(connection, shown)
    return tuple(
        new_name(name, of_name, sentences[number], roll, outlets)
        for name, of_name, number in zip(found, places, shown, strict=True)
    )


def suggested_type(connection: Connection, name: str) -> ActorType | None:
    """What the articles of the archive say that a name is, or None where they say nothing."""
    seen = names.appearances(connection, [name_key(name)], _EVER)
    return type_among((one for alike in seen.values() for one in alike), name)
