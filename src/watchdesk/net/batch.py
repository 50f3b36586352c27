"""The requests of one call on their way: who goes next, how many at once, and how many answers may wait.

Stands between two threads: the caller adds and takes, the event loop fetches. Knows nothing of HTTP.
"""

import asyncio
from collections import defaultdict
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from watchdesk.model import Failed, Fetched, Request
from watchdesk.net.fetcher import Arrived, Fetcher
from watchdesk.settings import PollSettings

K = TypeVar("K")


class Batch(Generic[K]):
    """Answers in the order they come; None from ``take`` once the batch was stopped or ended.

    At most ``parallel`` requests are begun and not yet taken, which bounds connections and waiting bodies alike. A
    request first waits for its host, then for a free line: a host with a long queue holds up nobody else. The limits
    of a batch are its own, so a caller may begin a second one while it still takes from the first.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, fetcher: Fetcher, poll: PollSettings) -> None:
        self._loop = loop
        self._fetcher = fetcher
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(poll.per_host))
        self._lines = asyncio.Semaphore(poll.parallel)
        self._answers: SimpleQueue[tuple[K, Arrived | Failed] | None] = SimpleQueue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._has_ended = False

    def add(self, key: K, request: Request) -> None:
        """Send a request on its way."""
        self._loop.call_soon_threadsafe(self._begin, key, request)

    def take(self) -> tuple[K, Fetched | Failed] | None:
        """Wait for the next answer."""
        taken = self._answers.get()
        if taken is None:
            return None
        key, outcome = taken
        self._loop.call_soon_threadsafe(self._lines.release)
        return key, outcome.unpack() if isinstance(outcome, Arrived) else outcome

    def stop(self) -> None:
        """Wake the caller; may be called from any thread."""
        self._answers.put(None)

    def end(self) -> None:
        """Give up whatever is still on its way; returns when no task and no file is left. Once is enough."""
        if self._has_ended:
            return
        self._has_ended = True
        asyncio.run_coroutine_threadsafe(self._cancel(), self._loop).result()
        self._drop_answers()
        self.stop()

    def _begin(self, key: K, request: Request) -> None:
        if self._has_ended:
            return
        task = self._loop.create_task(self._fetch(key, request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fetch(self, key: K, request: Request) -> None:
        async with self._hosts[_host(request.url)]:
            await self._lines.acquire()  # released when the answer is taken
            outcome = await self._fetcher.fetch(request)
        self._answers.put((key, outcome))

    async def _cancel(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _drop_answers(self) -> None:
        while True:
            try:
                answer = self._answers.get_nowait()
            except Empty:
                return
            if answer and isinstance(answer[1], Arrived):
                answer[1].drop()


def _host(url: str) -> str:
    """What requests queue by before they begin; only the fetcher's own count decides who may connect."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
