"""Judges one sighting by its letters and neighbours: the reason to refuse it, or none.

What the rest of the document says is not considered here.
"""

from watchdesk.core.matching.forms import Case
from watchdesk.core.matching.parts import is_name_part, name_class
from watchdesk.core.matching.reading import Field, is_arabic
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import fold_word
from watchdesk.model import Actor

_WORDS = groups("words")
_TITLES = _WORDS["title"]
_CAPITALISED = _WORDS["capital"] | _TITLES
_SONS = frozenset({"بن", "ابن"})
_LEADING = frozenset({"mohammad", "sayed", "amir", "mir", "khan"})
"""Put before a name without making another man of its bearer."""
_FOLLOWING = frozenset({"khan", "jan", "shah"})
_INSTITUTIONS = _WORDS["institution"]
_INSTITUTIONS_BEFORE = _WORDS["institution_before"]


def refusal(sighting: Sighting) -> str | None:
    """Give the reason why a sighting cannot be what its form says, or None."""
    if sighting.form is None or sighting.form.kind == "exclude":
        return None
    if sighting.form.is_exact:
        return _acronym_refusal(sighting)
    if not _has_its_case(sighting):
        return "not capitalised as a name is"
    if sighting.actor.type == "person" and sighting.last - sighting.first == 1:
        return surname_refusal(sighting.field, sighting.first, sighting.actor)
    if sighting.actor.type == "person":
        place = sighting.field, sighting.first, sighting.last
        return _neighbour_refusal(*place) or _longer_name_refusal(*place)
    return None


def _acronym_refusal(sighting: Sighting) -> str | None:
    field = sighting.field
    if field.has_case(sighting.first) and field.shouts(sighting.first):
        return "in a line of capitals"
    return None


def _has_its_case(sighting: Sighting) -> bool:
    """Whether the ends of a name are capitalised as listed; a person's every word."""
    assert sighting.form is not None
    field, cases = sighting.field, sighting.form.cases
    if len(cases) != sighting.last - sighting.first:  # joined or parted: a script without capitals
        return True
    last = len(cases) - 1
    for offset, case in enumerate(cases):
        is_needed = sighting.actor.type == "person" or offset in {0, last}
        if is_needed and not _is_written(field, sighting.first + offset, case):
            return False
    return True


def _is_written(field: Field, index: int, case: Case) -> bool:
    if case == "any" or not field.has_case(index):
        return True
    if case == "capital":
        return field.is_capital(index)
    return field.raw(index) == field.raw(index).upper()


def _neighbour_refusal(field: Field, first: int, last: int) -> str | None:
    """Refuse a person's name that is part of another name: of a square, a school."""
    if field.is_joined(last - 1):
        following = field.words[last]
        further = field.words[last + 1] if field.is_joined(last) else ""
        if {following, further} & _INSTITUTIONS and field.is_capital(last):
            return f"part of another name: {field.surface(first, last + 1)}"
    if first > 0 and field.is_joined(first - 1) and field.words[first - 1] in _INSTITUTIONS_BEFORE:
        return f"part of another name: {field.surface(first - 1, last)}"
    return None


def _longer_name_refusal(field: Field, first: int, last: int) -> str | None:
    """Refuse a person's name that goes on: with one more given name before or behind it somebody else is meant."""
    if _adds_name(field, first - 1, first - 1, _LEADING):
        return f"part of a longer name: {field.surface(first - 1, last)}"
    if _adds_name(field, last - 1, last, _FOLLOWING):
        return f"part of a longer name: {field.surface(first, last + 1)}"
    return None


def _adds_name(field: Field, left: int, neighbour: int, harmless: frozenset[str]) -> bool:
    if not field.is_joined(left) or "\n" in field.gap(left):
        return False
    word = field.words[neighbour]
    if name_class(word) in harmless or word in _TITLES:
        return False
    if is_arabic(word):
        return is_name_part(word)
    return bool(name_class(word)) and field.is_capital(neighbour)


def surname_refusal(field: Field, index: int, actor: Actor) -> str | None:
    """Refuse a single name that is glued to parts of a name that are not its actor's."""
    if field.has_case(index) and not field.is_capital(index):
        return "not capitalised as a name is"
    if field.gap(index - 1).endswith(("@", "_", "#")):
        return "part of a handle"
    for neighbour in (index - 1, index + 1):
        if _is_glued_name(field, min(neighbour, index), neighbour, actor):
            first = min(neighbour, index)
            return f"part of another name: {field.surface(first, first + 2)}"
    return _neighbour_refusal(field, index, index + 1)


def _is_glued_name(field: Field, left: int, neighbour: int, actor: Actor) -> bool:
    if not field.is_joined(left) or field.gap(left) == "-":
        return False
    word = field.words[neighbour]
    if word in map(fold_word, actor.name.split()):
        return False
    if is_arabic(word):
        return word not in _TITLES and (bool(name_class(word)) or word in _SONS)
    return field.is_capital(neighbour) and word not in _CAPITALISED and not field.is_headline(neighbour)
