"""An edition as a message for one recipient: composed once, deterministic, then kept and sent as these bytes.

The same edition, recipient and Message-ID give the same bytes. What the message says of the edition is render's.
"""

import hashlib
import re
from collections.abc import Callable
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


def compose(edition: Edition, recipient: Recipient, sender: str, *, message_id: str) -> Message:
    """The edition as a mail: text, then HTML, both within what mail programs show, and the whole edition attached."""
    shown = _without_other_addresses(select(edition, recipient.sections), recipient.address)
    mail = _envelope(sender, recipient.address, message_id, shown.cut_at.astimezone(ZoneInfo(shown.timezone)))
    mail["Subject"] = _header(render.subject(shown))
    mail["List-Id"] = f"<{_host_label(shown.schedule)}.watchdesk.{_domain(sender)}>"
    mail.set_content(_fitting(shown, render.text))
    if recipient.format == "html":
        mail.add_alternative(_fitting(shown, _inlined), subtype="html")
    if shown.stories:
        _attach(mail, shown, recipient.format)
    return Message(recipient.address, message_id, _bytes(mail, message_id))


def compose_test(address: str, sender: str, now: datetime) -> Message:
    """A mail that only shows that mail arrives."""
    identity = message_id(f"test-{now:%Y%m%dT%H%M%S}", now, address, sender)
    mail = _envelope(sender, address, identity, now)
    mail["Subject"] = "watchdesk: a test"
    mail["List-Id"] = f"<test.watchdesk.{_domain(sender)}>"
    mail.set_content("This mail was sent by `watchdesk mail test`. Editions will come the same way.\n")
    return Message(address, identity, _bytes(mail, identity))


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


def _without_other_addresses(edition: Edition, address: str) -> Edition:
    """Recipients do not learn of each other, not even by what could not be delivered."""

    def masked(text: str) -> str:
        return _ADDRESS.sub(
            lambda found: found[0] if found[0].lower() == address.lower() else "another recipient", text
        )

    undelivered = tuple(
        Trouble(masked(trouble.what), trouble.since, masked(trouble.reason)) for trouble in edition.coverage.undelivered
    )
    return replace(edition, coverage=replace(edition.coverage, undelivered=undelivered))


def _bytes(mail: EmailMessage, identity: str) -> bytes:
    """The message on the wire; parts are parted by boundaries that follow from its Message-ID, not from chance."""
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{hashlib.sha256(f'{identity}{number}'.encode()).hexdigest()[:32]}")
        if part is not mail:
            del part["MIME-Version"]
    content = mail.as_bytes()
    _prove(content)
    return content


def _prove(content: bytes) -> None:
    """Read the message back and raise if it has another header than wanted, or one of them twice."""
    found = sorted(name.lower() for name in message_from_bytes(content).keys())  # noqa: SIM118 - repeated names count
    if set(found) - {"content-transfer-encoding"} != _HEADERS or len(found) != len(set(found)):
        raise ValueError(f"a mail must not carry these headers: {', '.join(found)}")


def _domain(sender: str) -> str:
    domain = _NOT_IN_HOST.sub("", parseaddr(sender)[1].rpartition("@")[2].lower()).strip(".-")
    return domain or "watchdesk.invalid"


def _host_label(text: str) -> str:
    return _NOT_IN_HOST.sub("-", text.lower()).strip(".-") or "edition"
