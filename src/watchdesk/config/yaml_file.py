"""Reads one YAML 1.2 file into a Document; slips in its syntax are named, mended in memory and read past.

So a slip hides neither the next one nor what is wrong with the values. Does not know what the keys mean. Bounded:
bytes, depth, and nodes after writing out aliases.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from watchdesk.config import slips
from watchdesk.config.document import Document, Node, Place
from watchdesk.errors import Problem

MOST_BYTES: Final = 10_000_000
MOST_NODES: Final = 1_000_000
MOST_DEPTH: Final = 20
MOST_SLIPS: Final = 25

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Outside YAML 1.2's c-printable, and the three rare line breaks that editors do not count as lines."""


def read(path: Path, keys: frozenset[str]) -> Document:
    """Read the file; ``keys`` are the words that its lines may begin with, to tell a missing colon."""
    name = str(path)
    try:
        return parse(name, _text(path), keys)
    except _UnreadableError as error:
        return _unreadable(name, error)


def parse(name: str, text: str, keys: frozenset[str] = frozenset()) -> Document:
    """Read a file's text, without its byte order mark, as ``read`` does."""
    try:
        _refuse_control_characters(text)
        root, problems = _read_past_slips(text, keys)
    except _UnreadableError as error:
        return _unreadable(name, error)
    return Document(name, root, tuple(Problem(name, *place, said) for place, said in problems))


class _UnreadableError(Exception):
    """The file cannot be read any further; carries everything found in it."""

    def __init__(self, *findings: tuple[Place, str]) -> None:
        self.findings = findings
        super().__init__(findings)


def _unreadable(name: str, error: _UnreadableError) -> Document:
    return Document(name, None, tuple(Problem(name, *place, said) for place, said in error.findings))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _UnreadableError(((0, 0), f"this file cannot be read: {error.strerror}")) from error
    if len(content) > MOST_BYTES:
        raise _UnreadableError(((0, 0), f"this file is larger than {MOST_BYTES // 1_000_000} MB"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        raise _UnreadableError((place, "this is not UTF-8 text; save the file as UTF-8")) from error


def _refuse_control_characters(text: str) -> None:
    odd = _UNPRINTABLE.search(text)
    if odd:
        place = text.count("\n", 0, odd.start()) + 1, odd.start() - text.rfind("\n", 0, odd.start())
        raise _UnreadableError((place, f"the control character U+{ord(odd[0]):04X} stands here; remove it"))


def _read_past_slips(text: str, keys: frozenset[str]) -> tuple[Node | None, list[tuple[Place, str]]]:
    findings: list[tuple[Place, str]] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for _ in range(MOST_SLIPS):
        composer = _Composer()
        try:
            root = composer.compose("\n".join(lines) + "\n")
        except MarkedYAMLError as error:
            found = slips.find(lines, error, keys)
            findings += [(slip.place, slip.sentence) for slip in found]
            if not all(slip.mended is not None for slip in found):
                raise _UnreadableError(*findings) from error
            for slip in found:
                lines[slip.place[0] - 1] = slip.mended or ""
        except _UnreadableError as error:
            raise _UnreadableError(*findings, *error.findings) from error
        else:
            return root, findings + composer.findings
    raise _UnreadableError(*findings)


class _Composer:
    """Builds nodes from the parser's events; what does not hinder reading goes to ``findings``."""

    def __init__(self) -> None:
        self.findings: list[tuple[Place, str]] = []
        self._anchors: dict[str, Node] = {}
        self._events: Iterator[Event] = iter(())
        self._closed: Place = (0, 0)
        """Behind the list or mapping that was closed last."""

    def compose(self, text: str) -> Node | None:
        self._events = YAML(typ="safe", pure=True).parse(text)
        root: Node | None = None
        for event in self._events:
            if isinstance(event, NodeEvent):
                root = self._node(event, 0)
            elif isinstance(event, DocumentStartEvent) and root:
                raise _UnreadableError((_place(event), "a second document begins here; keep one and remove the `---`"))
        return root

    def _node(self, event: NodeEvent, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event)
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            self.findings.append((_place(event), f"the tag {tag} is not used here; remove it"))
        if depth > MOST_DEPTH:
            raise _UnreadableError((_place(event), f"lists and mappings are nested more than {MOST_DEPTH} deep here"))
        node = self._content(event, depth)
        if node.size > MOST_NODES:
            raise _UnreadableError((node.place, f"written out, this holds more than {MOST_NODES:,} values"))
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _content(self, event: NodeEvent, depth: int) -> Node:
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, SequenceStartEvent):
            items = [self._node(item, depth + 1) for item in self._inside()]
            end = self._end_of(event, items)
            return Node(items, _place(event), {}, 1 + sum(item.size for item in items), end, bool(event.flow_style))
        assert isinstance(event, ScalarEvent)
        return Node(_scalar(event), _place(event), end=_end(event))

    def _mapping(self, event: MappingStartEvent, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key_event in self._inside():
            key, value = self._key(key_event, depth), self._node(self._next_node(), depth + 1)
            if key in values:
                said = f"the key `{key}` stands here a second time (first on line {keys[key][0]}); keep one"
                self.findings.append((_place(key_event), said))
                continue
            values[key] = value if value.value is not None else Node(None, _place(key_event), end=_end(key_event))
            keys[key] = _place(key_event)
        end = self._end_of(event, list(values.values()))
        size = 1 + sum(item.size for item in values.values())
        return Node(values, _place(event), keys, size, end, bool(event.flow_style))

    def _end_of(self, event: CollectionStartEvent, inside: list[Node]) -> Place:
        """Say where a collection ends: at its bracket, else with the last node in it (its event comes lines later)."""
        return self._closed if event.flow_style or not inside else inside[-1].end

    def _key(self, event: NodeEvent, depth: int) -> str:
        if isinstance(event, ScalarEvent):
            return str(event.value)
        if isinstance(event, CollectionStartEvent):
            self._node(event, depth + 1)
        self.findings.append(
            (_place(event), "a key must be a single word; text that begins with [, { or * needs quotes")
        )
        return f"(line {_place(event)[0]}, column {_place(event)[1]})"

    def _alias(self, event: AliasEvent) -> Node:
        known = self._anchors.get(event.anchor)
        if known:
            return Node(known.value, _place(event), known.keys, known.size, _end(event), is_alias=True)
        self.findings.append(
            (_place(event), f"*{event.anchor} refers to nothing; text that begins with * needs quotes")
        )
        return Node(None, _place(event))

    def _inside(self) -> Iterator[NodeEvent]:
        """Yield the events that begin a child, up to the end of the list or mapping that is open."""
        for event in self._events:
            if not isinstance(event, NodeEvent):
                self._closed = _end(event)
                return
            yield event

    def _next_node(self) -> NodeEvent:
        event = next(self._events)
        assert isinstance(event, NodeEvent)
        return event


def _scalar(event: ScalarEvent) -> str | int | float | bool | None:
    """Resolve by YAML 1.2's core schema, less the notations that no key has a use for."""
    text: str = event.value
    if event.style is not None or not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _place(event: Event) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _end(event: Event) -> Place:
    mark = event.end_mark
    return mark.line + 1, mark.column + 1
