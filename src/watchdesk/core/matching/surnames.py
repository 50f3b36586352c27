"""Whom a family name alone means: the persons the document names in full decide."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from watchdesk.core.matching.alike import are_one_name
from watchdesk.core.matching.context import sentence_gap
from watchdesk.core.matching.draft import Draft
from watchdesk.core.matching.forms import PARTICLES, forms_of, is_surname, surname_of
from watchdesk.core.matching.guards import surname_refusal
from watchdesk.core.matching.inflection import ARABIC_PREFIX, comparable
from watchdesk.core.matching.parts import name_class, parts_of, word_key
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.remembered import Grouped
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.sounds import coarse, likeness
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import tokens
from watchdesk.model import Actor, Watchlist

_AND = groups("words")["and"]
_CUE_REACH = 3
_LEAST_RESPELLED = 5
_LEAST_LIKENESS = 0.93
_LEAST_PARTS = 3
_NOBODY = "nobody of that name is named in full"
_MOST_ALIKE = 20
"""Where a document names more family names with the same consonants, a word with those says nothing; of the bearers of
one name so many are told that they are not meant."""


class Family(NamedTuple):
    """Actors of the list that share a family name, in the list's order."""

    surname: str
    actors: tuple[Actor, ...]
    cues: dict[str, list[tuple[tuple[str, ...], Actor]]]
    """By its last word each cue, and whose it is."""
    given: tuple[tuple[Actor, tuple[str, ...]], ...]
    """The given names, two at least, and whose they are."""


class Families(NamedTuple):
    """The families of a list by what spellings of their name share; ``unnamed`` may be meant by the bare name alone."""

    by_name: dict[str, Family]
    unnamed: frozenset[str]
    words: Grouped
    """The words of texts by the family name they are, whole."""
    sounding: Grouped
    """The same by their consonants, as far as they may be a family name spelled otherwise."""
    given: Grouped
    """The same by their share of a name's key."""


def families(watchlist: Watchlist) -> Families:
    """Give the families of a list."""
    members: dict[str, dict[str, Actor]] = {}
    given: dict[str, dict[tuple[str, tuple[str, ...]], Actor]] = {}
    for actor in watchlist.actors:
        for form in forms_of(actor):
            if form.kind in {"name", "alias"} and len(form.words) > 1 and (surname := surname_of(form)):
                members.setdefault(family_key(surname), {})[actor.id] = actor
                if len(form.words) >= _LEAST_PARTS:
                    given.setdefault(family_key(surname), {})[actor.id, form.words[:-1]] = actor
    by_name = {
        surname: Family(
            surname,
            tuple(actors.values()),
            _cues(actors.values()),
            tuple((actor, words) for (_, words), actor in given.get(surname, {}).items()),
        )
        for surname, actors in members.items()
    }
    unnamed = (
        name
        for name, family in by_name.items()
        if any(actor.surname == "default" or actor.cues for actor in family.actors)
    )
    return Families(by_name, frozenset(unnamed), Grouped(_own_key), Grouped(_sound_key), Grouped(word_key))


@lru_cache(maxsize=200_000)
def family_key(word: str) -> str:
    """Give what all spellings of a family name share: its class, else the word as looked up."""
    return name_class(word) or name_class(comparable(word)) or comparable(word)


def resolve_surnames(draft: Draft, known: Families) -> None:
    """Take up given names and bare family names of the persons that the document names in full."""
    draft.offer(_given_names(draft, known))
    draft.offer(_coordinated(draft, known))
    if not all(map(_may_stand_alone, draft.kept)):
        present = {one.actor.id for one in draft.kept if one.kind != "surname"}
        draft.change(lambda one: one if one.actor.id in present or _may_stand_alone(one) else _NOBODY)
    full = _named_in_full(draft)
    for where in draft.fields:
        named = _family_names(where.distinct, known, full)
        bearers = {
            name: _bearers(draft, full.get(name, []), known.by_name.get(name), name) for name in set(named.values())
        }
        for index in where.places(named):
            for word in filter(named.__contains__, (where.words[index], *where.heads(index))):
                if where.stands_for(index, word) and draft.owner(where, index, index + 1) is None:
                    _resolve(draft, where, index, bearers[named[word]])


def _may_stand_alone(one: Sighting) -> bool:
    return one.actor.surname == "yes" or one.kind != "surname"


