"""Picks the keywords that can be true of a document at all: each needs one of a few words, prefixes or actors."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from watchdesk.core.matching.evidence import written
from watchdesk.core.matching.query import Query, triggers
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
