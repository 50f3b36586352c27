"""Finds persons under spellings nobody listed: the parts of their names, by class and sound, in any script.

A coarse key of consonants finds the candidates, whatever is joined or parted; comparing part with part decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from watchdesk.core.matching.alike import are_one_name
from watchdesk.core.matching.forms import PARTICLES, Form, forms_of
from watchdesk.core.matching.parts import Part, key_of, name_class, parts_of, reduced, word_key
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.tables import groups
from watchdesk.model import Watchlist

_LEAST_KEY = 4
_LEAST_KNOWN = 3
"""Consonants a key needs, fewer where every part is in the table."""
_MOST_TOKENS = 12
_MOST_NAMES = 50_000
_MOST_ALIKE = 200
"""Where more listed names share a key, only the written ones are found."""
_WITHIN, _ACROSS, _SHORTENED = 0.9, 0.85, 0.9
"""Confidence in a spelling of the same script and of another, and what of it is left to a shortened name."""
_WORDS = groups("words")
_SONS = _WORDS["son"]
_LONGEST_LINK = 3
_LINKS = _WORDS["and"] | _WORDS["object"] | {word for word in _WORDS["lead"] if len(word) <= _LONGEST_LINK}
"""Small words of which none stands within a name; longer lead words may be names (زمان)."""


class Variant(NamedTuple):
    """A form of a person as parts; ``rule`` says how it differs from what the list says."""

    form: Form
    parts: tuple[Part, ...]
    rule: str


@dataclass(slots=True)
class Variants:
    """The persons of a list by coarse key; ``beginnings`` are the keys of what a name may begin with."""

    by_key: dict[str, list[Variant]] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)
    _named: dict[tuple[str, ...], list[tuple[Variant, float]]] = field(default_factory=dict)

    def may_start(self, word: str) -> bool:
        """Whether a name of the list may begin with a word."""
        return word_key(word) in self.beginnings

    def may_continue(self, where: Field, start: int) -> bool:
        """Whether a name begins at a token and ends in the field, or goes on beyond its last token."""
        reach = list(_reach(self, where, start))
        return any(key in self.by_key for key, _ in reach) or len(reach) == len(where.words) - start

    def named_by(self, words: tuple[str, ...]) -> list[tuple[Variant, float]]:
        """Give the variants that words are a spelling of, with their likeness; remembered from text to text."""
        known = self._named.get(words)
        if known is None:
            if len(self._named) >= _MOST_NAMES:
                self._named.clear()
            alike = self.by_key[key_of(words)]
            known = self._named[words] = list(_compared(alike, words)) if len(alike) <= _MOST_ALIKE else []
        return known

    def add(self, variant: Variant) -> None:
        """Hold a variant under its key, if it is long enough to mean something."""
        key = key_of_parts(variant.parts)
        is_known = all(name_class(atom) for part in variant.parts for atom in part)
        if len(key) < (_LEAST_KNOWN if is_known else _LEAST_KEY):
            return
        known = self.by_key.setdefault(key, [])
        is_new = (one.parts != variant.parts or one.form.actor.id != variant.form.actor.id for one in known)
        if len(known) <= _MOST_ALIKE and all(is_new):
            known.append(variant)
        atoms = [atom for part in variant.parts for atom in part]
        self.beginnings.update(key_of(atoms[:count]) for count in range(1, len(atoms) + 1))
        self.beginnings.discard("")


def _parts(form: Form) -> tuple[Part, ...]:
    """Cut a form into parts, the titles before it left out unless a name has but one word besides."""
    words = form.words
    titles = (at for at, word in enumerate(words) if word not in _WORDS["title"] or name_class(word))
    parts = parts_of(words[next(titles, len(words)) :])
    return parts_of(words) if len(parts) == 1 and form.kind == "name" else parts


def key_of_parts(parts: tuple[Part, ...]) -> str:
    """Give the coarse key of a name cut into parts."""
    return key_of(atom for part in parts for atom in part)


def variants_of(watchlist: Watchlist) -> Variants:
    """Hold every person of a list, whole and in the shorter forms that belong to nobody else."""
    whole = [
        Variant(form, parts, "")
        for actor in watchlist.actors
        if actor.type == "person"
        for form in forms_of(actor)
        if form.kind in {"name", "alias"} and len(parts := _parts(form)) > 1
    ]
    owners: dict[str, set[str]] = {}
    for one in whole:
        owners.setdefault(key_of_parts(one.parts), set()).add(one.form.actor.id)
    held = Variants()
    for one in whole:
        held.add(one)
        for shorter in reduced(one.parts):
            if len(shorter) > 1 and owners.get(key_of_parts(shorter), set()) <= {one.form.actor.id}:
                held.add(Variant(one.form, shorter, "shortened"))
    return held


def _compared(candidates: list[Variant], words: tuple[str, ...]) -> Iterator[tuple[Variant, float]]:
    parts = parts_of(words)
    names_father = not _SONS.isdisjoint(words)
    for variant in candidates:
        if names_father and _SONS.isdisjoint(variant.form.words):
            continue
        alike = are_one_name(variant.parts, parts)
        if alike is not None:
            yield variant, alike


def variant_sightings(variants: Variants, where: Field, start: int) -> Iterator[Sighting]:
    """Give the persons whose name, spelled otherwise, begins at a token."""
    word = where.words[start]
    if (where.is_small(start) and word not in PARTICLES) or (word in _WORDS["capital"] and not name_class(word)):
        return
    for key, words in _reach(variants, where, start):
        if key in variants.by_key and word_key(words[-1]):
            yield from _verified(variants, where, start, words)


def _reach(variants: Variants, where: Field, start: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the keys of the stretches from a token on, as long as a name of the list may begin so."""
    words: list[str] = []
    for index in range(start, min(start + _MOST_TOKENS, len(where.words))):
        if index > start and not where.is_joined(index - 1):
            return
        word = where.words[index]
        if word in _LINKS:
            return
        if where.is_small(index) and word not in PARTICLES and (index == start or where.gap(index - 1) != "-"):
            return
        for head in where.heads(index) if index > start else ():
            if (key := key_of([*words, head])) in variants.beginnings:
                yield key, (*words, head)
        words.append(word)
        key = key_of(words)
        if key not in variants.beginnings:
            return
        yield key, tuple(words)
        if where.endings == "tg" and len(words) > 1:
            yield key, (*(word.removesuffix("и") for word in words[:-1]), words[-1])  # tied by a written ezafe


def _verified(variants: Variants, where: Field, start: int, words: tuple[str, ...]) -> Iterator[Sighting]:
    is_short = len(key_of(words)) < _LEAST_KEY
    for variant, alike in variants.named_by(words):
        if is_short and len(words) < len(variant.parts):
            continue  # Atanor is no Ata Noor
        across = is_arabic(words[0]) != is_arabic(variant.form.words[0])
        how = "cross-script" if across else "variant"
        confidence = round((_ACROSS if across else _WITHIN) * alike * (_SHORTENED if variant.rule else 1), 2)
        rule = f"{variant.form.kind} {variant.form.text} by its parts, likeness {alike:.2f}"
        if variant.rule:
            rule = f"{rule}, {variant.rule}"
        yield Sighting(where, start, start + len(words), variant.form.actor, how, confidence, rule, variant.form)
