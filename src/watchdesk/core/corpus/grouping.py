"""Joins what is one: a set of names in which some were found to name the same."""

from collections import defaultdict
from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Reason(NamedTuple, Generic[T]):
    """Why two names are one: the names and what tells it."""

    one: T
    other: T
    why: str


class Groups(Generic[T]):
    """Names by the group they belong to, with the reasons for which groups were joined."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}
        self._reasons: defaultdict[T, list[Reason[T]]] = defaultdict(list)

    def of(self, one: T) -> T:
        """The name that stands for the group of a name."""
        root = one
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(one, one)) != root:
            self._parent[one], one = root, above
        return root

    def join(self, one: T, other: T, why: str = "") -> None:
        """Make the group of one name part of the other's; ``why`` is remembered."""
        lower, upper = self.of(one), self.of(other)
        if lower != upper:
            self._parent[lower] = upper
            self._reasons[upper] += self._reasons.pop(lower, [])
        if why:
            self._reasons[upper].append(Reason(one, other, why))

    def reasons(self, one: T) -> tuple[Reason[T], ...]:
        """Why the names of a group were joined, in the order they were."""
        return tuple(dict.fromkeys(self._reasons.get(self.of(one), ())))