def refuse_unnamed(draft: Draft, known: Families) -> None:
    """Note as refused the listed family names that stand alone where nobody who bears them is named in full."""
    judged = {(one.field.name, index) for one, _ in draft.refused for index in range(one.first, one.last)}
    for where in draft.fields:
        words = filter(is_surname, where.distinct)
        bearing = {word: family.actors for word in words if (family := known.by_name.get(family_key(word)))}
        for index in where.places(bearing):
            if (where.name, index) in judged or where.is_small(index) or draft.owner(where, index, index + 1):
                continue
            for actor in bearing.get(where.words[index], ()):
                reason = surname_refusal(where, index, index + 1, actor) or _NOBODY
                draft.refuse(Sighting(where, index, index + 1, actor, "surname", 0.0, "family name alone"), reason)


def _family_names(words: AbstractSet[str], known: Families, full: Collection[str]) -> dict[str, str]:
    """Give the words that are a family name, or another spelling of one that stands in full: a paper may have both."""
    by_key: dict[str, list[str]] = {}
    for name in sorted(full):
        by_key.setdefault(coarse(name), []).append(name)
    found: dict[str, str] = {}
    for word, key in known.sounding.among(words, by_key).items():
        names = by_key[key] if len(by_key[key]) <= _MOST_ALIKE else ()
        alike = (name for name in names if name[0] == word[0] and likeness(name, word) >= _LEAST_LIKENESS)
        if name := next(alike, ""):
            found[word] = name
    return found | known.words.among(words, known.unnamed.union(full))


def _own_key(word: str) -> str:
    return family_key(word) if is_surname(word) else ""


def _sound_key(word: str) -> str:
    """Give a word's consonants if it may be a family name spelled otherwise, else nothing."""
    is_fixed = not is_surname(word) or len(word) < _LEAST_RESPELLED or name_class(word) or is_arabic(word)
    return "" if is_fixed else coarse(word)


def is_full(one: Sighting) -> bool:
    """Whether a sighting is a person's full name, by whose family name he may be called from then on."""
    return (
        one.actor.type == "person"
        and one.last - one.first > 1
        and one.how != "given names"
        and is_surname(one.field.words[one.last - 1])
    )


def _named_in_full(draft: Draft) -> dict[str, list[Sighting]]:
    """Give the full names in order by their family name, as it is written and as the list writes it."""
    found: dict[str, list[Sighting]] = {}
    for one in filter(is_full, draft.in_order()):
        words = {one.field.words[one.last - 1], surname_of(one.form) if one.form else ""} - {""}
        for name in set(map(family_key, words)):
            found.setdefault(name, []).append(one)
    return found


class _Bearers(NamedTuple):
    """Who may be meant by a family name."""

    named: list[Sighting]
    """Those the document names in full, in order."""
    places: list[tuple[bool, int, int]]
    """Where it does."""
    actors: dict[str, Actor]
    """The same, once each."""
    family: Family
    """Those of the list that bear the name."""
    default: Actor | None
    """Whom the list means where several could be, if the document names him or somebody related."""


def _bearers(draft: Draft, named: list[Sighting], family: Family | None, name: str) -> _Bearers:
    actors = {one.actor.id: one.actor for one in named}
    family = family or Family(name, (), {}, ())
    default = next((actor for actor in actors.values() if actor.surname == "default"), None)
    if default is None and not named:
        default = next(
            (actor for actor in family.actors if actor.surname == "default" and _has_company(draft, actor)), None
        )
    return _Bearers(named, [one.place for one in named], actors, family, default)


def _resolve(draft: Draft, where: Field, index: int, bearers: _Bearers) -> None:
    actor, rule = _meant(where, index, bearers)
    if actor is None:
        return
    first = index
    if index > 0 and where.words[index - 1] in PARTICLES - _AND and where.is_joined(index - 1):
        own = {word for form in forms_of(actor) for word in form.words}
        first = index - 1 if where.words[index - 1] in own else index
    sighting = Sighting(where, first, index + 1, actor, "surname", 0.75, rule)
    reason = surname_refusal(where, first, index + 1, actor)
    if reason is not None:
        draft.refuse(sighting, reason)
        return
    draft.keep(sighting)
    for other in islice((other for other in bearers.actors.values() if other.id != actor.id), _MOST_ALIKE):
        loser = Sighting(where, first, index + 1, other, "surname", 0.0, rule)
        draft.refuse(loser, f"{actor.id} is meant: {rule}")


