"""Nothing that a feed or a name server says brings the gate to an address that is not let in."""

import pytest
from tests.net.wire import answer, redirect

from watchdesk.model import Failed, Fetched, Request

REFUSED = "refused: 127.0.0.2 is a private address (network.allow_private lets it in)"

FORMS = [
    "127.0.0.2",
    "2130706434",
    "0x7f000002",
    "0x7f.0.0.2",
    "0177.0.0.2",
    "0177.0.0.02",
    "127.2",
    "127.0.2",
    "127.0.0.2.",
    "017700000002",
    "127。0。0。2",
    "\uff11\uff12\uff17.0.0.2",
    "%31%32%37.0.0.2",
    "[::ffff:127.0.0.2]",
    "[::ffff:7f00:2]",
    "[::127.0.0.2]",
    "[64:ff9b::127.0.0.2]",
    "[2002:7f00:2::]",
    "user@127.0.0.2",
    "127.0.0.1@127.0.0.2",
]
METADATA = ["169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "10.0.0.1", "0.0.0.0", "[::]", "[fe80::1%25lo]"]


@pytest.mark.parametrize("form", FORMS)
def test_a_private_address_is_refused_however_it_is_spelled(canary, gate, form):
    assert isinstance(gate.fetch(Request(f"http://{form}:{canary.port}/")), Failed)
    assert canary.connections == 0


@pytest.mark.parametrize("form", [*FORMS, "127.0.0.1\\@127.0.0.2", "127.0.0.2\\@127.0.0.1"])
def test_a_redirect_to_a_private_address_is_refused_however_it_is_spelled(wire, canary, gate, form):
    wire.routes["/"] = redirect(f"http://{form}:{canary.port}/")

    assert isinstance(gate.fetch(Request(wire.url("/"))), Failed)
    assert canary.connections == 0


@pytest.mark.parametrize(
    "location", ["//127.0.0.2:{}/", "http:\\\\127.0.0.2:{}/", "/\\127.0.0.2:{}/", "\t//127.0.0.2:{}/"]
)
def test_a_crooked_location_does_not_reach_the_canary(wire, canary, gate, location):
    wire.routes["/"] = redirect(location.format(canary.port))

    assert isinstance(gate.fetch(Request(wire.url("/"))), Failed)
    assert canary.connections == 0


@pytest.mark.parametrize("host", METADATA)
def test_a_redirect_to_a_metadata_service_is_refused(wire, gate, host):
    wire.routes["/"] = redirect(f"http://{host}/latest/meta-data/")

    assert gate.fetch(Request(wire.url("/"))).reason.startswith("refused: ")


def test_the_refusal_says_how_to_let_the_address_in(canary, gate):
    assert gate.fetch(Request(canary.url("/"))) == Failed(REFUSED)


def test_nothing_is_let_in_unless_it_is_allowed(wire, new_gate):
    wire.routes["/"] = answer(b"x")

    assert gate_refuses(new_gate(allow=()), wire)
    assert gate_refuses(new_gate(allow=("10.0.0.0/8", "::1/128")), wire)
    assert not gate_refuses(new_gate(allow=("127.0.0.0/8",)), wire)


def gate_refuses(gate, wire) -> bool:
    before = wire.connections
    fetched = gate.fetch(Request(wire.url("/")))
    return isinstance(fetched, Failed) and wire.connections == before


def test_a_name_that_leads_inside_is_refused(canary, new_gate):
    asked = []

    def resolver(host):
        asked.append(host)
        return ["127.0.0.2"]

    gate = new_gate(resolver=resolver)

    assert gate.fetch(Request(f"http://news.example:{canary.port}/")) == Failed(REFUSED)
    assert asked == ["news.example"]
    assert canary.connections == 0


@pytest.mark.parametrize("addresses", [["127.0.0.1", "127.0.0.2"], ["127.0.0.2", "127.0.0.1"]])
def test_one_bad_address_condemns_the_name(wire, canary, new_gate, addresses):
    gate = new_gate(resolver=lambda host: addresses)
    wire.routes["/"] = answer(b"x")

    assert gate.fetch(Request(f"http://news.example:{wire.port}/")) == Failed(REFUSED)
    assert wire.connections == 0


def test_a_name_that_changes_its_mind_is_checked_at_each_connection(wire, new_wire, new_gate):
    canary = new_wire("127.0.0.2", wire.port)
    turns = iter([["127.0.0.1"], ["127.0.0.2"]])
    gate = new_gate(resolver=lambda host: next(turns))
    wire.routes["/"] = answer(b"x", "200 OK", "Connection: close")
    url = f"http://rebinding.example:{wire.port}/"

    first, second = gate.fetch(Request(url)), gate.fetch(Request(url))

    assert isinstance(first, Fetched)
    assert second == Failed(REFUSED)
    assert canary.connections == 0


def test_the_name_reaches_the_server_as_it_was_asked_for(wire, new_gate):
    gate = new_gate(resolver=lambda host: ["127.0.0.1"])
    wire.routes["/"] = answer(b"x")

    gate.fetch(Request(f"http://news.example:{wire.port}/"))

    assert wire.seen[0].fields["host"] == f"news.example:{wire.port}"


def test_the_environments_proxies_are_not_asked(wire, canary, gate, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, canary.url("/"))
    wire.routes["/"] = answer(b"x")

    assert gate.fetch(Request(wire.url("/"))).body == b"x"
    assert canary.connections == 0
