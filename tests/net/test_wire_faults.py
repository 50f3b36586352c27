"""What a hostile or broken server can do on the wire, and what must come of it."""

import gzip
import socket
import struct
import time
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest
from tests.net.wire import answer, redirect

from watchdesk.model import Failed, Fetched, Request

BROKEN_OFF = "the answer broke off before its end"


def drip(lead: bytes, piece: bytes):
    def say(connection: socket.socket) -> None:
        connection.settimeout(5)
        connection.sendall(lead)
        with suppress(OSError):
            while True:
                connection.sendall(piece)
                time.sleep(0.05)

    return say


def say_and_close(raw: bytes):
    def say(connection: socket.socket) -> None:
        connection.sendall(raw)

    return say


def endless(lead: bytes, piece: bytes):
    def say(connection: socket.socket) -> None:
        connection.settimeout(5)
        connection.sendall(lead)
        with suppress(OSError):
            while True:
                connection.sendall(piece)

    return say


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def gzipped(body: bytes) -> bytes:
    return answer(body, "200 OK", "Content-Encoding: gzip")


SLOW = {
    "says nothing": drip(b"", b""),
    "drips its body": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
    "drips its chunks": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "drips its headers": drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
    "drips header after header": drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "sends endless early hints": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "stalls at half": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf.", b""),
}


@pytest.mark.parametrize("habit", SLOW)
def test_a_server_that_takes_too_long_is_left_at_the_deadline(wire, new_gate, habit):
    gate = new_gate(deadline=timedelta(seconds=0.4))
    wire.routes["/"] = SLOW[habit]

    started = time.monotonic()
    assert gate.fetch(Request(wire.url("/"))) == Failed("took longer than 0.4 s")
    assert time.monotonic() - started < 1


def test_the_deadline_covers_all_redirects_together(wire, new_gate):
    gate = new_gate(deadline=timedelta(seconds=0.5))
    wire.thinking_time = 0.2
    wire.routes["/"] = redirect("/")

    started = time.monotonic()
    assert gate.fetch(Request(wire.url("/"))) == Failed("took longer than 0.5 s")
    assert time.monotonic() - started < 1


def test_slow_feeds_do_not_starve_a_good_one(new_wire, new_gate):
    gate = new_gate(deadline=timedelta(seconds=1), parallel=32)
    slow = [new_wire("127.0.0.1") for _ in range(20)]
    for wire in slow:
        wire.routes["/"] = SLOW["drips its body"]
    good = new_wire("127.0.0.1")
    good.routes["/"] = answer(b"good")

    asked = [(wire, Request(wire.url("/"))) for wire in [*slow, good]]
    started = time.monotonic()
    answers = list(gate.fetch_all(asked))

    assert answers[0][0] is good
    assert [type(fetched) for _, fetched in answers] == [Fetched] + [Failed] * 20
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "lead",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["huge length", "no length", "chunked"],
)
def test_an_endless_body_is_cut_at_the_limit(wire, gate, lead):
    piece = b"1000\r\n" + b"x" * 0x1000 + b"\r\n" if b"chunked" in lead else b"x" * 65536
    wire.routes["/"] = endless(lead, piece)

    assert gate.fetch(Request(wire.url("/"))) == Failed("larger than 200 kB")


def test_a_body_of_just_the_limit_is_whole(wire, new_gate):
    gate = new_gate(max_body=1_000_000)
    wire.routes |= {"/fits": answer(b"x" * 1_000_000), "/not": answer(b"x" * 1_000_001)}

    assert gate.fetch(Request(wire.url("/fits"))).body == b"x" * 1_000_000
    assert gate.fetch(Request(wire.url("/not"))) == Failed("larger than 1 MB")


@pytest.mark.parametrize("levels", [1, 2])
def test_a_gzip_bomb_is_cut_while_inflating(wire, gate, levels):
    bomb = b"\0" * 50_000_000
    for _ in range(levels):
        bomb = gzip.compress(bomb)
    wire.routes["/"] = answer(bomb, "200 OK", f"Content-Encoding: {', '.join(['gzip'] * levels)}")

    reason = "larger than 200 kB" if levels == 1 else "sent in an encoding that was not asked for: gzip, gzip"
    assert gate.fetch(Request(wire.url("/"))) == Failed(reason)


def test_gzip_is_inflated(wire, body_of):
    wire.routes["/"] = gzipped(gzip.compress(b"<rss/>"))

    assert body_of(wire.url("/")) == b"<rss/>"


def test_a_gzip_body_of_two_members_is_read_whole(wire, body_of):
    wire.routes["/"] = gzipped(gzip.compress(b"<rss>") + gzip.compress(b"</rss>"))

    assert body_of(wire.url("/")) == b"<rss></rss>"


def test_a_cut_gzip_body_is_not_a_short_feed(wire, gate):
    wire.routes["/"] = gzipped(gzip.compress(b"<rss/>" * 1000)[:-9])

    assert gate.fetch(Request(wire.url("/"))) == Failed(BROKEN_OFF)


