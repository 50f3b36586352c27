"""Finds every place in a text where a form of the list may stand, by all the ways of finding there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from watchdesk.core.matching.forms import Node, trie_of
from watchdesk.core.matching.inflection import comparable, readings
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.remembered import Remembered
from watchdesk.core.matching.sightings import Sighting, literal_sightings, may_continue
from watchdesk.core.matching.spellings import Spellings, spellings_of
from watchdesk.core.matching.variants import Variants, variant_sightings, variants_of
from watchdesk.model import Watchlist


@dataclass(frozen=True)
class Finder:
    """The forms of a list in the shapes they are looked up by."""

    root: Node
    spellings: Spellings
    variants: Variants

    def sightings(self, where: Field) -> Iterator[Sighting]:
        """Give every form that may stand in a field, many of them overlapping."""
        for index in where.places(self._forms.among(where.distinct)):
            yield from literal_sightings(self.root, self.spellings, where, index)
        for index in where.places(self._names.among(where.distinct)):
            yield from variant_sightings(self.variants, where, index)

    def may_begin(self, where: Field, count: int) -> bool:
        """Whether a form may begin in the first tokens of a stretch of text, as far as the stretch goes."""
        return any(self._may_begin_at(where, index) for index in range(min(count, len(where.words))))

    def _may_begin_at(self, where: Field, index: int) -> bool:
        words = {where.words[index], *where.heads(index)}
        return (any(map(self._forms.holds, words)) and may_continue(self.root, self.spellings, where, index)) or (
            any(map(self._names.holds, words)) and self.variants.may_continue(where, index)
        )

    @cached_property
    def _forms(self) -> Remembered:
        return Remembered(self._begins_form)

    @cached_property
    def _names(self) -> Remembered:
        return Remembered(self.variants.may_start)

    def _begins_form(self, word: str) -> bool:
        read = (reading for reading, _ in readings(word, (), is_first=True, is_pashto=True))
        forms = (comparable(word), *read, *self.spellings.of(word))
        return any(form in self.root.children for form in forms)


def finder_of(watchlist: Watchlist) -> Finder:
    """Make a list's forms ready to be found."""
    root = trie_of(watchlist)
    return Finder(root, spellings_of(root), variants_of(watchlist))
