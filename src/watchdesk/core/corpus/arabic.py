# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Finds names in Arabic script (Dari, Persian, Pashto, Arabic, Urdu), which knows no capitals.

A title, the head of a body or a place, or two name parts in a row begin a name; a word that no name holds ends it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.parts import atoms, is_family_form, is_name_part, name_class
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import columns
from watchdesk.model import ActorType

HAS_ARABIC = re.compile("[\u0620-\u06ff]{2}")
_STRETCH = re.compile("[\u0620-\u06ff][^A-Za-z\u00c0-\u04ff]*")
_TITLES = groups("words")["title"] | CUES["ar_role"]
_PARTICLES = frozenset({"بن", "ابن", "بنت", "ال", "ولد", "الله"}) | groups("words")["no_surname"]
"""Words within a person's name that begin none."""
_PLACES = CUES["ar_country"] | CUES["ar_city"]
_ENDS = CUES["ar_stop"] | CUES["ar_org"] | CUES["ar_place_head"] | CUES["ar_org_name"] | _TITLES | CUES["ar_domain"]
_GAP = " \1\u200c-"
_INSIDE = frozenset({"و", "او", "برای", "ی"})
_PLURALS = frozenset({"ها", "های", "ی", "هایی"})
_WEAK_HEADS = CUES["ar_weak_head"]
_CLITICS = "وفبل"
_UNSURE = 0.9
_LONGEST = 5
_LONGEST_BODY = 9


class Cued(NamedTuple):
    """A name at a place, its words, what it is and how surely."""

    start: int
    end: int
    words: tuple[str, ...]
    type: ActorType
    surety: float


def cued(text: str) -> Iterator[Cued]:
    """Give the names in Arabic script in order, none over another."""
    for stretch in _STRETCH.finditer(text):
        yield from _within(stretch.group(), stretch.start())


def _within(text: str, offset: int) -> Iterator[Cued]:
    reader = _Reader(text)
    at = 0
    while at < len(reader.words):
        found = reader.name_at(at)
        if found is None:
            if (word := reader.words[at])[0] in _CLITICS and word[1:] in CUES["ar_org_name"]:
                yield Cued(offset + reader.starts[at] + 1, offset + reader.ends[at], (word[1:],), "org", 2.0)
            at += 1
            continue
        first, last, kind, surety = found
        start, end = offset + reader.starts[first], offset + reader.ends[last - 1]
        yield Cued(start, end, tuple(reader.words[first:last]), kind, surety)
        at = last


class _Reader:
    """The tokens of a text, and the names that begin at one."""

    def __init__(self, text: str) -> None:
        cut = columns(text)
        self.starts, self.ends, self.words, self.gaps = cut.starts, cut.ends, cut.words, cut.gaps

    def name_at(self, at: int) -> tuple[int, int, ActorType, float] | None:
        """Give where a name begins and ends that starts, or whose cue stands, at a token."""
        word = self.words[at]
        if word in CUES["ar_org_name"]:
            return at, at + 1, "org", 2.0
        if word in _PLACES:
            return at, at + 1, "place", 2.0
        for cues, read in (
            (CUES["ar_org"], self._body),
            (_TITLES, self._titled),
            (CUES["ar_place_head"], self._placed),
        ):
            if word in cues:
                return read(at)
        return self._person(at) if _is_part(word) else self._before_place(at)

    def _joined(self, at: int) -> bool:
        """Whether a token follows the one before it with nothing but a space or a joiner between."""
        return 0 < at < len(self.words) and not self.gaps[at].strip(_GAP)

    def _body(self, at: int) -> tuple[int, int, ActorType, float] | None:
        following = self.words[at + 1] if self._joined(at + 1) else ""
        if self.words[at] in _WEAK_HEADS and (following in CUES["ar_org"] or following in CUES["ar_org_name"]):
            return None  # forces, group: what follows is the name
        last, solid = at + 1, at + 1
        while last < len(self.words) and last - at < _LONGEST_BODY and self._joined(last):
            word = self.words[last]
            is_of_it = word in CUES["ar_modifier"] or word in _PLACES or word in CUES["ar_org_name"]
            if not is_of_it and word not in _INSIDE and not (word in CUES["ar_org"] and last == at + 1):
                break
            last += 1
            if is_of_it and word != "د":
                solid = last
        return (at, solid, "org", 2.0) if solid - at > 1 else None

    def _titled(self, at: int) -> tuple[int, int, ActorType, float] | None:
        first = at + 1
        while self._joined(first) and (self.words[first] in CUES["ar_domain"] or self.words[first] in _TITLES):
            first += 1
        if not self._joined(first) or self.words[first] in _ENDS or self.words[first] in _PLACES:
            return None
        last = first
        unknown = 0
        while last < len(self.words) and last - first < _LONGEST and (last == first or self._joined(last)):
            word = self.words[last]
            if word in _ENDS or word in _PLACES or word in CUES["ar_modifier"]:
                break
            unknown += not _is_part(word) and word not in _PARTICLES
            if unknown > 1:
                break
            last += 1
        if last - first == 1 and not _is_part(self.words[first]):
            return None
        return first, last, "person", 2.5

    def _person(self, at: int) -> tuple[int, int, ActorType, float] | None:
        last = at + 1
        while (
            last - at < _LONGEST
            and self._joined(last)
            and (_is_part(self.words[last]) or self.words[last] in _PARTICLES)
        ):
            last += 1
        while self.words[last - 1] in _PARTICLES:
            last -= 1
        return (at, last, "person", 1.5) if last - at > 1 else None

    def _placed(self, at: int) -> tuple[int, int, ActorType, float] | None:
        first = at + 1
        while self._joined(first) and self.words[first] in _PLURALS:
            first += 1
        if not self._joined(first):
            return None
        word = self.words[first]
        if word in _ENDS or word in CUES["ar_modifier"] or len(word) < 3:  # noqa: PLR2004 - a particle
            return None
        return first, first + 1, "place", 2.0 if word in _PLACES else _UNSURE

    def _before_place(self, at: int) -> tuple[int, int, ActorType, float] | None:
        """Give a name between the Pashto "of" and the head of a place."""
        is_pashto = at > 0 and self.words[at - 1] == "د" and self._joined(at)
        if is_pashto and self._joined(at + 1) and self.words[at + 1] in CUES["ar_place_after"]:
            word = self.words[at]
            if word not in _ENDS and word not in CUES["ar_modifier"]:
                return at, at + 1, "place", 2.0
        return None


def _is_part(word: str) -> bool:
    """Whether a word is known as part of a person's name."""
    return (bool(name_class(word)) and is_name_part(word)) or len(atoms(word)) > 1 or is_family_form(word)