@pytest.mark.parametrize("body", [b"<rss/>", zlib.compress(b"<rss/>")])
def test_what_is_called_gzip_and_is_not_is_refused(wire, gate, body):
    wire.routes["/"] = gzipped(body)

    assert gate.fetch(Request(wire.url("/"))) == Failed("its gzip data is damaged")


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, br", "x\x7fy" * 99])
def test_other_encodings_are_refused_unread(wire, gate, encoding):
    wire.routes["/"] = endless(f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n".encode(), b"x" * 65536)

    failed = gate.fetch(Request(wire.url("/")))

    assert failed.reason.isprintable()
    assert len(failed.reason) < 200
    assert failed.reason.startswith(("sent in an encoding that was not asked for: ", "the answer is not proper HTTP"))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", BROKEN_OFF),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", BROKEN_OFF),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "the answer is not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nhello", "the answer is not proper HTTP"),
        (b"<rss/>", "the answer is not proper HTTP"),
        (b"\x16\x03\x01\x02\x00\x01", "the answer is not proper HTTP"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "the answer is not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", "the answer is not proper HTTP"),
        (b"", "the server hung up without an answer"),
    ],
)
def test_a_broken_answer_is_a_failure_in_plain_words(wire, gate, raw, reason):
    wire.routes["/"] = say_and_close(raw)

    assert gate.fetch(Request(wire.url("/"))) == Failed(reason)


@pytest.mark.parametrize("chunk", [b"zz\r\nhello\r\n", b"10000000000000001\r\nx\r\n0\r\n\r\n", b"-5\r\nhello\r\n"])
def test_broken_chunks_are_a_failure_whenever_they_are_noticed(wire, gate, chunk):
    wire.routes["/"] = say_and_close(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)

    assert gate.fetch(Request(wire.url("/"))).reason in {"the answer is not proper HTTP", BROKEN_OFF}


def test_endless_headers_are_cut(wire, gate):
    wire.routes["/"] = endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: abcdefgh\r\n" * 1000)

    assert gate.fetch(Request(wire.url("/"))) == Failed("the answer is not proper HTTP")


def test_a_long_header_that_real_outlets_send_is_read(wire, gate):
    wire.routes["/"] = answer(b"x", "200 OK", "Content-Security-Policy: " + "x" * 9_000)

    assert gate.fetch(Request(wire.url("/"))).body == b"x"


def test_a_reset_connection_is_a_failure_in_plain_words(wire, gate):
    wire.routes["/"] = reset

    assert gate.fetch(Request(wire.url("/"))).reason in {
        "connection reset by peer",
        "the server hung up without an answer",
    }


def test_a_body_without_any_length_ends_with_the_connection(wire, body_of):
    wire.routes["/"] = say_and_close(b"HTTP/1.0 200 OK\r\n\r\n<rss/>")

    assert body_of(wire.url("/")) == b"<rss/>"


def test_a_closed_port_is_a_refused_connection(wire, gate):
    url = wire.url("/")
    wire.close()

    assert gate.fetch(Request(url)) == Failed("connection refused")


@pytest.mark.parametrize(
    "text", ["http://", "//h/x", "example.org", "http://a.b:99999/", "http://[::1/", "http://h:0/"]
)
def test_an_address_that_is_none_is_a_failure(gate, text):
    assert gate.fetch(Request(text)) == Failed("the address is not valid")


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data", "javascript", "http+unix"])
def test_other_schemes_are_not_fetched(gate, scheme):
    assert gate.fetch(Request(f"{scheme}://x/y")) == Failed(f"{scheme}: addresses are not fetched, only http and https")


def test_one_bad_request_ends_nothing(wire, gate):
    wire.routes["/"] = answer(b"x")
    asked = [
        ("header", Request(wire.url("/"), headers=(("X-Key", "a\r\nb"),))),
        ("good", Request(wire.url("/"))),
    ]

    answers = dict(gate.fetch_all(asked))

    assert answers["good"].body == b"x"
    assert answers["header"].reason.startswith("unexpected error: ")


def test_large_bodies_that_wait_are_not_held_in_memory(wire, new_gate):
    gate = new_gate(max_body=5_000_000, parallel=8, per_host=8)
    wire.routes["/"] = answer(b"x" * 4_000_000)
    answers = gate.fetch_all((n, Request(wire.url("/"))) for n in range(6))

    next(answers)
    (batch,) = gate._batches
    deadline = time.monotonic() + 3
    while batch._answers.qsize() < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    waiting = [batch._answers.get() for _ in range(batch._answers.qsize())]

    assert len(waiting) == 5
    assert all(arrived.body._file._rolled for _, arrived in waiting)
    for item in waiting:
        batch._answers.put(item)
    assert {len(fetched.body) for _, fetched in answers} == {4_000_000}
