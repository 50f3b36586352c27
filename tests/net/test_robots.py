import time
from datetime import timedelta

import pytest
from tests.net.wire import answer, redirect

from watchdesk.model import Failed, Fetched, Request

CLOSED = answer(b"User-agent: *\nDisallow: /private/\nDisallow: /*.print$\n")


@pytest.fixture
def site(wire):
    for path in ("/a", "/b", "/private/a", "/a.print"):
        wire.routes[path] = answer(path.encode())
    return wire


def page(site, path) -> Request:
    return Request(site.url(path), obeys_robots=True)


def test_a_page_that_robots_txt_closes_is_not_read(site, gate):
    site.routes["/robots.txt"] = CLOSED

    for path in ("/private/a", "/a.print"):
        assert gate.fetch(page(site, path)) == Failed("robots.txt of 127.0.0.1 asks us not to read this page")
    assert site.paths() == ["/robots.txt"]


def test_a_page_that_robots_txt_leaves_open_is_read(site, gate):
    site.routes["/robots.txt"] = CLOSED

    assert gate.fetch(page(site, "/a")).body == b"/a"


def test_robots_txt_may_speak_to_us_by_name(site, gate):
    site.routes["/robots.txt"] = answer(b"User-agent: watchdesk\nDisallow: /\n\nUser-agent: *\nDisallow:\n")

    assert isinstance(gate.fetch(page(site, "/a")), Failed)


def test_a_feed_is_polled_without_asking_robots_txt(site, gate):
    site.routes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /\n")

    assert gate.fetch(Request(site.url("/a"))).body == b"/a"
    assert "/robots.txt" not in site.paths()


def test_robots_txt_is_read_once_however_many_pages_want_it(site, new_gate):
    gate = new_gate(per_host=8)
    site.routes["/robots.txt"] = CLOSED
    site.thinking_time = 0.02

    answers = [fetched for _, fetched in gate.fetch_all((n, page(site, "/a")) for n in range(12))]

    assert all(isinstance(fetched, Fetched) for fetched in answers)
    assert site.paths().count("/robots.txt") == 1


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 Internal Server Error"])
def test_an_unreadable_robots_txt_closes_nothing(site, gate, status):
    site.routes["/robots.txt"] = answer(b"User-agent: *\nDisallow: /\n", status)

    assert gate.fetch(page(site, "/a")).body == b"/a"


def test_a_robots_txt_of_any_size_and_kind_closes_nothing_by_accident(site, gate):
    site.routes["/robots.txt"] = answer(b"\xff\xfe\x00<html>" * 100_000)

    assert gate.fetch(page(site, "/a")).body == b"/a"


def test_a_silent_robots_txt_costs_the_page_no_time_of_its_own(site, new_gate):
    gate = new_gate(deadline=timedelta(seconds=0.4))

    def silent(connection):
        site.is_closing.wait(5)

    def slow(connection):
        time.sleep(0.2)
        connection.sendall(answer(b"x"))

    site.routes |= {"/robots.txt": silent, "/a": slow}

    assert gate.fetch(page(site, "/a")).body == b"x"


def test_a_redirected_page_is_judged_where_it_leads(site, gate):
    site.routes |= {"/robots.txt": CLOSED, "/a": redirect("/private/a")}

    assert isinstance(gate.fetch(page(site, "/a")), Failed)
    assert "/private/a" not in site.paths()


def test_a_robots_txt_cannot_lead_inside(site, canary, gate):
    site.routes["/robots.txt"] = redirect(canary.url("/robots.txt"))

    assert gate.fetch(page(site, "/a")).body == b"/a"
    assert canary.connections == 0


def test_the_pace_that_robots_txt_asks_for_is_kept(site, gate):
    site.routes["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.3\n")
    asked = [(path, page(site, path)) for path in ("/a", "/b", "/a.print")]

    started = time.monotonic()
    assert len(list(gate.fetch_all(asked))) == 3
    assert time.monotonic() - started >= 0.6


def test_a_pace_of_hours_is_not_kept(site, gate):
    site.routes["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 86400\n")

    started = time.monotonic()
    assert len(list(gate.fetch_all((path, page(site, path)) for path in ("/a", "/b")))) == 2
    assert 1.9 < time.monotonic() - started < 3
