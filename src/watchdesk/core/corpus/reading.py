"""One text of a corpus, read: its names without those of captions and credits, its definitions, its makers.

Made in a worker process, so it holds nothing but plain values.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.core.corpus.bylines import Byline, bylines
from watchdesk.core.corpus.definitions import Definition, Words, definitions, relatives
from watchdesk.core.corpus.names import Sight, sights
from watchdesk.core.text.boilerplate import boilerplate_spans


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what stands in it, each in the text's order."""

    text: str
    sights: tuple[Sight, ...]
    definitions: tuple[Definition, ...] = ()
    bylines: tuple[Byline, ...] = ()
    relatives: frozenset[frozenset[Words]] = frozenset()
    """Pairs of names that are two people's."""


def read(text: str, language: str = "") -> Reading:
    """Read one text."""
    makers = bylines(text)
    found = tuple(_without(sights(text, language), sorted((*boilerplate_spans(text), *_spans(makers)))))
    return Reading(text, found, tuple(definitions(text, found)), makers, frozenset(relatives(text, found)))


def _spans(makers: Sequence[Byline]) -> Iterator[tuple[int, int]]:
    return ((one.start, one.end) for one in makers)


def _without(found: Sequence[Sight], spans: Sequence[tuple[int, int]]) -> Iterator[Sight]:
    """Leave out the names that stand in boilerplate or are a credit."""
    starts = [start for start, _ in spans]
    ends: list[int] = []
    for _, end in spans:
        ends.append(max(end, ends[-1] if ends else 0))
    for one in found:
        at = bisect_right(starts, one.start) - 1
        if at < 0 or one.start >= ends[at]:
            yield one
