"""Mail on its way: queued with its bytes, tried until it is sent or refused for good."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, insert, or_, select, update

from watchdesk.model import Delivery, Message
from watchdesk.store import schema

_DELIVERY = ("id", "message_id", "state", "attempts", "next_try", "reason")
_ALL_BUT_CONTENT = tuple(column for column in schema.deliveries.c if column.name != "content")
"""A mail can have megabytes: its bytes are read one mail at a time, when it is sent."""


def queue(connection: Connection, edition_id: str, message: Message, now: datetime) -> None:
    """Put an edition's message into the outbox; its bytes never change from here on."""
    connection.execute(
        insert(schema.deliveries).values(
            edition_id=edition_id,
            recipient=message.to,
            message_id=message.message_id,
            content=message.content,
            state="queued",
            attempts=0,
            changed_at=now,
            reason="",
            reported=False,
        )
    )


def due(connection: Connection, now: datetime) -> tuple[Delivery, ...]:
    """What is to be sent now, oldest first."""
    deliveries = schema.deliveries
    is_due = or_(deliveries.c.next_try.is_(None), deliveries.c.next_try <= now)
    return _all(connection, and_(deliveries.c.state == "queued", is_due))


def message(connection: Connection, delivery_id: int) -> Message | None:
    """The mail of a delivery that is still queued, byte for byte as it was composed; None once it is not."""
    deliveries = schema.deliveries
    query = select(deliveries.c.recipient, deliveries.c.message_id, deliveries.c.content)
    row = connection.execute(query.where(deliveries.c.id == delivery_id, deliveries.c.state == "queued")).one_or_none()
    return Message(*row) if row else None


def record(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Note how a try ended; what was sent or refused for good stays so, whoever else tried."""
    deliveries = schema.deliveries
    connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery.id, deliveries.c.state == "queued")
        .values(
            state=delivery.state,
            attempts=delivery.attempts,
            next_try=delivery.next_try,
            reason=delivery.reason,
            changed_at=now,
        )
    )


def of_edition(connection: Connection, edition_id: str) -> tuple[Delivery, ...]:
    """Every delivery of an edition, in the order they were queued."""
    return _all(connection, schema.deliveries.c.edition_id == edition_id)


def unsent(connection: Connection) -> tuple[Delivery, ...]:
    """What waits, and what was refused for good unless a later mail to the same recipient arrived."""
    deliveries, later = schema.deliveries, schema.deliveries.alias("later")
    is_history = exists().where(
        later.c.recipient == deliveries.c.recipient, later.c.id > deliveries.c.id, later.c.state == "sent"
    )
    return _all(connection, or_(deliveries.c.state == "queued", and_(deliveries.c.state == "failed", ~is_history)))


def untold_failures(connection: Connection) -> tuple[tuple[Delivery, datetime], ...]:
    """Deliveries that failed for good and stand in no edition's coverage yet, with the time."""
    deliveries = schema.deliveries
    query = select(*_ALL_BUT_CONTENT)
    query = query.where(deliveries.c.state == "failed", ~deliveries.c.reported).order_by(deliveries.c.id)
    return tuple((_delivery(row), row["changed_at"]) for row in connection.execute(query).mappings())


def mark_told(connection: Connection, delivery_ids: Iterable[int]) -> None:
    """Note that these failures stand in an edition's coverage."""
    rows = [{"told": number} for number in delivery_ids]
    if rows:
        deliveries = schema.deliveries
        connection.execute(update(deliveries).where(deliveries.c.id == bindparam("told")).values(reported=True), rows)


def count_of(connection: Connection, edition_id: str, recipient: str) -> int:
    """How many messages of this edition this recipient was ever sent or is due."""
    deliveries = schema.deliveries
    query = select(func.count()).where(deliveries.c.edition_id == edition_id, deliveries.c.recipient == recipient)
    return connection.execute(query).scalar_one()


def _all(connection: Connection, where: ColumnElement[bool]) -> tuple[Delivery, ...]:
    query = select(*_ALL_BUT_CONTENT).where(where).order_by(schema.deliveries.c.id)
    return tuple(_delivery(row) for row in connection.execute(query).mappings())


def _delivery(row: object) -> Delivery:
    mapping: dict[str, object] = dict(row)  # type: ignore[call-overload]  # a RowMapping of deliveries
    return Delivery(
        edition=mapping["edition_id"],  # type: ignore[arg-type]  # a text column
        to=mapping["recipient"],  # type: ignore[arg-type]  # a text column
        **{name: mapping[name] for name in _DELIVERY},  # type: ignore[arg-type]  # columns of the same names and types
    )
