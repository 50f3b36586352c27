"""Decides what of a feed's document is new, changed or known, and what is baseline. It stores nothing.

A key that the feed never showed before is new whatever its date says; only the first poll looks at dates.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from watchdesk.core.parse.entries import LONGEST_KEY
from watchdesk.core.text import tokens
from watchdesk.core.urls import canonical_url
from watchdesk.model import Entry, ParsedFeed
from watchdesk.settings import Backfill

EntryState: TypeAlias = Literal["new", "changed", "known"]

_GAP_FROM: Final = 5
"""Of fewer entries, a busy feed may well show none twice."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry as it is remembered; ``link`` is the canonical one it was last told with, empty if there was none."""

    key: str
    link: str
    fingerprint: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """An entry, under the key it is known by, and what it is to us; only a new entry can be baseline.

    ``link`` is the canonical one to remember; a new entry that does not own it is an article of its own.
    """

    entry: Entry
    state: EntryState
    is_baseline: bool
    fingerprint: str
    link: str = ""
    owns_link: bool = True
    is_moved: bool = False


def fingerprint(entry: Entry) -> str:
    """Give a hash of what a reader would call a change: the title, the text and the updated date.

    Absent parts do not count, so that a part added to this list one day leaves older fingerprints standing.
    """
    updated = entry.updated.isoformat() if entry.updated else ""
    parts = (("title", entry.title), ("text", entry.text), ("updated", updated))
    told = "\0".join(f"{name}\0{value}" for name, value in parts if value)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _names_an_article(link: str) -> bool:
    """Tell whether a canonical link leads past a site's front page."""
    parts = urlsplit(link)
    return bool(parts.path.strip("/") or parts.query or parts.fragment)


def known_by(parsed: ParsedFeed) -> tuple[list[str], list[str]]:
    """Give every key and every canonical link under which a document's entries may be remembered."""
    links = [_link(entry) for entry in parsed.entries]
    keys = [key for entry, link in zip(parsed.entries, links, strict=True) for key in (entry.key, _reused(entry, link))]
    return keys, [link for link in links if link]


def sort_entries(
    parsed: ParsedFeed, known: Iterable[Known], *, is_first: bool, backfill: Backfill, now: datetime
) -> tuple[Sorted, ...]:
    """Sort a whole document's entries, in its order; ``known`` is what this feed's memory holds of ``known_by``.

    Feeds renumber their entries, use a number again, and move articles. So an entry is a known one if key and link
    are; else if its link is (alone in the document and in memory, and not a front page), whatever its key; else if its
    key is and the title is the same but for case and marks: the same article under a new link. The same key with
    another link to an article *and* another title is a new entry, known from then on by key and link together.
    A link that is a front page, or under which entries with several titles stand, is owned by none of them.
    """
    memory = tuple(known)
    found = _recognised(parsed.entries, [_link(entry) for entry in parsed.entries], memory)
    shared = _shared_links(found, memory)

    def sort(entry: Entry, link: str, before: Known | None) -> Sorted:
        if before is not None:
            return _met_again(entry, link, before)
        is_owned = _names_an_article(link) and link not in shared
        is_baseline = is_first and _is_baseline(entry, backfill, now)
        return Sorted(entry, "new", is_baseline, fingerprint(entry), link, owns_link=is_owned)

    return tuple(sort(*item) for item in found)


def possible_gap(found: Collection[Sorted]) -> bool:
    """Tell whether entries may have passed unseen since the last poll: of five or more, none was known.

    For a later poll only; at the first nothing is known.
    """
    return len(found) >= _GAP_FROM and all(item.state == "new" for item in found)


def _met_again(entry: Entry, link: str, before: Known) -> Sorted:
    now = fingerprint(entry)
    is_moved = link != before.link and _names_an_article(link)
    return Sorted(
        replace(entry, key=before.key),
        "known" if before.fingerprint == now else "changed",
        is_baseline=False,
        fingerprint=now,
        link=link if is_moved else before.link,
        is_moved=is_moved,
    )


def _is_baseline(entry: Entry, backfill: Backfill, now: datetime) -> bool:
    """Tell whether an entry of the first poll is history; the undated counts as young, as does the future."""
    if backfill == "none":
        return True
    if backfill == "all":
        return False
    dated = entry.published or entry.updated
    return dated is not None and now - dated > backfill


def _shared_links(found: Sequence[tuple[Entry, str, Known | None]], memory: Sequence[Known]) -> frozenset[str]:
    """The links under which entries with more than one title stand, in the document or remembered."""
    met = {before.key for _, _, before in found if before is not None}
    told = {(link, _headline(entry.title, fingerprint(entry))) for entry, link, _ in found}
    told.update(
        (before.link, _headline(before.title, before.fingerprint)) for before in memory if before.key not in met
    )
    return frozenset(link for link, uses in Counter(link for link, _ in told).items() if uses > 1)


def _recognised(
    entries: Sequence[Entry], links: Sequence[str], memory: Sequence[Known]
) -> list[tuple[Entry, str, Known | None]]:
    """Pair each entry with its link and with the known entry that it is; a new one has the key it will be known by."""
    by_key = {before.key: before for before in memory}
    by_link = _only_uses(links, memory)
    certain = [_certain(entry, link, by_key) or by_link.get(link) for entry, link in zip(entries, links, strict=True)]
    taken = {before.key for before in certain if before is not None}
    shown = {entry.key for entry in entries}

    def pair(entry: Entry, link: str, before: Known | None) -> tuple[Entry, str, Known | None]:
        same_key = by_key.get(entry.key)
        if before is not None or same_key is None:
            return entry, link, before
        key = _reused(entry, link)
        is_same = same_key.key not in taken and (not _names_an_article(link) or _is_same_article(entry, same_key))
        if is_same or key in shown:
            return entry, link, same_key
        return replace(entry, key=key), link, None

    return [pair(*item) for item in zip(entries, links, certain, strict=True)]


def _certain(entry: Entry, link: str, by_key: dict[str, Known]) -> Known | None:
    same_key = by_key.get(entry.key)
    return same_key if same_key and same_key.link == link else by_key.get(_reused(entry, link))


def _only_uses(links: Sequence[str], memory: Sequence[Known]) -> dict[str, Known]:
    """The known entries by those links that tell an entry: to an article, and used but once here and there."""
    here, there = Counter(links), Counter(before.link for before in memory)
    return {
        before.link: before
        for before in memory
        if here[before.link] == there[before.link] == 1 and _names_an_article(before.link)
    }


def _is_same_article(entry: Entry, before: Known) -> bool:
    now = fingerprint(entry)
    return now == before.fingerprint or _headline(entry.title, now) == _headline(before.title, before.fingerprint)


def _headline(title: str, told: str) -> tuple[str, ...]:
    """The words of a title, alike for every case and mark; what has none goes by its fingerprint."""
    return tuple(token.word for token in tokens(title)) or (told,)


def _link(entry: Entry) -> str:
    return canonical_url(entry.url) if entry.url else ""


def _reused(entry: Entry, link: str) -> str:
    """The key of an entry whose feed used its number before, for another article."""
    key = f"{entry.key} {link}"
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"
