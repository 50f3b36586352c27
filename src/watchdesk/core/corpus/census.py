"""Counts the names of a corpus: what each is over all texts, which are one, and where each is mentioned."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from watchdesk.core.corpus.bodies import called_by_beginning, join_acronyms, join_short_names
from watchdesk.core.corpus.definitions import Definition, parts_of_body
from watchdesk.core.corpus.grouping import Groups, Reason
from watchdesk.core.corpus.leaning import lean
from watchdesk.core.corpus.names import Kind, Sight, Tally, grown, settle
from watchdesk.core.corpus.people import (
    Families,
    bare,
    family_of,
    is_full,
    join_cut_forms,
    join_short_forms,
    join_spellings,
)
from watchdesk.core.corpus.reading import Reading
from watchdesk.core.corpus.runs import words_of
from watchdesk.core.matching.forms import SMALL_WORDS
from watchdesk.core.matching.script import is_arabic
from watchdesk.model import ActorType

Words: TypeAlias = tuple[str, ...]
_LEAST_SPELT = 5
"""Letters of a single word that may be spelt in several ways."""
_LEAST_DIRECT = 3
_OBLIQUE = ("\u0647", "\u06cc", "\u062a")
"""Letters in which the cases of a word in Arabic script differ: heh, yeh, teh."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: the text's number, the span, how strongly it is shown there, the name as looked up."""

    text: int
    start: int
    end: int
    strength: float
    words: Words
    is_byline: bool = False


@dataclass(slots=True)
class Known:
    """What is known of one who is named: the type, every place in order, why several names are taken for one."""

    type: ActorType
    places: list[Place] = field(default_factory=list)
    acronyms: frozenset[Words] = frozenset()
    reasons: tuple[Reason[Words], ...] = ()

    @property
    def texts(self) -> frozenset[int]:
        """The numbers of the texts that mention this one."""
        return frozenset(place.text for place in self.places)


def take(readings: Sequence[Reading]) -> list[Known]:
    """Count the names of a corpus, the most mentioned first."""
    whole = grown([reading.sights for reading in readings])
    census = _Census([replace(reading, sights=found) for reading, found in zip(readings, whole, strict=True)])
    found = sorted(census.known(), key=lambda one: (-len(one.places), one.places[0].text, one.places[0].start))
    return [one for one in found if one.places]


