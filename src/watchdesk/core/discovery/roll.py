"""The names a list has, and those it ignores: whether a name is one of them, and whose name it may misspell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from watchdesk.core.discovery.nearby import name_key
from watchdesk.core.matching import Matcher, forms_of, same_name
from watchdesk.core.matching.alike import part_likeness
from watchdesk.core.matching.parts import Part, parts_of
from watchdesk.core.text import tokens
from watchdesk.model import Document, Watchlist

_LEAST_KEY = 4
"""Shorter keys say too little for a sound to be missing."""
_LEAST_PART = 0.5
_LEAST_NAME = 0.75


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(token.word for token in tokens(name))


@dataclass(frozen=True)
class Roll:
    """A list and its matcher, asked about names alone."""

    watchlist: Watchlist
    matcher: Matcher

    def has(self, name: str) -> bool:
        """Whether the list finds an actor in a name or excludes it, or the name is ignored in any spelling."""
        if words_of(name) in self._written or any(_is_one(name, one) for one in self._silenced.get(name_key(name), ())):
            return True
        found = self.matcher.match(Document(name)).mentions
        return any(one.kind == "actor" and not _is_place_within(name, one.type, one.surface) for one in found)

    def resembling(self, name: str) -> str | None:
        """The id of the actor whose name is written most like this one, or None where none is near."""
        parts = parts_of(words_of(name))
        near = ((_likeness(parts, other), actor) for actor, other in self._near(name_key(name)))
        best = max(near, key=lambda found: (found[0], found[1]), default=(0.0, None))
        return best[1] if best[0] >= _LEAST_NAME else None

    @cached_property
    def _written(self) -> frozenset[tuple[str, ...]]:
        """Every form of the list, its exclusions among them."""
        return frozenset(form.words for actor in self.watchlist.actors for form in forms_of(actor))

    @cached_property
    def _silenced(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.watchlist.ignored:
            found.setdefault(name_key(name), []).append(name)
        return found

    @cached_property
    def _by_key(self) -> dict[str, list[tuple[str, tuple[Part, ...]]]]:
        """The names of actors by their keys, and by what is left of a key when a sound is missing."""
        found: dict[str, list[tuple[str, tuple[Part, ...]]]] = {}
        for actor in self.watchlist.actors:
            for form in forms_of(actor):
                if form.kind in {"name", "alias"}:
                    for key in _near_keys(name_key(form.text)):
                        found.setdefault(key, []).append((actor.id, parts_of(form.words)))
        return found

    def _near(self, key: str) -> Iterator[tuple[str, tuple[Part, ...]]]:
        for near in _near_keys(key):
            yield from self._by_key.get(near, ())


def _near_keys(key: str) -> set[str]:
    """The key, and what is left of it without one sound: keys that share one of these are a sound or two apart."""
    if len(key) < _LEAST_KEY:
        return {key} - {""}
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}


def _likeness(one: Sequence[Part], other: Sequence[Part]) -> float:
    """How alike two names are, part by part; 0 where a part has no counterpart."""
    if not one or len(one) != len(other):
        return 0.0
    alike = [part_likeness(left, right) for left, right in zip(one, other, strict=True)]
    return sum(alike) / len(alike) if min(alike) >= _LEAST_PART else 0.0


def _is_one(name: str, other: str) -> bool:
    return words_of(name) == words_of(other) or same_name(name, other).same


def _is_place_within(name: str, kind: str, surface: str) -> bool:
    return kind == "place" and len(surface) < len(name)
