"""Finds where a name in Arabic script ends: as far as a corpus repeats what stands beside its first word or head.

"The commission of elections announced" and "of the commission of elections in" share the name and no more.
"""

import operator
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

from watchdesk.core.corpus.arabic_words import PARTICLES, PLACES, Share, share_of
from watchdesk.core.corpus.lexicon import Lexicon
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.text import Columns

JOINER: Final = "\u200c"
"""Parts the letters of one word, and so its tokens."""
_GAP: Final = f" \1{JOINER}-"
_LONGEST: Final = 7
_LONGEST_PERSON: Final = 4
_OPEN: Final = CUES["ar_inside"]
"""Words within the name of a body that close none: and, for."""
_STOPS: Final = (CUES["ar_stop"] | CUES["ar_light"]) - _OPEN
_NOT_INSIDE: Final = _OPEN | CUES["ar_org_name"] | CUES["ar_org"]
_WEAK: Final = CUES["ar_weak_head"]
"""Heads that many words follow that are no name: forces, a group."""
_LAST: Final = CUES["ar_org_last"] | CUES["ar_org_of"]
_CLITICS: Final = "وفبل"
_LEAST: Final = 2
_MOST_BETWEEN: Final = 2
Key: TypeAlias = tuple[bool, tuple[str, ...]]


class Row(NamedTuple):
    """The words of a text from the beginning of a name on, or from its head back, as far as the name may go."""

    words: tuple[str, ...]
    """The one it begins with first, whichever side of it the others stand on."""
    spans: tuple[tuple[int, int], ...]
    """Where each stands in the text."""
    is_forward: bool
    may_close: tuple[bool, ...]
    """With which of the words the name may end."""
    least: int = 0
    """How many of the words are a name even where nothing repeats them."""

    def moved(self, by: int) -> "Row":
        """Give the same row in a text with so many characters more before it."""
        return self._replace(spans=tuple((start + by, end + by) for start, end in self.spans))

    def beginnings(self) -> Iterator[Key]:
        """Give the beginnings of the row that may be a name, the shortest first."""
        for count in range(_LEAST, len(self.words) + 1):
            if self.may_close[count - 1]:
                yield self.is_forward, self.words[:count]

    def cut(self, count: int) -> tuple[int, int, tuple[str, ...]]:
        """Give the span of so many of its words, and the words in the order of the text."""
        held, words = self.spans[:count], self.words[:count]
        return min(held)[0], max(held)[1], words if self.is_forward else words[::-1]


class Repeated:
    """Tells how many words of a row a corpus repeats."""

    def __init__(self, found: Iterable[Row]) -> None:
        self._counts = Counter(key for row in found for key in row.beginnings())

    def length(self, row: Row) -> int:
        """Give how many of a row's words are a name: those that stand together elsewhere too, or that show it."""
        again = (len(words) for _, words in row.beginnings() if self._counts[row.is_forward, words] > 1)
        return max(row.least, *again, 0)


