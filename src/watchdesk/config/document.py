"""A configuration file as it was read: plain values, each with the place where it stands.

Knows neither YAML's syntax nor what the keys mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from watchdesk.errors import Problem

Step: TypeAlias = str | int
Steps: TypeAlias = tuple[Step, ...]
Place: TypeAlias = tuple[int, int]

EACH: Final = -1
"""In a pattern: every item of the list that stands here."""


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, list or mapping with its place; ``keys`` holds the places of a mapping's keys."""

    value: "str | int | float | bool | list[Node] | dict[str, Node] | None"
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    size: int = 1
    """How many nodes this one stands for when every alias is written out."""
    end: Place = (0, 0)
    """Behind its last character; blank lines may stand before it. Of an empty value: behind its key."""
    is_flow: bool = False
    """Whether it is a list in brackets or a mapping in braces."""
    is_alias: bool = False

    def plain(self) -> object:
        """Give the value without places, as lists, dicts and scalars."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        return self.value


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name as shown to people, its content (None: it could not be read), and what reading found."""

    file: str
    root: Node | None
    problems: tuple[Problem, ...] = ()

    def plain(self) -> object:
        """Give the whole content without places; an empty or unreadable file is an empty mapping."""
        return {} if self.root is None or self.root.value is None else self.root.plain()

    def place(self, path: Steps) -> Place:
        """Tell where the value at this path stands; steps that the file does not have are passed over."""
        node = self.root
        for step in path:
            node = (node and _below(node, step)) or node
        return node.place if node else (0, 0)

    def key_place(self, path: Steps) -> Place:
        """Tell where the last key of this path stands."""
        node = self.root
        for step in path[:-1]:
            node = (node and _below(node, step)) or node
        key = str(path[-1])
        return node.keys[key] if node and key in node.keys else self.place(path)

    def problem(self, path: Steps, message: str, *, is_warning: bool = False) -> Problem:
        """Make a finding about the value at this path."""
        return Problem(self.file, *self.place(path), message, is_warning)

    def texts(self) -> Iterator[tuple[Steps, str]]:
        """Give every text that stands as a value, with its path."""
        return _texts(self.root, ()) if self.root else iter(())

    def find(self, pattern: Steps) -> list[tuple[Steps, object]]:
        """List path and plain value of everything that fits a pattern such as ``("outlets", EACH, "id")``."""
        return [(path, node.plain()) for path, node in _walk(self.root, pattern, ())] if self.root else []


def _below(node: Node, step: Step) -> Node | None:
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step]
    return None


def _walk(node: Node, pattern: Steps, path: Steps) -> Iterator[tuple[Steps, Node]]:
    if not pattern:
        yield path, node
        return
    step, rest = pattern[0], pattern[1:]
    steps = range(len(node.value)) if step == EACH and isinstance(node.value, list) else (step,)
    for here in steps:
        below = _below(node, here)
        if below is not None:
            yield from _walk(below, rest, (*path, here))


def _texts(node: Node, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(node.value, str):
        yield path, node.value
    elif isinstance(node.value, dict):
        for key, item in node.value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(node.value, list):
        for position, item in enumerate(node.value):
            yield from _texts(item, (*path, position))
