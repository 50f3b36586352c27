"""Picks the keywords that can be true of a document at all: each needs one of a few words, prefixes or actors."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from watchdesk.core.matching.evidence import stem_beginning, written
from watchdesk.core.matching.query import (
    ActorIs,
    All,
    Count,
    Either,
    InTitle,
    Near,
    Phrase,
    Query,
    is_positive,
)
from watchdesk.core.matching.remembered import Remembered
from watchdesk.model import Keyword


@dataclass(frozen=True)
class Keywords:
    """The keywords of a list with their queries."""

    listed: tuple[tuple[Keyword, Query], ...]

    @cached_property
    def _by_trigger(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, (_, query) in enumerate(self.listed):
            for trigger in triggers(query):
                for form in (trigger,) if _is_special(trigger) else written(trigger):
                    found.setdefault(form, []).append(number)
        return found

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(trigger[:-1] for trigger in self._by_trigger if trigger.endswith("*"))

    def may_hold(self, word: str) -> bool:
        """Whether a word, as looked up, may make a keyword true."""
        return word in self._by_trigger or word.startswith(self._beginnings)

    def possible(self, words: Iterable[Collection[str]], actors: Iterable[str]) -> list[tuple[Keyword, Query]]:
        """Give the keywords that a document with these words and actors may satisfy, in the list's order."""
        held = {word for some in words for word in self._telling.among(some)}
        keys = held | {f"actor:{actor}" for actor in actors}
        keys |= {f"{start}*" for start in self._beginnings if any(word.startswith(start) for word in held)}
        numbers = {number for key in keys & self._by_trigger.keys() for number in self._by_trigger[key]}
        return [self.listed[number] for number in sorted(numbers)]

    @cached_property
    def _telling(self) -> Remembered:
        return Remembered(self.may_hold)


def _is_special(trigger: str) -> bool:
    return trigger.endswith("*") or trigger.startswith("actor:")


def triggers(query: Query) -> frozenset[str]:  # noqa: PLR0911 - one answer for each kind of query
    """Give words of which a text must hold one for a positive query to be true.

    A prefix stands with its star, an actor as ``actor:ID``.
    """
    match query:
        case Phrase(words, is_prefix):
            is_open = is_prefix and len(words) == 1
            word = stem_beginning(words[0]) + "*" if is_open else _telling(words, is_prefix=is_prefix)
            return frozenset({word})
        case ActorIs(actor):
            return frozenset({f"actor:{actor}"})
        case All(parts):
            return min((triggers(part) for part in parts if is_positive(part)), key=_commonness)
        case Either(parts):
            return frozenset().union(*map(triggers, parts))
        case Near(left, right):
            return min(triggers(left), triggers(right), key=_commonness)
        case InTitle(part) | Count(part):
            return triggers(part)
        case _:
            return frozenset()


def _telling(words: tuple[str, ...], *, is_prefix: bool) -> str:
    """Give the whole word of a phrase that is probably the rarest: the longest."""
    return max(words[:-1] if is_prefix else words, key=len)


def _commonness(wanted: frozenset[str]) -> tuple[int, int]:
    """Guess how often a text holds one of these words: few and long ones are rare, prefixes common."""
    return len(wanted) + sum(word.endswith("*") for word in wanted), -min(map(len, wanted), default=0)
