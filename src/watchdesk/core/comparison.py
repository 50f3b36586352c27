"""Two watchlists on the same texts: what the second finds more than the first, and what it no longer finds."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from watchdesk.core.matching import Matcher, compile_watchlist
from watchdesk.core.text import snippets
from watchdesk.model import Document, Hit, Matched, Watchlist

_WIDTH = 240


@dataclass(frozen=True, slots=True)
class Text:
    """A document, and what the first list is known to find in it: each term, and whether it counts (None: unknown)."""

    document: Document
    found: dict[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What replacing one list by another changes for a text; each term comes with a sentence that shows it."""

    gained: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]
    stays: int
    """How many terms both lists find."""
    counted: bool
    """Whether the first list finds a term that counts; ``counts``: whether the second does."""
    counts: bool


def compare(before: Watchlist, after: Watchlist, texts: Sequence[Text]) -> tuple[Difference | None, ...]:
    """What ``after`` changes in each text, in their order; None for one at which the matcher fails.

    QueryError for a query that cannot be read.
    """
    return tuple(_tried(_ready(before), _ready(after), text) for text in texts)


def _tried(before: Matcher, after: Matcher, text: Text) -> Difference | None:
    """A bug that one text brings to light must not keep the others from being compared."""
    try:
        return _difference(before, after, text)
    except Exception:  # noqa: BLE001  # whatever the matcher raises at one text
        return None


@lru_cache(maxsize=2)
def _ready(watchlist: Watchlist) -> Matcher:
    return compile_watchlist(watchlist)


def _difference(before: Matcher, after: Matcher, text: Text) -> Difference:
    matched = after.match(text.document)
    new = _terms(matched)
    old = text.found
    lost: tuple[tuple[str, str], ...] = ()
    if old is None or not old.keys() <= new.keys():
        of_before = before.match(text.document)
        old = _terms(of_before)
        lost = _shown(text.document, of_before, old.keys() - new.keys())
    return Difference(
        gained=_shown(text.document, matched, new.keys() - old.keys()),
        lost=lost,
        stays=len(old.keys() & new.keys()),
        counted=any(old.values()),
        counts=any(new.values()),
    )


def _terms(matched: Matched) -> dict[str, bool]:
    return {hit.term: hit.counts for hit in matched.hits}


def _shown(document: Document, matched: Matched, terms: AbstractSet[str]) -> tuple[tuple[str, str], ...]:
    return tuple((hit.term, _sentence(document, hit)) for hit in matched.hits if hit.term in terms)


def _sentence(document: Document, hit: Hit) -> str:
    """The first sentence of the text that shows a hit, else the title."""
    marks = [(mention.start, mention.end, mention.term) for mention in hit.mentions if mention.field == "text"]
    found = snippets(document.text, marks[:1], 1, _WIDTH)
    return found[0].text if found else document.title
