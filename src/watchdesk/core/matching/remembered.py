"""Answers a question about words once for each word, however many texts hold it.

The memory is bounded and never changes an answer.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

_MOST_WORDS = 200_000
_LONGEST = 60
"""What is longer is hardly met again."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A question about a word, the words it was asked of, and those for which the answer is yes."""

    question: Callable[[str], bool]
    _asked: set[str] = field(default_factory=set)
    _wanted: set[str] = field(default_factory=set)

    def among(self, words: Collection[str]) -> set[str]:
        """Give those of the words for which the answer is yes."""
        distinct = set(words)
        unknown = distinct.difference(self._asked)
        return (distinct & self._wanted) | self._learnt(unknown) if unknown else distinct & self._wanted

    def holds(self, word: str) -> bool:
        """Whether the answer for a word is yes."""
        return word in self._wanted if word in self._asked else bool(self._learnt({word}))

    def _learnt(self, unknown: set[str]) -> set[str]:
        """Ask of words not asked of before."""
        if len(self._asked) >= _MOST_WORDS:
            self._asked.clear()
            self._wanted.clear()
        wanted = set(filter(self.question, unknown))
        short = {word for word in unknown if len(word) <= _LONGEST}
        self._asked.update(short)
        self._wanted.update(wanted & short)
        return wanted
