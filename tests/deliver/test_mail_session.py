"""Mail is sent to a real SMTP server on loopback; relays that misbehave are played by scripts on a socket."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from tests.editions import candidate, edition

from watchdesk.deliver.mail import Mailing, Outcome, Session, message_id
from watchdesk.model import Message
from watchdesk.settings import MailSettings, Recipient

SENDER = "desk@news.example"
NO_RELAY = "what answers there is no mail relay; check mail.host and mail.port"


def message(address="reader@mail.example"):
    cut = edition(candidate(1, "سارا نوری and the Northern Front.\n\n.\n\n.. and dots"))
    return Mailing(cut, SENDER).message(Recipient(address), message_id(cut.id, cut.cut_at, address, SENDER))


@dataclass
class Mailbox:
    """Takes mail, but for what it is told to refuse; remembers who logged in and under what cover."""

    refuse: dict[str, str] = field(default_factory=dict)
    after_data: str = "250 OK"
    mails: list[tuple[str, bytes]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    covers: list[bool] = field(default_factory=list)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the name aiosmtpd calls
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name aiosmtpd calls
        self.covers.append(session.ssl is not None)
        if self.after_data.startswith("250"):
            self.mails += [(address, envelope.original_content) for address in envelope.rcpt_tos]
        return self.after_data

    def log_in(self, server, session, envelope, mechanism, data):
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"open sesame", handled=False)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def relay(box, **options):
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def scripted(script: Callable[[socket.socket], None]):
    """A relay that does what the script does to the first connection, in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        with suppress(OSError):
            wire, _ = listener.accept()
            with closing(wire):
                script(wire)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def talk(wire, *replies, greeting=b"220 relay"):
    """Greet, then answer each line the client says with the next reply; a reply to DATA waits for the dot."""
    wire.sendall(greeting + b"\r\n")
    lines = wire.makefile("rb")
    for reply in replies:
        line = lines.readline()
        while reply is not None and line.startswith(b"."):
            line = lines.readline()
        wire.sendall(reply + b"\r\n")
        if reply.startswith(b"354"):
            while lines.readline() not in {b".\r\n", b""}:
                pass
            return lines
    return lines


def settings(port, security="none", **more):
    return MailSettings("127.0.0.1", SENDER, (), port, security, **more)


def outcomes(messages, mail, password=None, seconds=10.0):
    with Session(mail, password, deadline=timedelta(seconds=seconds)) as session:
        return [session.deliver(message) for message in messages]


def test_a_mail_arrives_under_starttls_byte_for_byte(certificate):
    ca_file, context = certificate
    box, sent = Mailbox(), message()
    with relay(box, tls_context=context, require_starttls=True, authenticator=box.log_in, auth_required=True) as port:
        mail = settings(port, "starttls", ca_file=ca_file, user="desk")
        assert outcomes([sent], mail, "open sesame") == [Outcome("sent")]
    assert box.mails == [(sent.to, sent.content)]
    assert box.logins == [(b"desk", b"open sesame")]
    assert box.covers == [True]


def test_a_mail_arrives_under_tls_from_the_first_byte(certificate):
    ca_file, context = certificate
    box = Mailbox()
    with relay(box, ssl_context=context, authenticator=box.log_in, auth_require_tls=False) as port:
        mail = settings(port, "tls", ca_file=ca_file, user="desk")
        assert outcomes([message()], mail, "open sesame") == [Outcome("sent")]
    assert len(box.mails) == len(box.logins) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(certificate, security):
    box = Mailbox()
    options = {"tls_context": certificate[1]} if security == "starttls" else {"ssl_context": certificate[1]}
    with relay(box, **options) as port:
        (outcome,) = outcomes([message()], settings(port, security, user="desk"), "open sesame")
    assert outcome.state == "queued"
    assert "certificate" in outcome.reason
    assert "ca_file" in outcome.reason
    assert box.mails == box.logins == []


def test_without_starttls_nothing_is_sent_where_it_is_demanded():
    box = Mailbox()
    with relay(box, authenticator=box.log_in, auth_require_tls=False) as port:
        (outcome,) = outcomes([message()], settings(port, "starttls", user="desk"), "open sesame")
    assert outcome.state == "queued"
    assert "offers no STARTTLS" in outcome.reason
    assert box.mails == box.logins == []


def test_on_this_machine_a_login_needs_no_cover():
    box = Mailbox()
    with relay(box, authenticator=box.log_in, auth_require_tls=False) as port:
        assert outcomes([message()], settings(port, user="desk"), "open sesame") == [Outcome("sent")]


def test_a_wrong_password_fails_for_good_and_is_not_told():
    box = Mailbox()
    with relay(box, authenticator=box.log_in, auth_require_tls=False) as port:
        found = outcomes([message(), message("b@mail.example")], settings(port, user="desk"), "wrong-secret")
    assert [(outcome.state, outcome.status) for outcome in found] == [("failed", 535)] * 2
    assert "wrong-secret" not in found[0].reason
    assert box.mails == []


