"""Scores what was found: a sum whose parts can be read aloud."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.text.boilerplate import boilerplate_spans

_FIRST = 0.4
"""What one mention is worth of the weight; each further one adds the same share of what is left."""
_TITLE = 1.0
_EARLY = 0.3
_EARLY_SHARE = 0.15
_RELATED = 0.2
_RELATED_REACH = 40
_ASIDE = 0.3
"""What is left of a score where every mention stands aside of the story."""


class Asides:
    """The captions, links and notes of one document's text; looked for when first asked about."""

    def __init__(self) -> None:
        self._spans: dict[str, tuple[tuple[int, int], ...]] = {}

    def hold(self, sightings: Iterable[Sighting]) -> bool:
        """Whether all sightings stand aside of the story; a title never does."""
        return all(one.field.name == "text" and self._holds(one) for one in sightings)

    def _holds(self, one: Sighting) -> bool:
        spans = self._of(one.field)
        start, end = one.field.starts[one.first], one.field.ends[one.last - 1]
        at = bisect_right(spans, (start, len(one.field.text))) - 1
        return at >= 0 and end <= spans[at][1]

    def _of(self, field: Field) -> tuple[tuple[int, int], ...]:
        if field.name not in self._spans:
            self._spans[field.name] = boilerplate_spans(field.text)
        return self._spans[field.name]


def parts_of(
    weight: float, sightings: Sequence[Sighting], related: Mapping[str, Sequence[Sighting]], asides: Asides
) -> tuple[tuple[str, float], ...]:
    """Give the parts of a hit's score, each with its reason; ``related`` are the sightings of related actors.

    All sightings are in the order of the document. Parts have the two digits that are shown, so that the sum can be
    checked by whoever reads it.
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
    if asides.hold(sightings):
        parts.append(("only in captions, links or notes", sum(value for _, value in parts) * (_ASIDE - 1)))
    return tuple((reason, round(value, 2)) for reason, value in parts)


def total(parts: Iterable[tuple[str, float]]) -> float:
    """Give the score that parts add up to."""
    return round(sum(value for _, value in parts), 2)


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
