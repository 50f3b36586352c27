# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Gives every name of a text in Arabic script: those that cues show, those no word of the language explains, bodies.

Where the name of a body ends, only its other places tell, so each carries its whole row of words.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from watchdesk.core.corpus.arabic import cued
from watchdesk.core.corpus.context import Votes
from watchdesk.core.corpus.lexicon import Lexicon, lexicon_of
from watchdesk.core.corpus.rows import Row, Rows, is_joined
from watchdesk.core.corpus.unlisted import unlisted
from watchdesk.core.text import Columns, columns

HAS_ARABIC: Final = re.compile("[\u0620-\u06ff]{2}")
_VERB: Final = re.compile("[یتن]...+(?:ه|ها|هم)")
"""An Arabic verb with its object, before whoever does it: accompanies him."""
_STRETCH: Final = re.compile("[\u0620-\u06ff][^A-Za-z\u00c0-\u04ff]*")


_FULL: Final = 3
"""Words of a name that lacks none."""
_GUESSED: Final = 1.0
_HEAD: Final = Votes(org=0.1)
"""The head of a body without a name: none, unless the corpus repeats what stands beside it."""


class Written(NamedTuple):
    """A name in Arabic script at a place of a text, its words, what they say and what stands around them says."""

    start: int
    end: int
    words: tuple[str, ...]
    own: Votes
    around: Votes
    row: Row | None


class _Name(NamedTuple):
    """The same by its tokens."""

    first: int
    last: int
    skipped: int
    own: Votes
    around: Votes = Votes()
    row: Row | None = None


def names_in_arabic_script(text: str) -> Iterator[Written]:
    """Give the names of a text in order, none over another."""
    stretches = [(found.start(), found.group(), columns(found.group())) for found in _STRETCH.finditer(text)]
    lexicon = lexicon_of(frozenset().union(*(cut.distinct for _, _, cut in stretches)))
    for offset, stretch, cut in stretches:
        yield from _within(stretch, offset, cut, lexicon)


def _within(text: str, offset: int, cut: Columns, lexicon: Lexicon) -> Iterator[Written]:
    found = [
        _Name(one.first, one.last, one.skipped, Votes(**{one.type: one.surety})) for one in cued(text, cut, lexicon)
    ]
    taken = [False] * len(cut.words)
    for one in found:
        taken[one.first : one.last] = [True] * (one.last - one.first)
    found = [*_widened(found, [_Name(*one) for one in unlisted(cut, taken, lexicon)], cut)]
    for one in sorted(_with_rows(found, Rows(cut, lexicon)), key=lambda name: name.first):
        words = cut.words[one.first : one.last]
        words[0] = words[0][one.skipped :]
        start, end = offset + cut.starts[one.first] + one.skipped, offset + cut.ends[one.last - 1]
        yield Written(start, end, tuple(words), one.own, one.around, one.row.moved(offset) if one.row else None)


def _widened(shown: list[_Name], others: list[_Name], cut: Columns) -> Iterator[_Name]:
    """Give the names with unlisted words joined to the persons beside them: before a full name, behind a single one."""
    before = {one.last: one for one in others if not one.around.place}
    behind = {one.first: one for one in others if one.last - one.first == 1 and one.around.person}
    used: set[int] = set()
    for one in shown:
        first, last = one.first, one.last
        if one.own.person and not one.skipped:
            leading = before.get(first)
            if leading is not None and is_joined(cut, first) and not _VERB.fullmatch(cut.words[first - 1]):
                first = leading.first
                used.add(leading.first)
            following = behind.get(last)
            if following is not None and last - first < _FULL and is_joined(cut, last):
                last = following.last
                used.add(following.first)
        yield one._replace(first=first, last=last)
    yield from (one for one in others if one.first not in used)


def _with_rows(found: list[_Name], rows: Rows) -> Iterator[_Name]:
    """Give the names with the rows in which they may go on, and the heads of bodies that none holds."""
    bodies = [*rows.of_bodies()]
    begun = {at: row for at, row in bodies if row.is_forward}
    ended = {at: row for at, row in bodies if not row.is_forward}
    held: set[int] = set()
    for one in found:
        if one.own.org:
            row = begun.pop(one.first, None) or ended.pop(one.last - 1, None)
        else:
            row = None if one.own.place else rows.of_person(one.first, one.skipped, is_shown=one.own.person > _GUESSED)
        held.update(range(one.first, one.last))
        yield one._replace(row=row)
    for at, row in (*begun.items(), *ended.items()):
        if at not in held:
            held.add(at)
            yield _Name(at, at + 1, 0, _HEAD, row=row)
