"""One session with the mail relay: messages go out byte for byte, each with an outcome of its own.

It neither repeats nor remembers anything: what is queued is tried again by whoever keeps it.
"""

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
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
_NO_STARTTLS = "it offers no STARTTLS, so nothing was sent; check mail.port and mail.security (tls, where it is 465)"
_IN_THE_CLEAR = "a password is not sent in the clear; set mail.security to starttls or tls"
_NOT_ASCII = "a relay takes ASCII only; check mail.user and mail.password"
_NO_LOGIN = "it takes no login; check mail.port and mail.security, or take mail.user away"
_CLOSED = "it closed the connection; check mail.port and mail.security"
_SENTENCES: dict[type[Exception], str] = {
    ConnectionRefusedError: "nothing listens there; check mail.host and mail.port",
    ConnectionError: _CLOSED,
    socket.gaierror: "no computer of that name is known; check mail.host",
    ssl.SSLError: "it does not speak TLS there; check mail.port and mail.security",
    smtplib.SMTPServerDisconnected: _CLOSED,
    smtplib.SMTPResponseException: "what answers there is no mail relay; check mail.host and mail.port",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try to deliver ended: ``failed`` is for good, ``queued`` is worth another try with the same bytes."""

    state: Literal["sent", "queued", "failed"]
    reason: str = ""
    status: int | None = None
    """The relay's reply code, where it gave one."""


class Session:
    """A session with the relay: opened for the first message; once it is lost, what lost it is every further outcome.

    It ends at the deadline, whatever the relay does. A message that the relay has taken counts as sent, however the
    session ends afterwards.
    """

    def __init__(self, mail: MailSettings, password: str | None, *, deadline: timedelta = _DEADLINE) -> None:
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

    def end(self) -> None:
        """Cut the wire now, from whatever thread: what is not sent yet stays queued."""
        self._limit.end()

    def deliver(self, message: Message) -> Outcome:
        """Hand one message over, byte for byte; a refused recipient stops no other, only a loss of the session does."""
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
        except smtplib.SMTPAuthenticationError as error:
            refused = _refused(f"{self._mail.host} refused the login", error.smtp_code, error.smtp_error)
            self._lost = replace(refused, reason=f"{refused.reason}; check mail.user and mail.password")
        except (OSError, smtplib.SMTPException) as error:
            self._lost = self._why(error)

    def _why(self, error: Exception) -> Outcome:
        place = f"{self._mail.host}:{self._mail.port}"
        if self._limit.is_over:
            return Outcome("queued", f"{place} did not finish in time")
        if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
            return _refused(f"{self._mail.host} refused the session", error.smtp_code, error.smtp_error)
        return Outcome("queued", f"no session with {place}: {_reason(error, self._limit.wait)}")


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
            raise smtplib.SMTPNotSupportedError(_NO_STARTTLS)
        status, reply = self.starttls(context=_trust(mail))
        if status != _READY:
            raise smtplib.SMTPResponseException(status, reply)

    def log_in(self, mail: MailSettings, password: str | None) -> None:
        """Log in where a user is set; never in the clear but on this machine."""
        if not mail.user or password is None:
            return
        if mail.security == "none" and not self._is_on_this_machine():
            raise smtplib.SMTPNotSupportedError(_IN_THE_CLEAR)
        if not (mail.user + password).isascii():
            raise smtplib.SMTPNotSupportedError(_NOT_ASCII)
        self.ehlo_or_helo_if_needed()
        if not self.has_extn("auth"):
            raise smtplib.SMTPNotSupportedError(_NO_LOGIN)
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
        wire = self._connected(host, port, timeout)
        try:
            return self._implicit.wrap_socket(wire, server_hostname=host) if self._implicit else wire
        except BaseException:
            wire.close()
            raise

    def _connected(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect as socket.create_connection does, but in the limit's hand, which can end a connecting socket too."""
        failure = OSError(f"{host} has no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            wire = socket.socket(family, kind, protocol)
            try:
                wire.settimeout(timeout)
                self._limit.hold(wire)
                wire.connect(address)
            except OSError as error:
                wire.close()
                failure = error
            else:
                return wire
        raise failure


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
    """Cuts the wire when the time is up, or when told to: smtplib's own time-out starts anew with every byte."""

    def __init__(self, deadline: timedelta) -> None:
        self.is_over = False
        self.wait = min(deadline.total_seconds() + 1, _LONGEST_WAIT)  # a second more: the deadline speaks first
        self._wire: socket.socket | None = None
        self._timer = Timer(deadline.total_seconds(), self.end)
        self._timer.daemon = True
        self._timer.start()

    def hold(self, wire: socket.socket) -> None:
        """Keep a hand on the connection, which stays valid when the socket is wrapped in TLS."""
        self._let_go()
        self._wire = wire.dup()
        if self.is_over:
            raise TimeoutError("the time is up")

    def close(self) -> None:
        self._timer.cancel()
        self._let_go()

    def end(self) -> None:
        self.is_over = True
        if (wire := self._wire) is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


def _trust(mail: MailSettings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if mail.ca_file:
        context.load_verify_locations(mail.ca_file)
    return context


def _reason(error: Exception, wait: float) -> str:
    """What went wrong, and the mend."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return str(error)  # our own sentences, above
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message}); name its authority's file in mail.ca_file"
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, OSError):
        error = error.__context__  # smtplib says so of every fault of the wire
    if isinstance(error, TimeoutError):
        return f"no answer in {wait:g} s; check mail.host, mail.port and mail.security"
    for kind, sentence in _SENTENCES.items():
        if isinstance(error, kind):
            return sentence
    said = clean_line(getattr(error, "strerror", None) or str(error), _LONGEST_REASON)
    return f"{said or type(error).__name__}; check mail.host and mail.port"


def _refused(what: str, status: int, reply: bytes | str) -> Outcome:
    said = clean_line(reply.decode(errors="replace") if isinstance(reply, bytes) else reply, _LONGEST_REASON)
    state: Literal["failed", "queued"] = "failed" if status >= _PERMANENT else "queued"
    return Outcome(state, f"{what}: {status} {said}".rstrip(), status)
