"""RSS, Atom and RDF through feedparser, which is the authority on what a feed says.

It gets bytes in memory only: what looks like a path or an address it would open or fetch. Dates are taken as text and
read by core.dates; feedparser rolls impossible ones over and misreads other calendars.
"""

import codecs
import io
import re
from datetime import timedelta
from typing import Any, Final
from xml.sax import SAXException

import feedparser

from watchdesk.core.clean import clean_line, markup_to_text
from watchdesk.core.parse.charset import decoded
from watchdesk.core.parse.entries import Item, entries, language_tag
from watchdesk.model import Failed, ParsedFeed

_UTF8: Final = "application/xml; charset=utf-8"
_CLOSED: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ITEM_START: Final = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_REFERENCE: Final = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_DECLARATION: Final = re.compile(rb"^\s*<\?xml[^>]*\?>")
_LAST_CODE_POINT: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)
_LONGEST_NUMBER: Final = 7
_MOST_MINUTES: Final = 1_000_000


def parse(body: bytes, content_type: str, url: str) -> ParsedFeed | Failed:
    """Read a feed; Failed if it is none, or if it was cut off on its way."""
    found = _read(body, content_type, url)
    if found is None:
        return Failed("the feed cannot be read: its XML breaks the parser")
    if not found.version and not found.entries:
        return Failed("this is not a feed")
    if _is_cut(found, body):
        return Failed("the feed is cut off: its last part did not arrive, or its XML is broken")
    return ParsedFeed(
        title=clean_line(_plain(found.feed, "title", found.version)),
        entries=entries((_item(entry, found.version) for entry in found.entries), url),
        language=language_tag(_text(found.feed, "language")),
        ttl=_ttl(_text(found.feed, "ttl")),
    )


def _read(body: bytes, content_type: str, url: str) -> Any:
    body, content_type = _truly_labelled(body, content_type)
    headers = {"content-location": url, "content-type": content_type}
    for data, known in ((body, headers), (_mended(body), {"content-location": url})):
        try:
            return feedparser.parse(
                io.BytesIO(data), response_headers=known, sanitize_html=False, resolve_relative_uris=False
            )
        except Exception:  # noqa: BLE001, S112 - hostile bytes raise anything out of feedparser; the mended ones are next
            continue
    return None


def _truly_labelled(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Overrule labels that the bytes refute: a byte order mark, or valid UTF-8 beyond ASCII, is right about itself."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded(body, content_type).encode("utf-8"), _UTF8
    if body.isascii():
        return body, content_type
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body, content_type
    return body, _UTF8


def _mended(body: bytes) -> bytes:
    """Take out what feedparser raises on: references to no character, and the name of an odd encoding."""
    return _DECLARATION.sub(b"", _REFERENCE.sub(_possible_reference, body), count=1)


def _possible_reference(found: re.Match[bytes]) -> bytes:
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    code = int(digits, base) if len(digits) <= _LONGEST_NUMBER else _LAST_CODE_POINT + 1
    return b"&#xFFFD;" if code > _LAST_CODE_POINT or code in _SURROGATES else found.group()


def _is_cut(found: Any, body: bytes) -> bool:
    """Tell whether entries may be missing or half there: the XML broke and no closing root follows the last item."""
    if not isinstance(found.get("bozo_exception"), SAXException | feedparser.CharacterEncodingUnknown):
        return False
    narrow = body.replace(b"\x00", b"")
    closings, starts = list(_CLOSED.finditer(narrow)), list(_ITEM_START.finditer(narrow))
    return not closings or bool(starts and starts[-1].start() > closings[-1].start())


def _item(entry: Any, version: str) -> Item:
    contents = [_as_text(part, version) for part in entry.get("content", ())]
    return Item(
        guid=_text(entry, "id"),
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        title=_plain(entry, "title", version),
        summary=_plain(entry, "summary", version),
        content=max(contents, key=len, default=""),
        author=_text(entry, "author"),
        published=_text(entry, "published") or _text(entry, "created"),
        updated=_text(entry, "updated"),
        language=_text(entry, "language"),
    )


def _text(source: Any, name: str) -> str:
    # `in` first: asked for a missing `updated`, feedparser answers with `published`
    value = source.get(name) if name in source else None
    return value if isinstance(value, str) else ""


def _plain(source: Any, name: str, version: str) -> str:
    detail = source.get(f"{name}_detail") or {}
    return _as_text({"type": detail.get("type"), "value": _text(source, name)}, version)


def _as_text(part: Any, version: str) -> str:
    """Give a construct's text; only Atom says for certain that a text is no markup (RFC 4287, 3.1.1)."""
    value = part.get("value") or ""
    is_plain = version.startswith("atom") and part.get("type") == "text/plain"
    return value if is_plain else markup_to_text(value)


def _ttl(minutes: str) -> timedelta | None:
    """Read RSS's time to live, in minutes; none, zero and nonsense are None."""
    digits = minutes.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(_MOST_MINUTES)):
        return None
    return timedelta(minutes=int(digits)) or None
