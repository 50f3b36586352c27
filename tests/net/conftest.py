import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from tests.net.wire import Wire

from watchdesk.model import Fetched, Request
from watchdesk.net import Gate
from watchdesk.settings import NetworkSettings, PollSettings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def numeric_only(host: str) -> list[str]:
    """The system's reading of a numeric host; no test asks a name server."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(place[0]) for *_, place in found]


@pytest.fixture
def new_wire() -> Iterator[Callable[..., Wire]]:
    wires: list[Wire] = []

    def start(*arguments, **named) -> Wire:
        wires.append(Wire(*arguments, **named))
        return wires[-1]

    yield start
    for wire in wires:
        wire.close()


@pytest.fixture
def wire(new_wire) -> Wire:
    """The outlet: the only address that the gate may connect to beside the public ones."""
    return new_wire("127.0.0.1")


@pytest.fixture
def canary(new_wire) -> Wire:
    """A service that no feed may reach."""
    return new_wire("127.0.0.2")


@pytest.fixture
def new_gate() -> Iterator[Callable[..., Gate]]:
    """Gates with a short deadline and a small body; 127.0.0.1 alone is let in."""
    with ExitStack() as gates:

        def build(*, allow=("127.0.0.1/32",), contact="", resolver=numeric_only, **poll) -> Gate:
            network = NetworkSettings(contact, tuple(ip_network(block) for block in allow))
            poll = {"deadline": timedelta(seconds=3), "max_body": 200_000, **poll}
            return gates.enter_context(Gate(network, PollSettings(**poll), resolver=resolver, now=lambda: NOW))

        yield build


@pytest.fixture
def gate(new_gate) -> Gate:
    return new_gate()


@pytest.fixture
def body_of(gate) -> Callable[[str], bytes]:
    """Fetches what must succeed."""

    def fetch(url: str) -> bytes:
        fetched = gate.fetch(Request(url))
        assert isinstance(fetched, Fetched), fetched
        return fetched.body

    return fetch
