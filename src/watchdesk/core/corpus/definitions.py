# ruff: noqa: RUF001 - quotes that look like others are the subject
"""Reads where a text itself says that two names are one: National Resistance Front (NRF), IS [Islamic State], known as.

It works on names that stand side by side; who is one with whom over many texts is decided elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from watchdesk.core.corpus.names import Sight
from watchdesk.core.corpus.pieces import is_acronym
from watchdesk.core.corpus.runs import is_numbered
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.forms import SMALL_WORDS

Words: TypeAlias = tuple[str, ...]

_BRACKET = re.compile(r",?\s?[(\[]\s?(?:the\s|or\s|also\s)?[\"“‘]?")
_CLOSES = re.compile(r"[\"”’]?\s?[)\],;]")
_CALLED = re.compile(
    r"[\"”’]?(?:,\s[a-z][^,.;\n]{0,40})?,?\s*[(]?(?:also|widely|popularly|better|best|otherwise|formerly|previously|sometimes|now|officially|commonly)?\s*"
    r"(?:(?:known|referred\s+to)(?:\s+also)?\s+as|(?<=also\s)(?:called|named)|nicknamed|dubbed|who\s+goes\s+by|"
    r"whose\s+real\s+name\s+is|real\s+name|"
    r"known\s+by\s+(?:his|her|its|their|the)\s(?:[\w-]+\s){0,2}(?:name|acronym|initials|alias|nickname|nom\s+de\s+guerre))"
    r"\s+(?:the\s+)?[\"“‘]?",
    re.IGNORECASE,
)
_ALIASED = re.compile(r"[\"”’]?,?\s*[(]?(?:a\.?k\.?a\.?|alias|formerly)\s+(?:the\s+)?[\"“‘]?", re.IGNORECASE)
_KIN = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(CUES['kin']))})s?(?!\w)")
_STOPS = re.compile(r"[.!?;\n]")
_PARTED = re.compile(r"[-\s’']")
_LONGEST_GAP = 60
_LEAST_SPELT = 3
_SURE = 1.5
_NO_SHORT = frozenset().union(
    *(CUES[kind] for kind in ("country", "city", "region", "demonym", "outlet_name", "never", "role", "common"))
)
_NO_CODE = CUES["country"] | CUES["outlet_name"] | CUES["never"]


class Definition(NamedTuple):
    """Two names of which a text says that they are one; ``is_acronym`` if the first stands for the initials."""

    short: Words
    name: Words
    is_acronym: bool


def definitions(text: str, found: Sequence[Sight]) -> Iterator[Definition]:
    """Give what a text says of its own names, in order."""
    for one, other in pairwise(found):
        gap = text[one.end : other.start]
        if not 0 < len(gap) <= _LONGEST_GAP or one.words == other.words:
            continue
        if _BRACKET.fullmatch(gap) and _CLOSES.match(text, other.end):
            yield from _bracketed(text, one, other)
        elif _CALLED.fullmatch(gap) or _ALIASED.fullmatch(gap):
            yield Definition(other.words, one.words, is_acronym(text[other.start : other.end]))


def relatives(text: str, found: Sequence[Sight]) -> Iterator[frozenset[Words]]:
    """Give the pairs of names that a text says are of one family, so of two people: X, the son of Y."""
    for one, other in pairwise(found):
        gap = text[one.end : other.start]
        if len(gap) <= _LONGEST_GAP and one.words != other.words and _KIN.search(gap) and not _STOPS.search(gap):
            yield frozenset((one.words, other.words))


def _bracketed(text: str, one: Sight, other: Sight) -> Iterator[Definition]:
    if _is_code(text, other) and (spells(other.words, one.words) or _is_body(one)):
        yield Definition(other.words, one.words, is_acronym=True)
    elif _is_code(text, one) and (spells(one.words, other.words) or _is_body(other)):
        yield Definition(one.words, other.words, is_acronym=True)
    elif _is_body(one) and len(other.words) == 1 and _is_a_name(other):
        yield Definition(other.words, one.words, is_acronym=True)


def _is_code(text: str, one: Sight) -> bool:
    """Whether a name is an acronym, or a letter and a number, and nothing that a bracket holds for other reasons."""
    surface = text[one.start : one.end]
    is_known = one.words[0] in _NO_CODE
    return not is_known and (is_acronym(surface) or is_numbered(surface))


def _is_a_name(one: Sight) -> bool:
    """Whether a word in brackets behind a body can be what it is called in short: nobody and no place or office."""
    return one.own.place == one.own.person == 0 and not set(one.words) & _NO_SHORT


def _is_body(one: Sight) -> bool:
    """Whether a name is a body's so surely that the acronym beside it is its own, in whatever language."""
    return len(one.words) > 1 and one.own.org >= _SURE and one.words[-1] not in CUES["outlet"]


def spells(acronym: Words, name: Words) -> bool:
    """Whether an acronym is made of a name's letters: its initials, or letters of it in order from the first on."""
    letters = _letters(acronym)
    words = parts_of_body(name)
    if len(words) < 2 or not letters or words[0][0] != letters[0]:  # noqa: PLR2004 - one word has no initials
        return False
    whole = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in SMALL_WORDS)
    if letters in {whole, short} or (len(letters) >= _LEAST_SPELT and short.startswith(letters)):
        return True
    rest = iter("".join(words))
    return len(letters) >= _LEAST_SPELT and all(letter in rest for letter in letters)


def is_spelt_exactly(acronym: Words, name: Words) -> bool:
    """Whether an acronym is just a name's initials."""
    return _letters(acronym) in initials(name)


@lru_cache(maxsize=50_000)
def initials(name: Words) -> frozenset[str]:
    """Give the initials of a name of several words, with those of its small words and without."""
    words = parts_of_body(name)
    if len(words) < 2:  # noqa: PLR2004 - one word has no initials
        return frozenset()
    return frozenset(
        ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL_WORDS))
    )


@lru_cache(maxsize=50_000)
def parts_of_body(name: Words) -> Words:
    """Give the written words of a body's name, hyphens parted: Tehrik, i, Taliban, Pakistan."""
    return tuple(part for word in name for part in _PARTED.split(word) if part)


def _letters(acronym: Words) -> str:
    return "".join(acronym).replace("-", "")