def _meant(where: Field, index: int, bearers: _Bearers) -> tuple[Actor | None, str]:
    cued = min(_cued(where, index, bearers.family), key=bearers.family.actors.index, default=None)
    if cued is not None:
        return cued, f"family name after a cue for {cued.name}"
    if bearers.default is not None:
        return bearers.default, f"family name; {bearers.default.name} is meant where several could be"
    if bearers.named:
        before = bisect_left(bearers.places, (where.name == "text", index, 0))
        actor = bearers.named[max(before - 1, 0)].actor
        return actor, f"family name of {actor.name}, named in full in the document"
    return None, ""


def _has_company(draft: Draft, actor: Actor) -> bool:
    """Whether the document names an actor related to this one; any other, if the list names no relations."""
    named = {one.actor.id for one in draft.kept} - {actor.id}
    return bool(named & set(actor.related)) if actor.related else bool(named)


def _cued(where: Field, index: int, family: Family) -> Iterator[Actor]:
    """Give those of whom a cue ends among the last words before a name, in its sentence."""
    for near in range(max(0, index - _CUE_REACH), index):
        for cue, actor in family.cues.get(where.words[near], ()):
            stands = tuple(where.words[max(0, near + 1 - len(cue)) : near + 1]) == cue
            if stands and (near + 1 == index or not sentence_gap(where, near + 1, index)):
                yield actor


def _cues(actors: Iterable[Actor]) -> dict[str, list[tuple[tuple[str, ...], Actor]]]:
    found: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
    for actor in actors:
        for cue in actor.cues:
            words = tuple(token.word for token in tokens(cue))
            if words:
                found.setdefault(words[-1], []).append((words, actor))
    return found


def _given_names(draft: Draft, known: Families) -> Iterator[Sighting]:
    """Give the places where the given names of a person named in full stand without the family name."""
    prefixes: dict[str, dict[tuple[str, ...], Actor]] = {}
    for one in draft.kept:
        words = tuple(one.field.words[one.first : one.last])
        is_told = one.actor.type == "person" and len(words) >= _LEAST_PARTS
        if is_told and name_class(words[-2]) != "khan":  # every Amir may be an Amir Khan
            prefixes.setdefault(word_key(words[0]), {}).setdefault(words[:-1], one.actor)
    for where in draft.fields if prefixes else ():
        keys = known.given.among(where.distinct, prefixes)
        for index in where.places(keys):
            for words, actor in prefixes.get(keys.get(where.words[index], ""), {}).items():
                last = index + len(words)
                if _stands(draft, where, index, words) and surname_refusal(where, last - 1, last, actor) is None:
                    yield Sighting(where, index, last, actor, "given names", 0.8, f"given names of {actor.name}")


def _coordinated(draft: Draft, known: Families) -> Iterator[Sighting]:
    """Give the given names of a relative before "and" and a full name: Ahmad Zia and Ahmad Wali Massoud."""
    for one in filter(is_full, tuple(draft.kept)):
        last = _before_and(one)
        family = known.by_name.get(family_key(one.field.words[one.last - 1]))
        others = (
            [(actor, words) for actor, words in family.given if actor.id != one.actor.id] if last and family else []
        )
        for actor, words in others:
            first = last - len(words)
            if first >= 0 and _stands(draft, one.field, first, words) and not one.field.is_small(first):
                rule = f"given names of {actor.name}, who shares the family name of {one.actor.name} after them"
                yield Sighting(one.field, first, last, actor, "given names", 0.8, rule)


def _before_and(one: Sighting) -> int:
    """Give the token behind the last one before the "and" that leads to a name; 0 if none does."""
    if one.field.words[one.first - 1 : one.first] and one.field.words[one.first - 1] in _AND:
        return one.first - 1 if one.field.is_joined(one.first - 1) and one.field.is_joined(one.first - 2) else 0
    return one.first if f"{ARABIC_PREFIX} و" in one.rule and one.field.is_joined(one.first - 1) else 0


def _stands(draft: Draft, where: Field, first: int, words: tuple[str, ...]) -> bool:
    """Whether these words or spellings of them, nobody's yet, stand at a token."""
    last = first + len(words)
    written = tuple(where.words[first:last])
    return (
        len(written) == len(words)
        and draft.owner(where, first, last) is None
        and all(where.is_joined(index) for index in range(first, last - 1))
        and (written == words or _are_spellings(written, words))
    )


@lru_cache(maxsize=50_000)
def _are_spellings(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two stretches of given names are the same names."""
    return are_one_name(parts_of(one), parts_of(other)) is not None
