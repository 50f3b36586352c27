"""Open connections: one session for the public certificate authorities and one per CA file, all behind the guard."""

import ssl
from typing import Final, Literal

import aiohttp

from watchdesk.net.addresses import Guard
from watchdesk.net.reasons import FetchError
from watchdesk.net.resolver import LookUp, Resolver
from watchdesk.net.transport import Transport

HEADER_BYTES: Final = 65_536
"""The longest header line that is read; real outlets send content security policies of 9 kB."""

IDLE_SECONDS: Final = 5.0
"""How long an idle connection is kept. Short: a round over a thousand hosts would run out of file descriptors."""


class Connections:
    """Transports that dial only what the guard lets pass; no cookies, no proxies, nothing from the environment."""

    def __init__(self, guard: Guard, look_up: LookUp) -> None:
        self._guard = guard
        self._resolver = Resolver(guard, look_up)
        self._transports: dict[str | None, Transport] = {}

    def trusting(self, ca_file: str | None) -> Transport:
        """The transport that believes the CA file alone, or the system's authorities; FetchError if unreadable."""
        if ca_file not in self._transports:
            # True is aiohttp's own default context, made once at import from the system's authorities
            self._transports[ca_file] = Transport(self._session(_context(ca_file) if ca_file else True))
        return self._transports[ca_file]

    async def close(self) -> None:
        """Close every session with its connections."""
        for transport in self._transports.values():
            await transport.aclose()

    def _session(self, context: ssl.SSLContext | Literal[True]) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=0,  # the batch and the fetcher count
            ssl=context,
            resolver=self._resolver,
            use_dns_cache=False,
            socket_factory=self._guard.socket_for,
            keepalive_timeout=IDLE_SECONDS,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # the fetcher's deadline covers everything
            trust_env=False,
            auto_decompress=False,
            max_line_size=HEADER_BYTES,
            max_field_size=HEADER_BYTES,
        )


def _context(ca_file: str) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise FetchError(f"the CA file cannot be used: {ca_file}") from error
    context.set_alpn_protocols(["http/1.1"])
    return context
