"""News sitemaps, and plain ones: every address is an entry, with the news title and date where they are given.

A list of sitemaps is not followed here; the reason names a sitemap to watch instead.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from watchdesk.core.clean import clean_line
from watchdesk.core.parse.entries import Item, entries, language_tag
from watchdesk.core.parse.sniff import binary, is_html
from watchdesk.core.urls import safe_link
from watchdesk.model import Failed, ParsedFeed

_NEWS_FIELDS: Final = frozenset({"loc", "lastmod", "title", "publication_date", "name", "language"})


def parse(body: bytes, content_type: str, url: str) -> ParsedFeed | Failed:  # noqa: ARG001 - all formats are called alike
    """Read a sitemap; Failed if it is none, if it was cut off, or if it only lists other sitemaps."""
    if name := binary(body):
        return Failed(f"this is {name}, not a sitemap")
    if is_html(body):
        return Failed("this is a web page, not a sitemap")
    try:
        kind, found = _read(body)
    except etree.XMLSyntaxError:
        return Failed("the sitemap's XML is broken or cut off")
    match kind:
        case "urlset":
            return _sitemap(found, url)
        case "sitemapindex":
            return Failed(_reason_for_index(found, url))
        case _:
            return Failed("this is XML, but no sitemap")


def _read(body: bytes) -> tuple[str, list[dict[str, str]]]:
    """Give the root's name and the fields of each of its children, named without their namespaces."""
    walk = etree.iterparse(io.BytesIO(body), events=("start", "end"), resolve_entities=False, no_network=True)
    _, root = next(walk)
    found: list[dict[str, str]] = []
    for event, element in walk:
        if event == "end" and element.getparent() is root:
            found.append(dict(_fields(element)))
            element.clear()
            while element.getprevious() is not None:  # what lies before is read; what follows may not be yet
                del root[0]
    return _name(root), found


def _fields(element: Any) -> Iterator[tuple[str, str]]:
    for part in element.iter(etree.Element):
        name = _name(part)
        # an image's title is not the article's
        if name in _NEWS_FIELDS and (name != "title" or _name(part.getparent()) == "news"):
            yield name, part.text or ""


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _sitemap(found: list[dict[str, str]], url: str) -> ParsedFeed:
    items = [
        Item(
            link=fields["loc"],
            title=fields.get("title", ""),
            published=fields.get("publication_date", ""),
            updated=fields.get("lastmod", ""),
            language=fields.get("language", ""),
        )
        for fields in found
        if fields.get("loc", "").strip()
    ]
    first = found[0] if found else {}
    return ParsedFeed(clean_line(first.get("name", "")), entries(items, url), language_tag(first.get("language", "")))


def _reason_for_index(found: list[dict[str, str]], url: str) -> str:
    listed = sorted(found, key=lambda fields: (fields.get("lastmod", ""), "news" in fields.get("loc", "")))
    address = safe_link(listed[-1].get("loc", ""), url) if listed else None
    return "this is a list of sitemaps; watch one of them" + (f", for instance {address}" if address else "")
