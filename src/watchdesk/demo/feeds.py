"""Writes an outlet's feed as RSS 2.0, Atom (RFC 4287) or JSON Feed 1.1; opens no connection."""

import json
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from watchdesk.demo.articles import MARK, DemoOutlet, DemoText, FeedFormat

CONTENT_TYPES: Final[dict[FeedFormat, str]] = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


def write(outlet: DemoOutlet, base: str, now: datetime) -> str:
    """The outlet's feed with absolute addresses below ``base``; dates are ``now`` less each text's age."""
    match outlet.format:
        case "rss":
            return _rss(outlet, base, now)
        case "atom":
            return _atom(outlet, base, now)
        case "json":
            return _json(outlet, base, now)


def _title(outlet: DemoOutlet) -> str:
    return f"{outlet.name} ({MARK.lower()})"


def _summary(outlet: DemoOutlet, text: DemoText) -> str:
    return f"{text.summary} {outlet.mark(text)}"


def _rss(outlet: DemoOutlet, base: str, now: datetime) -> str:
    items = "".join(
        f"<item><title>{escape(text.title)}</title><link>{base}{outlet.page_path(text)}</link>"
        f'<guid isPermaLink="false">{outlet.id}:{text.slug}</guid>'
        f"<dc:creator>{escape(text.author)}</dc:creator>"
        f"<pubDate>{format_datetime(now - text.age)}</pubDate>"
        f"<description>{escape(_summary(outlet, text))}</description></item>"
        for text in outlet.texts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(_title(outlet))}</title><link>{base}/{outlet.id}/</link>"
        f"<description>{MARK}: a demo of watchdesk</description><language>{outlet.language}</language>"
        f"{items}</channel></rss>"
    )


def _atom(outlet: DemoOutlet, base: str, now: datetime) -> str:
    entries = "".join(
        f"<entry><title>{escape(text.title)}</title><id>tag:watchdesk.example,2026:{outlet.id}/{text.slug}</id>"
        f'<link rel="alternate" href="{base}{outlet.page_path(text)}"/>'
        f"<author><name>{escape(text.author)}</name></author>"
        f"<published>{(now - text.age).isoformat()}</published><updated>{(now - text.age).isoformat()}</updated>"
        f"<summary>{escape(_summary(outlet, text))}</summary></entry>"
        for text in outlet.texts
    )
    newest = min(text.age for text in outlet.texts)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f"<title>{escape(_title(outlet))}</title><id>tag:watchdesk.example,2026:{outlet.id}</id>"
        f'<link rel="self" href="{base}{outlet.feed_path}"/><link href="{base}/{outlet.id}/"/>'
        f"<updated>{(now - newest).isoformat()}</updated>{entries}</feed>"
    )


def _json(outlet: DemoOutlet, base: str, now: datetime) -> str:
    items = [
        {
            "id": f"{outlet.id}:{text.slug}",
            "url": base + outlet.page_path(text),
            "title": text.title,
            "summary": text.summary,
            "content_text": _summary(outlet, text),
            "date_published": (now - text.age).isoformat(),
            "authors": [{"name": text.author}],
            "language": outlet.language,
        }
        for text in outlet.texts
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(outlet),
        "home_page_url": f"{base}/{outlet.id}/",
        "feed_url": base + outlet.feed_path,
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)
