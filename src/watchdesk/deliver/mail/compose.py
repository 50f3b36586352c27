"""An edition as messages: composed once, deterministic, then kept and sent as these bytes.

What a message says of the edition is render's.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from css_inline import CSSInliner

from watchdesk.core import render
from watchdesk.core.edition import select
from watchdesk.model import Edition, Message, Trouble
from watchdesk.settings import Recipient

_POLICY = policy.SMTP.clone(cte_type="7bit")  # not every relay takes eight bits
_LINE_END = b"\r\n"
_INLINER = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, keep_style_tags=False)
_BUDGET = 90_000
"""Bytes of a body: Gmail hides what is beyond 102 kB."""
_MOST_STORIES = 60
_MOST_TITLES = 100
_MOST_CONCERNS = 20
_ATTACHED = render.Shape(characters=1_000_000, titles=5_000)
_ATTACHED_NOTE = "The whole edition, with the articles' texts, is attached."
_HEADERS = frozenset(
    {"from", "to", "subject", "date", "message-id", "list-id", "auto-submitted", "mime-version", "content-type"}
)
_ADDRESS = re.compile(r"[^\s<>\"'(),:;]+@[^\s<>\"'(),:;]+")
_NOT_IN_HOST = re.compile(r"[^a-z0-9.-]+")


def message_id(edition_id: str, cut_at: datetime, address: str, sender: str, resend: int = 0) -> str:
    """The Message-ID of an edition's mail to an address: always the same, and telling nobody the address.

    The moment of the cut tells the editions of two desks apart that have the same sender and date.
    """
    identity = "\n".join((edition_id, cut_at.astimezone(UTC).isoformat(), address.lower(), sender.lower(), str(resend)))
    return f"<{edition_id}.{hashlib.sha256(identity.encode()).hexdigest()[:24]}@{_domain(sender)}>"


class Mailing:
    """An edition as mails: text, then HTML, both within what mail programs show, and the whole edition attached.

    The same edition, recipient and Message-ID give the same bytes. What recipients with the same sections and format
    have in common is written once and kept; a mail of it all is put together when it is asked for.
    """

    def __init__(self, edition: Edition, sender: str) -> None:
        self._edition = edition
        self._sender = sender
        self._bodies: dict[tuple[object, ...], tuple[str, bytes]] = {}

    def prepare(self, recipients: Iterable[Recipient]) -> None:
        """Write now what takes long."""
        for recipient in recipients:
            self._body(recipient)

    def message(self, recipient: Recipient, message_id: str) -> Message:
        """The mail to one recipient."""
        edition = self._edition
        subject, body = self._body(recipient)
        date = edition.cut_at.astimezone(ZoneInfo(edition.timezone))
        mail = _envelope(self._sender, recipient.address, message_id, date)
        mail["Subject"] = _header(subject)
        mail["List-Id"] = f"<{_host_label(edition.schedule)}.watchdesk.{_domain(self._sender)}>"
        return Message(recipient.address, message_id, _joined(mail, body))

    def _body(self, recipient: Recipient) -> tuple[str, bytes]:
        """The subject, and all that stands below the envelope."""
        undelivered = _without_other_addresses(self._edition.coverage.undelivered, recipient.address)
        key = (recipient.sections, recipient.format, undelivered)
        if key not in self._bodies:
            coverage = replace(self._edition.coverage, undelivered=undelivered)
            shown = replace(select(self._edition, recipient.sections), coverage=coverage)
            self._bodies[key] = render.subject(shown), _written(shown, recipient.format)
        return self._bodies[key]


def compose_test(address: str, sender: str, now: datetime) -> Message:
    """A mail that only shows that mail arrives."""
    identity = message_id(f"test-{now:%Y%m%dT%H%M%S}", now, address, sender)
    mail = _envelope(sender, address, identity, now)
    mail["Subject"] = "watchdesk: a test"
    mail["List-Id"] = f"<test.watchdesk.{_domain(sender)}>"
    body = EmailMessage(policy=_POLICY)
    body.set_content("This mail was sent by `watchdesk mail test`. Editions will come the same way.\n")
    return Message(address, identity, _joined(mail, body.as_bytes()))


def _written(edition: Edition, form: str) -> bytes:
    """The body of a mail; its parts are parted by boundaries that follow from the edition, not from chance."""
    body = EmailMessage(policy=_POLICY)
    body.set_content(_fitting(edition, render.text))
    if form == "html":
        body.add_alternative(_fitting(edition, _inlined), subtype="html")
    if edition.stories:
        _attach(body, edition, form)
    for number, part in enumerate(body.walk()):
        if part.is_multipart():
            identity = f"{edition.id}{edition.cut_at.isoformat()}{number}"
            part.set_boundary(f"=_{hashlib.sha256(identity.encode()).hexdigest()[:32]}")
        if part is not body:
            del part["MIME-Version"]
    return body.as_bytes()


def _envelope(sender: str, address: str, identity: str, date: datetime) -> EmailMessage:
    mail = EmailMessage(policy=_POLICY)
    name, sender_address = parseaddr(_header(sender))
    mail["From"] = Address(name, addr_spec=sender_address)
    mail["To"] = Address(addr_spec=parseaddr(_header(address))[1])
    mail["Date"] = date
    mail["Message-ID"] = identity
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note shall answer
    return mail


def _header(value: str) -> str:
    """Break up what a header's reader could take for a line end or an encoded word (CVE-2024-6923)."""
    return " ".join(value.split()).replace("=?", "= ?")


