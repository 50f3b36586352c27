"""From the outbox to the recipients: what is queued is sent, and what the relay said is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from watchdesk.config import reveal
from watchdesk.core.edition import load
from watchdesk.core.schedule import delivery_retry
from watchdesk.deliver.mail import Outcome, compose, compose_test, message_id, send
from watchdesk.errors import ConfigError, Problem, UnknownIdError
from watchdesk.model import Delivery, Message
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import MailSettings, Recipient
from watchdesk.store import editions, outbox


def deliver(desk: Desk) -> tuple[Delivery, ...]:
    """Send what is due and tell how each try ended; without mail settings nothing is tried."""
    mail = desk.settings.mail
    with desk.store.reading() as connection:
        waiting = outbox.due(connection, desk.clock())
    if mail is None or not waiting:
        return ()
    by_id = {message.message_id: delivery for delivery, message in waiting}
    tried = []
    for message, outcome in _sent(desk, mail, [message for _, message in waiting]):
        delivery = after_try(by_id[message.message_id], outcome, desk.clock())
        with desk.store.writing() as connection:
            outbox.record(connection, delivery, desk.clock())
        tried.append(delivery)
        if desk.stop():
            break
    return tuple(tried)


def _sent(desk: Desk, mail: MailSettings, messages: Sequence[Message]) -> Iterator[tuple[Message, Outcome]]:
    """Send, or say of each message that it waits for the secret that is missing."""
    try:
        password = reveal(mail.password, desk.environ) if mail.password else None
    except ConfigError as error:
        yield from ((message, Outcome("queued", str(error))) for message in messages)
        return
    yield from send(messages, mail, password)


def after_try(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """What a try makes of a delivery: sent, failed for good, or queued for a later try."""
    attempts = delivery.attempts + 1
    next_try = now + delivery_retry(attempts) if outcome.state == "queued" else None
    return replace(delivery, state=outcome.state, attempts=attempts, next_try=next_try, reason=outcome.reason)


def resend(desk: Desk, edition_id: str, address: str | None) -> None:
    """Queue an edition once more under new Message-IDs, to its schedule's recipients or to one address."""
    mail = mail_settings(desk)
    with desk.store.writing() as connection:
        kept = editions.get(connection, edition_id)
        if kept is None:
            raise UnknownIdError(f"no edition has the id {edition_id}")
        recipients = [person for person in mail.to if person.schedule == kept.schedule]
        if address is not None:
            known = [person for person in mail.to if person.address == address]
            recipients = known[:1] or [Recipient(address)]
        edition = load(kept.body)
        for person in recipients:
            again = outbox.count_of(connection, edition_id, person.address)
            identity = message_id(edition_id, edition.cut_at, person.address, mail.sender, resend=again)
            message = compose(edition, person, mail.sender, message_id=identity)
            outbox.queue(connection, edition_id, message, desk.clock())


def mail_settings(desk: Desk) -> MailSettings:
    """The mail settings, or a ConfigError that says where to write them."""
    if desk.settings.mail is None:
        raise ConfigError((Problem("watchdesk.yaml", 0, 0, "no mail is configured: write the relay under mail:"),))
    return desk.settings.mail


def send_test(desk: Desk, address: str, now: datetime) -> Outcome:
    """Send one test mail to an address, outside the outbox: it is sent, or failed and not tried again."""
    mail = mail_settings(desk)
    [(_, outcome)] = _sent(desk, mail, [compose_test(address, mail.sender, now)])
    return outcome if outcome.state == "sent" else replace(outcome, state="failed")
