# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Says whether two written names are one person's name, judged on the names alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from watchdesk.core.matching.alike import LEAST_PART, are_one_name, in_order, part_likeness
from watchdesk.core.matching.forms import forms_of
from watchdesk.core.matching.parts import LEADING, Part, name_class, parts_of
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.sounds import consonants
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import tokens
from watchdesk.model import Actor, Watchlist

_WORDS = groups("words")
_OPTIONAL = _WORDS["honorific"]
_BEFORE = _OPTIONAL | {word for word in _WORDS["title"] if not name_class(word)}
_MOST_PERMUTED = 5
_MANS, _WOMANS = re.compile("(?:[oe]v|[ое]в|ский)$"), re.compile("(?:[oe]va|[ое]ва|ская)$")
_PREFIX = re.compile("^عبدال?(?=..)")
_LEAST_SHARED = 3
_LEAST_TELLING = 2
_COMMON = _WORDS["tribe"] | _WORDS["no_surname"]
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class SameName:
    """The answer and its reason in plain words."""

    same: bool
    why: str


def same_name(a: str, b: str, watchlist: Watchlist | None = None) -> SameName:
    """Say whether two names are one; a watchlist forbids what would merge two of its actors."""
    if watchlist is not None:
        listed = _listed(a, b, watchlist)
        if listed is not None:
            return listed
    one, other = (_parts(name) for name in (a, b))
    if not one or not other:
        return SameName(same=a.strip() == b.strip() != "", why="no name part in one of them")
    if max(len(one), len(other)) > _MOST_PARTS:
        return SameName(same=one == other, why=f"more than {_MOST_PARTS} parts: only letter by letter")
    fathered = {_names_father(name) for name in (a, b)}
    if len(fathered) > 1:
        son, likewise = (_parts(_before_father(name)) for name in (a, b))
        if _is_telling(son) and are_one_name(son, likewise) is not None:
            return SameName(same=True, why="the same but for the father's name")
    apart = _written_apart(a, b)
    if apart is not None:
        return SameName(same=False, why=f"{apart[0]} against {apart[1]}")
    return _judged(one, other, is_fathered=True in fathered)


def _parts(name: str) -> tuple[Part, ...]:
    """Give the parts of a name with its titles left out, a family name before a comma moved to the end."""
    family, comma, given = re.sub(r"[()\[\]]", " ", name).partition(",")
    words = [token.word for token in tokens(f"{given} {family}" if comma and given.strip() else name)]
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    while len(words) > 2 and words[-1] in _OPTIONAL:  # noqa: PLR2004 - two words must be left
        words = words[:-1]
    return parts_of(words)


def _written_apart(a: str, b: str) -> tuple[str, str] | None:
    """Give a man's and a woman's Russian family name, or two words in Arabic script that part in their first vowel.

    That it writes if it is long (عامر and عمر); in Latin letters the two may be written alike. Further on a long a may
    be left out: رحمن is رحمان.
    """
    ours, theirs = ([_PREFIX.sub("", token.word) for token in tokens(name)] for name in (a, b))
    if {bool(_MANS.search(words[-1])) - bool(_WOMANS.search(words[-1])) for words in (ours, theirs)} == {1, -1}:
        return ours[-1], theirs[-1]
    for one, other in zip(ours, theirs, strict=False):
        if is_arabic(one) and is_arabic(other) and one[:1] == other[:1] and (one[1:2] == "ا") != (other[1:2] == "ا"):
            return one, other
    return None


def _names_father(name: str) -> bool:
    """Whether a bin or ibn stands in a name: then its order says who is the son."""
    return not _WORDS["son"].isdisjoint(token.word for token in tokens(name)[1:])


def _before_father(name: str) -> str:
    """Give a name without what stands behind its bin or ibn, that included."""
    found = tokens(name)
    return next((name[: token.start] for token in found[1:] if token.word in _WORDS["son"]), name)


