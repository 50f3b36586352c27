import threading
import time
from contextlib import closing
from datetime import timedelta
from importlib.metadata import version
from ipaddress import ip_network

import pytest
from tests.net.wire import answer, redirect

from watchdesk.model import Failed, Fetched, Request
from watchdesk.net.gate import LOOK_AHEAD, Gate, user_agent
from watchdesk.settings import NetworkSettings, PollSettings


def tasks_of(gate) -> int:
    return sum(len(batch._tasks) for batch in gate._batches)


def test_a_whole_answer_comes_with_what_its_headers_say(wire, gate):
    fields = ['ETag: "a1"', "Last-Modified: Sun, 01 Mar 2026 10:00:00 GMT", "Content-Type: text/xml; charset=utf-8"]
    wire.routes["/feed"] = answer(b"<rss/>", "200 OK", *fields, "Cache-Control: public, max-age=600")

    assert gate.fetch(Request(wire.url("/feed?page=1#top"))) == Fetched(
        url=wire.url("/feed?page=1"),
        status=200,
        body=b"<rss/>",
        content_type="text/xml; charset=utf-8",
        etag='"a1"',
        last_modified="Sun, 01 Mar 2026 10:00:00 GMT",
        max_age=timedelta(minutes=10),
    )


def test_the_request_says_who_asks_and_offers_gzip_alone(wire, new_gate):
    gate = new_gate(contact="mailto:desk@example.org")
    wire.routes["/"] = answer(b"x")

    gate.fetch(Request(wire.url("/")))

    fields = wire.seen[0].fields
    assert fields["user-agent"] == f"watchdesk/{version('watchdesk')} (+mailto:desk@example.org)"
    assert fields["accept-encoding"] == "gzip"
    assert "cookie" not in fields


def test_a_contact_cannot_break_out_of_its_header():
    assert user_agent("a\r\nX-Evil: 1").startswith("watchdesk/")
    assert user_agent("a\r\nX-Evil: 1").endswith(" (+aX-Evil: 1)")
    assert user_agent("") == f"watchdesk/{version('watchdesk')}"


def test_a_signed_address_goes_out_as_it_was_written(wire, gate):
    path = "/a%7Eb/c?redirect=https%3A%2F%2Fa.b&a[]=1|2&q=%D8%AA"
    wire.routes["/a%7Eb/c"] = answer(b"x")

    gate.fetch(Request(wire.url(path)))

    assert wire.paths() == [path]


def test_unchanged_is_asked_for_and_keeps_the_validators(wire, gate):
    wire.routes["/feed"] = answer(b"", "304 Not Modified")

    fetched = gate.fetch(Request(wire.url("/feed"), etag='W/"a1"', last_modified="Sun, 01 Mar 2026 10:00:00 GMT"))

    assert wire.seen[0].fields["if-none-match"] == 'W/"a1"'
    assert wire.seen[0].fields["if-modified-since"] == "Sun, 01 Mar 2026 10:00:00 GMT"
    assert isinstance(fetched, Fetched)
    assert (fetched.status, fetched.body, fetched.etag) == (304, b"", 'W/"a1"')
    assert fetched.last_modified == "Sun, 01 Mar 2026 10:00:00 GMT"


def test_unchanged_may_name_a_new_validator(wire, gate):
    wire.routes["/feed"] = answer(b"", "304 Not Modified", 'ETag: "b2"')

    assert gate.fetch(Request(wire.url("/feed"), etag='"a1"')).etag == '"b2"'


def test_unchanged_without_having_been_asked_is_no_answer(wire, gate):
    wire.routes["/feed"] = answer(b"", "304 Not Modified")

    assert gate.fetch(Request(wire.url("/feed"))) == Failed(
        "HTTP 304: unchanged, but there was nothing to compare with", 304
    )


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"' + "a" * 2000 + '"'])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(wire, gate, etag):
    wire.routes["/feed"] = answer(b"x", "200 OK").replace(b"\r\n\r\n", f"\r\nETag: {etag}\r\n\r\n".encode("latin-1"))

    assert gate.fetch(Request(wire.url("/feed"))).etag is None


