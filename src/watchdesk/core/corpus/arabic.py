# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Finds names in Arabic script (Dari, Persian, Pashto, Arabic, Urdu), which knows no capitals.

A title, the head of a body or a place, two name parts in a row or an office behind a comma show a name; a word that no
name holds ends it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from watchdesk.core.corpus.arabic_words import (
    DOUBTFUL_PLACES,
    ENDS,
    LONG_PLACES,
    PARTICLES,
    PLACES,
    TITLES,
    Share,
    share_of,
)
from watchdesk.core.corpus.lexicon import Lexicon
from watchdesk.core.corpus.rows import JOINER, is_glued, is_joined
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.parts import is_family_form, name_class
from watchdesk.core.text import Columns
from watchdesk.model import ActorType

_COMMA = re.compile("[^\\S\n]*[،,][^\\S\n]*")
_INSIDE = frozenset({"و", "او", "برای", "ی"})
_PLURALS = frozenset({"ها", "های", "ی", "هایی"})
_WEAK_HEADS = CUES["ar_weak_head"]
_OF_BODIES = CUES["ar_modifier"] | PLACES | CUES["ar_org_name"]
_OPENS_BODY = CUES["ar_modifier"] | PLACES
_CLITICS = "وفبل"
_PLACE_ENDS = CUES["ar_place_end"]
_ARABIC_ADJECTIVE = re.compile("ال...+ی")
"""Behind an office: of what country it is."""
_PLACE_FORM = re.compile("...+(?:اباد|ستان)")
_STOPS, _GOD, _HEADS = CUES["ar_stop"], CUES["ar_god"], CUES["ar_org"]
_PLACE_HEADS, _BODIES = CUES["ar_place_head"], CUES["ar_org_name"]
_CUES = _OPENS_BODY | _BODIES | PLACES | LONG_PLACES.keys() | _HEADS | TITLES | _PLACE_HEADS
_EVERYDAY = CUES["ar_common"] | _STOPS | ENDS
_POSSESSED_HEADS = CUES["ar_org_last"] | CUES["ar_org_of"]
_UNSURE = 0.9
_MOST_UNKNOWN = 2
_LONGEST = 7
_LEAST_FAMILY = 3
_LONGEST_BODY = 9
_LONGEST_BEFORE = 5
_LEAST_TOKENS = 2
_LEAST_USUAL = 3
_MAKES_A_NAME = frozenset({"خان", "جان", "شاه"}) | CUES["ar_god"]
_BEFORE_OFFICE = CUES["ar_domain"] | frozenset({"یک", "از", "کے"})
_OFFICE_WITHIN = 5
"""Of Pashto, where an office stands behind whose it is, so many words are looked at."""
Found: TypeAlias = tuple[int, int, ActorType, float]
"""The tokens from and up to which a name goes, its type, and how surely."""


class Cued(NamedTuple):
    """The tokens from and up to which a name goes, what it is and how surely."""

    first: int
    last: int
    skipped: int
    """How many letters it begins with are a word of their own: "and", "for"."""
    type: ActorType
    surety: float


def cued(text: str, cut: Columns, lexicon: Lexicon) -> Iterator[Cued]:
    """Give the names among the tokens of a text in Arabic script in order, none over another."""
    reader = _Reader(text, cut, lexicon)
    at = 0
    while at < len(reader.words):
        found = reader.name_at(at) if reader.may_begin(at) else None
        if found is None:
            at += 1
            continue
        first, last, kind, surety = found
        yield Cued(first, last, 1 if reader.clitic == first else 0, kind, surety)
        at = last


class _Run(NamedTuple):
    """The token up to which a person's name may go, and what each of its parts is to it."""

    end: int
    shares: tuple[Share, ...]


