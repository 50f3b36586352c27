# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Compares two names part by part, and says whether they are one name."""

import re
from collections.abc import Sequence

from watchdesk.core.matching.parts import HALVES, Part, in_arabic_script, name_class
from watchdesk.core.matching.script import is_arabic
from watchdesk.core.matching.sounds import consonants, likeness

LEAST_PART = 0.72
"""Two parts less alike than this are two parts."""
_LEAST_NAME = 0.84
_LEAST_ACROSS = 4.5
"""Across scripts a name needs so many consonants, fewer if the likeness is near certain."""
_NEAR_CERTAIN = 0.95
_LEAST_CERTAIN = 3.0
_KNOWN = 2.5
"""A part of the table is worth so many consonants."""
_HALF = 2.0
"""A half that many compounds share, as the -ullah of Rohullah, a little less."""
_OTHER = 0.0
_SHORT = 0.15
_INITIAL = 0.85
"""An initial stands for every name that begins so."""
_GLUED = re.compile("al([aeou][a-z]{4,})")
_OF_A_NAME = re.compile("(...+?)[iyی]")
_WOMAN = re.compile("(...+?)(?:ah?|eh|ه)")


def part_likeness(one: Part, other: Part) -> float:
    """Say how alike two parts are, 0 for parts of different classes or different build."""
    if one == other:
        return 1.0
    if 1 in {len(one[0]), len(other[0])}:
        return _INITIAL if one[0][0] == other[0][0] else _OTHER
    if len(one) != len(other):
        return _halved(*sorted((one, other), key=len))
    return min(_atom_likeness(left, right) for left, right in zip(one, other, strict=True))


def _halved(single: Part, compound: Part) -> float:
    """Compare a name with its compound: Qayum is Abdul Qayum in short, Nasir Nasiruddin."""
    if len(compound) != 2:  # noqa: PLR2004 - two halves
        return _OTHER
    if compound[0] == "abd" and compound[1] != "allah":
        return _atom_likeness(single[0], compound[1]) - _SHORT
    if compound[1] == "din":
        return _atom_likeness(single[0], compound[0]) - _SHORT
    return _OTHER


def _atom_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    classed = (_class(one), _class(other))
    if all(classed):
        return 1.0 if classed[0] == classed[1] else _OTHER
    one, other = _without_article(one, other), _without_article(other, one)
    if _is_of_another(one, other):
        return _OTHER
    if any(classed) and (_is_woman_of(one, other) or _is_woman_of(other, one)):
        return _OTHER
    if any(classed) and is_arabic(one) == is_arabic(other):
        return likeness(one, other) - 0.1
    return likeness(one, other)


def _without_article(atom: str, beside: str) -> str:
    """Strip an article written together with a vowel, where the other name has none: Alotaibi and Otaibi."""
    match = _GLUED.fullmatch(atom)
    return match[1] if match and beside[0] in "aeiou" and not beside.startswith("al") else atom


def _is_of_another(one: str, other: str) -> bool:
    """Whether two family names are made of two known names: Hosseini and Hassani."""
    known = [_class(match[1]) for match in map(_OF_A_NAME.fullmatch, (one, other)) if match]
    return len(known) == 2 and all(known) and known[0] != known[1]  # noqa: PLR2004 - both


def _is_woman_of(atom: str, known: str) -> bool:
    """Whether an atom is the woman's form of a known man's name: Latifa, Farideh, مسعوده."""
    match = _WOMAN.fullmatch(atom)
    return match is not None and bool(_class(known)) and _class(match[1]) == _class(known)


def _class(atom: str) -> str:
    """Atoms of the table stand under their class's own name."""
    return name_class(atom)


def in_order(one: Sequence[Part], other: Sequence[Part]) -> tuple[float, ...] | None:
    """Pair all parts of two names in order, two parts written as one included; None where that cannot be."""
    if not one and not other:
        return ()
    best: tuple[float, ...] | None = None
    for left, right in ((1, 1), (2, 1), (1, 2)):
        if len(one) < left or len(other) < right:
            continue
        alike = _stretch_likeness(one[:left], other[:right])
        if alike < LEAST_PART:
            continue
        rest = in_order(one[left:], other[right:])
        if rest is not None and (best is None or sum((alike, *rest)) / (1 + len(rest)) > sum(best) / len(best)):
            best = (alike, *rest)
    return best


def _stretch_likeness(one: Sequence[Part], other: Sequence[Part]) -> float:
    """Compare a part with one part or with two: written as one, or the halves of a compound without its link."""
    alike = part_likeness(_merged(one), _merged(other))
    if len(one) == len(other):
        return alike
    halves = tuple(atom for part in one for atom in part), tuple(atom for part in other for atom in part)
    return max(alike, part_likeness(*halves)) if len(halves[0]) == len(halves[1]) else alike


def _merged(parts: Sequence[Part]) -> Part:
    """Give parts as one word; beside words in Arabic script a known name stands in that script."""
    if len(parts) == 1:
        return parts[0]
    words = [word for part in parts for word in part]
    is_written = any(map(is_arabic, words))
    return ("".join(in_arabic_script(word) if is_written else word for word in words),)


def are_one_name(one: Sequence[Part], other: Sequence[Part]) -> float | None:
    """Give how alike two names are if every part of one is a part of the other, in order; else None."""
    pairs = in_order(one, other)
    if not pairs:
        return None
    mean = sum(pairs) / len(pairs)
    if mean < _LEAST_NAME:
        return None
    if _script(one) == _script(other):
        return mean
    least = _LEAST_ACROSS if mean < _NEAR_CERTAIN else _LEAST_CERTAIN
    return mean if min(_substance(one), _substance(other)) >= least else None


def _substance(parts: Sequence[Part]) -> float:
    return sum(_weight(atom) for part in parts for atom in part)


def _weight(atom: str) -> float:
    return _KNOWN if name_class(atom) else _HALF if atom in HALVES else consonants(atom)


def _script(parts: Sequence[Part]) -> bool:
    return any(is_arabic(atom) for part in parts for atom in part if not name_class(atom))
