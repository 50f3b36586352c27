"""Finds where forms of the watchlist stand in a field, before anything is judged."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.matching.forms import Form, Node
from watchdesk.core.matching.inflection import comparable, readings
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.spellings import Spellings, may_be_respelled
from watchdesk.model import Actor


@dataclass(frozen=True, slots=True)
class Sighting:
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
        return self.field.surface(self.first, self.last)

    @property
    def place(self) -> tuple[bool, int, int]:
        """Where it stands: the title before the text."""
        return self.field.name == "text", self.first, -self.last

    def overlaps(self, first: int, last: int) -> bool:
        """Whether it shares a token with the tokens ``first`` up to and without ``last`` of its field."""
        return self.first < last and first < self.last


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
    """Give every form that begins at a token, in its plain words, inflected, or with its first word spelled otherwise."""
    paths: list[tuple[Node, int, str, bool]] = [(root, start, "", False)]
    while paths:
        node, index, note, dashed = paths.pop()
        if index > start:
            for form in node.forms:
                if not (dashed and form.actor.type == "person") and (note != _SPELLING or may_be_respelled(form)):
                    yield _sighting(field, (start, index), form, note)
            if not node.children or not field.is_joined(index - 1, over_dash=True):
                continue
            dashed = dashed or not field.is_joined(index - 1)
        if index < len(field.tokens):
            paths += [(child, index + 1, said or note, dashed) for child, said in _steps(node, field, index, start)]
        if index == start and field.is_capital(index):
            words = spellings.of(field.tokens[index].word)
            paths += [(root.children[word], index + 1, _SPELLING, dashed) for word in words]


def _steps(node: Node, field: Field, index: int, start: int) -> Iterator[tuple[Node, str]]:
    token = field.tokens[index]
    child = node.children.get(comparable(token.word))
    if child is not None:
        yield child, ""
    for word, rule in readings(token.word, token.head, is_first=index == start, is_pashto=field.is_pashto):
        other = node.children.get(word)
        if other is not None and other is not child:
            yield other, rule


def _sighting(field: Field, span: tuple[int, int], form: Form, note: str) -> Sighting:
    how, confidence = _HOW[form.kind]
    rule = f"{form.kind} {form.text}"
    if note == _SPELLING:
        return Sighting(field, *span, form.actor, "variant", _RESPELLED, f"{rule}, {note}", form)
    if note:
        return Sighting(field, *span, form.actor, "inflected", confidence * _READ_AS, f"{rule}, {note}", form)
    return Sighting(field, *span, form.actor, how, confidence, rule, form)