class _Reader:
    """The tokens of a text, and the names that begin at one."""

    def __init__(self, text: str, cut: Columns, lexicon: Lexicon) -> None:
        self._text, self._cut = text, cut
        self._lexicon = lexicon
        self.starts, self.ends, self.words, self.gaps = cut.starts, cut.ends, cut.words, cut.gaps
        self.clitic = -1
        """The last token read as one whose first letter is a word of its own: "and", "for"."""

    def may_begin(self, at: int) -> bool:
        """Whether a name may begin, or its cue stand, at a token: most words of a text tell that by themselves."""
        opening = _opening(self.words[at])
        if opening is Share.KNOWN or (at + 1 < len(self.words) and self.words[at + 1] in _GOD):
            return True
        if (at and self.words[at - 1] == "د") or not _PLACE_ENDS.isdisjoint(self.words[at + 1 : at + 2]):
            return True
        return opening is Share.MAYBE and (self.words[at - 1] in _STOPS or not self._joined(at))

    def name_at(self, at: int) -> Found | None:
        """Give where a name begins and ends that starts, or whose cue stands, at a token."""
        word = self.words[at]
        if word in _OPENS_BODY and (body := self._body_before(at)):
            return body
        if word in _BODIES:
            return at, at + 1, "org", 2.0
        if place := self._listed_place(at):
            return place
        return (
            (self._body(at) if word in _HEADS else None)
            or (self._titled(at) if word in TITLES else None)
            or (self._placed(at) if word in _PLACE_HEADS else None)
            or self._person(at)
            or self._before_place(at)
            or self._behind_clitic(at)
        )

    def _listed_place(self, at: int) -> Found | None:
        """Give a place of the tables, or one whose second word makes a place of it: Faizabad written as two."""
        word = self.words[at]
        for name in LONG_PLACES.get(word, ()):
            last = at + len(name)
            if tuple(self.words[at:last]) == name and all(map(self._joined, range(at + 1, last))):
                return at, last, "place", 2.0
        if word in PLACES or (_PLACE_FORM.fullmatch(word) and not self._lexicon.is_ordinary(word)):
            return at, at + 1, "place", 2.0
        is_formed = self._joined(at + 1) and self.words[at + 1] in _PLACE_ENDS
        return (at, at + 2, "place", 2.0) if is_formed and self._may_form_place(at) else None

    def _may_form_place(self, at: int) -> bool:
        """Whether a word can be the first half of a place's name."""
        word = self.words[at]
        return word not in ENDS and (bool(name_class(word)) or not self._lexicon.is_ordinary(word))

    def _behind_clitic(self, at: int) -> Found | None:
        """Give the body that a word names behind a letter that is a word of its own."""
        word = self.words[at]
        if word[0] not in _CLITICS:
            return None
        found: Found | None = (at, at + 1, "org", 2.0) if word[1:] in _BODIES else None
        if len(word) > _LEAST_FAMILY and word[1:] in PLACES:
            found = at, at + 1, "place", 2.0
        if word[1:] in _HEADS:
            found = self._body(at)
        if found:
            self.clitic = at
        return found

    def _joined(self, at: int) -> bool:
        """Whether a token follows the one before it with nothing but a space or a joiner between."""
        return is_joined(self._cut, at)

    def _body(self, at: int) -> Found | None:
        following = self.words[at + 1] if self._joined(at + 1) else ""
        is_weak = self.words[at] in _WEAK_HEADS
        if is_weak and (following in _HEADS or following in _BODIES):
            return None  # forces, group: what follows is the name
        last, solid = at + 1, at + 1
        while last < len(self.words) and last - at < _LONGEST_BODY and self._joined(last):
            word = self.words[last]
            is_of_it = _is_of_body(word) or (word == "الله" and last == at + 1)
            is_head = word in _HEADS and last == at + 1
            if not (is_of_it or is_head or word in _INSIDE or (not is_weak and self._is_within_body(last))):
                break
            last += 1
            if is_of_it and word != "د":
                solid = last
        while at + 1 < solid and is_glued(self._cut, solid):
            solid += 1
        if is_weak and solid - at == _LEAST_TOKENS and self.words[solid - 1] in CUES["ar_generic"]:
            return None
        return (at, solid, "org", 2.0) if solid - at > 1 else None

    def _is_within_body(self, at: int) -> bool:
        """Whether a word of no table stands between words of a body's name."""
        is_unknown = self._share(self.words[at]) is Share.MAYBE
        return is_unknown and self._joined(at + 1) and _is_of_body(self.words[at + 1])

    def _body_before(self, at: int) -> Found | None:
        """Give a body whose head stands behind its name: Pashto after "of", Urdu."""
        if self.words[at] == "د":
            return None
        heads = _POSSESSED_HEADS if self._is_possessed(at) else CUES["ar_org_last"]
        last = at
        while last - at < _LONGEST_BEFORE and _is_of_body(self.words[last]) and self._joined(last + 1):
            last += 1
            if self.words[last] in heads:
                return at, last + 1, "org", 2.0
        return None

    def _is_possessed(self, at: int) -> bool:
        """Whether the Pashto "of" stands before a token."""
        return self._joined(at) and self.words[at - 1] == "د"

    def _titled(self, at: int) -> Found | None:
        if self._is_own_name(at):
            return self._person(at)
        first = at + 1
        while self._joined(first) and self._is_office(first):
            first += 1
        adjective = first
        while self._joined(first) and _ARABIC_ADJECTIVE.fullmatch(self.words[first]):
            first += 1
        return self._behind_title(first) or (self._behind_title(adjective) if adjective < first else None)

    def _behind_title(self, first: int) -> Found | None:
        """Give the name that begins behind a title and what belongs to it."""
        if not self._joined(first):
            return None
        run = self._run(first, _MOST_UNKNOWN)
        if run is None:
            return None
        if Share.KNOWN in run.shares:
            run = self._unopened(first, run)
            return first, run.end, "person", 2.5
        if self.words[first - 1] in CUES["ar_mister"] and len(run.shares) == 1 and _has_ending(self.words[first]):
            return first, run.end, "person", 1.5
        is_addressed = self.words[first - 1] in CUES["ar_address"] and self._ends_as_family(run)
        is_unknown = len(run.shares) > 1 and not any(map(self._lexicon.is_ordinary, self.words[first : run.end]))
        return (first, run.end, "person", 2.5 if is_addressed else 1.5) if is_addressed or is_unknown else None

    def _is_office(self, at: int) -> bool:
        word = self.words[at]
        if word in CUES["ar_domain"] or self._lexicon.is_people(word):
            return True
        return word in TITLES and not self._is_own_name(at)

    def _is_own_name(self, at: int) -> bool:
        """Whether a title is the first part of a name: Amir Khan, Sardar Mohammad."""
        if not name_class(self.words[at]) or not self._joined(at + 1):
            return False
        return self.words[at + 1] in _MAKES_A_NAME or name_class(self.words[at + 1]) == "mohammad"

    def _person(self, at: int) -> Found | None:
        """Give a name that no title leads to: one that begins with a known part, or stands before an office."""
        share = self._part(at)[1]
        if share is Share.NONE:
            return None
        opens = share in {Share.KNOWN, Share.OPENS} or self._is_own_name(at) or self._is_before_family(at)
        if not opens and self._joined(at) and self.words[at - 1] not in _STOPS:
            return None
        run = self._run(at, 2)
        if run is not None and self._is_full(run) and self._has_office_behind(run.end):
            return at, run.end, "person", 2.5
        run = self._closed(at, self._run(at, 1)) if opens else None
        if run is None or run.end - at < _LEAST_TOKENS or not _is_known(run):
            return None
        return at, run.end, "person", 1.5

    def _is_before_family(self, at: int) -> bool:
        """Whether a name that is also a word stands before a family name made of a known given name."""
        word = self.words[at]
        is_name = bool(name_class(word)) and word not in _STOPS and word not in TITLES
        return is_name and self._joined(at + 1) and is_family_form(self.words[at + 1])

    def _run(self, first: int, most: int) -> "_Run | None":
        """Give the words from a token on that may be one person's name, at most so many of them in no table."""
        shares: list[Share] = []
        at = end = first
        while at < len(self.words) and at - first < _LONGEST and (at == first or self._joined(at)):
            step, share = self._part(at)
            most -= share is Share.MAYBE
            if share is Share.NONE or most < 0:
                break
            at += step
            if self.words[at - 1] not in PARTICLES:
                shares.append(share)
                end = at
            elif at - first == step and self.words[at - 1] not in CUES["ar_prefix"]:
                return None
        return _Run(end, tuple(shares)) if shares else None

    def _part(self, at: int) -> tuple[int, Share]:
        """Give how many tokens a part of a name has, and what it is to the name."""
        word = self.words[at]
        share = Share.OPENS if word in PARTICLES else self._share(word)
        if word == "علی" and self._text[self.ends[at] - 1] != "ى":
            share = Share.KNOWN  # Ali; with that letter it is Arabic for "on"
        following = self.words[at + 1] if self._joined(at + 1) else ""
        if word in TITLES and share is Share.CLOSES and self._is_own_name(at):
            return 1, Share.KNOWN
        if word == "عبد" and following.startswith("ال") and len(following) > _LEAST_FAMILY:
            return 2, Share.KNOWN
        if following not in _GOD or word in CUES["ar_no_god"]:
            return 1, share
        is_one = JOINER in self.gaps[at + 1] or share not in {Share.NONE, Share.MAYBE}
        return (2, Share.KNOWN) if is_one else (1, share)

    def _share(self, word: str) -> Share:
        """Give what a word may be to a person's name: an ordinary one is nothing to it, but for adjectives in -i."""
        share = share_of(word)
        is_nothing = share is Share.MAYBE and not _has_ending(word) and self._lexicon.is_ordinary(word)
        return Share.NONE if is_nothing else share

    def _unopened(self, first: int, run: "_Run") -> "_Run":
        """Leave out the last word of a name behind a title if nothing shows that it is a part, and no end follows."""
        shorter = self._closed(first, run) if run.shares[-1] is Share.MAYBE else run
        return shorter or run

    def _closed(self, first: int, run: "_Run | None") -> "_Run | None":
        """Leave out the last word of a name without a title if it may as well be the next of the sentence."""
        if run is None or not self._joined(run.end):
            return run
        last, following = self.words[run.end - 1], self.words[run.end]
        if run.shares[-1] is Share.MAYBE:
            is_whole = len(run.shares) > _LEAST_TOKENS or (
                self._joined(first) and share_of(following) is not Share.NONE
            )
            is_open = following in CUES["ar_light"] or (is_whole and not _has_ending(last))
        else:
            is_open = run.shares[-1] is Share.CLOSES and last in _EVERYDAY
        if not is_open:
            return run
        shares = run.shares[:-1]
        return _Run(run.end - 1, shares) if shares and run.end - 1 > first else None

    def _is_full(self, run: "_Run") -> bool:
        return len(run.shares) > 1 and (Share.KNOWN in run.shares or Share.MAYBE in run.shares)

    def _ends_as_family(self, run: "_Run") -> bool:
        return len(run.shares) > 1 and (run.shares[-1] is Share.CLOSES or _has_ending(self.words[run.end - 1]))

    def _has_office_behind(self, at: int) -> bool:
        """Whether a comma and an office follow: X, spokesman of; in Pashto and Urdu whose it is stands before it."""
        if not 0 < at < len(self.words) or _COMMA.fullmatch(self.gaps[at]) is None:
            return False
        last = at
        reach = at + _OFFICE_WITHIN
        while last < len(self.words) and last < reach and (last == at or self._joined(last)):
            if self.words[last] in TITLES:
                return True
            if not (self.words[at] == "د" or _is_of_body(self.words[last]) or self.words[last] in _BEFORE_OFFICE):
                return False
            last += 1
        return False

    def _placed(self, at: int) -> Found | None:
        first = at + 1
        while self._joined(first) and self.words[first] in _PLURALS:
            first += 1
        if not self._joined(first):
            return None
        word = self.words[first]
        if word in ENDS or word in CUES["ar_modifier"] or len(word) < 3:  # noqa: PLR2004 - a particle
            return None
        if self._lexicon.is_ordinary(word) and word not in PLACES | DOUBTFUL_PLACES:
            return None
        return first, first + 1, "place", 2.0 if word in PLACES else _UNSURE

    def _before_place(self, at: int) -> Found | None:
        """Give a name between the Pashto "of" and the head of a place."""
        is_pashto = at > 0 and self.words[at - 1] == "د" and self._joined(at)
        if is_pashto and self._joined(at + 1) and self.words[at + 1] in CUES["ar_place_after"]:
            word = self.words[at]
            if word not in ENDS and word not in CUES["ar_modifier"]:
                return at, at + 1, "place", 2.0
        return None


