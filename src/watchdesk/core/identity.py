"""Decides what of a feed's document is new, changed or known, and what is baseline. It stores nothing.

A key that the feed never showed before is new whatever its date says; only the first poll looks at dates.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from watchdesk.core.urls import canonical_url
from watchdesk.model import Entry, ParsedFeed
from watchdesk.settings import Backfill

EntryState: TypeAlias = Literal["new", "changed", "known"]

_GAP_FROM: Final = 5
"""Of fewer entries, a busy feed may well show none twice."""
_NO_LINKS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sorted:
    """An entry, under the key it is known by, and what it is to us; only a new entry can be baseline."""

    entry: Entry
    state: EntryState
    is_baseline: bool
    fingerprint: str


def fingerprint(entry: Entry) -> str:
    """Give a hash of what a reader would call a change: the title, the text and the updated date.

    Absent parts do not count, so that a part added to this list one day leaves older fingerprints standing.
    """
    updated = entry.updated.isoformat() if entry.updated else ""
    parts = (("title", entry.title), ("text", entry.text), ("updated", updated))
    told = "\0".join(f"{name}\0{value}" for name, value in parts if value)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def sort_entries(
    parsed: ParsedFeed,
    known: Mapping[str, str],
    *,
    is_first: bool,
    backfill: Backfill,
    now: datetime,
    known_links: Mapping[str, str] = _NO_LINKS,
) -> tuple[Sorted, ...]:
    """Sort a whole document's entries, in its order; ``known`` maps this feed's keys to their fingerprints.

    ``known_links`` maps canonical links to the keys of this feed's entries: when a feed renumbers its entries, one
    whose link is known, alone in the document and not a front page is the same entry, if its old key is gone.
    """
    return tuple(
        _sorted(entry, known.get(entry.key), is_baseline=is_first and _is_baseline(entry, backfill, now))
        for entry in _under_known_keys(parsed.entries, known, known_links)
    )


def possible_gap(parsed: ParsedFeed, known: Mapping[str, str], known_links: Mapping[str, str] = _NO_LINKS) -> bool:
    """Tell whether entries may have passed unseen since the last poll: of five or more, none was known.

    For a later poll only; at the first nothing is known.
    """
    entries = _under_known_keys(parsed.entries, known, known_links)
    return len(entries) >= _GAP_FROM and not any(entry.key in known for entry in entries)


def _sorted(entry: Entry, before: str | None, *, is_baseline: bool) -> Sorted:
    now = fingerprint(entry)
    if before is None:
        return Sorted(entry, "new", is_baseline, now)
    return Sorted(entry, "known" if before == now else "changed", is_baseline=False, fingerprint=now)


def _is_baseline(entry: Entry, backfill: Backfill, now: datetime) -> bool:
    """Tell whether an entry of the first poll is history; the undated counts as young, as does the future."""
    if backfill == "none":
        return True
    if backfill == "all":
        return False
    dated = entry.published or entry.updated
    return dated is not None and now - dated > backfill


def _under_known_keys(
    entries: Iterable[Entry], known: Mapping[str, str], known_links: Mapping[str, str]
) -> tuple[Entry, ...]:
    entries = tuple(entries)
    if not known_links:
        return entries
    links = [canonical_url(entry.url) if entry.url else "" for entry in entries]
    shown, uses = {entry.key for entry in entries}, Counter(links)

    def key(entry: Entry, link: str) -> str:
        old = known_links.get(link)
        if old is None or old in shown or entry.key in known:
            return entry.key
        return old if uses[link] == 1 and _names_an_article(link) else entry.key

    return tuple(replace(entry, key=key(entry, link)) for entry, link in zip(entries, links, strict=True))


def _names_an_article(link: str) -> bool:
    parts = urlsplit(link)
    return bool(parts.path.strip("/") or parts.query or parts.fragment)
