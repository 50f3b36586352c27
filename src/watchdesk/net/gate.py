"""The gate: the one way to the web, a plain object in front of an event loop in a thread of its own.

Keeps the promises by what it is made of: addresses.py judges where we may connect, trip.py what a host is told,
body.py how much is taken in, fetcher.py how long, batch.py how many at once.
"""

import asyncio
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from typing import Any, Final, Self, TypeVar

from watchdesk.model import Failed, Fetched, Request
from watchdesk.net.addresses import Guard
from watchdesk.net.batch import Batch
from watchdesk.net.connections import Connections
from watchdesk.net.fetcher import Fetcher
from watchdesk.net.resolver import LookUp, look_up
from watchdesk.settings import NetworkSettings, PollSettings

K = TypeVar("K")

LOOK_AHEAD: Final = 1_000
"""Requests read ahead of their answers, so that a long queue for one host does not hide the other hosts."""


class Gate:
    """Fetches over http and https while it is open; may be used from several threads."""

    def __init__(
        self,
        network: NetworkSettings,
        poll: PollSettings,
        *,
        resolver: LookUp = look_up,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._poll = poll
        self._connections = Connections(Guard(network.allow_private), resolver)
        self._fetcher = Fetcher(self._connections, user_agent(network.contact), poll, now)
        self._batches: set[Batch[Any]] = set()
        self._is_stopped = False

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="gate", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for batch in list(self._batches):
            batch.end()
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def fetch_all(self, requests: Iterable[tuple[K, Request]]) -> Generator[tuple[K, Fetched | Failed], None, None]:
        """Each request's key with its answer, as the answers come: exactly one for each, unless the gate is stopped.

        At most ``poll.parallel`` answers are on their way or waiting to be taken, ``poll.per_host`` of one host.
        ``requests`` is read in the caller's thread, at most LOOK_AHEAD further than the answers.
        """
        batch: Batch[K] = Batch(self._loop, self._fetcher, self._poll)
        self._batches.add(batch)
        try:
            yield from self._answers(batch, requests)
        finally:
            batch.end()
            self._batches.discard(batch)

    def fetch(self, request: Request) -> Fetched | Failed:
        """The answer to one request."""
        with closing(self.fetch_all([(None, request)])) as answers:
            for _, answer in answers:
                return answer
        return Failed("stopped before the answer came")

    def stop(self) -> None:
        """End every call early, for good: answers still on their way are not given. Any thread may ask for it."""
        self._is_stopped = True
        for batch in list(self._batches):
            batch.stop()

    def _answers(
        self, batch: Batch[K], requests: Iterable[tuple[K, Request]]
    ) -> Generator[tuple[K, Fetched | Failed], None, None]:
        waiting = iter(requests)
        on_the_way = 0
        for key, request in islice(waiting, LOOK_AHEAD):
            batch.add(key, request)
            on_the_way += 1
        while on_the_way and not self._is_stopped:
            taken = batch.take()
            if taken is None:
                return
            on_the_way -= 1
            for key, request in islice(waiting, 1):
                batch.add(key, request)
                on_the_way += 1
            yield taken

    async def _close(self) -> None:
        await self._connections.close()
        await self._loop.shutdown_asyncgens()


def user_agent(contact: str) -> str:
    """Who we say we are, e.g. ``watchdesk/0.1.0 (+mailto:desk@example.org)``."""
    name = f"watchdesk/{version('watchdesk')}"
    contact = "".join(letter for letter in contact if letter.isascii() and letter.isprintable())
    return f"{name} (+{contact})" if contact else name
