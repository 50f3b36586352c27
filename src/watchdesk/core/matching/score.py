"""Scores what was found: a sum whose parts can be read aloud."""

from collections.abc import Mapping, Sequence

from watchdesk.core.matching.sightings import Sighting

_FIRST = 0.4
"""What one mention is worth of the weight; each further one adds the same share of what is left."""
_TITLE = 1.0
_EARLY = 0.3
_EARLY_SHARE = 0.15
_RELATED = 0.2
_RELATED_REACH = 40


def parts_of(
    weight: float, sightings: Sequence[Sighting], related: Mapping[str, Sequence[Sighting]]
) -> tuple[tuple[str, float], ...]:
    """Give the parts of a hit's score, each with its reason; ``related`` are the sightings of related actors.

    All sightings are in the order of the document.
    """
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


def _is_near(ours: Sequence[Sighting], theirs: Sequence[Sighting]) -> bool:
    """Whether a sighting of ours and one of theirs are close; the one that is behind is exchanged for its next."""
    left, right = iter(ours), iter(theirs)
    one, other = next(left, None), next(right, None)
    while one is not None and other is not None:
        if one.field is other.field and abs(one.first - other.first) <= _RELATED_REACH:
            return True
        if one.place < other.place:
            one = next(left, None)
        else:
            other = next(right, None)
    return False
