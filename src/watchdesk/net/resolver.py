"""Turns host names into addresses that may be dialled; one bad answer condemns the name."""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult

from watchdesk.net.addresses import Guard

LookUp: TypeAlias = Callable[[str], Sequence[str]]
"""A host's numeric addresses, in the order to try them; OSError if there are none. Called in a thread."""


def look_up(host: str) -> list[str]:
    """The host's addresses as the operating system knows them."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long for the wire
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
    return [str(place[0]) for *_, place in found]


class Resolver(AbstractResolver):
    """Looks names up for the connector; answers are never kept, so the address checked is the one dialled."""

    def __init__(self, guard: Guard, look_up: LookUp) -> None:
        self._guard = guard
        self._look_up = look_up

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of the host, every one of them allowed; OSError otherwise."""
        addresses = await self._in_a_thread(host)
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        for address in addresses:
            self._guard.check(address)
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is held open."""

    async def _in_a_thread(self, host: str) -> Sequence[str]:
        # A thread of its own, not a pool's: a name server that never answers would fill a pool for all its
        # neighbours, and a pool's threads are waited for at exit. The system gives each look-up up in time.
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[str]] = loop.create_future()

        def settle(addresses: Sequence[str], error: Exception | None) -> None:
            if answer.done():
                return  # nobody waits any longer
            if error is None:
                answer.set_result(addresses)
            else:
                answer.set_exception(error)

        def work() -> None:
            addresses: Sequence[str] = ()
            failure: Exception | None = None
            try:
                addresses = self._look_up(host)
            except Exception as error:  # noqa: BLE001 -- not swallowed: it is raised where the answer is awaited
                failure = error
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, addresses, failure)

        threading.Thread(target=work, name="look-up", daemon=True).start()
        return await answer
