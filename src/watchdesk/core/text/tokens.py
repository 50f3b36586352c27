"""Cuts a text into tokens: runs of letters and digits, with where each stands and the word it is compared by.

A possessive 's and an elided French word (d', l', qu') are left out of the span, hyphens and the zero-width non-joiner
part tokens, other apostrophes do not.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress, count
from operator import not_
from typing import NamedTuple

from watchdesk.core.text.folding import MARK, UNSEEN, fold, has_expanding, spell_out

# No step gives back what it took: nothing that follows could use it, and the search is faster for it.
_WORD = re.compile(rf"([^\W_]++(?:['{MARK}{UNSEEN}]++[^\W_]++)*+{MARK}*+)")
_LONGEST = 100
"""A word is compared by so many letters: no name is longer, and a run of letters without end is remembered nowhere."""
_BLOCK = 100_000

_ELIDED = re.compile("(?P<letters>[dlnscjmt]|(?:jus|lors|puis|quoi)?qu)['\u2019](?=.)", re.IGNORECASE)
_OFTEN_FIRST = frozenset({"L", "Qu"})


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
    cut = Columns(array("I"), array("I"), [], [""], {}, set())
    same: dict[str, str] = {}
    for start, block in _blocks(folded):
        _add(cut, start, block, same)
    if max(map(len, same), default=0) > _LONGEST:
        cut.words[:] = [word[:_LONGEST] for word in cut.words]
    for at in list(cut.heads):
        _part_elided(cut, at, text)
    cut.distinct.update(cut.words, cut.heads.values())
    return cut


def _blocks(folded: str) -> Iterator[tuple[int, str]]:
    """Cut a long text behind spaces, so that only a part of it at a time is held in pieces."""
    start = 0
    while start < len(folded):
        end = folded.find(" ", start + _BLOCK) + 1 or len(folded)
        yield start, folded[start:end]
        start = end


def _add(cut: Columns, start: int, block: str, same: dict[str, str]) -> None:
    """Add the tokens of a block that begins at a place of the text; of the same words ``same`` holds one."""
    pieces = _WORD.split(block)
    borders = array("I", accumulate(map(len, pieces), initial=start))
    first, words = len(cut.words), pieces[1::2]
    cut.starts.extend(borders[1:-1:2])
    cut.ends.extend(borders[2:-1:2])
    cut.words.extend(map(same.setdefault, words, words))
    cut.gaps[-1] += pieces[0]
    cut.gaps.extend(pieces[2::2])
    for at in _not_plain(words, block):
        _spell(cut, first + at)


def _not_plain(words: list[str], block: str) -> Iterable[int]:
    """Give the numbers of the words that may not be of plain letters alone."""
    if has_expanding(block):
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
        cut.heads[at] = head.replace("'", "")[:_LONGEST]


def _part_elided(cut: Columns, at: int, text: str) -> None:
    """Move an elided word before a name into the gap: d'Ahmad, L'État; not the D of D'Souza."""
    elided = _ELIDED.match(text, cut.starts[at])
    if elided is None or not text[elided.end()].isupper():
        return
    letters = elided["letters"]
    if not (letters.islower() or letters in _OFTEN_FIRST):
        return
    cut.gaps[at] += f"{letters.lower()}'"
    cut.starts[at] = elided.end()
    cut.words[at] = cut.words[at][len(letters) :]
    head = cut.heads.pop(at)[len(letters) :]
    if head:
        cut.heads[at] = head
