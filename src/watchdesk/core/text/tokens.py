"""Cuts a text into tokens: runs of letters and digits, with where each stands and the word it is compared by.

A possessive 's is left out of the span, hyphens and the zero-width non-joiner part tokens, apostrophes do not.
"""

import re
from typing import NamedTuple

from watchdesk.core.text.folding import MARK, UNSEEN, fold, has_expanding, spell_out

_WORD = re.compile(rf"[^\W_]+(?:['{MARK}{UNSEEN}]+[^\W_]+)*{MARK}*")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` is what is written, ``word`` what it is compared by."""

    start: int
    end: int
    word: str
    head: str
    """What stands before a last apostrophe (Kabil'de: kabil), else empty."""


class Columns(NamedTuple):
    """The tokens of a text column by column, as is fastest to make; ``heads`` only of those that have one."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    heads: dict[int, str]


def tokens(text: str) -> list[Token]:
    """Give the tokens of a text in order."""
    starts, ends, words, heads = columns(text)
    return [Token(starts[at], ends[at], word, heads.get(at, "")) for at, word in enumerate(words)]


def columns(text: str, folded: str | None = None) -> Columns:
    """Give the tokens of a text as columns; ``folded`` is ``fold(text)`` where the caller has it already."""
    folded = fold(text) if folded is None else folded
    found = list(_WORD.finditer(folded))
    runs = [one.group() for one in found]
    cut = Columns([one.start() for one in found], [one.end() for one in found], runs, {})
    spelled = has_expanding(folded)
    for at in [at for at, run in enumerate(runs) if spelled or not run.isalnum()]:
        _spell(cut, at, runs[at])
    return cut


def _spell(cut: Columns, at: int, run: str) -> None:
    """Put right a token that is not of plain letters alone."""
    run = run.removesuffix("'s")
    letters = spell_out(run)
    head, apostrophe, _ = letters.rpartition("'")
    cut.ends[at] = cut.starts[at] + len(run)
    cut.words[at] = letters.replace("'", "")
    if apostrophe:
        cut.heads[at] = head.replace("'", "")
