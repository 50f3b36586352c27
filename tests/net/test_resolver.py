import asyncio
import socket
import threading
import time

import pytest

from watchdesk.net.addresses import Guard, RefusedAddressError
from watchdesk.net.resolver import Resolver, look_up

OPEN = Guard()


def resolve(resolver: Resolver, host: str = "news.example", port: int = 80):
    return asyncio.run(resolver.resolve(host, port))


def test_every_address_is_handed_on_in_its_order():
    found = resolve(Resolver(OPEN, lambda host: ["2606:4700::1111", "1.1.1.1"]), port=8080)

    assert [(one["host"], one["port"]) for one in found] == [("2606:4700::1111", 8080), ("1.1.1.1", 8080)]


def test_one_bad_answer_condemns_the_name():
    with pytest.raises(RefusedAddressError, match=r"10\.0\.0\.1"):
        resolve(Resolver(OPEN, lambda host: ["1.1.1.1", "10.0.0.1"]))


def test_a_name_without_addresses_is_no_host():
    with pytest.raises(socket.gaierror):
        resolve(Resolver(OPEN, lambda host: []))


def test_an_error_of_the_look_up_reaches_who_asked():
    def broken(host):
        raise KeyError(host)

    with pytest.raises(KeyError, match=r"news\.example"):
        resolve(Resolver(OPEN, broken))


def test_a_hanging_look_up_holds_up_neither_neighbours_nor_the_end():
    release = threading.Event()

    def hanging(host):
        if host.startswith("slow"):
            release.wait(5)
        return ["1.1.1.1"]

    resolver = Resolver(OPEN, hanging)

    async def ask_all():
        slow = [asyncio.create_task(resolver.resolve(f"slow{n}.example")) for n in range(40)]
        quick = await resolver.resolve("quick.example")
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return quick

    started = time.monotonic()
    assert asyncio.run(ask_all())[0]["host"] == "1.1.1.1"
    assert time.monotonic() - started < 2
    release.set()


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example", "\udc80"])
def test_what_is_no_host_name_is_no_such_host(host):
    with pytest.raises(socket.gaierror):
        look_up(host)


def test_the_system_reads_numeric_hosts_as_it_would_dial_them():
    assert look_up("0x7f000002") == ["127.0.0.2"]
