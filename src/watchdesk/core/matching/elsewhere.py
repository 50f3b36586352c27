# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Refuses what is elsewhere: a town of the same name in another state, a body of the same name in another country."""

from functools import lru_cache

from watchdesk.core.matching.forms import SMALL_WORDS, Form, forms_of
from watchdesk.core.matching.inflection import WITH_ARTICLE, comparable
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.script import is_cyrillic
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.tables import groups
from watchdesk.model import Actor

_WORDS = groups("words")
_COUNTRIES = _WORDS["country"]
_FOREIGN = frozenset(map(comparable, _COUNTRIES))
_GENERIC = _WORDS["common"] | SMALL_WORDS | _WORDS["body"]
_OF = frozenset({"of", "د"})
_SAME_STEM = 4
"""By so many letters Afghan is Afghanistan."""
_FAMILIES = ("ов", "ев", "ова", "ева")
_TAKES_I = ("а", "я", "ь", "и", "ы", "е", "й", "г", "к", "х", "ж", "ч", "ш", "щ")
"""A Russian noun that ends so has an -i in one of its cases."""


def place_refusal(sighting: Sighting) -> str | None:
    """Refuse a place with an article it does not have, and whoever is named after it: Андараби is not Андараб."""
    if sighting.rule.endswith(WITH_ARTICLE):
        return "the place has no article"
    assert sighting.form is not None
    field, last = sighting.field, sighting.last
    listed, word = sighting.form.words[-1], field.words[last - 1]
    if is_cyrillic(listed) and word != listed:
        is_nisba = word.endswith("и") and not listed.endswith(_TAKES_I)
        if is_nisba or (word.endswith(_FAMILIES) and not listed.endswith(_FAMILIES)):
            return "somebody or something from there"
    if field.gap(last - 1).startswith(",") and last < len(field.words) and field.words[last] in _WORDS["state"]:
        return f"another place: {field.surface(sighting.first, last + 1)}" if field.is_capital(last) else None
    return None


def other_country(sighting: Sighting) -> str | None:
    """Refuse a body named in common words alone beside a country that is not its own: Myanmar's Northern Alliance."""
    field, first, last = sighting.field, sighting.first, sighting.last
    if last - first == 1:
        return None
    before = field.words[first - 1] if field.is_joined(first - 1, loosely=True) else ""
    behind = last + (field.is_joined(last - 1) and field.words[last] in _OF)
    after = field.words[behind] if field.is_joined(behind - 1) else ""
    country = next((word for word in (before, after) if is_foreign(word, sighting)), "")
    return f"of another country: {country}" if country else None


def is_foreign(word: str, sighting: Sighting) -> bool:
    """Whether a word names a country that is not the one of a body whose name could be any country's."""
    return comparable(word) in _FOREIGN and _may_be_others(word, sighting)


def is_of_others(field: Field, index: int, sighting: Sighting) -> bool:
    """Whether a token with a capital behind "of" says whose such a body is, and it is not the listed one's."""
    word = field.words[index]
    is_plain = word in _WORDS["title"] | _WORDS["capital"]
    return field.is_capital(index) and not is_plain and _may_be_others(word, sighting)


def _may_be_others(word: str, sighting: Sighting) -> bool:
    if sighting.form is None or sighting.last - sighting.first == 1 or not _is_generic(sighting.form):
        return False
    return not any(word[:_SAME_STEM] in own for own in _own_words(sighting.actor))


@lru_cache(maxsize=10_000)
def _own_words(actor: Actor) -> frozenset[str]:
    """Give the folded words of an actor's names."""
    return frozenset(word for form in forms_of(actor) if form.kind != "exclude" for word in form.words)


@lru_cache(maxsize=10_000)
def _is_generic(form: Form) -> bool:
    """Whether a form holds nothing but common words, so that bodies of several countries may bear it."""
    return all(word in _GENERIC for word in form.words)
