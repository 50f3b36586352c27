# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Answers a query about one document, with the stretches of tokens that make it true."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
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
)
from watchdesk.core.matching.reading import Field

_PERSIAN = frozenset({"fa", "prs", "per", "fas"})
_LEAST_PLURAL = 3
_LONGEST = 50
"""No stretch is longer than this many tokens."""


class Stretch(NamedTuple):
    """Tokens ``first`` up to and without ``last`` of the field with this number."""

    field: int
    first: int
    last: int


Evidence: TypeAlias = tuple[Stretch, ...] | None
"""The stretches in order, none where absence is what was asked; None if the answer is no."""


class Asked:
    """One document, ready to be asked many queries."""

    def __init__(self, fields: tuple[Field, ...], language: str, actors: dict[str, tuple[Stretch, ...]]) -> None:
        self._fields = fields
        self._language = language
        self._actors = actors
        self._phrases: dict[Phrase, tuple[Stretch, ...]] = {}

    def evidence(self, query: Query) -> Evidence:  # noqa: PLR0911 - one answer for each kind of query
        """Give what makes the query true of this document, or None."""
        match query:
            case Phrase():
                return self._phrase(query) or None
            case ActorIs(actor):
                return self._actors.get(actor)
            case LanguageIs(tag):
                return () if same_language(tag, self._language) else None
            case InTitle(part):
                return self._in_title(self.evidence(part))
            case All(parts):
                return _joined(parts, self.evidence, all_of=True)
            case Either(parts):
                return _joined(parts, self.evidence, all_of=False)
            case Not(part):
                return () if self.evidence(part) is None else None
            case Near():
                return self._near(query)
            case Count(part, least):
                found = self.evidence(part)
                return found if found is not None and len(found) >= least else None

    def _in_title(self, found: Evidence) -> Evidence:
        inside = tuple(one for one in found or () if self._fields[one.field].name == "title")
        return inside or None

    def _phrase(self, phrase: Phrase) -> tuple[Stretch, ...]:
        found = self._phrases.get(phrase)
        if found is None:
            found = self._phrases[phrase] = tuple(self._stretches(phrase))
        return found

    def _stretches(self, phrase: Phrase) -> Iterator[Stretch]:
        for number, field in enumerate(self._fields):
            for first in _starts(field, phrase):
                if len(phrase.words) == 1 or _goes_on(field, first, phrase):
                    yield Stretch(number, first, first + len(phrase.words))

    def _near(self, query: Near) -> Evidence:
        left, right = self.evidence(query.left), self.evidence(query.right)
        if not left or not right:
            return None
        pairs = [(one, other) for one in left for other in _within(one, right, query)]
        return _in_order(stretch for pair in pairs for stretch in pair) or None


def _starts(field: Field, phrase: Phrase) -> list[int]:
    """Give the tokens a phrase may begin with."""
    first = phrase.words[0]
    words = field.beginning(first) if phrase.is_prefix and len(phrase.words) == 1 else written(first)
    return sorted(at for word in words for at in field.stems.get(word, ()))


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
    return all(_continues(field.gap(index)) for index in range(first, last - 1))


def _is_word(word: str, wanted: str) -> bool:
    return word == wanted or comparable(word) in written(wanted)


def _within(one: Stretch, others: tuple[Stretch, ...], query: Near) -> Iterable[Stretch]:
    """Give the stretches close enough to one; they are in order of field and start."""
    first = one.last if query.is_ordered else one.first - query.reach - _LONGEST
    least = bisect_left(others, Stretch(one.field, first, 0))
    for other in others[least:]:
        if other.field != one.field or other.first - one.last > query.reach:
            return
        if other.first >= one.last or (not query.is_ordered and 0 <= one.first - other.last <= query.reach):
            yield other


def _continues(gap: str) -> bool:
    """Whether a phrase may run on over what stands between two words."""
    return gap == " " or ("\n\n" not in gap and not any(mark in gap for mark in ".!?؟۔"))


@lru_cache(maxsize=10_000)
def written(word: str) -> tuple[str, ...]:
    """Give the forms a query's word is found in: itself and, in Latin letters, its plural with s."""
    stem = comparable(word)
    return (stem, stem + "s") if word.isascii() and len(word) >= _LEAST_PLURAL else (stem,)


def _joined(parts: Iterable[Query], answer: Callable[[Query], Evidence], *, all_of: bool) -> Evidence:
    answers: list[tuple[Stretch, ...]] = []
    for part in parts:
        found = answer(part)
        if found is not None:
            answers.append(found)
        elif all_of:
            return None
    return _in_order(stretch for found in answers for stretch in found) if answers else None


def _in_order(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(sorted(set(stretches)))


def same_language(asked: str, said: str) -> bool:
    """Whether two BCP 47 tags are matched alike: by their first part, with fa, fa-AF and prs as one language."""
    one, other = (tag.lower().replace("_", "-").partition("-")[0] for tag in (asked, said))
    return bool(one) and (one == other or {one, other} <= _PERSIAN)