class Rows:
    """The rows of words that may be names in one text."""

    def __init__(self, cut: Columns, lexicon: Lexicon) -> None:
        self._cut = cut
        self._lexicon = lexicon

    def of_bodies(self) -> Iterator[tuple[int, Row]]:
        """Give the row of every head of a body, with the head's token."""
        words = self._cut.words
        for at, word in enumerate(words):
            is_clitic = word[0] in _CLITICS and word[1:] in CUES["ar_org"]
            if word in CUES["ar_org"] or is_clitic:
                yield from self._of_body(at, range(at + 1, min(at + _LONGEST, len(words))), int(is_clitic))
            if word in _LAST and self._lexicon.language in {"ur", "ps"}:
                yield from self._of_body(at, range(at - 1, max(at - _LONGEST, -1), -1), 0)

    def of_person(self, first: int, skipped: int, *, is_shown: bool) -> Row | None:
        """Give the row from a token on where a person's name may begin; any word may close one that is shown to be."""
        words = self._cut.words
        held = self._joined(first, range(first + 1, min(first + _LONGEST_PERSON, len(words))))
        is_known = is_shown or share_of(words[first][skipped:]) is Share.KNOWN
        is_end = (is_known or self._is_telling(at) or words[at - 1] in PARTICLES for at in held)
        may_close = [end and self._may_close(at) for at, end in zip(held, is_end, strict=True)]
        return self._row(held, skipped, may_close, 0)

    def _of_body(self, head: int, others: range, skipped: int) -> Iterator[tuple[int, Row]]:
        words = self._cut.words
        held = self._joined(head, others)
        if others.step > 0 and len(held) > 1 and not CUES["ar_light"].isdisjoint(words[held[-1] + 1 : held[-1] + 2]):
            held.pop()  # the noun of a verb: announced
        is_weak = words[head][skipped:] in _WEAK
        told = [*accumulate((at != head and self._is_telling(at) for at in held), operator.or_)]
        may_close = [self._may_close(at) and (known or not is_weak) for at, known in zip(held, told, strict=True)]
        least = self._shown(held, told, skipped) if others.step > 0 else self._led(held, told, is_weak=is_weak)
        row = self._row(held, skipped, may_close, least)
        if row is not None:
            yield head, row

    def _shown(self, held: list[int], told: list[bool], skipped: int) -> int:
        """Give how many words behind the head of a body are its name: as far as the first that is no ordinary one."""
        if True not in told:
            return 0
        last = told.index(True)
        words = [self._cut.words[at] for at in held[: last + 1]]
        if last > _MOST_BETWEEN + 1 or not _NOT_INSIDE.isdisjoint(words[1:]):
            return 0
        is_definite = words[0][skipped:].startswith("ال")
        is_one = all(word.startswith("ال") == is_definite for word in words[1 : last + is_definite])
        return last + 1 if is_one or self._lexicon.language != "ar" else 0

    def _led(self, held: list[int], told: list[bool], *, is_weak: bool) -> int:
        """Give how many words before the head of a body are its name: all, as postpositions part it from the rest."""
        inside = next((count for count, at in enumerate(held) if self._cut.words[at] in _OPEN), len(held))
        return inside if inside > 1 and (told[inside - 1] or (not is_weak and inside > _LEAST)) else 0

    def _joined(self, first: int, others: range) -> list[int]:
        """Give a token and those beside it that one name may hold."""
        held = [first]
        for at in others:
            word = self._cut.words[at]
            is_inside = word in _OPEN or word in PARTICLES or is_glued(self._cut, at) or is_glued(self._cut, at + 1)
            is_end = not is_inside and (word in _STOPS or word in self._lexicon.stops or not word.isalpha())
            if is_end or not is_joined(self._cut, max(at, held[-1])):
                break
            held.append(at)
        return held

    def _may_close(self, at: int) -> bool:
        return self._cut.words[at] not in _OPEN and not is_glued(self._cut, at + 1)

    def _row(self, held: list[int], skipped: int, may_close: list[bool], least: int) -> Row | None:
        if len(held) < _LEAST or not any(may_close[1:]):
            return None
        words = [self._cut.words[at] for at in held]
        words[0] = words[0][skipped:]
        spans = [(self._cut.starts[at], self._cut.ends[at]) for at in held]
        spans[0] = (spans[0][0] + skipped, spans[0][1])
        return Row(tuple(words), tuple(spans), held[0] < held[1], tuple(may_close), least)

    def _is_telling(self, at: int) -> bool:
        """Whether a word is none of the ordinary ones, or names a people."""
        word = self._cut.words[at]
        return word in PLACES or self._lexicon.is_people(word) or not self._lexicon.is_ordinary(word)


def is_joined(cut: Columns, at: int) -> bool:
    """Whether a token follows the one before it with nothing but a space or a joiner between."""
    return 0 < at < len(cut.words) and not cut.gaps[at].strip(_GAP)


def is_glued(cut: Columns, at: int) -> bool:
    """Whether a joiner makes one word of a token and the one before it: between and national."""
    return 0 < at < len(cut.words) and cut.gaps[at] == JOINER
