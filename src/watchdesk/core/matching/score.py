"""Scores what was found: a sum whose parts can be read aloud."""

from collections.abc import Mapping
from itertools import pairwise

from watchdesk.core.matching.sightings import Sighting

_FIRST = 0.4
"""What one mention is worth of the weight; each further one adds the same share of what is left."""
_TITLE = 1.0
_EARLY = 0.3
_EARLY_SHARE = 0.15
_RELATED = 0.2
_RELATED_REACH = 40


def parts_of(
    weight: float, sightings: list[Sighting], related: Mapping[str, list[Sighting]]
) -> tuple[tuple[str, float], ...]:
    """Give the parts of a hit's score, each with its reason; ``related`` are the sightings of related actors."""
    count = len(sightings)
    best = max(one.confidence for one in sightings)
    frequency = weight * (1 - (1 - _FIRST) ** count)
    parts = [(f"named {count} times at weight {weight:g}" if count > 1 else f"named at weight {weight:g}", frequency)]
    if best < 1:
        parts.append((f"confidence {best:.2f}", frequency * (best - 1)))
    if any(one.field.name == "title" for one in sightings):
        parts.append(("in the title", frequency * best * _TITLE))
    elif any(one.first < _EARLY_SHARE * len(one.field.words) for one in sightings):
        parts.append(("early in the text", frequency * best * _EARLY))
    near = sorted(actor for actor, others in related.items() if _is_near(sightings, others))
    if near:
        parts.append((f"near related {', '.join(near)}", _RELATED * len(near)))
    return tuple((reason, round(value, 4)) for reason, value in parts)


def _is_near(ours: list[Sighting], theirs: list[Sighting]) -> bool:
    places = sorted((one.field.name, one.first, side) for side, group in enumerate((ours, theirs)) for one in group)
    return any(
        left[0] == right[0] and left[2] != right[2] and right[1] - left[1] <= _RELATED_REACH
        for left, right in pairwise(places)
    )
