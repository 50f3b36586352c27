"""From what a format says of an item to an Entry: cleaned, capped, dated, and told from its neighbours by a key."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from heapq import nlargest
from typing import Final

from watchdesk.core.clean import clean_line, clean_text
from watchdesk.core.dates import parse_date
from watchdesk.core.urls import canonical_url, safe_link
from watchdesk.model import Entry

MOST_ENTRIES: Final = 10_000
LONGEST_KEY: Final = 255
_LONGEST_AUTHOR: Final = 200
_UNDATED: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item in its format's own words: plain text where a reader is meant, else as it stands there."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""


def entries(items: Iterable[Item], base: str) -> tuple[Entry, ...]:
    """Make entries with unique keys, in the document's order; an exact repetition of an item is dropped.

    Of more than 10,000 the newest stay, the undated before all others. ``base`` resolves relative links.
    """
    made = [_entry(item, base) for item in items]
    if len(made) > MOST_ENTRIES:
        newest = set(nlargest(MOST_ENTRIES, range(len(made)), key=lambda index: _age_of(made[index])))
        made = [entry for index, entry in enumerate(made) if index in newest]
    return _told_apart(made)


def language_tag(text: str) -> str | None:
    """Give a language tag (BCP 47) as it was written, or None for what is none."""
    tag = text.strip().replace("_", "-")
    parts = tag.split("-")
    is_tag = 2 <= len(parts[0]) <= 3 and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)  # noqa: PLR2004 - ISO 639 codes
    return tag if is_tag and parts[0].isalpha() else None


def _age_of(entry: Entry) -> datetime:
    return entry.updated or entry.published or _UNDATED


def _entry(item: Item, base: str) -> Entry:
    link = safe_link(item.link, base) if item.link.strip() else None
    title, summary = clean_line(item.title), clean_text(item.summary)
    return Entry(
        key=item.guid.strip() or (canonical_url(link) if link else _hash(title, summary or item.content)),
        url=link,
        title=title,
        summary=summary,
        content=clean_text(item.content),
        author=clean_line(item.author, _LONGEST_AUTHOR),
        published=parse_date(item.published),
        updated=parse_date(item.updated),
        language=language_tag(item.language),
    )


_RUNGS: Final[tuple[Callable[[Entry], str], ...]] = (
    lambda entry: canonical_url(entry.url or ""),
    lambda entry: _hash(entry.title, entry.text),
)


def _told_apart(made: list[Entry]) -> tuple[Entry, ...]:
    """Climb the ladder of identity: entries that share a key are told apart by their link, then by their words.

    All who share it climb, not only the later ones: a newcomer on top of the document would take the first one's key.
    """
    keys = [entry.key for entry in made]
    for rung in _RUNGS:
        uses = Counter(keys)
        keys = [f"{key} {rung(entry)}" if uses[key] > 1 else key for key, entry in zip(keys, made, strict=True)]
    unique: dict[str, Entry] = {}
    for key, entry in zip(keys, made, strict=True):
        unique.setdefault(_storable(key), entry)
    return tuple(replace(entry, key=key) for key, entry in unique.items())


def _storable(key: str) -> str:
    """Give the key itself where any store takes it as it is, else its hash."""
    return key if len(key) <= LONGEST_KEY and clean_line(key) == key else f"sha256:{_hash(key)}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
