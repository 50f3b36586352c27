"""Finds names in Arabic script that no cue shows: runs of words that are none of the language's ordinary words.

What such a run is, its surroundings say: a place behind "in", a person before "said"; over a whole corpus they add up.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from watchdesk.core.corpus.arabic_words import DOUBTFUL_PLACES, ORDINARY, PARTICLES, PLACES, Share, share_of
from watchdesk.core.corpus.context import Votes
from watchdesk.core.corpus.lexicon import Lexicon
from watchdesk.core.corpus.rows import is_joined
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.text import Columns

_LONGEST: Final = 4
_LEAST_LETTERS: Final = 3
_CLITICS: Final = "وفبلک"
_NAMES: Final = CUES["ar_given"] | CUES["ar_family"]
_BEFORE: Final = (
    (CUES["ar_in"], Votes(place=1.0)),
    (CUES["ar_toward"], Votes(place=0.4)),
    (CUES["ar_said_before"], Votes(person=1.0)),
    (CUES["ar_place_head"], Votes(place=1.0)),
)
_AFTER: Final = (
    (CUES["ar_in_after"], Votes(place=1.0)),
    (CUES["ar_from_after"], Votes(place=0.4)),
    (CUES["ar_said_after"], Votes(person=1.0)),
    (CUES["ar_place_after"], Votes(place=1.5)),
)
_GUESS: Final = Votes(person=1.0)
"""Two unknown words in a row are a person's name rather than anything else; their surroundings must say so too."""


_DOUBTFUL: Final = Votes(place=0.5)


class Unlisted(NamedTuple):
    """Tokens from and up to which an unlisted name goes, how many letters of it are words of their own, its signs."""

    first: int
    last: int
    skipped: int
    own: Votes
    around: Votes


def unlisted(cut: Columns, taken: Sequence[bool], lexicon: Lexicon) -> Iterator[Unlisted]:
    """Give the runs of unknown words among a text's tokens, those left out that are ``taken``, in order."""
    reader = _Reader(cut, taken, lexicon)
    at = 0
    while at < len(cut.words):
        last = reader.end_of_run(at)
        if last > at:
            yield reader.named(at, last)
        at = max(last, at + 1)


class _Reader:
    def __init__(self, cut: Columns, taken: Sequence[bool], lexicon: Lexicon) -> None:
        self._cut, self._words = cut, cut.words
        self._taken = taken
        self._lexicon = lexicon
        self._seen = frozenset(cut.words)

    def end_of_run(self, at: int) -> int:
        """Give the token behind the run of unknown words that begins at a token; the token itself if none does."""
        last = at
        end = at
        while last < len(self._words) and last - at < _LONGEST and (last == at or is_joined(self._cut, last)):
            if self._taken[last]:
                break
            if self._is_unknown(last) or (last == at and self._is_place_behind_in(at)):
                end = last + 1
            elif not (self._words[last] in PARTICLES and last > at):
                break
            last += 1
        return end

    def named(self, first: int, last: int) -> Unlisted:
        """Give the name that stands at these tokens, with its signs."""
        skipped = int(self._has_clitic(first))
        own = _GUESS if last - first > 1 else _DOUBTFUL if self._words[first][skipped:] in DOUBTFUL_PLACES else Votes()
        return Unlisted(first, last, skipped, own, self._around(first, last, skipped))

    def _is_unknown(self, at: int) -> bool:
        word = self._words[at]
        if len(word) < _LEAST_LETTERS or not word.isalpha():
            return False
        is_verb = self._lexicon.language == "ar" and share_of(word) is Share.NONE
        if word in ORDINARY or (is_verb and word not in PLACES):
            return False
        return word in _NAMES or not self._lexicon.is_ordinary(word)

    def _is_place_behind_in(self, at: int) -> bool:
        """Whether a word that may be a place stands where a place does."""
        return (
            self._words[at] in DOUBTFUL_PLACES
            and at > 0
            and self._words[at - 1] in CUES["ar_in"] | CUES["ar_place_head"]
        )

    def _has_clitic(self, at: int) -> bool:
        """Whether a word begins with a letter that is a word of its own: the rest stands alone elsewhere."""
        word = self._words[at]
        return (
            self._lexicon.language == "ar"
            and word[0] in _CLITICS
            and word[1:] in self._seen
            and len(word) > _LEAST_LETTERS
        )

    def _around(self, first: int, last: int, skipped: int) -> Votes:
        """Give what the words before and behind a run say of it."""
        votes = Votes(place=0.7) if skipped and self._words[first][0] in "بل" else Votes()
        if first and is_joined(self._cut, first):
            votes = votes.plus(_said(self._words[first - 1], _BEFORE))
        if last < len(self._words) and is_joined(self._cut, last):
            votes = votes.plus(_said(self._words[last], _AFTER))
        return votes


def _said(word: str, signs: Sequence[tuple[frozenset[str], Votes]]) -> Votes:
    return next((votes for words, votes in signs if word in words), Votes())
