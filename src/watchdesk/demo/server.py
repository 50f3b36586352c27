"""Serves the newsroom on loopback for as long as it is needed; what it says is made in articles, feeds and pages."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

from watchdesk.demo import feeds, pages
from watchdesk.demo.articles import DemoOutlet, load

_HTML = "text/html; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What stands at one path; ``modified`` is an HTTP date (RFC 9110, section 5.6.7)."""

    body: bytes
    content_type: str
    modified: str = ""
    status: int = HTTPStatus.OK

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        validators: tuple[tuple[str, str], ...] = ()
        if self.modified:
            validators = (("ETag", self.etag), ("Last-Modified", self.modified))
        if self.status == HTTPStatus.NOT_MODIFIED:
            return validators
        return (*validators, ("Content-Type", self.content_type), ("Content-Length", str(len(self.body))))


_NOT_FOUND = _Answer(b"There is no such page here.", _PLAIN, status=HTTPStatus.NOT_FOUND)


class Newsroom:
    """The outlets of the demo on a free port of 127.0.0.1, from entering the context until leaving it.

    ``now`` is the moment from which the texts' ages are counted back.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now.replace(microsecond=0)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="demo-newsroom")

    @property
    def url(self) -> str:
        """The newsroom's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._server.answers = _answers(self.url, self._now)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _answers(base: str, now: datetime) -> dict[str, _Answer]:
    answers = {"/robots.txt": _Answer(b"User-agent: *\nDisallow: /private/\n", _PLAIN)}
    for outlet in load():
        answers |= _outlet_answers(outlet, base, now)
    return answers


def _outlet_answers(outlet: DemoOutlet, base: str, now: datetime) -> dict[str, _Answer]:
    answers = {
        f"/{outlet.id}/": _Answer(pages.front(outlet).encode(), _HTML),
        outlet.feed_path: _feed(outlet, base, now),
    }
    for text in outlet.texts:
        if not text.is_missing:
            page = pages.article(outlet, text, now)
            answers[outlet.page_path(text)] = _Answer(page.encode(), _HTML, _http_date(now - text.age))
    return answers


def _feed(outlet: DemoOutlet, base: str, now: datetime) -> _Answer:
    if outlet.status is not None:
        return _Answer(b"The transmitter is being mended.", _PLAIN, status=outlet.status)
    newest = min((text.age for text in outlet.texts), default=timedelta())
    body = feeds.write(outlet, base, now).encode()
    return _Answer(body, feeds.CONTENT_TYPES[outlet.format], _http_date(now - newest))


def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # leaving the context waits for the last answer
    answers: dict[str, _Answer]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 2  # a client that says nothing does not hold up the end
    server: _Server

    def do_GET(self) -> None:
        answer = self.server.answers.get(self.path.partition("?")[0], _NOT_FOUND)
        if answer.status == HTTPStatus.OK and self._has(answer):
            answer = replace(answer, status=HTTPStatus.NOT_MODIFIED)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and answer.status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name http.server calls

    def _has(self, answer: _Answer) -> bool:
        """Whether the client holds this answer; If-None-Match rules over the date (RFC 9110, section 13.1.3)."""
        seen, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if seen is not None:
            return answer.etag in seen
        if since is None or not answer.modified:
            return False
        try:
            return parsedate_to_datetime(answer.modified) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):  # an unreadable date is as good as none
            return False

    def log_message(self, *_: object) -> None:
        """Say nothing: the program that polls keeps the log."""
