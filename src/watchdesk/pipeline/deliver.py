"""From the outbox to the recipients: what is queued is sent, and what the relay said is kept."""

from dataclasses import replace
from datetime import datetime

from watchdesk.config import reveal
from watchdesk.core.edition import load
from watchdesk.core.schedule import delivery_retry
from watchdesk.deliver.mail import Outcome, compose, compose_test, message_id, send
from watchdesk.errors import ConfigError, Problem, UnknownIdError
from watchdesk.model import Delivery
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
    password = _password(desk, mail)
    tried = []
    for message, outcome in send((message for _, message in waiting), mail, password):
        delivery = after_try(by_id[message.message_id], outcome, desk.clock())
        with desk.store.writing() as connection:
            outbox.record(connection, delivery, desk.clock())
        tried.append(delivery)
        if desk.stop():
            break
    return tuple(tried)


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
            identity = message_id(edition_id, person.address, mail.sender, resend=again)
            message = compose(edition, person, mail.sender, message_id=identity)
            outbox.queue(connection, edition_id, [message], desk.clock())


def mail_settings(desk: Desk) -> MailSettings:
    """The mail settings, or a ConfigError that says where to write them."""
    if desk.settings.mail is None:
        raise ConfigError((Problem("watchdesk.yaml", 0, 0, "no mail is configured: write the relay under mail:"),))
    return desk.settings.mail


def _password(desk: Desk, mail: MailSettings) -> str | None:
    return reveal(mail.password, desk.environ) if mail.password else None


def send_test(desk: Desk, address: str, now: datetime) -> Outcome:
    """Send one test mail to an address, outside the outbox."""
    mail = mail_settings(desk)
    message = compose_test(address, mail.sender, now)
    outcomes = send([message], mail, _password(desk, mail))
    return next(outcome for _, outcome in outcomes)
