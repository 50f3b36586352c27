"""The outbox: bytes that never change, outcomes that stay, failures that are told once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from watchdesk.model import Delivery, Message
from watchdesk.store import editions, outbox
from watchdesk.store.engine import open_store

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture
def connection() -> Iterator[Connection]:
    store = open_store("sqlite://")
    with store.writing() as connection:
        kept = editions.KeptEdition("2026-11-20", "daily", date(2026, 11, 20), NOW, "{}", ("md",))
        editions.save(connection, kept, ())
        yield connection
    store.close()


def queued(connection: Connection, address: str = "a@b.test") -> Delivery:
    outbox.queue(connection, "2026-11-20", Message(address, f"<{address}>", b"bytes\r\n"), NOW)
    return next(found for found in outbox.due(connection, NOW) if found.to == address)


def test_a_queued_mail_keeps_its_bytes_and_is_due_until_it_is_sent(connection: Connection) -> None:
    delivery = queued(connection)
    assert outbox.message(connection, delivery.id) == Message("a@b.test", "<a@b.test>", b"bytes\r\n")
    assert outbox.unsent(connection) == (delivery,)
    outbox.record(connection, replace(delivery, next_try=NOW + timedelta(hours=1)), NOW)
    assert outbox.due(connection, NOW) == ()
    [again] = outbox.due(connection, NOW + timedelta(hours=1))
    outbox.record(connection, replace(again, state="sent", next_try=None), NOW)
    assert outbox.due(connection, NOW + timedelta(hours=2)) == ()
    assert outbox.message(connection, delivery.id) is None


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_what_is_settled_stays_settled_whatever_a_late_try_says(connection: Connection, state: str) -> None:
    delivery = queued(connection)
    outbox.record(connection, replace(delivery, state=state, attempts=1), NOW)  # type: ignore[arg-type]  # one of the two
    outbox.record(connection, replace(delivery, state="queued", attempts=1, reason="451 later"), NOW)
    [kept] = outbox.of_edition(connection, "2026-11-20")
    assert (kept.state, kept.reason) == (state, "")


def test_failures_are_untold_until_exactly_they_are_marked(connection: Connection) -> None:
    for address in ("a@b.test", "c@d.test"):
        outbox.record(connection, replace(queued(connection, address), state="failed", reason="550 no"), NOW)
    first, second = (delivery for delivery, _ in outbox.untold_failures(connection))
    assert [delivery.to for delivery, _ in outbox.untold_failures(connection)] == ["a@b.test", "c@d.test"]
    outbox.mark_told(connection, [first.id])
    outbox.mark_told(connection, [])
    assert [delivery for delivery, _ in outbox.untold_failures(connection)] == [second]
