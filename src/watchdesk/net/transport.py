"""httpx's requests and responses carried by an aiohttp session, several times faster than httpx's own transport.

Carries one request over one hop. Knows nothing of redirects, limits or retries; errors pass through as they are.
"""

from collections.abc import AsyncIterator

import aiohttp
import httpx
import yarl


class _WireBytes(httpx.AsyncByteStream):
    """A body as it comes off the wire: chunks joined, compression untouched."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.content.iter_any():
            yield chunk

    async def aclose(self) -> None:
        self._answer.release()  # an unread rest ends the connection, it is not drained


class Transport(httpx.AsyncBaseTransport):
    """Sends over the session, and closes it in the end."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer's head; its body is read from the stream. The URL goes out as it is, since it may be signed."""
        url = yarl.URL(str(request.url), encoded=True)
        if (url.raw_host, url.explicit_port) != (request.url.raw_host.decode("ascii"), request.url.port):
            raise httpx.InvalidURL("two readers see two hosts")
        answer = await self._session.request(
            request.method, url, headers=request.headers.multi_items(), allow_redirects=False
        )
        return httpx.Response(
            answer.status, headers=list(answer.raw_headers), stream=_WireBytes(answer), request=request
        )

    async def aclose(self) -> None:
        """Close the session with its connections."""
        await self._session.close()
