"""Says in plain words why a fetch failed; foreign errors are translated here and nowhere else.

No reason holds a URL: addresses carry passwords and tokens. Host names are told, cleaned and cut, since the other
side may have chosen them.
"""

import os
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

import aiohttp
import httpx

from watchdesk.net.addresses import RefusedAddressError

MEGABYTE: Final = 1_000_000
LONGEST: Final = 100

STATUS_REASONS: Final = {
    202: "accepted, but nothing to read yet",
    204: "no content",
    206: "partial content",
    304: "unchanged, but there was nothing to compare with",
    401: "asks for a login",
    403: "access denied",
    404: "not found",
    410: "gone for good",
    429: "too many requests",
}

ERROR_REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (aiohttp.ServerDisconnectedError, "the server hung up without an answer"),
    (aiohttp.ClientPayloadError, "the answer broke off before its end"),
    (aiohttp.ClientResponseError, "the answer is not proper HTTP"),
    (aiohttp.InvalidURL, "the address is not valid"),
    (httpx.InvalidURL, "the address is not valid"),
)

NO_SUCH_HOST: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class FetchError(Exception):
    """A request that cannot be answered; its message is the plain reason. Never leaves net/."""


def clean(text: str) -> str:
    """The text fit for one line of a log or mail: nothing unprintable, not long."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:LONGEST])


def of_status(status: int) -> str:
    """Why an answer with this status is none, e.g. ``HTTP 404: not found``."""
    if status in STATUS_REASONS:
        return f"HTTP {status}: {STATUS_REASONS[status]}"
    try:
        return f"HTTP {status}: {HTTPStatus(status).phrase.lower()}"
    except ValueError:
        return f"HTTP {status}"


def of_size(limit: int) -> str:
    """Why a body of more than ``limit`` bytes was dropped."""
    return f"larger than {limit / MEGABYTE:g} MB" if limit >= MEGABYTE else f"larger than {limit / 1000:g} kB"


def of_deadline(seconds: float) -> str:
    """Why an answer was no longer waited for."""
    return f"took longer than {seconds:g} s"


def of_error(error: Exception, host: str) -> str:
    """What an error on the way to ``host`` means; an error nobody foresaw is told by the name of its type."""
    if isinstance(error, FetchError):
        return str(error)
    for cause in reversed(list(_chain(error))):  # the root first: what it is wrapped in blurs it
        reason = _known(cause, clean(host))
        if reason:
            return reason
    return f"unexpected error: {type(error).__name__}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _known(error: BaseException, host: str) -> str:
    for kind, reason in ERROR_REASONS:
        if isinstance(error, kind):
            return reason
    match error:
        case RefusedAddressError():
            return str(error)
        case ssl.SSLError():
            return _of_tls(error, host)
        case socket.gaierror():
            return "no such host" if error.errno in NO_SUCH_HOST else "the host's name could not be looked up"
        case OSError(errno=int(number)):
            return os.strerror(number).lower()
        case _:
            return ""


def _of_tls(error: ssl.SSLError, host: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid: {clean(getattr(error, 'verify_message', '') or 'refused')}"
    what = (error.reason or "broken off").replace("_", " ").lower()
    return f"no secure connection to {host}: {clean(what)}"
