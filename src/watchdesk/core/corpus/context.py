# ruff: noqa: RUF001 - letters and quotes that look like others are the subject
"""Reads what stands around a name for what the name is: a person, a body, a place, or an outlet that is quoted.

Each cue is a vote with a weight; who counts them decides.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from watchdesk.core.corpus.pieces import ROLES, Piece
from watchdesk.core.corpus.tables import CUES, stem
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import fold_word
from watchdesk.model import ActorType

_SAYING: Final = (groups("words")["saying"] | CUES["saying"]) - CUES["function"]
_LINK = re.compile(r",?\s*(?:and|or|&|as\s+well\s+as|и|или)?\s*(?:the\s+)?", re.IGNORECASE)
_LONGEST_LINK = 14
_REACH = 60
_LED = 2.0
_SAID = 1.0
"""A body or place whose own words say so this strongly is none of the person's whose title stands before it."""
_STRONG = 2.0
"""A sign so strong that the members of a list share it."""
_SURE = 1.5
"""A name whose own words say what it is so strongly needs no neighbour."""


class Votes(NamedTuple):
    """How strongly the signs say that a name is a person, a body, a place, or a source that is quoted."""

    person: float = 0.0
    org: float = 0.0
    place: float = 0.0
    source: float = 0.0
    definite: float = 0.0
    """How often "the" stands before it."""

    def plus(self, other: "Votes") -> "Votes":
        """Add the signs of another place."""
        return Votes(
            self.person + other.person,
            self.org + other.org,
            self.place + other.place,
            self.source + other.source,
            self.definite + other.definite,
        )

    @property
    def strongest(self) -> float:
        """The weight of what the signs say most strongly."""
        return max(self.person, self.org, self.place)

    def most(self) -> ActorType | None:
        """Give what the signs say, or None where they say nothing."""
        best = self.strongest
        if best <= 0:
            return None
        return "person" if self.person == best else "org" if self.org == best else "place"


_NONE = Votes()


def own_votes(name: Piece) -> Votes:
    """Give what the words of a name say by themselves."""
    return Votes(**{name.type: name.surety}) if name.type else _NONE


class _Around(NamedTuple):
    """The folded words before a name, the last first, and behind it; commas and colons that stand next to it."""

    before: tuple[str, ...]
    comma_before: bool
    article: str
    after: tuple[str, ...]
    mark_after: str
    small_after: bool


def linked(text: str, names: Sequence[Piece]) -> list[bool]:
    """Say of each name whether it stands in a list behind the one before it."""
    return [at > 0 and _is_linked(text, names, at) for at in range(len(names))]


def votes_of(text: str, names: Sequence[Piece], links: Sequence[bool]) -> list[Votes]:
    """Give for each name of a text, in order, what its surroundings say."""
    found = [_votes(text, name) for name in names]
    _share_lists(names, found, links)
    return found


def _votes(text: str, name: Piece) -> Votes:
    around = _around(text, name.start, name.end)
    own = Votes(person=_LED) if name.is_led else _NONE
    before = _from_before(around)
    if name.type != "person" and name.surety >= _SAID:
        before = before._replace(person=0.0)
    if any(map(str.isdigit, name.words[0])):
        before = _NONE  # "the F-16 was": a thing acts too
    for vote in (before, _from_after(around), _from_both(around)):
        if vote is not _NONE:
            own = own.plus(vote)
    return own


def _around(text: str, start: int, end: int) -> _Around:
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    before = left.split()[::-1][:4]
    comma_before = bool(before) and before[0].endswith(",")
    if before and before[0][-1] in ".!?;:)]”" and _folded(before[0]) not in ROLES:
        before = []
    article = ""
    if before and (first := _folded(before[0])) in {"the", "a", "an"}:
        article, before = first, before[1:]
    after = right.split()[:4]
    if after and after[0] in {"'s", "’s", "'", "’"}:
        after = after[1:]
    mark = right[:1] if right[:1] in {",", ":"} else ""
    if right[:1] in {".", "!", "?", ";", ")"}:
        after = []
    elif mark:
        after = right[1:].split()[:4]
    if right.startswith("-based"):
        after = ["region"]
    small = bool(after) and after[0][:1].islower()
    return _Around(tuple(map(_folded, before)), comma_before, article, tuple(map(_folded, after)), mark, small)


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    return stem(fold_word(word.strip(".,:;!?()[]\"'“”‘’«»—–-")))


def _from_before(around: _Around) -> Votes:
    if around.article == "the":
        return _definite(around)
    if around.article or not around.before:
        return Votes(org=-1.0) if around.article else _NONE
    word = around.before[0]
    if around.comma_before:
        return Votes(person=1.0) if word in ROLES else _NONE
    votes = _LEADING.get(word, _NONE)
    return votes.plus(_listed(around.before)).plus(_seated(around.before))


def _definite(around: _Around) -> Votes:
    """Read "the X": of a body if it acts (the Taliban have), of nobody in "the Ghani administration"."""
    follows = around.after[0] if around.after and not around.mark_after else ""
    if follows in CUES["ruled"]:
        return _NONE
    return Votes(definite=1.0, org=1.0 if follows in CUES["acts"] else 0.0)


