"""Finds where forms of the watchlist stand in a field, before anything is judged."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from watchdesk.core.matching.forms import Form, Node, forms_under
from watchdesk.core.matching.inflection import comparable, readings
from watchdesk.core.matching.reading import PASHTO_OF, Field
from watchdesk.core.matching.spellings import Spellings, is_spelling, may_be_respelled
from watchdesk.core.text import fold
from watchdesk.model import Actor


class Sighting(NamedTuple):
    """Tokens ``first`` up to and without ``last`` of a field that may name an actor, and by which rule."""

    field: Field
    first: int
    last: int
    actor: Actor
    how: str
    confidence: float
    rule: str
    form: Form | None = None

    @property
    def kind(self) -> str:
        """The kind of its form, empty where the document and no form made it."""
        return self.form.kind if self.form else ""

    @property
    def surface(self) -> str:
        """The text of the sighting."""
        return self.field.text[self.start : self.end]

    @property
    def start(self) -> int:
        """Where it begins in its field, behind a Pashto "of" that opens it."""
        opens = self.field.words[self.first] == PASHTO_OF and self.last - self.first > 1
        return self.field.starts[self.first + opens]

    @property
    def end(self) -> int:
        """Where it ends, before a case ending that an apostrophe parts from the name."""
        last = self.last - 1
        if self.form is not None and self.field.words[last] in self.form.words:
            return self.field.ends[last]
        return self.field.end_before_ending(last)

    @property
    def place(self) -> tuple[bool, int, int]:
        """Where it stands: the title before the text."""
        return self.field.name == "text", self.first, -self.last


_HOW = {
    "name": ("literal", 1.0),
    "alias": ("literal", 1.0),
    "acronym": ("acronym", 0.95),
    "surname": ("surname", 0.8),
    "exclude": ("excluded", 1.0),
}
_RESPELLED = 0.7
_SPELLING = "spelled otherwise"
_READ_AS = 0.95
"""A word read in an inflected form is a little less sure than the plain form."""


def literal_sightings(root: Node, spellings: Spellings, field: Field, start: int) -> Iterator[Sighting]:
    """Give every form that begins at a token: plain, inflected, or with its first word spelled otherwise."""
    for path in _paths(root, spellings, field, start):
        for form in path[0].forms:
            if _may_be(form, field, start, path):
                yield _sighting(field, start, path, form)


def may_continue(root: Node, spellings: Spellings, field: Field, start: int) -> bool:
    """Whether a form begins at a token and ends in the field, or goes on beyond its last token."""
    return any(
        any(_may_be(form, field, start, (node, last, note, is_loose)) for form in node.forms)
        or (node.children and _reaches_end(field, last))
        for node, last, note, is_loose in _paths(root, spellings, field, start)
    )


def _reaches_end(field: Field, last: int) -> bool:
    """Whether nothing but an initial or ezafe is left of a field."""
    return last + (field.is_link(last) or field.is_initial(last)) == len(field.words)


_Path: TypeAlias = tuple[Node, int, str, bool]
"""A way into the trie: where it has come to, before which token, what was read otherwise, whether over a loose gap."""


def _paths(root: Node, spellings: Spellings, field: Field, start: int) -> list[_Path]:
    """Give every way to read the tokens from a start as words of the trie."""
    letter = field.text[field.starts[start]]
    is_small = letter.islower()
    waiting = [
        (child, start + 1, note, False)
        for child, note in _steps(root, field, start, start)
        if note or not (is_small and child.is_capital)
    ]
    if letter.isupper():
        respelled = spellings.of(field.words[start])
        for head in field.heads(start):
            respelled += spellings.of(head)
        waiting += [(root.children[word], start + 1, _SPELLING, False) for word in respelled]
    found = []
    while waiting:
        path = waiting.pop()
        found.append(path)
        node, index, note, is_loose = path
        if not node.children or not field.may_go_on(index, node.children):
            continue
        is_near = field.is_joined(index - 1) or field.is_initial(index - 1)
        if is_near or field.is_joined(index - 1, loosely=True):
            is_loose = is_loose or not is_near
            waiting += [
                (child, last, said or note, is_loose) for child, last, said in _onward(node, field, index, start)
            ]
    return found


def _onward(node: Node, field: Field, index: int, start: int) -> Iterator[tuple[Node, int, str]]:
    """Give the steps from a node within a name, each with the token behind it; if need be by another spelling."""
    steps = _steps(node, field, index, start)
    for child, note in steps:
        yield child, index + 1, note
    if field.is_link(index) or (field.is_initial(index) and not steps and _is_one_actor(node)):
        for child, note in _steps(node, field, index + 1, start):
            yield child, index + 2, note
    elif not steps and index < len(field.words) and field.is_capital(index):
        for word, child in node.children.items():
            if is_spelling(field.words[index], word):
                yield child, index + 1, _SPELLING


def _is_one_actor(node: Node) -> bool:
    """Whether all names that go on from a node are one actor's, so that an initial can stand for nobody else."""
    return len({form.actor.id for form in forms_under(node)}) == 1


def _may_be(form: Form, field: Field, start: int, path: _Path) -> bool:
    """Whether a form may stand here at all: a person's name holds no loose gap, an acronym keeps its capitals."""
    _, last, note, is_loose = path
    if note == _SPELLING:
        return may_be_respelled(form)
    if form.is_exact and not note:
        return form.is_written(field.surface(start, last))
    return not is_loose or form.actor.type != "person" or "'" in fold(form.text)


def _steps(node: Node, field: Field, index: int, start: int) -> list[tuple[Node, str]]:
    """Give the steps from a node that a token allows: by its word, by other readings of it."""
    if index >= len(field.words):
        return []
    word = field.words[index]
    heads = field.heads(index)
    is_plain = word.isascii() and not heads
    child = node.children.get(word if is_plain else comparable(word))
    found = [] if child is None else [(child, "")]
    if not is_plain:
        for reading, rule in readings(word, heads, is_first=index == start, is_pashto=field.is_pashto):
            other = node.children.get(reading)
            if other is not None and other is not child:
                found.append((other, rule))
    return found


def _sighting(field: Field, start: int, path: _Path, form: Form) -> Sighting:
    _, last, note, _ = path
    how, confidence = _HOW[form.kind]
    rule = f"{form.kind} {form.text}"
    if note == _SPELLING:
        how, confidence, rule = "variant", _RESPELLED, f"{rule}, {note}"
    elif note:
        how, confidence, rule = "inflected", confidence * _READ_AS, f"{rule}, {note}"
    return Sighting(field, start, last, form.actor, how, confidence, rule, form)