def test_a_refused_recipient_stops_no_other():
    refuse = {"gone@mail.example": "550 no such user", "busy@mail.example": "451 try later"}
    box = Mailbox(refuse)
    addresses = ["gone@mail.example", "busy@mail.example", "reader@mail.example"]
    with relay(box) as port:
        found = outcomes(map(message, addresses), settings(port))
    assert [(outcome.state, outcome.status) for outcome in found] == [("failed", 550), ("queued", 451), ("sent", None)]
    assert found[0].reason == "127.0.0.1 refused gone@mail.example: 550 no such user"
    assert [address for address, _ in box.mails] == ["reader@mail.example"]


@pytest.mark.parametrize(("reply", "state"), [("451 try later", "queued"), ("554 spam", "failed")])
def test_what_the_relay_says_after_the_text_decides(reply, state):
    with relay(Mailbox(after_data=reply)) as port:
        (outcome,) = outcomes([message()], settings(port))
    assert (outcome.state, outcome.reason) == (state, f"127.0.0.1 refused the mail: {reply}")


def test_a_mail_larger_than_the_relay_takes_fails_for_good():
    with relay(Mailbox(), data_size_limit=1000) as port:
        (outcome,) = outcomes([message()], settings(port))
    assert (outcome.state, outcome.status) == ("failed", 552)


@pytest.mark.parametrize(("greeting", "state"), [(b"421 come back", "queued"), (b"554 not you", "failed")])
def test_a_relay_that_turns_us_away_says_whether_to_come_again(greeting, state):
    with scripted(lambda wire: wire.sendall(greeting + b"\r\n")) as port:
        (outcome,) = outcomes([message()], settings(port))
    assert (outcome.state, outcome.status) == (state, int(greeting[:3]))


def test_a_relay_that_is_not_there_leaves_all_queued():
    port = free_port()
    found = outcomes([message(), message("b@mail.example")], settings(port))
    assert [outcome.state for outcome in found] == ["queued"] * 2
    assert found[0].reason == f"no session with 127.0.0.1:{port}: nothing listens there; check mail.host and mail.port"


def test_a_mail_that_was_taken_counts_as_sent_though_the_wire_is_cut_before_goodbye():
    def script(wire):
        talk(wire, b"250 relay", b"250 OK", b"250 OK", b"354 go on")
        wire.sendall(b"250 taken\r\n")

    with scripted(script) as port:
        assert outcomes([message()], settings(port)) == [Outcome("sent")]


def test_a_wire_cut_after_the_text_leaves_the_mail_queued():
    with scripted(lambda wire: talk(wire, b"250 relay", b"250 OK", b"250 OK", b"354 go on")) as port:
        (outcome,) = outcomes([message()], settings(port))
    assert outcome.state == "queued"


def test_a_session_that_is_lost_leaves_the_rest_queued():
    def script(wire):
        talk(wire, b"250 relay", b"250 OK", b"250 OK", b"354 go on")
        wire.sendall(b"250 taken\r\n")

    with scripted(script) as port:
        found = outcomes([message(), message("b@mail.example"), message("c@mail.example")], settings(port))
    assert [outcome.state for outcome in found] == ["sent", "queued", "queued"]


def listen(wire):
    while wire.recv(1000):
        pass


def drip(wire, reply):
    while True:
        for byte in reply:
            wire.sendall(bytes([byte]))
            time.sleep(0.02)


@pytest.mark.parametrize(
    "script",
    [
        listen,
        lambda wire: drip(wire, b"220-still here\r\n"),
        lambda wire: drip(wire, b"x"),
        lambda wire: (talk(wire, b"250 relay"), drip(wire, b"250-more\r\n")),
    ],
    ids=["silence", "endless lines", "an endless line", "an endless reply"],
)
def test_the_deadline_ends_the_session_whatever_the_relay_does(script):
    started = time.monotonic()
    with scripted(script) as port:
        (outcome,) = outcomes([message()], settings(port), seconds=0.5)
        assert time.monotonic() - started < 2
    assert outcome == Outcome("queued", f"127.0.0.1:{port} did not finish in time")


def test_the_deadline_holds_in_the_middle_of_a_handshake(certificate):
    def script(wire):
        talk(wire, b"250-relay\r\n250 STARTTLS", b"220 go on")
        listen(wire)

    with scripted(script) as port:
        (outcome,) = outcomes([message()], settings(port, "starttls", ca_file=certificate[0]), seconds=0.5)
    assert outcome.reason.endswith("did not finish in time")


