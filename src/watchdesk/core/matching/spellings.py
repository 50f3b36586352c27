"""Other spellings of places and groups: Panjsheer, Kabool, Taleban, Jamoat Ansarullah.

A single word proves little, so it must sound nearly the same, begin with the same letter and be capitalised; whether
the document gives it company is judged later.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from watchdesk.core.matching.forms import Form, Node, forms_under
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.sounds import coarse, likeness

_LEAST_LETTERS = 4
_SHORT_LETTERS = 5
_LONG_LETTERS = 8
_LEAST_SHORT_LIKENESS, _LEAST_LIKENESS, _LEAST_LONG_LIKENESS = 0.96, 0.94, 0.89
_MOST_WORDS = 100_000
_MOST_ALIKE = 200
"""Where more listed words share their consonants, a word with the same says nothing."""
_FIRST = str.maketrans("qc", "kk")


@dataclass(slots=True)
class Spellings:
    """The first words of places and groups, by their consonants."""

    by_key: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    """Whom each first word names by itself."""
    whole: set[str] = field(default_factory=set)
    """The first words that nothing goes on from."""
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[str, ...]:
        """Give the listed words that a word is probably another spelling of; remembered from text to text."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            known = self._known[word] = tuple(self._found(word))
        return known

    def _found(self, word: str) -> Iterator[str]:
        if len(word) < _LEAST_LETTERS or is_arabic(word):
            return
        alike = self.by_key.get(coarse(word), ())
        known = self.named.get(word, frozenset())
        for listed in alike if len(alike) <= _MOST_ALIKE else ():
            if listed in self.whole and self.named[listed] <= known:
                continue  # it says no more than the word itself
            if listed != word and is_spelling(word, listed):
                yield listed


@lru_cache(maxsize=50_000)
def is_spelling(word: str, listed: str) -> bool:
    """Whether a word is probably another spelling of a listed one: the shorter that is, the likelier another word."""
    if len(listed) < _SHORT_LETTERS:
        least = _LEAST_SHORT_LIKENESS
    else:
        least = _LEAST_LIKENESS if len(listed) < _LONG_LETTERS else _LEAST_LONG_LIKENESS
    is_possible = min(len(word), len(listed)) >= _LEAST_LETTERS and word[0].translate(_FIRST) == listed[0].translate(
        _FIRST
    )
    return is_possible and likeness(listed, word) >= least


def spellings_of(root: Node) -> Spellings:
    """Hold the first words of a trie under which a place or a group stands."""
    held = Spellings()
    for word, node in root.children.items():
        if len(word) >= _LEAST_LETTERS and not is_arabic(word) and any(map(may_be_respelled, forms_under(node))):
            for key in {coarse(word), coarse(word.replace("kh", "k"))}:  # papers drop the h: Badakshan, Takar
                held.by_key.setdefault(key, []).append(word)
            held.named[word] = frozenset(form.actor.id for form in node.forms if form.kind in {"name", "alias"})
            if not node.children:
                held.whole.add(word)
    return held


def may_be_respelled(form: Form) -> bool:
    """Whether another spelling of a form's first word may stand for it."""
    if form.kind not in {"name", "alias"}:
        return False
    return form.actor.type in {"place", "org"}
