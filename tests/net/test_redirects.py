"""Redirects: how far, where to, and what goes with them."""

import pytest
from tests.net.wire import answer, redirect

from watchdesk.model import Failed, Fetched, Request

SECRET = (("Authorization", "Bearer s3cret"), ("X-Api-Key", "s3cret"))


@pytest.fixture
def stranger(new_wire):
    """Another origin on an address that may be fetched."""
    stranger = new_wire("127.0.0.1")
    stranger.routes["/"] = answer(b"stranger", "200 OK", 'ETag: "theirs"', "Last-Modified: yesterday")
    return stranger


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_a_redirect_is_followed(wire, gate, status):
    wire.routes |= {"/old/feed": redirect("new?a=1", status), "/old/new": answer(b"here")}

    fetched = gate.fetch(Request(wire.url("/old/feed")))

    assert (fetched.url, fetched.body) == (wire.url("/old/new?a=1"), b"here")


def test_ten_redirects_are_followed_and_no_more(wire, gate):
    wire.routes |= {f"/{n}": redirect(f"/{n + 1}") for n in range(11)}
    wire.routes["/11"] = answer(b"here")

    assert gate.fetch(Request(wire.url("/1"))).body == b"here"
    assert gate.fetch(Request(wire.url("/0"))) == Failed("redirected more than 10 times")


def test_a_circle_of_redirects_ends(wire, gate):
    wire.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}

    assert gate.fetch(Request(wire.url("/a"))) == Failed("redirected more than 10 times")
    assert len(wire.seen) == 11


def test_a_redirect_without_an_address_leads_nowhere(wire, gate):
    wire.routes["/"] = answer(b"", "302 Found")

    assert gate.fetch(Request(wire.url("/"))) == Failed("HTTP 302 leads nowhere", 302)


@pytest.mark.parametrize("location", ["http://[::1/", "https:foo", "http://x:99999/", "http://x:0/"])
def test_a_redirect_to_nonsense_is_a_failure(wire, gate, location):
    wire.routes["/"] = redirect(location)

    assert gate.fetch(Request(wire.url("/"))) == Failed("the address is not valid")


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data", "javascript", "http+unix"])
def test_a_redirect_out_of_the_web_is_refused(wire, gate, scheme):
    wire.routes["/"] = redirect(f"{scheme}://etc/passwd")

    assert gate.fetch(Request(wire.url("/"))) == Failed(f"{scheme}: addresses are not fetched, only http and https")


def test_an_address_with_persian_letters_is_followed(wire, gate):
    wire.routes |= {"/": redirect("/خبر"), "/%D8%AE%D8%A8%D8%B1": answer(b"here")}

    assert gate.fetch(Request(wire.url("/"))).body == b"here"


def test_secrets_go_to_the_configured_origin(wire, gate):
    wire.routes |= {"/": redirect("/feed"), "/feed": answer(b"x")}

    gate.fetch(Request(wire.url("/"), headers=SECRET))

    for seen in wire.seen:
        assert seen.fields["authorization"] == "Bearer s3cret"
        assert seen.fields["x-api-key"] == "s3cret"


def test_secrets_and_validators_do_not_cross_origins(wire, stranger, gate):
    wire.routes["/"] = redirect(stranger.url("/"))
    request = Request(wire.url("/"), headers=SECRET, etag='"ours"', last_modified="today")

    fetched = gate.fetch(request)

    assert wire.seen[0].fields["if-none-match"] == '"ours"'
    assert {"authorization", "x-api-key", "if-none-match", "if-modified-since"}.isdisjoint(stranger.seen[0].fields)
    assert (fetched.etag, fetched.last_modified) == (None, None)


def test_secrets_are_not_brought_out_again_on_the_way_back(wire, stranger, gate):
    wire.routes |= {"/": redirect(stranger.url("/back")), "/delete-all": answer(b"x")}
    stranger.routes["/back"] = redirect(wire.url("/delete-all"))

    gate.fetch(Request(wire.url("/"), headers=SECRET))

    assert wire.paths() == ["/", "/delete-all"]
    assert "authorization" not in wire.seen[1].fields


def test_a_stranger_cannot_say_unchanged(wire, stranger, gate):
    wire.routes["/"] = redirect(stranger.url("/304"))
    stranger.routes["/304"] = answer(b"", "304 Not Modified")

    assert gate.fetch(Request(wire.url("/"), etag='"ours"')).status == 304
    assert isinstance(gate.fetch(Request(wire.url("/"), etag='"ours"')), Failed)


def test_a_login_in_the_address_becomes_a_header_of_its_origin(wire, stranger, gate):
    wire.routes["/"] = redirect(stranger.url("/"))
    with_login = wire.url("/").replace("http://", "http://reader:p%40ss@")

    fetched = gate.fetch(Request(with_login))

    assert wire.seen[0].fields["authorization"] == "Basic cmVhZGVyOnBAc3M="
    assert "authorization" not in stranger.seen[0].fields
    assert isinstance(fetched, Fetched)
    assert "reader" not in fetched.url


def test_a_login_that_a_redirect_brings_is_dropped(wire, gate):
    wire.routes |= {"/": redirect(wire.url("/x").replace("http://", "http://evil:evil@")), "/x": answer(b"x")}

    assert gate.fetch(Request(wire.url("/"))).url == wire.url("/x")
    assert "authorization" not in wire.seen[1].fields


def test_cookies_are_neither_kept_nor_sent(wire, gate):
    wire.routes["/"] = answer(b"", "302 Found", "Location: /x", "Set-Cookie: id=1; Path=/")
    wire.routes["/x"] = answer(b"x", "200 OK", "Set-Cookie: other=2; Path=/")

    for _ in range(2):
        gate.fetch(Request(wire.url("/")))

    assert len(wire.seen) == 4
    assert all("cookie" not in seen.fields for seen in wire.seen)


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        (("301 M", "308 P"), "/2"),
        (("301 M", "302 F"), "/1"),
        (("302 F", "301 M"), None),
        (("307 T",), None),
    ],
)
def test_the_leading_permanent_redirects_say_where_the_feed_has_moved(wire, gate, statuses, moved_to):
    wire.routes |= {f"/{n}": redirect(f"/{n + 1}", status) for n, status in enumerate(statuses)}
    wire.routes[f"/{len(statuses)}"] = answer(b"x")

    assert gate.fetch(Request(wire.url("/0"))).moved_to == (moved_to and wire.url(moved_to))


def test_a_move_is_not_remembered_where_secrets_would_follow_it(wire, stranger, gate):
    wire.routes["/"] = redirect(stranger.url("/"), "301 M")

    assert gate.fetch(Request(wire.url("/"))).moved_to == stranger.url("/")
    assert gate.fetch(Request(wire.url("/"), headers=SECRET)).moved_to is None


def test_a_failure_after_a_redirect_names_the_host(wire, gate):
    wire.routes["/"] = redirect("http://gone.invalid/")

    assert gate.fetch(Request(wire.url("/"))) == Failed("no such host (redirected to gone.invalid)")


@pytest.mark.parametrize("where", ["/404?token=s3cret", "http://u:s3cret@127.0.0.2/?token=s3cret", "ftp://u:s3cret@x/"])
def test_no_reason_tells_a_secret(wire, gate, where):
    wire.routes["/"] = redirect(where)
    with_login = wire.url("/?key=s3cret").replace("http://", "http://reader:s3cret@")

    failed = gate.fetch(Request(with_login, headers=(*SECRET, ("X-Bad", "s3cret\xe9"))))

    assert isinstance(failed, Failed)
    assert "s3cret" not in failed.reason