@lru_cache(maxsize=100_000)
def _opening(word: str) -> Share:
    """Give what a word may be to the beginning of a name: a part or cue, a part where a clause begins, or neither."""
    share = share_of(word)
    is_cue = word in _CUES or (word[0] in _CLITICS and word[1:] in _CUES) or _PLACE_FORM.fullmatch(word) is not None
    if is_cue or share in {Share.KNOWN, Share.OPENS} or word in PARTICLES or name_class(word):
        return Share.KNOWN
    return Share.NONE if share is Share.NONE else Share.MAYBE


def _is_known(run: _Run) -> bool:
    """Whether the parts of a name without a title show that it is one: one known, or several of a name's usual ones."""
    return Share.KNOWN in run.shares or (len(run.shares) >= _LEAST_USUAL and Share.MAYBE not in run.shares)


def _is_of_body(word: str) -> bool:
    """Whether a word goes on a body's name, with or without an Arabic "for the" or "and the" written on it."""
    if word.startswith("لل"):
        return "ال" + word[2:] in _OF_BODIES
    return word in _OF_BODIES or (word.startswith("وال") and word[1:] in _OF_BODIES)


def _has_ending(word: str) -> bool:
    """Whether a word of some length ends as adjectives and family names do."""
    return word.endswith("ی") and len(word) > _LEAST_FAMILY
