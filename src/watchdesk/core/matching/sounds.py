# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""What a word sounds like, whichever script writes it, and how far the sounds of two words are apart.

One coarse key per word finds candidates; the distance decides. Vowels weigh little, short ones that Arabic script does
not write weigh nothing against it.
"""

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from watchdesk.core.matching.script import is_arabic, is_cyrillic

_LATIN_SOUNDS = {
    "dsch": "J",
    "tsch": "C",
    "tch": "C",
    "dzh": "J",
    "sch": "S",
    "sh": "S",
    "ch": "C",
    "kh": "H",
    "gh": "G",
    "th": "T",
    "dh": "D",
    "zh": "J",
    "ph": "f",
    "dj": "j",
    "ck": "k",
    "ts": "s",
    "x": "ks",
    "c": "k",
    "ee": "i",
    "oo": "u",
    "ou": "u",
    "aa": "a",
    "ei": "Y",
    "ey": "Y",
    "ai": "Y",
    "ay": "Y",
    "au": "W",
    "aw": "W",
    "ow": "W",
    "ie": "i",
    "iy": "i",
    "'": "",
}
_LATIN_RUN = re.compile("|".join([*_LATIN_SOUNDS, "."]))
_ARABIC = dict(zip("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی", "abptTjChHdDrzJsSsDtzEGfqkglmnhvy", strict=True))
_CYRILLIC = {
    **dict(zip("абвгджезийклмнопрстуфхцчшщыэ", "abwgdJezijklmnoprstufHsCSSie", strict=True)),
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_COARSE = {
    **dict.fromkeys("bp", "b"), **dict.fromkeys("dDz", "d"), **dict.fromkeys("sT", "s"), **dict.fromkeys("kqgG", "k"),
    **dict.fromkeys("hH", "h"), **dict.fromkeys("jJ", "j"), **dict.fromkeys("SC", "S"),
    **{letter: letter for letter in "tfrlmn"},
}  # fmt: skip
_VOWELS = frozenset("aeiouYW")
_OTHERWISE = {"zh": "z'h", "ch": "kh", "که": "خ", "گه": "غ", "ته": "ث", "ده": "ذ"}
_HEARD_OTHERWISE = re.compile(f"(?<![ts])(?:{'|'.join(_OTHERWISE)})")
_WEAK = frozenset("wvyE")
_CLOSES_WITH_V = re.compile("[vwWou][iyY]+$")
"""As Razavi and Alavi do, and Rezai does not."""
_GLIDES = {"w": "ouW", "v": "ouWw", "y": "ieY"}
_CLOSE = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.0, "vw"),
        (0.05, "ou"),
        (0.1, "ae ei eY oW kq gG"),
        (0.15, "ao dD zD"),
        (0.2, "iY aY uW aW sT tT jJ"),
        (0.25, "hH"),
        (0.3, "au bp"),
        (0.35, "eo SC"),
        (0.4, "eu qG jy"),
        (0.45, "ai iu io"),
        (0.5, "YW dz gq bv fp"),
        (0.6, "kg kH jg zs fv bw JS jC zJ"),
        (0.7, "sS td fw mn zj Hq"),
        (0.8, "fb Gr lr"),
    )
    for pair in pairs.split()
}
"""What it costs to take one sound for another, from the spellings in use; vowels otherwise .5, consonants 1."""
_SWAPPED = 0.5
"""Two neighbouring sounds in the other order: a slip of the pen."""


class Sound(NamedTuple):
    """A word's sounds; capitals stand for sh, ch, kh, gh, th, dh, zh and for diphthongs."""

    letters: str
    is_arabic: bool


@lru_cache(maxsize=100_000)
def sound(word: str) -> Sound:
    """Give the sounds of a folded word; digits and letters of other scripts stand for themselves."""
    if is_arabic(word):
        return Sound("".join(_ARABIC.get(letter, letter) for letter in _arabic_ending(word)), is_arabic=True)
    if is_cyrillic(word):
        letters = word.replace("дж", "j").replace("аи", "Y").replace("еи", "Y")
        letters = "".join(_CYRILLIC.get(letter, letter) for letter in letters)
        return Sound(_single(letters), is_arabic=False)
    letters = re.sub(r"(?<=[aeiou])h$", "", re.sub(r"([^aeiou])\1+", r"\1", word))
    return Sound(_single("".join(_LATIN_SOUNDS.get(run, run) for run in _LATIN_RUN.findall(letters))), is_arabic=False)


def _arabic_ending(word: str) -> str:
    """A closing h is a vowel's sign, and ain at the end is not heard."""
    if len(word) > 2 and word.endswith("ه"):  # noqa: PLR2004 - a word of two letters keeps its h
        return word[:-1] + "ا"
    return word


def _single(letters: str) -> str:
    """Write doubled letters once."""
    return "".join(letter for before, letter in pairwise(f" {letters}") if letter != before)


