"""Asks a site's robots.txt (RFC 9309) whether a page may be read, once per origin, and keeps the pace it asks for.

For pages only: a feed is published to be polled.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Final

import httpx
from protego import Protego

from watchdesk.model import Failed, Fetched, Request

NAME: Final = "watchdesk"
"""The product token that robots.txt files may name."""

LONGEST_DELAY: Final = 2.0
"""Seconds; a longer Crawl-delay would keep the pages out of the day's edition."""


class Robots:
    """The rules of every origin met so far, each read once."""

    def __init__(self, fetch: Callable[[Request], Awaitable[Fetched | Failed]]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._next_turn: defaultdict[str, float] = defaultdict(float)

    async def admit(self, url: httpx.URL, ca_file: str | None) -> bool:
        """Whether the page may be read; returns when it is its turn."""
        origin = str(url.copy_with(raw_path=b"/robots.txt"))
        async with self._locks[origin]:
            if origin not in self._rules:
                self._rules[origin] = await self._read(Request(origin, ca_file=ca_file))
        rules = self._rules[origin]
        if not rules.can_fetch(str(url), NAME):
            return False
        await self._wait_turn(origin, rules.crawl_delay(NAME) or 0.0)
        return True

    async def _read(self, request: Request) -> Protego:
        # RFC 9309, 2.3.1.3: no robots.txt (4xx) leaves all open. 2.3.1.4 wants a crawler that cannot reach it (5xx, no
        # answer) to assume that all is closed. We stay open there too: we do not crawl, we read single pages that
        # the outlet's own feed announces, and a site in trouble turns the page's request away by itself.
        answer = await self._fetch(request)
        text = answer.body.decode("utf-8", "replace") if isinstance(answer, Fetched) else ""
        return Protego.parse(text)

    async def _wait_turn(self, origin: str, delay: float) -> None:
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next_turn[origin])
        self._next_turn[origin] = turn + min(LONGEST_DELAY, delay)
        await asyncio.sleep(turn - now)
