"""What was cut goes out: files are written, what is queued is sent, and what the relay said is kept."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from watchdesk.config import reveal
from watchdesk.core import render
from watchdesk.core.edition import load
from watchdesk.core.schedule import delivery_retry
from watchdesk.deliver import folder
from watchdesk.deliver.mail import Mailing, Outcome, Session, compose_test, message_id
from watchdesk.errors import ConfigError, OutputError, Problem, UnknownIdError
from watchdesk.model import Delivery, Edition, Message
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import MailSettings, Recipient
from watchdesk.store import editions, outbox
from watchdesk.store.editions import KeptEdition
from watchdesk.store.lock import only_sender

_FORMS = {"md": render.markdown, "html": render.html, "txt": render.text, "json": render.json_text}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What went out: files, tries to deliver, and why some files could not be written."""

    written: tuple[Path, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    problem: str | None = None


def hand_over(desk: Desk) -> HandedOver:
    """Write the files of every edition that has none yet, and then, whatever became of them, send what is due."""
    with desk.store.reading() as connection:
        waiting = editions.unwritten(connection)
    written: list[Path] = []
    problems: list[str] = []
    for kept in waiting:
        try:
            written.extend(_write(desk, kept))
        except OutputError as error:
            problems.append(str(error))
    return HandedOver(tuple(written), deliver(desk), "\n".join(dict.fromkeys(problems)) or None)


def _write(desk: Desk, kept: KeptEdition) -> tuple[Path, ...]:
    edition = load(kept.body)
    files = {f"{kept.id}.{form}": _FORMS[form](edition).encode() for form in kept.formats}
    paths = folder.write(desk.settings.digests, files)
    with desk.store.writing() as connection:
        editions.mark_written(connection, kept.id)
    return paths


def deliver(desk: Desk) -> tuple[Delivery, ...]:
    """Send what is due and tell how each try ended.

    Nothing is tried without mail settings, or while another process sends: it sends this too.
    """
    mail = desk.settings.mail
    if mail is None or _next(desk, ()) is None:
        return ()
    with only_sender(desk.store.file) as is_sender:
        if not is_sender:
            return ()
        with _carrier(desk, mail) as carry:
            return _sent(desk, carry)


def _sent(desk: Desk, carry: Callable[[Message], Outcome]) -> tuple[Delivery, ...]:
    tried: dict[int, Delivery] = {}
    while not desk.stop() and (delivery := _next(desk, tried)) is not None:
        with desk.store.reading() as connection:
            message = outbox.message(connection, delivery.id)
        if message is None:
            continue
        outcome = carry(message)
        if outcome.state == "queued" and desk.stop():
            break  # it was cut off by us, and waits as it did
        tried[delivery.id] = after_try(delivery, outcome, desk.clock())
        with desk.store.writing() as connection:
            outbox.record(connection, tried[delivery.id], desk.clock())
    return tuple(tried.values())


def _next(desk: Desk, tried: Container[int]) -> Delivery | None:
    with desk.store.reading() as connection:
        due = outbox.due(connection, desk.clock())
    return next((delivery for delivery in due if delivery.id not in tried), None)


@contextmanager
def _carrier(desk: Desk, mail: MailSettings) -> Iterator[Callable[[Message], Outcome]]:
    """A way to the relay that the desk's stop cuts; where a secret is missing, each message waits for it."""
    try:
        password = reveal(mail.password, desk.environ) if mail.password else None
    except ConfigError as error:
        outcome = Outcome("queued", str(error))
        yield lambda _message: outcome
        return
    session = Session(mail, password)
    with desk.stop.waking(session.end), session:
        yield session.deliver


class Post:
    """An edition for its recipients: what is long is written at once, the mails when they are queued."""

    def __init__(self, edition: Edition, recipients: Sequence[Recipient], sender: str) -> None:
        self._edition = edition
        self._recipients = recipients
        self._sender = sender
        self._mailing = Mailing(edition, sender)
        self._mailing.prepare(recipients)

    def queue(self, connection: Connection, now: datetime) -> None:
        """Put a mail to each recipient into the outbox, under a Message-ID that none had before."""
        edition = self._edition
        for person in self._recipients:
            again = outbox.count_of(connection, edition.id, person.address)
            identity = message_id(edition.id, edition.cut_at, person.address, self._sender, resend=again)
            outbox.queue(connection, edition.id, self._mailing.message(person, identity), now)


def after_try(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """What a try makes of a delivery: sent, failed for good, or queued for a later try."""
    attempts = delivery.attempts + 1
    next_try = now + delivery_retry(attempts) if outcome.state == "queued" else None
    return replace(delivery, state=outcome.state, attempts=attempts, next_try=next_try, reason=outcome.reason)


def resend(desk: Desk, edition_id: str, address: str | None) -> None:
    """Queue an edition once more under new Message-IDs, to its schedule's recipients or to one address."""
    mail = mail_settings(desk)
    with desk.store.reading() as connection:
        kept = editions.get(connection, edition_id)
    if kept is None:
        raise UnknownIdError(f"no edition has the id {edition_id}")
    recipients = [person for person in mail.to if person.schedule == kept.schedule]
    if address is not None:
        known = [person for person in mail.to if person.address == address]
        recipients = known[:1] or [Recipient(address)]
    post = Post(load(kept.body), recipients, mail.sender)
    with desk.store.writing() as connection:
        post.queue(connection, desk.clock())


def mail_settings(desk: Desk) -> MailSettings:
    """The mail settings, or a ConfigError that says where to write them."""
    if desk.settings.mail is None:
        raise ConfigError((Problem("watchdesk.yaml", 0, 0, "no mail is configured: write the relay under mail:"),))
    return desk.settings.mail


def send_test(desk: Desk, address: str, now: datetime) -> Outcome:
    """Send one test mail to an address, outside the outbox: it is sent, or failed and not tried again."""
    mail = mail_settings(desk)
    with _carrier(desk, mail) as carry:
        outcome = carry(compose_test(address, mail.sender, now))
    return outcome if outcome.state == "sent" else replace(outcome, state="failed")