def _fitting(edition: Edition, write: Callable[[Edition, render.Shape], str]) -> str:
    """The body with as many stories in detail, and then titles, as fit; the first ones always come first."""
    closing = _ATTACHED_NOTE if edition.stories else ""
    stories, titles = min(len(edition.stories), _MOST_STORIES), _MOST_TITLES
    while True:
        shape = render.Shape(stories, characters=0, titles=titles, concerns=_MOST_CONCERNS, closing=closing)
        body = write(edition, shape)
        size = len(body.encode())
        if size <= _BUDGET or not (stories or titles):
            return body
        if stories:
            stories = min(stories - 1, stories * _BUDGET // size)
        else:
            titles //= 2


def _inlined(edition: Edition, shape: render.Shape) -> str:
    return _INLINER.inline(render.html(edition, shape))


def _attach(mail: EmailMessage, edition: Edition, form: str) -> None:
    name = f"watchdesk-{edition.id}"
    if form == "html":
        mail.add_attachment(render.html(edition, _ATTACHED), subtype="html", filename=f"{name}.html")
    else:
        mail.add_attachment(render.markdown(edition, _ATTACHED), subtype="markdown", filename=f"{name}.md")


def _without_other_addresses(undelivered: Iterable[Trouble], address: str) -> tuple[Trouble, ...]:
    """Recipients do not learn of each other, not even by what could not be delivered."""

    def masked(text: str) -> str:
        return _ADDRESS.sub(
            lambda found: found[0] if found[0].lower() == address.lower() else "another recipient", text
        )

    return tuple(Trouble(masked(trouble.what), trouble.since, masked(trouble.reason)) for trouble in undelivered)


def _joined(envelope: EmailMessage, body: bytes) -> bytes:
    """The message on the wire: the envelope's headers, then the body with its own."""
    headers = envelope.as_bytes().removesuffix(_LINE_END)
    _prove(headers + body[: body.index(_LINE_END * 2)])
    return headers + body


def _prove(headers: bytes) -> None:
    """Read the headers back and raise if there is another than wanted, or one of them twice."""
    found = sorted(name.lower() for name in message_from_bytes(headers).keys())  # noqa: SIM118 - repeated names count
    if set(found) - {"content-transfer-encoding"} != _HEADERS or len(found) != len(set(found)):
        raise ValueError(f"a mail must not carry these headers: {', '.join(found)}")


def _domain(sender: str) -> str:
    domain = _NOT_IN_HOST.sub("", parseaddr(sender)[1].rpartition("@")[2].lower()).strip(".-")
    return domain or "watchdesk.invalid"


def _host_label(text: str) -> str:
    return _NOT_IN_HOST.sub("-", text.lower()).strip(".-") or "edition"
