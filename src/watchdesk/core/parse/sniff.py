"""Tells what a document is by its first bytes, so that a reader is told what came instead of a feed."""

import re
from html import unescape
from typing import Final

from watchdesk.core.parse.charset import decoded
from watchdesk.core.urls import safe_link

_START: Final = 4096
_HEAD: Final = 200_000
_SIGNATURES: Final = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
)
_WIDE_TEXT: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00\xfe\xff", b"\x00\x00\x00<")
_STRAY_ZEROS: Final = 8
_FEED_ROOT: Final = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_HTML: Final = re.compile(rb"<!doctype\s+html|<html\b|<head\b|<body\b", re.IGNORECASE)
_SITEMAP: Final = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")
_LINK: Final = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FEED_TYPES: Final = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})


def binary(body: bytes) -> str | None:
    """Name what the bytes are if they are no text at all."""
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return name
    is_text = body.startswith(_WIDE_TEXT) or body[:_START].count(0) <= _STRAY_ZEROS
    return None if is_text else "binary data"


def is_json(body: bytes) -> bool:
    """Tell whether the document can only be JSON."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def is_html(body: bytes) -> bool:
    """Tell whether the document is a web page."""
    start = _start(body)
    return _HTML.search(start) is not None and _FEED_ROOT.search(start) is None


def reason_for_no_feed(body: bytes, content_type: str, url: str) -> str | None:
    """Say why the document is no RSS, Atom or RDF feed; None if it may be one."""
    if name := binary(body):
        return f"this is {name}, not a feed"
    start = _start(body)
    if _FEED_ROOT.search(start):
        return None
    if _SITEMAP.search(start):
        return "this is a sitemap, not a feed; write kind: sitemap"
    if _HTML.search(start):
        return _reason_for_page(decoded(body[:_HEAD], content_type), url)
    return None if b"<" in start else "this is plain text, not a feed"


def _start(body: bytes) -> bytes:
    # the first letters of a UTF-16 document are ASCII but for the zero bytes
    return body[:_START].replace(b"\x00", b"")


def _reason_for_page(markup: str, url: str) -> str:
    named = [link for link in map(_feed_link, _LINK.findall(markup)) if link]
    if not named:
        return "this is a web page, not a feed"
    if address := safe_link(named[0], url):
        return f"this is a web page, not a feed; the page names its feed: {address}"
    return "this is a web page, not a feed"


def _feed_link(attributes: str) -> str | None:
    values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(attributes)}
    return values.get("href") if values.get("type", "").strip().lower() in _FEED_TYPES else None
