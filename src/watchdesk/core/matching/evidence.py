# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Answers a query about one document, with the stretches of tokens that make it true.

Where a query asks for several things, the first it looks for is its topic and the others are conditions: the stretches
found are those of the topic, each with the stretches that met its conditions.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from watchdesk.core.matching.inflection import comparable
from watchdesk.core.matching.query import (
    ActorIs,
    All,
    Count,
    Either,
    InTitle,
    LanguageIs,
    Near,
    Not,
    Phrase,
    Query,
    is_positive,
)
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.script import is_cyrillic

_PERSIAN = frozenset({"fa", "prs", "per", "fas"})
_LEAST_PLURAL = 3
_LEAST_STEM, _LONGEST_ENDING = 3, 4
"""What inflection leaves of a Cyrillic word at least, and takes from it at most."""


class Stretch(NamedTuple):
    """Tokens ``first`` up to and without ``last`` of the field with this number."""

    field: int
    first: int
    last: int


class Found(NamedTuple):
    """A stretch that a query looks for, and what else had to stand in the document for it to count."""

    stretch: Stretch
    given: tuple[Stretch, ...] = ()


Answer: TypeAlias = tuple[Found, ...] | None
"""What was found, in order; nothing where absence or a language is what was asked; None if the answer is no."""


class Asked:
    """One document, ready to be asked many queries."""

    def __init__(self, fields: tuple[Field, ...], language: str, actors: dict[str, tuple[Stretch, ...]]) -> None:
        self._fields = fields
        self._language = language
        self._actors = actors
        self._phrases: dict[Phrase, tuple[Found, ...]] = {}

    def found(self, query: Query) -> tuple[Found, ...]:
        """Give where a query's topic is found, each place once; nothing if the query is not true of the document."""
        return _apart(self._answer(query) or ())

    def _answer(self, query: Query) -> Answer:  # noqa: PLR0911 - one answer for each kind of query
        match query:
            case Phrase():
                return self._phrase(query) or None
            case ActorIs(actor):
                return tuple(map(Found, self._actors.get(actor, ()))) or None
            case LanguageIs(tag):
                return () if same_language(tag, self._language) else None
            case InTitle(part):
                return self._title._answer(part)  # noqa: SLF001 - the same document, cut down to its title
            case All(parts):
                return self._all(parts)
            case Either(parts):
                return self._either(parts)
            case Not(part):
                return () if self._answer(part) is None else None
            case Near():
                return self._near(query)
            case Count(part, least):
                found = self.found(part)
                return found if len(found) >= least else None

    @cached_property
    def _title(self) -> "Asked":
        fields = tuple(field for field in self._fields if field.name == "title")
        inside = {name: tuple(one for one in found if one.field < len(fields)) for name, found in self._actors.items()}
        return Asked(fields, self._language, inside)

    def _phrase(self, phrase: Phrase) -> tuple[Found, ...]:
        found = self._phrases.get(phrase)
        if found is None:
            found = self._phrases[phrase] = tuple(map(Found, self._stretches(phrase)))
        return found

    def _stretches(self, phrase: Phrase) -> Iterator[Stretch]:
        for number, field in enumerate(self._fields):
            for first in _starts(field, phrase):
                if len(phrase.words) == 1 or _goes_on(field, first, phrase):
                    yield Stretch(number, first, first + len(phrase.words))

    def _all(self, parts: tuple[Query, ...]) -> Answer:
        """Give the topic: what the first part that looks for something found. The others are conditions."""
        topic: tuple[Found, ...] | None = None
        given: list[Stretch] = []
        for part in parts:
            answer = self._answer(part)
            if answer is None:
                return None
            if topic is None and is_positive(part):
                topic = answer
            elif answer:
                given += (answer[0].stretch, *answer[0].given)
        return tuple(Found(one.stretch, (*one.given, *given)) for one in topic or ())

    def _either(self, parts: tuple[Query, ...]) -> Answer:
        answers = [answer for answer in map(self._answer, parts) if answer is not None]
        if not answers:
            return None
        conditions: dict[Stretch, tuple[Stretch, ...]] = {}
        for one in (found for answer in answers for found in answer):
            conditions.setdefault(one.stretch, one.given)
        return tuple(Found(stretch, conditions[stretch]) for stretch in sorted(conditions))

    def _near(self, query: Near) -> Answer:
        left, right = self._answer(query.left), self._answer(query.right)
        if not left or not right:
            return None
        neighbours = _Neighbours(right)
        pairs = ((one, neighbours.of(one.stretch, query)) for one in left)
        near = (Found(one.stretch, (*one.given, other.stretch, *other.given)) for one, other in pairs if other)
        return tuple(near) or None


