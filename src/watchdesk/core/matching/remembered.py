"""Answers a question about words once for each word, however many texts hold it.

The memory is bounded and never changes an answer.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

_MOST_WORDS = 200_000
_LONGEST = 60
"""What is longer is hardly met again."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A question about a word, and the words it was asked of by their answers."""

    question: Callable[[str], bool]
    _wanted: set[str] = field(default_factory=set)
    _unwanted: set[str] = field(default_factory=set)

    def among(self, words: Collection[str]) -> set[str]:
        """Give those of the words for which the answer is yes."""
        left = set(words) - self._unwanted  # nearly all words have been met before, and for nearly all the answer is no
        unknown = left - self._wanted
        return left - self._learnt_unwanted(unknown) if unknown else left

    def holds(self, word: str) -> bool:
        """Whether the answer for a word is yes."""
        return word in self._wanted or (word not in self._unwanted and bool(self.among({word})))

    def _learnt_unwanted(self, unknown: set[str]) -> set[str]:
        """Ask of words not asked of before; give those for which the answer is no."""
        if len(self._wanted) + len(self._unwanted) >= _MOST_WORDS:
            self._wanted.clear()
            self._unwanted.clear()
        unwanted = {word for word in unknown if not self.question(word)}
        self._wanted.update(word for word in unknown - unwanted if len(word) <= _LONGEST)
        self._unwanted.update(word for word in unwanted if len(word) <= _LONGEST)
        return unwanted


@dataclass(frozen=True, slots=True)
class Grouped:
    """The words met so far by what they share with others."""

    key: Callable[[str], str]
    _words: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _met: set[str] = field(default_factory=set)

    def among(self, words: AbstractSet[str], keys: Iterable[str]) -> dict[str, str]:
        """Give those of the words that have one of these keys, each with its key."""
        fresh = words - self._met
        for word in fresh:
            self._words[self.key(word)].add(word)
            self._met.add(word)
        found = {word: key for key in keys if key in self._words for word in self._words[key] & words}
        if len(self._met) > _MOST_WORDS:
            self._words.clear()
            self._met.clear()
        for word in fresh:
            if len(word) > _LONGEST:
                self._words[self.key(word)].discard(word)
                self._met.discard(word)
        return found
