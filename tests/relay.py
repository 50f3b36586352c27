"""A mail relay on loopback that keeps what it is sent, and refuses what it is told to."""

import email
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Relay:
    """``mails`` are (recipient, bytes); ``answer`` decides what is said to each message, by its recipient."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.answer: Callable[[str], str] = lambda _recipient: "250 kept"
        self.port = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = envelope.original_content or b""
        self.mails.append((envelope.rcpt_tos[0], content))
        return self.answer(envelope.rcpt_tos[0])


@contextmanager
def relaying(**options: object) -> Iterator[Relay]:
    """A relay that listens while this lasts; ``options`` go to aiosmtpd's SMTP."""
    relay = Relay()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        relay.port = probe.getsockname()[1]
    controller = Controller(relay, hostname="127.0.0.1", port=relay.port, **options)
    controller.start()
    try:
        yield relay
    finally:
        controller.stop()


def parsed(content: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message