class _Neighbours:
    """Stretches by where they begin and where they end, so that the nearest is found without trying all."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        self._by_start = found
        self._by_end = sorted(found, key=_end)

    def of(self, one: Stretch, query: Near) -> Found | None:
        """Give the nearest to one stretch within a query's reach that does not overlap it, or None."""
        after = bisect_left(self._by_start, (one.field, one.last), key=_start)
        near = [(other.stretch.first - one.last, other) for other in self._by_start[after : after + 1]]
        if not query.is_ordered:
            before = bisect_right(self._by_end, (one.field, one.first), key=_end)
            near += [(one.first - other.stretch.last, other) for other in self._by_end[max(before - 1, 0) : before]]
        near = [pair for pair in near if pair[1].stretch.field == one.field and pair[0] <= query.reach]
        return min(near)[1] if near else None


def _start(found: Found) -> tuple[int, int]:
    return found.stretch.field, found.stretch.first


def _end(found: Found) -> tuple[int, int]:
    return found.stretch.field, found.stretch.last


def _apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Give what is found without what overlaps it: the first, of those that begin together the longest."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda found: (*_start(found), -found.stretch.last)):
        if not kept or _start(one) >= _end(kept[-1]):
            kept.append(one)
    return tuple(kept)


def _starts(field: Field, phrase: Phrase) -> list[int]:
    """Give the tokens a phrase may begin with."""
    first = phrase.words[0]
    if not (phrase.is_prefix and len(phrase.words) == 1):
        return sorted({at for word in written(first) for at in field.stems.get(word, ())})
    places = {at for stem in field.beginning(stem_beginning(first)) for at in field.stems[stem]}
    return sorted(at for at in places if field.words[at].startswith(first))


def stem_beginning(prefix: str) -> str:
    """Give what the stem of every word that begins so begins with."""
    return prefix[: max(_LEAST_STEM, len(prefix) - _LONGEST_ENDING)] if is_cyrillic(prefix) else prefix


def _goes_on(field: Field, first: int, phrase: Phrase) -> bool:
    """Whether the words after a phrase's first stand behind it."""
    last = first + len(phrase.words)
    if len(field.words) < last:
        return False
    *middle, end = zip(field.words[first + 1 : last], phrase.words[1:], strict=True)
    if not all(_is_word(word, wanted) for word, wanted in middle):
        return False
    if not (end[0].startswith(end[1]) if phrase.is_prefix else _is_word(*end)):
        return False
    gaps = (field.gap(index) for index in range(first, last - 1))
    return all(_continues(gap, over_stop=number in phrase.stops) for number, gap in enumerate(gaps))


def _is_word(word: str, wanted: str) -> bool:
    return word == wanted or comparable(word) in written(wanted)


def _continues(gap: str, *, over_stop: bool) -> bool:
    """Whether a phrase may run on over what stands between two words: not over a sentence's end."""
    if gap in {" ", "-"}:
        return True
    is_stop = any(mark in gap for mark in ".!?؟۔") and any(map(str.isspace, gap))
    return "\n\n" not in gap and (over_stop or not is_stop)


@lru_cache(maxsize=10_000)
def written(word: str) -> tuple[str, ...]:
    """Give the forms a query's word is found in: itself and, in Latin letters, its plural with s."""
    stem = comparable(word)
    return (stem, stem + "s") if word.isascii() and len(word) >= _LEAST_PLURAL else (stem,)


def same_language(asked: str, said: str) -> bool:
    """Whether two BCP 47 tags are matched alike: by their first part, with fa, fa-AF and prs as one language."""
    one, other = (tag.lower().replace("_", "-").partition("-")[0] for tag in (asked, said))
    return bool(one) and (one == other or {one, other} <= _PERSIAN)
