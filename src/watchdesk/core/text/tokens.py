"""Cuts a text into tokens: runs of letters and digits, with where each stands and the word it is compared by.

A possessive 's is left out of the span, hyphens and the zero-width non-joiner part tokens, apostrophes do not.
"""

import re
from array import array
from collections.abc import Iterable
from itertools import accumulate, compress, count
from operator import not_
from typing import NamedTuple

from watchdesk.core.text.folding import MARK, UNSEEN, fold, has_expanding, spell_out

# No step gives back what it took: nothing that follows could use it, and the search is faster for it.
_WORD = re.compile(rf"([^\W_]++(?:['{MARK}{UNSEEN}]++[^\W_]++)*+{MARK}*+)")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` is what is written, ``word`` what it is compared by."""

    start: int
    end: int
    word: str
    head: str
    """What stands before a last apostrophe (Kabil'de: kabil), else empty."""


class Columns(NamedTuple):
    """The tokens of a text column by column, as is fastest and smallest; ``heads`` only of those that have one.

    ``gaps`` is the folded text between them: before the first, behind each, so there is one more than there are tokens.
    ``distinct`` holds each different word and head.
    """

    starts: "array[int]"
    ends: "array[int]"
    words: list[str]
    gaps: list[str]
    heads: dict[int, str]
    distinct: set[str]


def tokens(text: str) -> list[Token]:
    """Give the tokens of a text in order."""
    cut = columns(text)
    rows = enumerate(zip(cut.starts, cut.ends, cut.words, strict=True))
    return [Token(start, end, word, cut.heads.get(at, "")) for at, (start, end, word) in rows]


def columns(text: str, folded: str | None = None) -> Columns:
    """Give the tokens of a text as columns; ``folded`` is ``fold(text)`` where the caller has it already."""
    folded = fold(text) if folded is None else folded
    pieces = _WORD.split(folded)
    borders = array("I", accumulate(map(len, pieces)))
    cut = Columns(borders[:-1:2], borders[1::2], pieces[1::2], pieces[::2], {}, set())
    for at in _not_plain(cut.words, folded):
        _spell(cut, at)
    same: dict[str, str] = {}  # a long text holds each of its words once
    cut.words[:] = map(same.setdefault, cut.words, cut.words)
    cut.distinct.update(same, cut.heads.values())
    return cut


def _not_plain(words: list[str], folded: str) -> Iterable[int]:
    """Give the numbers of the words that may not be of plain letters alone."""
    if has_expanding(folded):
        return range(len(words))
    return compress(count(), map(not_, map(str.isalnum, words)))


def _spell(cut: Columns, at: int) -> None:
    """Put right a token that is not of plain letters alone."""
    run = cut.words[at].removesuffix("'s")
    cut.gaps[at + 1] = cut.words[at][len(run) :] + cut.gaps[at + 1]
    cut.ends[at] = cut.starts[at] + len(run)
    letters = spell_out(run)
    head, apostrophe, _ = letters.rpartition("'")
    cut.words[at] = letters.replace("'", "")
    if apostrophe:
        cut.heads[at] = head.replace("'", "")