def test_a_stored_validator_with_a_line_break_is_not_sent(wire, gate):
    wire.routes["/feed"] = answer(b"x")

    assert gate.fetch(Request(wire.url("/feed"), etag='"a"\r\nX-Evil: 1')).status == 200
    assert "x-evil" not in wire.seen[0].fields
    assert "if-none-match" not in wire.seen[0].fields


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("204 No Content", "HTTP 204: no content"),
        ("206 Partial Content", "HTTP 206: partial content"),
        ("404 Not Found", "HTTP 404: not found"),
        ("410 Gone", "HTTP 410: gone for good"),
        ("401 Unauthorized", "HTTP 401: asks for a login"),
        ("500 Internal Server Error", "HTTP 500: internal server error"),
        ("599 Whatever<script>", "HTTP 599"),
        ("300 Multiple Choices", "HTTP 300: multiple choices"),
    ],
)
def test_any_other_status_is_a_failure_in_plain_words(wire, gate, status, reason):
    wire.routes["/feed"] = answer(b"", status)

    assert gate.fetch(Request(wire.url("/feed"))) == Failed(reason, int(status[:3]))


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Sun, 01 Mar 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Sun, 01 Mar 2020 12:05:00 GMT", timedelta(0)),
        ("100000000000", timedelta(hours=24)),
        ("-1", None),
        ("soon", None),
    ],
)
def test_a_wish_to_be_left_alone_is_passed_on_within_reason(wire, gate, value, wait):
    wire.routes["/feed"] = answer(b"", "503 Service Unavailable", f"Retry-After: {value}")

    assert gate.fetch(Request(wire.url("/feed"))) == Failed("HTTP 503: service unavailable", 503, wait)


def test_answers_come_as_they_are_ready_each_with_its_key(wire, gate):
    def slow(connection):
        time.sleep(0.4)
        connection.sendall(answer(b"slow"))

    wire.routes |= {"/slow": slow, "/quick": answer(b"quick")}

    asked = [(path, Request(wire.url(path))) for path in ("/slow", "/quick")]

    assert [(key, fetched.body) for key, fetched in gate.fetch_all(asked)] == [("/quick", b"quick"), ("/slow", b"slow")]


def test_a_host_is_never_asked_more_than_its_share_at_once(wire, new_gate):
    gate = new_gate(per_host=2)
    wire.thinking_time = 0.02
    wire.routes["/"] = answer(b"x")

    fetched = [answered.status for _, answered in gate.fetch_all((n, Request(wire.url("/"))) for n in range(20))]

    assert fetched == [200] * 20
    assert wire.most_busy == 2
    assert wire.connections == 2


def test_a_redirect_counts_at_the_host_it_leads_to(wire, new_wire, new_gate):
    gate = new_gate(per_host=1)
    busy = new_wire("127.0.0.1")
    busy.thinking_time = 0.05
    busy.routes["/"] = answer(b"x")
    doors = [new_wire("127.0.0.1") for _ in range(4)]
    for door in doors:
        door.routes["/"] = redirect(busy.url("/"))

    answers = [fetched.status for _, fetched in gate.fetch_all((door, Request(door.url("/"))) for door in doors)]

    assert answers == [200] * 4
    assert busy.most_busy == 1


def test_waiting_for_a_busy_host_does_not_use_up_the_deadline(wire, new_gate):
    gate = new_gate(per_host=1, deadline=timedelta(seconds=0.5))
    wire.thinking_time = 0.2
    wire.routes["/"] = answer(b"x")

    answers = [fetched for _, fetched in gate.fetch_all((n, Request(wire.url("/"))) for n in range(5))]

    assert all(isinstance(fetched, Fetched) for fetched in answers)


def test_no_more_requests_than_lines_are_on_their_way(new_wire, new_gate):
    gate = new_gate(parallel=3)
    wires = [new_wire("127.0.0.1") for _ in range(8)]
    meeting = threading.Semaphore(3)
    overrun = []

    def counted(connection):
        overrun.append(not meeting.acquire(blocking=False))
        time.sleep(0.05)
        meeting.release()
        connection.sendall(answer(b"x"))

    for wire in wires:
        wire.routes["/"] = counted

    assert len(list(gate.fetch_all((wire, Request(wire.url("/"))) for wire in wires))) == 8
    assert not any(overrun)


