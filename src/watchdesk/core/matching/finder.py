"""Finds every place in a text where a form of the list may stand, by all the ways of finding there are.

Which words may begin a form is remembered from text to text; the memory never changes a result.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from watchdesk.core.matching.forms import Node, trie_of
from watchdesk.core.matching.inflection import comparable, readings
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.sightings import Sighting, literal_sightings, may_continue
from watchdesk.core.matching.spellings import Spellings, spellings_of
from watchdesk.core.matching.variants import Variants, variant_sightings, variants_of
from watchdesk.model import Watchlist

_MOST_WORDS = 200_000


@dataclass(frozen=True)
class Finder:
    """The forms of a list in the shapes they are looked up by."""

    root: Node
    spellings: Spellings
    variants: Variants
    _known: dict[str, bool] = field(default_factory=dict)

    def sightings(self, where: Field) -> Iterator[Sighting]:
        """Give every form that may stand in a field, many of them overlapping."""
        for index in where.places(self._begins_form):
            yield from literal_sightings(self.root, self.spellings, where, index)
        for index in where.places(self.variants.may_start):
            yield from variant_sightings(self.variants, where, index)

    def may_begin(self, where: Field, count: int) -> bool:
        """Whether a form may begin in the first tokens of a stretch of text, as far as the stretch goes."""
        return any(
            may_continue(self.root, self.spellings, where, index)
            for index in where.places(self._begins_form)
            if index < count
        ) or any(
            self.variants.may_continue(where, index) for index in where.places(self.variants.may_start) if index < count
        )

    def _begins_form(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            read = (reading for reading, _ in readings(word, "", is_first=True, is_pashto=True))
            forms = (comparable(word), *read, *self.spellings.of(word))
            known = self._known[word] = any(form in self.root.children for form in forms)
        return known


def finder_of(watchlist: Watchlist) -> Finder:
    """Make a list's forms ready to be found."""
    root = trie_of(watchlist)
    return Finder(root, spellings_of(root), variants_of(watchlist))
