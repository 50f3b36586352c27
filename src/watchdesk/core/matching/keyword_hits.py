"""Makes the hit of a keyword out of the evidence for it, and chooses which stretches of it are shown as mentions.

The score counts all evidence. What is shown says why the keyword fired and repeats nothing: a few stretches, each
wording first, and none that a watched actor's mention holds already unless there is no other.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from watchdesk.core.matching.evidence import Stretch
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.score import parts_of
from watchdesk.core.matching.sightings import Sighting
from watchdesk.model import Actor, Hit, Keyword, Mention

_MOST_COUNTED = 20
_MOST_SHOWN = 5


def keyword_hit(
    keyword: Keyword, where: tuple[Field, ...], evidence: Sequence[Stretch], owners: Mapping[tuple[int, int], Stretch]
) -> Hit:
    """Give the hit of a keyword; ``owners`` are the actors' stretches by field and token."""
    actor = Actor(keyword.id, keyword.id, "org")
    counted = evidence[:_MOST_COUNTED]
    seen = [Sighting(where[one.field], one.first, one.last, actor, "query", 1.0, keyword.query) for one in counted]
    parts = parts_of(keyword.weight, seen, {})
    mentions = tuple(_mention(keyword, where[one.field], one) for one in _shown(where, evidence, owners))
    score = round(sum(value for _, value in parts), 4)
    return Hit(keyword.id, "keyword", keyword.counts, score, parts, mentions)


def _shown(
    where: tuple[Field, ...], evidence: Sequence[Stretch], owners: Mapping[tuple[int, int], Stretch]
) -> list[Stretch]:
    """Choose what to show, in the order of the document."""
    free = [one for one in evidence if not _is_held(one, owners)]
    if not free:
        free = [one for one in evidence if owners[one.field, one.first] != one]
    return sorted(islice(dict.fromkeys((*_each_wording(where, free), *free)), _MOST_SHOWN))


def _is_held(one: Stretch, owners: Mapping[tuple[int, int], Stretch]) -> bool:
    """Whether a stretch lies within the mention of an actor."""
    owner = owners.get((one.field, one.first))
    return owner is not None and one.last <= owner.last


def _each_wording(where: tuple[Field, ...], stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Give the first stretch of each wording."""
    met: set[tuple[str, ...]] = set()
    for one in stretches:
        wording = tuple(where[one.field].words[one.first : one.last])
        if wording not in met:
            met.add(wording)
            yield one


def _mention(keyword: Keyword, field: Field, one: Stretch) -> Mention:
    return Mention(
        keyword.id,
        "keyword",
        "keyword",
        field.starts[one.first],
        field.ends[one.last - 1],
        field.surface(one.first, one.last),
        "query",
        1.0,
        keyword.query,
        field.name,
    )