class _Census:
    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._tally = Tally()
        self._texts: defaultdict[Words, set[int]] = defaultdict(set)
        self._groups: Groups[Words] = Groups()
        self._makers = [
            [(one, tuple(word.folded for word in words_of(one.name)) or (one.name,)) for one in reading.bylines]
            for reading in readings
        ]
        self._count()
        self._kinds = self._settled()
        self._acronyms = self._joined()

    def _count(self) -> None:
        for number, reading in enumerate(self._readings):
            for one in reading.sights:
                self._tally.add(one)
                self._texts[one.words].add(number)

    def _settled(self) -> dict[Words, Kind]:
        kinds = self._tally.kinds()
        for makers in self._makers:
            kinds.update((words, "person") for _, words in makers)
        links = {
            (one.words, other.words)
            for reading in self._readings
            for one, other in zip(reading.sights, reading.sights[1:], strict=False)
            if other.is_linked
        }
        settle(kinds, sorted(links))
        told = [one for reading in self._readings for one in reading.definitions]
        lean(kinds, self._tally, [{one.words for one in reading.sights} for reading in self._readings], told)
        return kinds

    def _joined(self) -> dict[Words, set[Words]]:
        full = [*filter(self._is_full, self._kinds)]
        join_spellings(full, self._groups, self._tally.mentions)
        join_short_forms(full, self._groups, {pair for reading in self._readings for pair in reading.relatives})
        people = frozenset(full)
        join_cut_forms(
            (
                [*dict.fromkeys(one.words for one in reading.sights if one.words in people)]
                for reading in self._readings
            ),
            self._groups,
        )
        for kind in ("place", "org"):
            alone = (
                words
                for words, its in self._kinds.items()
                if its == kind and len(words) == 1 and len(words[0]) >= _LEAST_SPELT
            )
            join_spellings(alone, self._groups, self._tally.mentions)
        return self._joined_bodies()

    def _joined_bodies(self) -> dict[Words, set[Words]]:
        bodies = [words for words, kind in self._kinds.items() if kind == "org" and len(words) > 1]
        same: dict[tuple[str, ...], Words] = {}
        for words in bodies:
            plain = tuple(_direct(part) for part in parts_of_body(words) if part not in SMALL_WORDS)
            self._groups.join(words, same.setdefault(plain, words))
        for reading in self._readings:
            for short, whole in called_by_beginning({one.words for one in reading.sights}, self._kinds):
                if self._kinds[short] == "org":
                    self._groups.join(short, whole, "a text names it so behind its whole name")
        told = [[one for one in reading.definitions if self._agree(one)] for reading in self._readings]
        mentioned = [
            frozenset(one.words for one in reading.sights if self._kinds[one.words] in {"org", "place"})
            for reading in self._readings
        ]
        acronyms = join_acronyms(told, mentioned, self._groups, self._tally.mentions)
        texts = {words: frozenset(self._texts[words]) for words in bodies}
        join_short_names(bodies, self._groups, acronyms, self._tally.mentions, texts)
        return acronyms

    def _agree(self, told: Definition) -> bool:
        """Whether two names that a text calls one are of one kind, or the shorter is of none."""
        kinds = {self._kinds.get(told.name), self._kinds.get(told.short)}
        return told.is_acronym or len(kinds - {""}) == 1

    def known(self) -> Iterator[Known]:
        """Give everybody and everything that is named, each with all its places."""
        places: defaultdict[Words, list[Place]] = defaultdict(list)
        families = Families(filter(self._is_full, self._kinds), self._groups)
        for number, reading in enumerate(self._readings):
            for owner, place in self._placed(number, reading, families):
                places[owner].append(place)
        short: defaultdict[Words, set[Words]] = defaultdict(set)
        for name, its in self._acronyms.items():
            short[self._groups.of(name)] |= its
        for root, found in places.items():
            kind = self._type(found)
            if kind:
                yield Known(kind, found, frozenset(short[root]), self._groups.reasons(root))

    def _placed(self, number: int, reading: Reading, families: Families) -> Iterator[tuple[Words, Place]]:
        """Give the places of a text with the group each belongs to."""
        named = self._named(number, reading)
        for maker, words in self._makers[number]:
            yield self._groups.of(words), Place(number, maker.start, maker.end, 0.0, words, is_byline=True)
        for one in reading.sights:
            kind = self._kinds[one.words]
            if kind:
                yield self._owner(one, kind, named, families), _place(number, one)

    def _named(self, number: int, reading: Reading) -> dict[str, Words]:
        """Give for each family name the person whom a text means by it: whom it names in full most often, or first."""
        full = Counter(one.words for one in reading.sights if self._is_full(one.words))
        full.update(words for _, words in self._makers[number])
        named: dict[str, Words] = {}
        for words, _ in full.most_common():  # of equals the first stays the first
            named.setdefault(family_of(words), words)
        return named

    def _is_full(self, words: Words) -> bool:
        return self._kinds[words] == "person" and is_full(words)

    def _owner(self, one: Sight, kind: Kind, named: dict[str, Words], families: Families) -> Words:
        if kind == "person" and not is_full(one.words):
            bearer = families.bearer(bare(one.words)[0], named)
            return bearer if bearer is not None else self._groups.of(one.words)
        return self._groups.of(one.words)

    def _type(self, places: Sequence[Place]) -> Kind:
        votes = Counter(kind for place in places if (kind := self._kinds[place.words]))
        return votes.most_common(1)[0][0] if votes else ""


def _direct(part: str) -> str:
    """Give a word without what Pashto's oblique and Arabic's joined case change at its end."""
    return part[:-1] if is_arabic(part) and len(part) > _LEAST_DIRECT and part.endswith(_OBLIQUE) else part


def _place(number: int, one: Sight) -> Place:
    return Place(number, one.start, one.end, one.strongest, one.words)
