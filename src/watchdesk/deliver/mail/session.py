"""One session with the mail relay: messages go out byte for byte, each with an outcome of its own.

It neither repeats nor remembers anything: what is queued is tried again by whoever keeps it.
"""

import smtplib
import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from ipaddress import ip_address
from threading import Timer
from typing import IO, Literal, Self

from watchdesk.core.clean import clean_line
from watchdesk.model import Message
from watchdesk.settings import MailSettings

_DEADLINE = timedelta(minutes=3)
_LONGEST_WAIT = 30.0
_LONGEST_REPLIES = 200_000
"""Bytes that a relay may say in a session; smtplib keeps all lines of a reply, however many come."""
_LONGEST_REASON = 200
_READY = 220
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try to deliver ended: ``failed`` is for good, ``queued`` is worth another try with the same bytes."""

    state: Literal["sent", "queued", "failed"]
    reason: str = ""
    status: int | None = None
    """The relay's reply code, where it gave one."""


def send(
    messages: Iterable[Message], mail: MailSettings, password: str | None, *, deadline: timedelta = _DEADLINE
) -> Iterator[tuple[Message, Outcome]]:
    """Send each message in one session and yield how it went, as it goes; a refused recipient stops no other.

    The session ends at the deadline, whatever the relay does. A message that the relay has taken counts as sent,
    however the session ends afterwards.
    """
    with _Session(mail, password, deadline) as session:
        for message in messages:
            yield message, session.deliver(message)


class _Session:
    """A session that is opened for the first message; once it is lost, what lost it is every further outcome."""

    def __init__(self, mail: MailSettings, password: str | None, deadline: timedelta) -> None:
        self._mail = mail
        self._password = password
        self._sender = parseaddr(mail.sender)[1]
        self._limit = _Limit(deadline)
        self._relay: _Relay | None = None
        self._lost: Outcome | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave politely where that is still possible; nothing said now changes an outcome (RFC 5321, 4.1.1.10)."""
        if self._relay is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._relay.quit()
            self._relay.close()
        self._limit.close()

    def deliver(self, message: Message) -> Outcome:
        """Hand one message over; only a loss of the session touches the messages after it."""
        recipient = parseaddr(message.to)[1]
        if not recipient.isascii():
            return Outcome("failed", f"{clean_line(recipient)} has letters beyond ASCII, which mail relays do not take")
        if self._relay is None and self._lost is None:
            self._open()
        if self._relay is None or self._lost is not None:
            return self._lost or Outcome("queued", "no session")
        try:
            self._relay.sendmail(self._sender, [recipient], message.content)
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(f"{self._mail.host} refused {recipient}", *error.recipients[recipient])
        except smtplib.SMTPResponseException as error:
            return _refused(f"{self._mail.host} refused the mail", error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self._lost = self._why(error)
            return self._lost
        return Outcome("sent")

    def _open(self) -> None:
        try:
            self._relay = _Relay(self._mail, self._limit)
            self._relay.secure(self._mail)
            self._relay.log_in(self._mail, self._password)
        except (OSError, smtplib.SMTPException) as error:
            self._lost = self._why(error)

    def _why(self, error: Exception) -> Outcome:
        place = f"{self._mail.host}:{self._mail.port}"
        if self._limit.is_over:
            return Outcome("queued", f"{place} did not finish in time")
        if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
            return _refused(f"{self._mail.host} refused the session", error.smtp_code, error.smtp_error)
        return Outcome("queued", f"no session with {place}: {_reason(error)}")


class _Relay(smtplib.SMTP):
    """The relay at the other end of the wire, held to a time and to a length of replies."""

    def __init__(self, mail: MailSettings, limit: "_Limit") -> None:
        self._limit = limit
        self._implicit = _trust(mail) if mail.security == "tls" else None
        super().__init__(mail.host, mail.port, local_hostname="localhost", timeout=limit.wait)
        # RFC 5321, 4.1.3: who has no public name says its address; smtplib would ask the name servers for one
        here = self.sock.getsockname()[0] if self.sock else "127.0.0.1"
        self.local_hostname = f"[IPv6:{here}]" if ":" in here else f"[{here}]"

    def secure(self, mail: MailSettings) -> None:
        """Bring the session under TLS as the settings demand it, or raise."""
        if mail.security != "starttls":
            return
        self.ehlo_or_helo_if_needed()
        if not self.has_extn("starttls"):
            raise smtplib.SMTPNotSupportedError("it offers no STARTTLS, so nothing was sent (see mail: security:)")
        status, reply = self.starttls(context=_trust(mail))
        if status != _READY:
            raise smtplib.SMTPResponseException(status, reply)

    def log_in(self, mail: MailSettings, password: str | None) -> None:
        """Log in where a user is set; never in the clear but on this machine."""
        if not mail.user or password is None:
            return
        if mail.security == "none" and not self._is_on_this_machine():
            raise smtplib.SMTPNotSupportedError("a password is not sent in the clear (see mail: security:)")
        if not (mail.user + password).isascii():
            raise smtplib.SMTPNotSupportedError("user and password must be ASCII")
        self.login(mail.user, password)

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply as smtplib does, from a file that ends at a length."""
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock.makefile("rb"))
        return super().getreply()

    def _is_on_this_machine(self) -> bool:
        return self.sock is not None and ip_address(self.sock.getpeername()[0].partition("%")[0]).is_loopback

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect; smtplib's own subclass for implicit TLS hooks in here too."""
        wire = socket.create_connection((host, port), timeout)
        try:
            self._limit.hold(wire)
            return self._implicit.wrap_socket(wire, server_hostname=host) if self._implicit else wire
        except BaseException:
            wire.close()
            raise


class _Replies:
    """What a relay says, up to a length."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = _LONGEST_REPLIES

    def readline(self, size: int) -> bytes:
        line = self._file.readline(size)
        self._left -= len(line)
        if self._left < 0:
            raise OSError("its replies have no end")
        return line

    def close(self) -> None:
        self._file.close()


class _Limit:
    """Cuts the wire when the time is up: smtplib's own time-out starts anew with every byte."""

    def __init__(self, deadline: timedelta) -> None:
        self.is_over = False
        self.wait = min(deadline.total_seconds(), _LONGEST_WAIT)
        self._wire: socket.socket | None = None
        self._timer = Timer(deadline.total_seconds(), self._end)
        self._timer.daemon = True
        self._timer.start()

    def hold(self, wire: socket.socket) -> None:
        """Keep a hand on the connection, which stays valid when the socket is wrapped in TLS."""
        self._wire = wire.dup()
        if self.is_over:
            self._end()

    def close(self) -> None:
        self._timer.cancel()
        if self._wire is not None:
            self._wire.close()

    def _end(self) -> None:
        self.is_over = True
        if self._wire is not None:
            with suppress(OSError):
                self._wire.shutdown(socket.SHUT_RDWR)


def _trust(mail: MailSettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if mail.ca_file:
        context.load_verify_locations(mail.ca_file)
    return context


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message}); name its authority's file in mail: ca_file"
    if isinstance(error, smtplib.SMTPResponseException):
        return "what answers there is no mail relay"
    return clean_line(getattr(error, "strerror", None) or str(error), _LONGEST_REASON) or type(error).__name__


def _refused(what: str, status: int, reply: bytes | str) -> Outcome:
    said = clean_line(reply.decode(errors="replace") if isinstance(reply, bytes) else reply, _LONGEST_REASON)
    state: Literal["failed", "queued"] = "failed" if status >= _PERMANENT else "queued"
    return Outcome(state, f"{what}: {status} {said}".rstrip(), status)