_LEADING: Final = {
    **dict.fromkeys(CUES["locative"], Votes(place=0.1)),
    **dict.fromkeys(("in", "across", "near", "throughout", "в", "во", "из"), Votes(place=0.7)),
    **dict.fromkeys(CUES["place_before"], Votes(place=1.5)),
    **dict.fromkeys(CUES["kin"], Votes(person=1.5)),
    **dict.fromkeys(ROLES, Votes(person=2.0)),
    **dict.fromkeys((f"{role}s" for role in ROLES if role.isascii()), Votes(person=1.5)),
}


def _seated(before: Sequence[str]) -> Votes:
    """Read "led by X", "the city of X", "the son of X"."""
    if len(before) < 2:  # noqa: PLR2004 - two words
        return _NONE
    last, earlier = before[0], before[1]
    if last == "by" and earlier in CUES["led"]:
        return Votes(person=2.5)
    if last == "of" and (earlier in CUES["place_before"] or earlier in CUES["admin"] or earlier in CUES["place"]):
        return Votes(place=1.5)
    if last == "of" and earlier in CUES["kin"]:
        return Votes(person=2.0)
    return _NONE


def _listed(before: Sequence[str]) -> Votes:
    """Read "groups such as X", "countries like X"."""
    if len(before) > 2 and before[:2] == ("as", "such"):  # noqa: PLR2004 - "such as" and the noun
        noun = before[2]
    elif len(before) > 1 and before[0] in {"like", "including", "namely", "notably"}:
        noun = before[1]
    else:
        return _NONE
    return Votes(
        person=2.0 if noun in CUES["class_person"] else 0.0,
        org=2.0 if noun in CUES["class_org"] else 0.0,
        place=2.0 if noun in CUES["class_place"] else 0.0,
    )


def _from_after(around: _Around) -> Votes:
    if not around.after or around.mark_after == ":":
        return _NONE
    if around.mark_after:
        return _apposed(around.after)
    return _FOLLOWING.get(around.after[0], _NONE) if around.small_after else _NONE


_FOLLOWING: Final = {
    **dict.fromkeys(_SAYING, Votes(person=0.7)),
    **dict.fromkeys(("himself", "herself"), Votes(person=1.5)),
    **dict.fromkeys(CUES["people_of"], Votes(org=0.7)),
    **dict.fromkeys(CUES["class_org"] | CUES["kind_of_body"], Votes(org=1.0)),
    **dict.fromkeys(CUES["ruled"], Votes(person=0.7)),
    **dict.fromkeys(CUES["place_after"], Votes(place=2.5)),
}


def _apposed(words: tuple[str, ...]) -> Votes:
    """Read what an apposition calls the name before it: X, a former minister."""
    if words[0] in {"who", "whose"}:
        return Votes(person=1.5)
    if words[0] not in CUES["apposed"] and words[0] not in ROLES and not _is_senior(words):
        return _NONE
    for word in words:
        if word in ROLES or word in CUES["kin"]:
            return Votes(person=1.5)
        if word in CUES["class_org"]:
            return Votes(org=1.5)
        if word in CUES["place_after"] or word in {"country", "capital"}:
            return Votes(place=1.5)
    return _NONE


def _is_senior(words: Sequence[str]) -> bool:
    """Whether an apposition goes on to an office at once: senior adviser, Beijing's special envoy, its president."""
    first = words[0]
    if first in CUES["domain"] or first in {"its", "their"} or first.endswith("'s"):
        return any(word in ROLES for word in words[1:3])
    return False


def _from_both(around: _Around) -> Votes:
    """Read whether the name is a source that is quoted: told X, in an interview with X, X reported."""
    if around.before and not around.comma_before:
        last = around.before[0]
        if last in CUES["told"]:
            return Votes(source=1.0)
        if last in {"with", "to", "by"} and any(word in CUES["quoting"] for word in around.before[1:3]):
            return Votes(source=1.0)
        if around.before[:2] == ("to", "according"):
            return Votes(source=0.3)
    if around.after and not around.mark_after and around.after[0] in CUES["reported"]:
        return Votes(source=1.0)
    return _NONE


def _share_lists(names: Sequence[Piece], found: list[Votes], links: Sequence[bool]) -> None:
    """Let the names of a list share what its last or first member is told to be: X, Y and Z provinces."""
    for at in range(len(names) - 1, 0, -1):
        if links[at] and found[at].place >= _STRONG and not _is_sure(names[at - 1]):
            found[at - 1] = found[at - 1].plus(Votes(place=_STRONG))
    for at in range(1, len(names)):
        if links[at] and found[at - 1].strongest >= _STRONG and not _is_sure(names[at]):
            shared = (1.0 if vote >= _STRONG else 0.0 for vote in found[at - 1][:3])
            found[at] = found[at].plus(Votes(*shared))


def _is_sure(name: Piece) -> bool:
    return name.type is not None and name.surety >= _SURE


def _is_linked(text: str, names: Sequence[Piece], at: int) -> bool:
    start, end = names[at - 1].end, names[at].start
    return 1 < end - start < _LONGEST_LINK and _LINK.fullmatch(text, start, end) is not None
