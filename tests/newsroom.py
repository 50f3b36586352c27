"""A newsroom on loopback that a test writes page by page; answers carry an ETag, requests are remembered."""

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from xml.sax.saxutils import escape

FILLER = (
    "The meeting was held in a hall at the edge of the town, and it lasted for most of the afternoon.",
    "Local people said that the road had been closed since the morning because of the snow on the pass.",
    "Officials did not answer questions about the closure, and no new date for its opening was given.",
)
"""Paragraphs that name nobody, long enough for a page to be taken for an article."""

TEXT = (
    "Ahmad Massoud spoke on Friday, people at the meeting said, and the hall was full.",
    "The meeting was held at the edge of the town, and it lasted for most of the afternoon.",
    "Local people said that the road had been closed since the morning because of the snow.",
)
"""An article that names Ahmad Massoud in its first paragraph alone."""


@dataclass
class Page:
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Newsroom:
    """``newsroom.pages["/feed.xml"] = Page(...)``; what is not there is a 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.requests: list[tuple[str, bool]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def feed(self, path: str, *items: tuple[str, str, str, datetime | None], title: str = "A feed") -> None:
        """Write an RSS feed of (link, title, description, published) items."""
        body = "".join(self._item(*item) for item in items)
        channel = f"<channel><title>{escape(title)}</title>{body}</channel>"
        document = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'
        self.pages[path] = Page(document.encode(), "application/rss+xml")

    def _item(self, link: str, title: str, description: str, published: datetime | None) -> str:
        when = f"<pubDate>{format_datetime(published)}</pubDate>" if published else ""
        url = link if "://" in link else f"{self.url}{link}"
        return (
            f"<item><title>{escape(title)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>{when}"
            f"<description>{escape(description)}</description></item>"
        )

    def article(self, path: str, title: str, *paragraphs: str, language: str = "en") -> None:
        """Write a news page with the furniture such pages have."""
        body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        self.pages[path] = Page(
            f'<!doctype html><html lang="{language}"><head><title>{escape(title)}</title></head><body>'
            f'<nav><a href="/">Home</a> <a href="/about">About us</a></nav>'
            f"<main><article><h1>{escape(title)}</h1>{body}</article></main>"
            "<footer><p>All rights reserved</p></footer></body></html>".encode()
        )

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                newsroom.requests.append((self.path, "If-None-Match" in self.headers))
                page = newsroom.pages.get(self.path, Page(b"not here", "text/plain", 404))
                etag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
                unchanged = page.status == 200 and self.headers.get("If-None-Match") == etag
                body = b"" if unchanged else page.body
                self.send_response(304 if unchanged else page.status)
                for name, value in {"ETag": etag, "Content-Type": page.content_type, **page.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler
