"""Cuts a text into tokens: runs of letters and digits, with where each stands and the word it is compared by.

A possessive 's is left out of the span, hyphens and the zero-width non-joiner part tokens, apostrophes do not.
"""

import re
from typing import NamedTuple

from watchdesk.core.text.folding import MARK, UNSEEN, fold, has_expanding, spell_out

# The group holds a word that is not letters alone.
_WORD = re.compile(rf"([^\W_]+(?:[{MARK}{UNSEEN}']+[^\W_]+)+{MARK}*|[^\W_]+{MARK}+)|[^\W_]+")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` is what is written, ``word`` what it is compared by."""

    start: int
    end: int
    word: str
    head: str
    """What stands before a last apostrophe (Kabil'de: kabil), else empty."""


def tokens(text: str, folded: str | None = None) -> list[Token]:
    """Give the tokens of a text in order; ``folded`` is ``fold(text)`` where the caller has it already."""
    folded = fold(text) if folded is None else folded
    is_plain = not has_expanding(folded)
    return [
        Token(match.start(), match.end(), match.group(), "")
        if is_plain and match.lastindex is None
        else _token(match.start(), match.group())
        for match in _WORD.finditer(folded)
    ]


def _token(start: int, run: str) -> Token:
    run = run.removesuffix("'s")
    letters = spell_out(run)
    head, apostrophe, _ = letters.rpartition("'")
    return Token(start, start + len(run), letters.replace("'", ""), head.replace("'", "") if apostrophe else "")
