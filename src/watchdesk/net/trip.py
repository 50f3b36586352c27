"""Where a request stands on its way through redirects: whom to ask next, and what that host may be told.

Decides and never sends. The rule that guards secrets lives here: headers, logins, validators and the CA file are for
the configured origin alone, and once a redirect has left it they are not brought out again.
"""

import base64
from dataclasses import dataclass, replace
from typing import Final

import httpx

from watchdesk.model import Request
from watchdesk.net import headers
from watchdesk.net.reasons import FetchError, clean

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
LAST_PORT: Final = 65_535
PERMANENT: Final = frozenset({301, 308})


def address(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked for; FetchError with the reason otherwise."""
    try:
        url = base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("the address is not valid") from error
    if url.scheme and url.scheme not in DEFAULT_PORTS:
        raise FetchError(f"{clean(url.scheme)}: addresses are not fetched, only http and https")
    if not url.scheme or not url.host or not 0 < _port(url) <= LAST_PORT:
        raise FetchError("the address is not valid")
    return url


def _bare(url: httpx.URL) -> httpx.URL:
    """The address without login and fragment, which are not part of what is asked for."""
    return url.copy_with(username="", password="", fragment=None) if url.userinfo or url.fragment else url


def _basic(url: httpx.URL) -> str:
    """The login in an address as a header's value (RFC 7617); empty if there is none."""
    login = f"{url.username}:{url.password}".encode()
    return f"Basic {base64.b64encode(login).decode('ascii')}" if url.userinfo else ""


def _port(url: httpx.URL) -> int:
    return url.port if url.port is not None else DEFAULT_PORTS.get(url.scheme, 0)


def _origin(url: httpx.URL) -> tuple[str, bytes, int]:
    return url.scheme, url.raw_host, _port(url)


@dataclass(frozen=True, slots=True)
class Trip:
    """A request and the address its redirects have led to so far."""

    request: Request
    url: httpx.URL
    login: str = ""
    """What the configured address says about the reader, as an Authorization header."""
    is_home: bool = True
    """Whether it never left the configured origin."""
    is_moving: bool = True
    """Whether all redirects so far were permanent."""
    moved_to: str | None = None

    @classmethod
    def of(cls, request: Request) -> "Trip":
        """The start of the way; FetchError if the address cannot be asked for."""
        url = address(request.url)
        return cls(request, _bare(url), _basic(url))

    @property
    def place(self) -> str:
        """What the limit per host counts by: the host, with its port where that is unusual."""
        port = _port(self.url)
        return self.url.host if port in DEFAULT_PORTS.values() else f"{self.url.host}:{port}"

    @property
    def ca_file(self) -> str | None:
        """The CA file to believe here."""
        return self.request.ca_file if self.is_home else None

    @property
    def etag(self) -> str | None:
        """The ETag that may be sent here."""
        return headers.validator(self.request.etag) if self.is_home else None

    @property
    def last_modified(self) -> str | None:
        """The Last-Modified that may be sent here."""
        return headers.validator(self.request.last_modified) if self.is_home else None

    @property
    def is_conditional(self) -> bool:
        """Whether the host may answer that nothing has changed."""
        return bool(self.etag or self.last_modified)

    @property
    def destination(self) -> str | None:
        """The new address worth remembering: none where a secret or a CA file would follow it to a stranger."""
        is_guarded = bool(self.request.headers or self.request.ca_file)
        if self.login or (is_guarded and not self.is_home):  # the new address would not hold the login either
            return None
        return self.moved_to

    def onward(self, status: int, location: str) -> "Trip":
        """The way after a redirect; FetchError if it leads to what cannot be asked for."""
        url = _bare(address(location, self.url))
        is_downgrade = self.url.scheme == "https" and url.scheme == "http"
        is_moving = self.is_moving and status in PERMANENT and not is_downgrade
        return replace(
            self,
            url=url,
            is_home=self.is_home and _origin(url) == _origin(self.url),
            is_moving=is_moving,
            moved_to=str(url) if is_moving else self.moved_to,
        )

    def message(self, agent: str) -> httpx.Request:
        """What is sent to the host that comes next."""
        fields = httpx.Headers({"User-Agent": agent}, encoding="utf-8")
        if self.is_home:
            if self.login:
                fields["Authorization"] = self.login
            fields.update(httpx.Headers(list(self.request.headers), encoding="utf-8"))
        if self.etag:
            fields["If-None-Match"] = self.etag
        if self.last_modified:
            fields["If-Modified-Since"] = self.last_modified
        fields["Accept-Encoding"] = "gzip"  # the only one that body.py inflates
        return httpx.Request("GET", self.url, headers=fields)
