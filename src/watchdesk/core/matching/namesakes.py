"""Refuses a bare family name in a document that first names somebody else of that name in full.

Hunter Biden was convicted; Biden wept: not the president, whom the list takes up by the family name alone.
"""

from functools import lru_cache

from watchdesk.core.matching.draft import Draft
from watchdesk.core.matching.forms import forms_of, surname_of
from watchdesk.core.matching.guards import ANOTHER, TITLES, surname_refusal
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.surnames import Families, family_key, is_full
from watchdesk.model import Actor


def drop_namesakes(draft: Draft, known: Families) -> None:
    """Refuse the family names alone that stand for nobody named in full, behind a namesake's full name."""
    bare = [one for one in draft.kept if _is_bare(one)]
    full = {_family(one) for one in draft.kept if is_full(one)} if bare else set()
    strangers = {family: _stranger(draft, known, family, bare) for family in set(map(_family, bare)) - full}
    if any(strangers.values()):
        draft.change(lambda one: _unless_namesake(one, strangers.get(_family(one), "")) if _is_bare(one) else one)


def _is_bare(one: Sighting) -> bool:
    """Whether a sighting is a family name alone, listed as such or taken up."""
    if one.actor.type != "person" or one.last - one.first > 1:
        return False
    return "surname" in {one.kind, one.how} or _family(one) in _families_of(one.actor)


@lru_cache(maxsize=10_000)
def _families_of(actor: Actor) -> frozenset[str]:
    return frozenset(family_key(form.words[-1]) for form in forms_of(actor) if len(form.words) > 1 and surname_of(form))


def _family(one: Sighting) -> str:
    return family_key(one.field.words[one.last - 1])


def _unless_namesake(one: Sighting, stranger: str) -> Sighting | str:
    """Refuse a bare name; one that the list takes up anywhere is kept behind a title."""
    is_titled = one.first > 0 and one.field.is_joined(one.first - 1) and one.field.words[one.first - 1] in TITLES
    if not stranger or (one.form is not None and is_titled):
        return one
    return f"the document names only {stranger}"


def _stranger(draft: Draft, known: Families, family: str, bare: list[Sighting]) -> str:
    """Give the full name of somebody else that stands before every bare mention of a family; empty if none does."""
    mine = [one for one in bare if _family(one) == family]
    first = min(one.place for one in mine)
    for where in draft.fields:
        for index in where.places(known.words.among(where.distinct, [family])):
            if (where.name == "text", index, 0) > first:
                return ""
            if _is_led(where, index, mine[0]):
                return where.surface(index - 1, index + 1)
    return ""


def _is_led(where: Field, index: int, one: Sighting) -> bool:
    """Whether another name's part stands before a family name."""
    if not where.is_joined(index - 1):
        return False
    return surname_refusal(where, index, index + 1, one.actor) == f"{ANOTHER}{where.surface(index - 1, index + 1)}"