@lru_cache(maxsize=200_000)
def coarse(word: str) -> str:
    """Give the consonants of a word in classes that spelling varies within; words sounding alike share it."""
    heard = sound(word).letters.rstrip("h") or "h"
    return _single("".join(_COARSE.get(letter, "") if not letter.isdigit() else letter for letter in heard))


def consonants(word: str) -> int:
    """Count the consonants of a word that every script writes."""
    return sum(letter not in _VOWELS and letter not in _WEAK for letter in sound(word).letters)


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> float:
    """Say how alike two words sound: 1 for the same sounds, 0 and below for nothing in common."""
    if one == other:
        return 1.0
    return max(_likeness(sound(left), sound(right)) for left in _spellings(one) for right in _spellings(other))


def _spellings(word: str) -> tuple[str, ...]:
    """Give the ways to hear a word: Latin zh in Bizhan and Azhar, ch in Chaman and Achmad, Urdu kh in کھوکھر."""
    other = _HEARD_OTHERWISE.sub(lambda letters: _OTHERWISE[letters.group()], word)
    return (word,) if other == word else (word, other)


def _likeness(left: Sound, right: Sound) -> float:
    if left.is_arabic != right.is_arabic:  # a closing h is often not written, or not heard
        left, right = (Sound(heard.letters.rstrip("hH"), heard.is_arabic) for heard in (left, right))
    weight = max(_weight(left.letters), _weight(right.letters), 1.0)
    apart = _distance(left, right) + _ending_cost(left, right) + _syllable_cost(left, right)
    return 1 - apart / weight


def _weight(letters: str) -> float:
    return sum(0.3 if letter in _VOWELS else 0.6 if letter in "wvyhE" else 1.0 for letter in letters)


def _ending_cost(left: Sound, right: Sound) -> float:
    """A closing -i makes another name (Ahmadi is not Ahmad), so does -avi (Razavi); a closing -a often a woman's."""
    ends = {_ending(left), _ending(right)}
    if "e" in ends:  # a closing e is silent in English and an i elsewhere
        return 0.0
    if len(ends) == 1:
        is_adjective = {_CLOSES_WITH_V.search(heard.letters) is not None for heard in (left, right)}
        return 0.5 if len(is_adjective) > 1 else 0.0
    if ends == {"i", ""}:
        return 1.5
    return 0.7 if "i" in ends else 0.25


def _syllable_cost(left: Sound, right: Sound) -> float:
    """A whole closing syllable more makes another name: Dostum is not Dost."""
    shorter, longer = sorted((left.letters, right.letters), key=len)
    more = longer[len(shorter) :]
    is_syllable = len(more) > 1 and not _VOWELS.isdisjoint(more) and not _VOWELS.issuperset(more)
    return 0.3 if is_syllable and longer.startswith(shorter) else 0.0


def _ending(heard: Sound) -> str:
    last = heard.letters.rstrip("E")[-1:]
    if last in {"i", "y", "Y"}:
        return "i"
    return "a" if last in {"a", "o"} else last if last == "e" else ""


def _distance(left: Sound, right: Sound) -> float:
    """Give the least cost of turning one word's sounds into the other's."""
    across = left.is_arabic != right.is_arabic
    come = [_absence(letter, across=across, in_arabic=right.is_arabic) for letter in right.letters]
    gone = [_absence(letter, across=across, in_arabic=left.is_arabic) for letter in left.letters]
    rows = [[0.0, *accumulate(come)]]
    for at, letter in enumerate(left.letters):
        row = [rows[-1][0] + gone[at]]
        for index, against in enumerate(right.letters):
            steps = [
                rows[-1][index] + _change(letter, against),
                rows[-1][index + 1] + gone[at],
                row[index] + come[index],
            ]
            if at and index and letter == right.letters[index - 1] and against == left.letters[at - 1]:
                steps.append(rows[-2][index - 1] + _SWAPPED)
            row.append(min(steps))
        rows.append(row)
    return rows[-1][-1]


def _absence(letter: str, *, across: bool, in_arabic: bool) -> float:
    """What it costs that the other word has no such sound."""
    if letter in _VOWELS:
        if across and not in_arabic:
            return 0.02 if letter in "aeiou" else 0.15
        return 0.2
    if letter == "E":
        return 0.05 if across else 0.4
    if letter in "wvy":
        return 0.3
    return 0.45 if letter in "hH" else 1.0


def _change(letter: str, against: str) -> float:
    if letter == against:
        return 0.0
    for glide, vowel in ((letter, against), (against, letter)):
        if glide in _GLIDES and vowel in _GLIDES[glide]:
            return 0.05
    if (letter in _VOWELS) != (against in _VOWELS):
        return 1.3
    return _CLOSE.get(frozenset((letter, against)), 0.5 if letter in _VOWELS else 1.0)
