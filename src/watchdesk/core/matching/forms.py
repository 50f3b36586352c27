# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""The forms under which a watchlist's actors may appear in a text: sequences of words, and the trie that holds them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias

from watchdesk.core.matching.inflection import comparable
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import tokens
from watchdesk.model import Actor, Watchlist

Case: TypeAlias = Literal["any", "capital", "capitals"]
"""How a word of a form must be written: as the list writes it, where its script has capitals."""
FormKind: TypeAlias = Literal["name", "alias", "acronym", "surname", "exclude"]

_WORDS = groups("words")
PARTICLES = _WORDS["particle"]
_TAILS = _WORDS["family_tail"]
_NO_SURNAMES = _WORDS["no_surname"] | _TAILS
SMALL_WORDS = PARTICLES | _WORDS["small"]
_MOST_JOINS = 8
_EZAFE = {"e": "i", "i": "e"}


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of an actor; ``text`` is what the list says."""

    actor: Actor
    kind: FormKind
    text: str
    words: tuple[str, ...]
    cases: tuple[Case, ...]

    @property
    def is_exact(self) -> bool:
        """Whether letters must be written exactly as listed."""
        return self.kind == "acronym"

    def is_written(self, surface: str) -> bool:
        """Whether a surface has exactly the letters and digits the list says."""
        return surface == self.text or "".join(filter(str.isalnum, surface)) == "".join(filter(str.isalnum, self.text))


@dataclass(slots=True)
class Node:
    """A step in the trie: the words that may follow, and the forms that end here.

    ``is_capital`` if only acronyms begin here, and they with a capital, so never with a small letter.
    """

    children: dict[str, "Node"] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    is_capital: bool = True


def forms_of(actor: Actor) -> Iterator[Form]:
    """Give every listed form of an actor, exclusions among them; a form without letters is passed over."""
    listed: list[tuple[FormKind, str]] = [("name", actor.name)]
    listed += [("name", name) for _, name in actor.names]
    listed += [("alias", alias) for alias in actor.aliases]
    listed += [("acronym", acronym) for acronym in actor.acronyms]
    listed += [("exclude", phrase) for phrase in actor.exclude]
    for kind, text in dict.fromkeys(listed):
        form = form_of(actor, kind, text)
        if form.words:
            yield form
            if actor.type == "person" and form.kind in {"name", "alias"}:
                yield from _surname_forms(form)


def _surname_forms(form: Form) -> Iterator[Form]:
    """Give the surname of a name where it may stand alone, or has two words, whose bearer is looked for later."""
    count = 2 if form.words[-1] in _TAILS else 1
    is_wanted = count > 1 or (form.actor.surname == "yes" and surname_of(form))
    if is_wanted and len(form.words) > count:
        yield Form(form.actor, "surname", form.text, form.words[-count:], form.cases[-count:])


def surname_of(form: Form) -> str:
    """Give the word by which a person's form may be taken up alone; empty for all but persons."""
    if form.actor.type != "person" or form.kind == "exclude" or not is_surname(form.words[-1]):
        return ""
    return form.words[-1]


def is_surname(word: str) -> bool:
    """Whether a last word can name a person alone: not a Khan, Agha or Shah, the end of a name, nor a single letter."""
    return word not in _NO_SURNAMES and len(word) > 1


def form_of(actor: Actor, kind: FormKind, text: str) -> Form:
    """Cut a listed form into words; an article before it is no part of it."""
    return Form(actor, kind, text, *_cut(text))


@lru_cache(maxsize=50_000)
def _cut(text: str) -> tuple[tuple[str, ...], tuple[Case, ...]]:
    """Give the words of a form and how each is written; each of several readers of a list asks for them anew."""
    found = tokens(text)
    if len(found) > 1 and found[0].word == "the":
        found = found[1:]
    return tuple(token.word for token in found), tuple(_case(text[start:end], word) for start, end, word, _ in found)


def _case(raw: str, word: str) -> Case:
    if word in SMALL_WORDS or not raw[0].isupper():
        return "any"
    letters = [letter for letter in raw if letter.isalpha()]
    return "capitals" if len(letters) > 1 and all(map(str.isupper, letters)) else "capital"


def trie_of(watchlist: Watchlist) -> Node:
    """Hold all forms of a watchlist, with the ways Arabic script joins and parts their words."""
    root = Node()
    for actor in watchlist.actors:
        for form in forms_of(actor):
            for words in {form.words, *_written(form.words)}:
                insert(root, form, words)
    return root


def insert(root: Node, form: Form, words: tuple[str, ...]) -> None:
    """Put a form into a trie under a sequence of words."""
    node = root
    for word in words:
        node = node.children.setdefault(comparable(word), Node())
        node.is_capital &= form.is_exact and form.cases[0] != "any"
    if not any(_is_same(form, other) for other in node.forms):
        node.forms.append(form)


def _is_same(form: Form, other: Form) -> bool:
    """Whether two forms that are compared by the same words differ in nothing that is judged."""
    return (form.actor.id, form.kind, form.words, form.cases) == (
        other.actor.id,
        other.kind,
        other.words,
        other.cases,
    ) and not form.is_exact


def _written(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give other ways to write a form: -i- for the ezafe -e-, in Arabic script other joins, the ezafe written out."""
    if not _EZAFE.keys().isdisjoint(words[1:-1]):
        yield (words[0], *(_EZAFE.get(word, word) for word in words[1:-1]), words[-1])
    if not all(map(is_arabic, words)):
        return
    for index in range(min(len(words) - 1, _MOST_JOINS)):
        if words[index].endswith("ه"):
            yield (*words[: index + 1], "ی", *words[index + 1 :])
        yield (*words[:index], words[index] + words[index + 1], *words[index + 2 :])
    for index, word in enumerate(words):
        for first in _compound_starts(word):
            yield (*words[:index], word[:first], word[first:], *words[index + 1 :])


def _compound_starts(word: str) -> Iterator[int]:
    """Give where a joined compound may be parted: after the Abd of عبدالرشید, before the God of رحمتالله."""
    if word.startswith("عبدال") and len(word) > len("عبدال"):
        yield len("عبد")
    if word.endswith("الله") and len(word) > len("الله"):
        yield len(word) - len("الله")
    if word.endswith("الدین") and len(word) > len("الدین"):
        yield len(word) - len("الدین")


def forms_under(node: Node) -> Iterator[Form]:
    """Give every form that ends at a node of the trie or beyond."""
    nodes = [node]
    while nodes:
        here = nodes.pop()
        yield from here.forms
        nodes += here.children.values()
