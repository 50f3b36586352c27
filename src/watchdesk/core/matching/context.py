# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""What the list demands of a document before a form counts: exclusions beside it, words it requires."""

import re
from bisect import bisect_right
from functools import lru_cache

from watchdesk.core.matching.draft import Draft
from watchdesk.core.matching.elsewhere import is_foreign, is_of_others
from watchdesk.core.matching.inflection import comparable
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import sentences, tokens
from watchdesk.model import Actor

_WORDS = groups("words")
_ARABIC_CLITIC = re.compile("^[وف]?[بلک]?(?:ال|لل)?(?=...)")
_DUAL_ADJECTIVE = re.compile("(?:ال)?...+یان")
_STUDENTS_REACH = 4


def exclude(draft: Draft) -> None:
    """Drop what an excluded phrase in its sentence, or a namesake before it in the text, says is somebody else.

    What the phrase covers is nobody's already. Beside an excluded word every form goes; beside a phrase the full name
    stays (a single word only where its capital shows a name), and any form where the text names somebody related.
    """
    if not draft.excluded:
        return
    borders: dict[str, list[int]] = {
        where.name: [start for start, _ in sentences(where.text)] for where in draft.fields
    }
    phrases = {(one.actor.id, _sentence(one, borders)): one for one in draft.excluded}
    others = frozenset(one.actor.id for one in draft.kept if one.actor.type != "place")
    draft.change(lambda one: _beside(one, phrases.get((one.actor.id, _sentence(one, borders))), others))
    named = {one.actor.id for one in draft.kept if one.kind == "name"}
    alike = {
        owner.actor.id for one, owner in draft.covered if owner.kind == "exclude" and one.actor.id == owner.actor.id
    }
    namesakes = {one.actor.id: one for one in reversed(draft.excluded) if one.actor.id in alike - named}
    draft.change(lambda one: _unless_namesake(one, namesakes.get(one.actor.id)))


def _sentence(one: Sighting, borders: dict[str, list[int]]) -> tuple[str, int]:
    return one.field.name, bisect_right(borders[one.field.name], one.field.starts[one.first])


def _beside(one: Sighting, phrase: Sighting | None, others: frozenset[str]) -> Sighting | str:
    if phrase is None:
        return one
    is_full = one.kind == "name" and (one.last - one.first > 1 or one.field.has_case(one.first))
    is_told = is_full or not others.isdisjoint(one.actor.related)
    if phrase.last - phrase.first > 1 and is_told:
        return one
    return f"in a sentence with the excluded {phrase.surface}"


def _unless_namesake(one: Sighting, namesake: Sighting | None) -> Sighting | str:
    if namesake is None or one.place < namesake.place or one.actor.surname == "yes":
        return one
    return f"the document names only {namesake.surface}"


def drop_abroad(draft: Draft) -> None:
    """Drop bodies named in common words that are of or in a country neither their own nor on the list."""
    draft.change(lambda one: _unless_abroad(draft, one))


def _unless_abroad(draft: Draft, one: Sighting) -> Sighting | str:
    field, last = one.field, one.last
    if one.actor.type != "org" or not (field.is_joined(last - 1) and field.is_joined(last)):
        return one
    link, word = field.words[last], field.words[last + 1]
    is_there = (link in _WORDS["in"] and is_foreign(word, one)) or (link == "of" and is_of_others(field, last + 1, one))
    if not is_there or draft.owner(field, last + 1, last + 2) is not None:
        return one
    return f"of another country: {field.surface(one.first, last + 2)}"


def require(draft: Draft) -> None:
    """Drop acronyms and aliases of one word whose actor requires words or related actors that the document lacks."""
    if not any(one.actor.require for one in draft.kept):
        return
    named = {one.actor.id for one in draft.kept}

    actors = {one.actor.id: one.actor for one in draft.kept}
    met = {name: _is_met(draft, actor, named) for name, actor in actors.items()}

    def judged(one: Sighting) -> Sighting | str:
        is_short = one.kind in {"acronym", "surname"} or (one.last - one.first == 1 and one.kind != "name")
        if not is_short or met[one.actor.id] or "defined in the document" in one.rule:
            return one
        return "the document holds none of the words it requires"

    draft.change(judged)


def _is_met(draft: Draft, actor: Actor, named: set[str]) -> bool:
    """Whether the document holds what an actor's short forms require: a word, an actor, or one related to it."""
    if not actor.require or not named.isdisjoint(actor.related):
        return True
    return any(demand in named or _holds(draft, demand) for demand in actor.require)


def company(draft: Draft) -> None:
    """Drop single words that are only spelled like a watched one where the document names nobody else for sure."""
    if all(map(_is_respelled, draft.kept)):
        draft.change(lambda _: "only spelled like the name, and nobody else is named")


def students(draft: Draft) -> None:
    """Drop an Arabic dual that is also a group's name where two students are meant and no person or group is named."""
    others = [one for one in draft.kept if not _is_dual(one)]
    if len(others) == len(draft.kept) or any(one.actor.type != "place" for one in others):
        return
    draft.change(lambda one: "two students, not the group" if _studies(one, in_places=bool(others)) else one)


def _is_dual(one: Sighting) -> bool:
    word = one.field.words[one.first]
    return one.last - one.first == 1 and is_arabic(word) and _ARABIC_CLITIC.sub("", word) in _WORDS["dual"]


def _studies(one: Sighting, *, in_places: bool) -> bool:
    """Whether a dual has the adjective or verb of two, or is of a school; where places are named, the former only."""
    if not _is_dual(one):
        return False
    words, at = one.field.words, one.first
    after = words[one.last : one.last + _STUDENTS_REACH]
    if (after and _DUAL_ADJECTIVE.fullmatch(after[0])) or not _WORDS["study_dual"].isdisjoint(after):
        return True
    is_of_school = after[:1] in (["من"], ["فی"]) and any(
        _ARABIC_CLITIC.sub("", word) in _WORDS["study"] for word in after[1:2]
    )
    return not in_places and (is_of_school or not _WORDS["study_verb"].isdisjoint(words[max(at - 1, 0) : at]))


def _is_respelled(one: Sighting) -> bool:
    return one.how == "variant" and one.actor.type != "person" and one.last - one.first == 1


def _holds(draft: Draft, phrase: str) -> bool:
    """Whether a phrase stands in the document."""
    stems = _stems(phrase)
    return any(_stand(where, stems) for where in draft.fields if stems and stems[0] in where.distinct_stems)


@lru_cache(maxsize=10_000)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(comparable(token.word) for token in tokens(phrase))


def _stand(where: Field, stems: tuple[str, ...]) -> bool:
    """Whether words stand in a row in a field that holds the first."""
    return len(stems) == 1 or any(
        index + len(stems) <= len(where.words)
        and all(_is_stem(where, index + at, stem) for at, stem in enumerate(stems))
        for index in where.stems[stems[0]]
    )


def _is_stem(where: Field, index: int, stem: str) -> bool:
    return comparable(where.words[index]) == stem or stem in where.heads(index)


def sentence_gap(where: Field, first: int, last: int) -> bool:
    """Whether a sentence ends between two tokens of a field."""
    start, end = where.ends[first], where.starts[last]
    return any(mark in where.folded[start:end] for mark in ".!?؟۔\n;")