def _listed(a: str, b: str, watchlist: Watchlist) -> SameName | None:
    """Answer from the list where it names both."""
    one, other = ({actor.id for actor in watchlist.actors if _names(actor, name)} for name in (a, b))
    if one and other:
        shared = sorted(one & other)
        if shared:
            return SameName(same=True, why=f"the watchlist has both as {', '.join(shared)}")
        return SameName(same=False, why=f"the watchlist has {', '.join(sorted(one))} and {', '.join(sorted(other))}")
    return None


def _names(actor: Actor, name: str) -> bool:
    words = tuple(token.word for token in tokens(name))
    return any(form.words == words for form in forms_of(actor) if form.kind != "exclude")


def _judged(one: tuple[Part, ...], other: tuple[Part, ...], *, is_fathered: bool) -> SameName:
    alike = are_one_name(one, other)
    if alike is not None:
        return SameName(same=True, why=f"every part of one is a part of the other (likeness {alike:.2f})")
    turned = None if is_fathered else _turned(one, other)
    if turned is not None:
        return SameName(same=True, why=f"the same parts in another order (likeness {turned:.2f})")
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer):
        return _shortened(shorter, longer)
    return _different(one, other)


def _turned(one: tuple[Part, ...], other: tuple[Part, ...]) -> float | None:
    """Give the likeness of two names whose parts stand in another order, the last elsewhere too.

    Ali Ahmad Jalali and Ahmad Ali Jalali are two.
    """
    if len(one) != len(other) or not 1 < len(one) <= _MOST_PERMUTED:
        return None
    turned = ([other[at] for at in order] for order in permutations(range(len(other))) if order[-1] != len(other) - 1)
    found = [alike for order in turned if (alike := are_one_name(one, order)) is not None]
    return max(found, default=None)


def _shortened(shorter: tuple[Part, ...], longer: tuple[Part, ...]) -> SameName:
    """Judge a name that may be the other with parts left out: one of a long name, or those within a telling one.

    Whoever has one name more in front is the son, but for names that are put before others.
    """
    if len(shorter) >= _LEAST_SHARED and len(longer) - len(shorter) == 1:
        for index in range(len(longer)):
            rest = (*longer[:index], *longer[index + 1 :])
            if (index or longer[0] in LEADING) and are_one_name(shorter, rest) is not None:
                return SameName(same=True, why=f"the same but for {' '.join(longer[index])}")
    if longer[0] in LEADING and _is_telling(shorter) and are_one_name(shorter, longer[1:]) is not None:
        return SameName(same=True, why=f"the same but for {' '.join(longer[0])} in front")
    if len(shorter) > 1 and _is_telling(shorter) and _is_telling(longer):
        for middle in combinations(longer[1:-1], len(shorter) - 2):
            if are_one_name(shorter, (longer[0], *middle, longer[-1])) is not None:
                return SameName(same=True, why="the same but for names between the first and the last")
    return _different(shorter, longer)


def _is_telling(name: Sequence[Part]) -> bool:
    """Whether first and last part alone say who is meant: the first not put before others, the last no common one."""
    first, last = name[0], name[-1]
    return (
        len(name) > 1
        and first not in LEADING
        and not any(map(name_class, last))
        and sum(map(consonants, last)) >= _LEAST_TELLING
        and _COMMON.isdisjoint(last)
    )


def _different(one: Sequence[Part], other: Sequence[Part]) -> SameName:
    """Name the parts that set two names apart."""
    if in_order(one, other) is not None:
        return SameName(same=False, why="too little in common to be sure across scripts")
    alone = [" ".join(part) for part in one if all(part_likeness(part, against) < LEAST_PART for against in other)]
    missing = [" ".join(part) for part in other if all(part_likeness(part, against) < LEAST_PART for against in one)]
    if not alone and not missing:
        return SameName(same=False, why="the same parts, put otherwise")
    return SameName(same=False, why=f"{', '.join(alone) or 'nothing'} against {', '.join(missing) or 'nothing'}")
