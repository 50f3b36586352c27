"""One text of a corpus, read: its names without those of captions and credits, its definitions, its makers.

Made in a worker process, so it holds nothing but plain values.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from watchdesk.core.corpus.bylines import Byline, bylines
from watchdesk.core.corpus.context import Votes
from watchdesk.core.corpus.definitions import Definition, Words, definitions, relatives
from watchdesk.core.corpus.names import Sight, sights
from watchdesk.core.text.boilerplate import boilerplate_spans

_BLANKS: Final = re.compile(r"[^\S\n]+")
_LINE_END: Final = re.compile(r" ?\n ?")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_ENDLESS: Final = re.compile(r"(?<!\S)\S{300,}")
_PART: Final = 50_000


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
    """Read one text; the reading's own text has no long rows of blanks and no endless words."""
    text = _tidied(text)
    makers = bylines(text)
    found = tuple(_without([*_sights(text, language)], sorted((*boilerplate_spans(text), *_spans(makers)))))
    return Reading(text, found, tuple(definitions(text, found)), makers, frozenset(relatives(text, found)))


def _tidied(text: str) -> str:
    """Give a text without what makes patterns slow and says nothing: rows of blanks, words longer than any word is."""
    text = _ENDLESS.sub(" ", _BLANKS.sub(" ", text))
    return _EMPTY_LINES.sub("\n\n", _LINE_END.sub("\n", text))


def _sights(text: str, language: str) -> Iterator[Sight]:
    """Find the names of a text; a long one is read part by part."""
    held: dict[tuple[str, ...], tuple[str, ...]] = {}
    signs = {one: one for one in (Votes(),)}
    for start, end in _parts(text):
        for one in sights(text[start:end], language):
            words = held.setdefault(one.words, one.words)
            votes, own = signs.setdefault(one.votes, one.votes), signs.setdefault(one.own, one.own)
            row = one.row.moved(start) if one.row else None
            yield replace(one, start=one.start + start, end=one.end + start, words=words, votes=votes, own=own, row=row)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text between paragraphs, else between lines or words."""
    start = 0
    while len(text) - start > _PART:
        last = start + _PART
        ends = (text.rfind(mark, start + _PART // 2, last) for mark in ("\n\n", "\n", ". ", " "))
        end = next((at + 1 for at in ends if at > 0), last)
        yield start, end
        start = end
    yield start, len(text)


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
