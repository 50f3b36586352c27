# ruff: noqa: RUF001 - letters and apostrophes that look like others are the subject
"""Finds the phrases that set a corpus apart: terms of its subject, not of all news, and no names.

A term is two or three small words in a row, or a compound (power-sharing), that come together oftener than by chance.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log2, sqrt
from typing import Final, NamedTuple

from watchdesk.core.corpus.pieces import ROLES
from watchdesk.core.corpus.tables import CUES, stem
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import fold_word

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'\u200c][^\W\d_]+)*|[^\s\"“”]")
_SMALL: Final = re.compile(
    r"[a-zà-ÿ]{3,}(?:[-'][a-zà-ÿ]+)*|[а-яё]{4,}(?:-[а-яё]+)*|[\u0620-\u06ff]{2,}(?:\u200c[\u0620-\u06ff]+)*"
)
_STOPS: Final = (
    (CUES["function"] - {"second", "third"})
    | CUES["never"]
    | CUES["stop"]
    | CUES["saying"]
    | groups("words")["saying"]
    | CUES["ar_stop"]
    | groups("words")["capital"]
)
_EDGES: Final = CUES["weak"] | CUES["demonym"]
_NO_HEADS: Final = _EDGES | ROLES | CUES["class_place"]
_COMPOUND: Final = re.compile(
    r"(?!self-|long-|well-|far-|hard-|fast-|slow-|high-|low-|non-|best-|all-)[a-z]{3,}-[a-z]{2,}ing"
)
"""A noun and what is done with it."""
_MOST_HELD: Final = 600_000
_LONGEST: Final = 3
_MOST: Final = 30
_LEAST: Final = 8
"""Phrases of one text that stand twice in it only fill the list up to so many."""
_LEAST_COHESION: Final = 0.12
_COMPOUND_WORTH: Final = 3.0


class Phrase(NamedTuple):
    """A phrase, how often and in how many texts it stands, and what it is worth as a keyword."""

    text: str
    mentions: int
    documents: int
    score: float


class Phrases:
    """Counts the phrases of texts one by one, and gives those that set them apart."""

    def __init__(self) -> None:
        self._mentions: Counter[str] = Counter()
        self._documents: Counter[str] = Counter()
        self._words: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Count a text's phrases; when too many are held, those met once go."""
        found: Counter[str] = Counter()
        for row in _rows(text):
            self._words.update(row)
            found.update(_phrases(row))
        self._mentions.update(found)
        self._documents.update(found.keys())
        if len(self._mentions) > _MOST_HELD:
            self._mentions = Counter({text: many for text, many in self._mentions.items() if many > 1})
            self._documents = Counter({text: many for text, many in self._documents.items() if text in self._mentions})

    def best(self, texts: int) -> tuple[Phrase, ...]:
        """Give the phrases worth watching for, best first; ``texts`` is how many were added."""
        ranked = sorted(self._scored(texts), key=lambda one: (-one.score, one.text))
        kept: list[Phrase] = []
        for one in ranked:
            if one.documents < 2 and one.mentions < _LEAST_ALONE and len(kept) >= _LEAST:  # noqa: PLR2004 - one text
                continue
            if not any(_overlaps(one.text, other.text) for other in kept):
                kept.append(one)
            if len(kept) == _MOST:
                break
        return tuple(kept)

    def _scored(self, texts: int) -> Iterator[Phrase]:
        for text, mentions in self._mentions.items():
            documents = self._documents[text]
            is_compound = "-" in text and " " not in text
            if mentions < 2 and not (is_compound and texts < _FEW):  # noqa: PLR2004 - once is chance
                continue
            least = _LEAST_IN_FEW if texts < _FEW else _LEAST_ALONE
            if documents < 2 and mentions < least and not is_compound:  # noqa: PLR2004 - one text's own words
                continue
            words = text.split(" ")
            if text.replace(" ", "_") in CUES["background"] or words[-1] in _NO_HEADS or not _is_term(words):
                continue
            cohesion = mentions / min(self._words[word] for word in words)
            if cohesion >= _LEAST_COHESION:
                worth = _COMPOUND_WORTH if is_compound else 1.0 if words[0] not in _EDGES else 0.4
                score = worth * sqrt(cohesion) * log2(1 + mentions) * log2(1 + documents)
                yield Phrase(text, mentions, documents, round(score, 4))


_FEW: Final = 30
"""In so few texts a compound that stands once may be a term."""
_LEAST_IN_FEW: Final = 2
_LEAST_ALONE: Final = 4
"""So often a phrase of one text only must stand."""


def _rows(text: str) -> Iterator[list[str]]:
    """Give the stretches of a text in which words may be a phrase: small words, none of them a stop word."""
    row: list[str] = []
    for word in map(_small, _WORD.findall(text)):
        if word:
            row.append(word)
        elif row:
            yield row
            row = []
    if row:
        yield row


_FOLDED_STOPS: Final = frozenset(map(fold_word, _STOPS))


@lru_cache(maxsize=100_000)
def _small(word: str) -> str:
    """Give a word as it is counted; empty for a capital, a sign or a stop word."""
    plain = word.replace("’", "'")
    return plain if _SMALL.fullmatch(plain) and stem(fold_word(plain)) not in _FOLDED_STOPS else ""


def _phrases(row: Sequence[str]) -> Iterator[str]:
    for at, word in enumerate(row):
        if _COMPOUND.fullmatch(word):
            yield word
        for length in range(2, _LONGEST + 1):
            if at + length <= len(row):
                yield " ".join(row[at : at + length])


def _is_term(words: Sequence[str]) -> bool:
    """Whether words end like a noun, not like an adverb or a verb's form."""
    return not words[-1].endswith(("ly", "ed")) and not words[0].endswith("ly") and len(set(words)) == len(words)


def _overlaps(one: str, other: str) -> bool:
    """Whether a phrase only repeats a better one."""
    one, other = f" {one.removesuffix('s')}", f" {other.removesuffix('s')}"
    return one in other or other in one
