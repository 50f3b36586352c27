"""Fetches one request whole: hop by hop through redirects, under one deadline, within the limits per host.

Runs inside the gate's event loop. What goes wrong comes back as a value; only cancellation is raised.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

import httpx

from watchdesk.model import Failed, Fetched, Request
from watchdesk.net import headers, reasons
from watchdesk.net.body import Body
from watchdesk.net.connections import Connections
from watchdesk.net.robots import Robots
from watchdesk.net.trip import Trip
from watchdesk.settings import PollSettings

MOST_REDIRECTS: Final = 10
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
READABLE: Final = frozenset({200, 203})
UNCHANGED: Final = 304

ROBOTS_BYTES: Final = 512_000  # RFC 9309, 2.5: at least 500 KiB
ROBOTS_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds in all, and bytes of the inflated body."""

    deadline: float
    max_body: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """An answer whose body still waits outside memory; must be unpacked or dropped."""

    answer: Fetched
    body: Body | None = None

    def unpack(self) -> Fetched:
        """The whole answer."""
        return replace(self.answer, body=self.body.take()) if self.body else self.answer

    def drop(self) -> None:
        """Give the body up."""
        if self.body:
            self.body.close()


class Fetcher:
    """Answers requests one by one; all that run at once share the limits per host."""

    def __init__(self, connections: Connections, agent: str, poll: PollSettings, now: Callable[[], datetime]) -> None:
        self._connections = connections
        self._agent = agent
        self._now = now
        self._limits = Limits(poll.deadline.total_seconds(), poll.max_body)
        self._places: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(poll.per_host))
        self._robots = Robots(self._fetch_robots)

    async def fetch(self, request: Request, limits: Limits | None = None) -> Arrived | Failed:
        """The answer, or why there is none; never raises but for cancellation."""
        limits = limits or self._limits
        try:
            async with asyncio.timeout(limits.deadline) as clock:
                return await self._follow(Trip.of(request), limits, clock)
        except TimeoutError:
            return Failed(reasons.of_deadline(limits.deadline))
        except Exception as error:  # noqa: BLE001 -- one request's fault, whatever it is, must not end the round
            return Failed(reasons.of_error(error, ""))

    async def _follow(self, trip: Trip, limits: Limits, clock: asyncio.Timeout) -> Arrived | Failed:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                outcome = await self._ask(trip, limits, clock)
            except Exception as error:  # noqa: BLE001 -- the same; here it is known which host it was
                outcome = Failed(reasons.of_error(error, trip.url.host))
            match outcome:
                case Trip():
                    trip = outcome
                case Failed():
                    return _naming_host(outcome, trip)
                case Arrived():
                    return outcome
        return Failed(f"redirected more than {MOST_REDIRECTS} times")

    async def _ask(self, trip: Trip, limits: Limits, clock: asyncio.Timeout) -> Arrived | Failed | Trip:
        transport = self._connections.trusting(trip.ca_file)
        turn = self._places[trip.place]
        async with _stopped(clock):  # waiting for our own manners is not the server's delay
            if trip.request.obeys_robots and not await self._robots.admit(trip.url, trip.ca_file):
                return Failed(f"robots.txt of {reasons.clean(trip.url.host)} asks us not to read this page")
            await turn.acquire()
        try:
            response = await transport.handle_async_request(trip.message(self._agent))
            try:
                return await self._receive(trip, response, limits.max_body)
            finally:
                await response.aclose()
        finally:
            turn.release()

    async def _receive(self, trip: Trip, response: httpx.Response, max_body: int) -> Arrived | Failed | Trip:
        status = response.status_code
        if status in REDIRECTS:
            location = response.headers.get("location")
            return trip.onward(status, location) if location else Failed(f"HTTP {status} leads nowhere", status)
        if status == UNCHANGED and trip.is_conditional:
            return Arrived(self._described(trip, response))
        if status not in READABLE:
            wait = headers.retry_after(response.headers.get("retry-after"), self._now())
            return Failed(reasons.of_status(status), status, wait)
        return Arrived(self._described(trip, response), await _read(response, max_body))

    def _described(self, trip: Trip, response: httpx.Response) -> Fetched:
        fields = response.headers
        etag = headers.validator(fields.get("etag"))
        last_modified = headers.validator(fields.get("last-modified"))
        if response.status_code == UNCHANGED:  # RFC 9110, 15.4.5: what it leaves out stays as it was
            etag, last_modified = etag or trip.etag, last_modified or trip.last_modified
        return Fetched(
            url=str(trip.url),
            status=response.status_code,
            content_type=reasons.clean(fields.get("content-type", "")),
            etag=etag if trip.is_home else None,  # it would be told to the configured origin next time
            last_modified=last_modified if trip.is_home else None,
            max_age=headers.max_age(fields.get("cache-control"), fields.get("expires"), self._now()),
            moved_to=trip.destination,
        )

    async def _fetch_robots(self, request: Request) -> Fetched | Failed:
        limits = Limits(min(ROBOTS_SECONDS, self._limits.deadline), ROBOTS_BYTES)
        outcome = await self.fetch(request, limits)
        return outcome.unpack() if isinstance(outcome, Arrived) else outcome


@asynccontextmanager
async def _stopped(clock: asyncio.Timeout) -> AsyncIterator[None]:
    """Stop the clock of a deadline meanwhile."""
    loop = asyncio.get_running_loop()
    end = clock.when()
    left = 0.0 if end is None else end - loop.time()
    clock.reschedule(None)
    yield
    clock.reschedule(loop.time() + left)


async def _read(response: httpx.Response, max_body: int) -> Body:
    body = Body(response.headers.get("content-encoding", ""), max_body)
    try:
        async with aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw())) as chunks:
            async for chunk in chunks:
                body.write(chunk)
        body.finish()
    except BaseException:
        body.close()
        raise
    return body


def _naming_host(failed: Failed, trip: Trip) -> Failed:
    host = trip.url.host
    if host == httpx.URL(trip.request.url).host:
        return failed
    return replace(failed, reason=f"{failed.reason} (redirected to {reasons.clean(host)})")