def test_a_reply_without_end_is_not_kept():
    def script(wire):
        with suppress(OSError):
            while True:
                wire.sendall(b"220-" + b"x" * 500 + b"\r\n")

    with scripted(script) as port:
        (outcome,) = outcomes([message()], settings(port), seconds=5)
    assert outcome.state == "queued"
    assert "no end" in outcome.reason


def test_what_is_no_mail_relay_is_said_so():
    with scripted(lambda wire: wire.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        (outcome,) = outcomes([message()], settings(port))
    assert outcome == Outcome("queued", f"no session with 127.0.0.1:{port}: {NO_RELAY}")


def test_what_a_relay_says_is_told_on_one_short_line():
    with scripted(lambda wire: wire.sendall(b"554 \x1b[31mred\xff" + b"x" * 2000 + b"\r\n")) as port:
        (outcome,) = outcomes([message()], settings(port))
    assert "\x1b" not in outcome.reason
    assert len(outcome.reason) < 300


def test_an_address_beyond_ascii_fails_without_a_session():
    (outcome,) = outcomes([Message("سارا@mail.example", "<a@b>", b"")], settings(1))
    assert outcome.state == "failed"


def test_outcomes_come_one_by_one_so_that_each_can_be_kept_at_once():
    box = Mailbox()
    with relay(box) as port, Session(settings(port), None) as session:
        assert session.deliver(message("a@mail.example")) == Outcome("sent")
        assert len(box.mails) == 1


@pytest.mark.parametrize(
    "script",
    [listen, lambda wire: drip(wire, b"220-still here\r\n"), lambda wire: (talk(wire, b"250 relay"), listen(wire))],
    ids=["silence", "endless lines", "silence after the greeting"],
)
def test_a_session_can_be_ended_from_another_thread_whatever_the_relay_does(script):
    with scripted(script) as port, Session(settings(port), None) as session:
        begun = time.monotonic()
        threading.Timer(0.3, session.end).start()
        assert session.deliver(message()).state == "queued"
        assert time.monotonic() - begun < 2


def test_a_session_can_be_ended_while_it_connects():
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)  # a queue of one: who comes later waits for an answer to the first packet
        for client in (first, second):
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        with Session(settings(full.getsockname()[1]), None) as session:
            begun = time.monotonic()
            threading.Timer(0.3, session.end).start()
            assert session.deliver(message()).state == "queued"
            assert 0.2 < time.monotonic() - begun < 2


def test_a_session_that_was_ended_before_it_began_connects_to_nothing():
    box = Mailbox()
    with relay(box) as port, Session(settings(port), None) as session:
        session.end()
        assert session.deliver(message()).state == "queued"
    assert box.mails == []


def closing_at_once(wire):
    wire.recv(1)


@pytest.mark.parametrize(
    ("script", "security", "said"),
    [
        (closing_at_once, "none", "it closed the connection; check mail.port and mail.security"),
        (
            lambda wire: wire.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
            "none",
            "what answers there is no mail relay; check mail.host and mail.port",
        ),
        (
            lambda wire: talk(wire, b"250 relay"),
            "starttls",
            "it offers no STARTTLS, so nothing was sent; check mail.port and mail.security (tls, where it is 465)",
        ),
        (
            lambda wire: talk(wire, b"250 relay"),
            "tls",
            "it does not speak TLS there; check mail.port and mail.security",
        ),
    ],
    ids=["no greeting", "no relay", "no STARTTLS", "no TLS"],
)
def test_what_went_wrong_is_said_with_its_mend(script, security, said):
    def leave(wire):
        with suppress(OSError):
            wire.shutdown(socket.SHUT_WR)

    with scripted(lambda wire: (script(wire), leave(wire)) if script is not closing_at_once else None) as port:
        (outcome,) = outcomes([message()], settings(port, security))
    assert outcome == Outcome("queued", f"no session with 127.0.0.1:{port}: {said}")


def test_a_relay_that_does_not_answer_is_said_so_with_its_mend():
    with scripted(listen) as port, Session(settings(port), None, deadline=timedelta(seconds=60)) as session:
        session._limit.wait = 0.3  # instead of half a minute
        outcome = session.deliver(message())
    said = "no answer in 0.3 s; check mail.host, mail.port and mail.security"
    assert outcome == Outcome("queued", f"no session with 127.0.0.1:{port}: {said}")


def test_a_relay_without_a_login_or_with_another_password_is_said_so():
    with relay(Mailbox()) as port:
        (outcome,) = outcomes([message()], settings(port, user="desk"), "open sesame")
    assert outcome.reason.endswith("it takes no login; check mail.port and mail.security, or take mail.user away")
    box = Mailbox()
    with relay(box, authenticator=box.log_in, auth_require_tls=False) as port:
        (outcome,) = outcomes([message()], settings(port, user="desk"), "wrong-secret")
    assert outcome.reason.startswith("127.0.0.1 refused the login: 535")
    assert outcome.reason.endswith("; check mail.user and mail.password")