def test_a_queue_for_a_slow_host_holds_up_nobody_else(wire, new_wire, new_gate):
    gate = new_gate(parallel=4, deadline=timedelta(seconds=1))
    slow = new_wire("127.0.0.1")
    slow.thinking_time = 5
    wire.routes["/"] = answer(b"x")
    asked = [(n, Request(slow.url("/"))) for n in range(10)] + [("good", Request(wire.url("/")))]

    started = time.monotonic()
    with closing(gate.fetch_all(asked)) as answers:
        first = next(answers)

    assert first[0] == "good"
    assert time.monotonic() - started < 1


def test_unread_answers_hold_back_further_requests(wire, new_gate):
    gate = new_gate(parallel=4, per_host=4)
    wire.routes["/"] = answer(b"x")

    with closing(gate.fetch_all((n, Request(wire.url("/"))) for n in range(30))) as answers:
        next(answers)
        time.sleep(0.3)
        assert len(wire.seen) <= 5
        assert len(list(answers)) == 29


def test_requests_are_read_as_far_as_needed(gate):
    read = []

    def endless():
        while True:
            read.append(len(read))
            yield len(read), Request("ftp://example.org/")

    with closing(gate.fetch_all(endless())) as answers:
        for _ in range(10):
            next(answers)

    assert LOOK_AHEAD <= len(read) <= LOOK_AHEAD + 10


def test_another_call_may_begin_while_answers_wait(wire, new_gate):
    gate = new_gate(parallel=2, per_host=1)
    wire.routes["/"] = answer(b"x")

    outer = gate.fetch_all((n, Request(wire.url("/"))) for n in range(6))
    inner = [gate.fetch(Request(wire.url("/"))).status for _ in outer]

    assert inner == [200] * 6


def test_closing_early_leaves_nothing_behind(wire, gate):
    wire.thinking_time = 0.2
    wire.routes["/"] = answer(b"x" * 1000)
    answers = gate.fetch_all((n, Request(wire.url("/"))) for n in range(20))

    next(answers)
    answers.close()

    assert tasks_of(gate) == 0
    assert gate.fetch(Request(wire.url("/"))).status == 200


def test_an_error_of_the_caller_ends_the_call_and_is_raised(gate):
    def requests():
        yield 1, Request("ftp://example.org/")
        raise LookupError("the list broke")

    with pytest.raises(LookupError, match="the list broke"):
        list(gate.fetch_all(requests()))

    assert tasks_of(gate) == 0


def test_a_stopped_gate_ends_a_waiting_call_at_once(wire, new_gate):
    gate = new_gate(deadline=timedelta(seconds=20))
    wire.thinking_time = 2
    started = time.monotonic()
    threading.Timer(0.2, gate.stop).start()

    assert list(gate.fetch_all([(1, Request(wire.url("/")))])) == []
    assert time.monotonic() - started < 1.5
    assert gate.fetch(Request(wire.url("/"))) == Failed("stopped before the answer came")


def test_leaving_the_gate_ends_its_thread_and_open_calls(wire):
    wire.routes["/"] = answer(b"x")
    network = NetworkSettings(allow_private=(ip_network("127.0.0.1/32"),))

    with Gate(network, PollSettings()) as gate:
        answers = gate.fetch_all((n, Request(wire.url("/"))) for n in range(50))
        next(answers)

    assert list(answers) == []
    assert not gate._thread.is_alive()


def test_threads_may_share_a_gate(wire, gate):
    wire.routes["/"] = answer(b"x")
    counts = []

    def work():
        counts.append(len(list(gate.fetch_all((n, Request(wire.url("/"))) for n in range(20)))))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counts == [20, 20, 20]


def test_nothing_is_asked_of_no_requests(gate):
    assert list(gate.fetch_all([])) == []
