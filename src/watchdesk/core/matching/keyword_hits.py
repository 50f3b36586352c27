"""Makes the hit of a keyword out of what its query found: every place counted is a mention, and the other way round."""

from collections.abc import Sequence

from watchdesk.core.matching.evidence import Found, Stretch
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.score import Asides, parts_of, total
from watchdesk.core.matching.sightings import Sighting
from watchdesk.model import Actor, Hit, Keyword, Mention


def keyword_hit(keyword: Keyword, where: tuple[Field, ...], found: Sequence[Found], asides: Asides) -> Hit:
    """Give the hit of a keyword that was found at least once."""
    bearer = Actor(keyword.id, keyword.id, "org")
    rules = {given: _rule(keyword, where, given) for given in {one.given for one in found}}
    seen = [Sighting(where[at.field], at.first, at.last, bearer, "query", 1.0, rules[given]) for at, given in found]
    parts = parts_of(keyword.weight, seen, {}, asides)
    return Hit(keyword.id, "keyword", keyword.counts, total(parts), parts, tuple(map(_mention, seen)))


def _mention(one: Sighting) -> Mention:
    term, name = one.actor.id, one.field.name
    return Mention(term, "keyword", "keyword", one.start, one.end, one.surface, one.how, one.confidence, one.rule, name)


def _rule(keyword: Keyword, where: tuple[Field, ...], given: tuple[Stretch, ...]) -> str:
    """Give the query and, before it, what met its conditions and where."""
    places = ", ".join(_place(where, one) for one in dict.fromkeys(given))
    return f"given {places}: {keyword.query}" if places else keyword.query


def _place(where: tuple[Field, ...], at: Stretch) -> str:
    field = where[at.field]
    surface = " ".join(field.surface(at.first, at.last).split())
    return f"{surface} ({field.name} {field.starts[at.first]})"
