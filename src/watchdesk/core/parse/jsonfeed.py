"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read leniently: a member of the wrong type is as good as absent."""

import json
from typing import Any

from watchdesk.core.clean import clean_line, markup_to_text
from watchdesk.core.parse.entries import Item, entries, language_tag
from watchdesk.model import Failed, ParsedFeed


def parse(body: bytes, url: str) -> ParsedFeed | Failed:
    """Read a JSON Feed; Failed for broken or cut JSON, and for JSON that is none."""
    try:
        document = json.loads(body.decode(json.detect_encoding(body), errors="replace"))
    except (ValueError, RecursionError):  # also a number of thousands of digits, and brackets nested to exhaustion
        return Failed("the JSON is broken or cut off")
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        return Failed("this is JSON, but no JSON Feed")
    return ParsedFeed(
        title=clean_line(_text(document, "title")),
        entries=entries((_item(item) for item in items if isinstance(item, dict)), url),
        language=language_tag(_text(document, "language")),
    )


def _item(item: dict[str, Any]) -> Item:
    return Item(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        content=markup_to_text(_text(item, "content_html")) or _text(item, "content_text"),
        author=_author(item),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        language=_text(item, "language"),
    )


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors") or [item.get("author")]
    names = (
        [_text(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    return ", ".join(name for name in names if name)


def _text(source: dict[str, Any], name: str) -> str:
    """Give a member as text; numbers count (the specification asks readers to take a number for an id)."""
    value = source.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
