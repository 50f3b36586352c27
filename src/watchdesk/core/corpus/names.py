"""Finds the proper names that a text shows, and what each seems to be, by the text alone.

Latin and Cyrillic names show by capitals, names in Arabic script by the titles, heads and name parts beside them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from watchdesk.core.corpus.arabic_script import HAS_ARABIC, names_in_arabic_script
from watchdesk.core.corpus.bracketed import widened
from watchdesk.core.corpus.context import Votes, linked, own_votes, votes_of
from watchdesk.core.corpus.cyrillic import pieces_in
from watchdesk.core.corpus.pieces import Piece, pieces
from watchdesk.core.corpus.rows import Repeated, Row
from watchdesk.core.corpus.runs import headings, unwrapped
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.script import is_arabic
from watchdesk.model import ActorType

_LEAST_SOURCE = 0.5
"""The share of a name's places in which it is quoted, from which on it is an outlet."""
_GUESS = 1.0
"""Words that may be a person's, no more; somebody around must say so."""
_LEAST_PERSON = 0.7
_LEAST_PLACE = 0.6
_STRONG_PLACE = 2.0
_OFTEN = 4
_WORTH = 1.5
"""What signs around a name, on the average of its places, are worth beside its own words."""
_BODY = Votes(org=2.0)
_RUN = Votes(person=1.0)
_LISTED = CUES["country"] | CUES["city"] | CUES["region"]
_NEVER = 1 << 60
"""Behind every text."""
_GERMAN = re.compile(r"\b(?:der|die|und|nicht|das|mit|von)\b")
_LOOKED_AT = 5000
_A_WORD_IN = 150
_LEAST_DEFINITE = 0.4
"""The share of a name's places with "the" before it, from which on it is no person."""
_DASH_WITHIN = re.compile("(?<=[^\\W\\d_])[\u2010\u2011\u2013](?=[^\\W\\d_])")
"""A dash within a name that is written as no hyphen: Movement-North."""
_LOWER = re.compile(r"(?<![^\W_])[^\W\d_]{2,}")
_CAPITALISES_NOUNS = frozenset({"de", "lb"})


Kind: TypeAlias = ActorType | Literal[""] | None
"""What a name is; empty where nothing tells it, None for what is no actor: an outlet that is quoted, a people."""


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in a text: ``text[start:end] == surface``; the type is empty where nothing tells it."""

    start: int
    end: int
    surface: str
    type: ActorType | Literal[""]


@dataclass(frozen=True, slots=True)
class Sight:
    """A name at one place of a text with the signs of that place; ``words`` are the same however it is written."""

    start: int
    end: int
    words: tuple[str, ...]
    own: Votes
    """What the words by themselves say."""
    votes: Votes
    """What stands around them says."""
    is_doubtful: bool = False
    """Whether its capital may be a sentence's, and it may be no name."""
    is_linked: bool = False
    """Whether it stands in a list behind the name before it."""
    row: Row | None = None
    """The words beside the head of a body, of which only the corpus tells how many are its name."""

    @property
    def strongest(self) -> float:
        """The weight of the strongest sign."""
        return max(self.own.strongest, self.votes.strongest)


def names_in(text: str, language: str = "") -> tuple[Name, ...]:
    """Give the names of a text in order; outlets that are only quoted as sources are left out."""
    (found,) = grown([sights(text, language)])
    kinds = _kinds(found)
    return tuple(
        Name(one.start, one.end, text[one.start : one.end], kinds[one.words] or "")
        for one in found
        if kinds[one.words] or (kinds[one.words] == "" and not is_arabic(one.words[0]))
    )


def sights(text: str, language: str = "") -> tuple[Sight, ...]:
    """Give every place of a text where a name stands, with what its surroundings say, in order."""
    plain = unwrapped(text)
    found = list(_capitalised(plain, language))
    if HAS_ARABIC.search(plain):
        written = names_in_arabic_script(plain)
        found += (Sight(one.start, one.end, one.words, one.own, one.around, row=one.row) for one in written)
        found = [*apart(found)]
    return tuple(found)


def apart(found: Iterable[Sight]) -> Iterator[Sight]:
    """Give sights in order, without those that stand over an earlier one; of equal beginnings the longest stays."""
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            yield one


def grown(texts: Sequence[Sequence[Sight]]) -> list[tuple[Sight, ...]]:
    """Give the sights of texts with names as long as the texts repeat them; heads of bodies alone fall away."""
    held = Repeated(one.row for found in texts for one in found if one.row)
    return [tuple(apart(full for one in found if (full := _grown(one, held)) is not None)) for found in texts]


def _grown(one: Sight, held: Repeated) -> Sight | None:
    length = held.length(one.row) if one.row else 0
    is_body = one.own.org > 0
    is_whole = one.own.org >= 1 or not is_body
    if one.row is None or length <= (len(one.words) if is_whole else 0):
        return one if is_whole else None
    start, end, words = one.row.cut(length)
    return replace(one, start=start, end=end, words=words, own=_BODY if is_body else one.own.plus(_RUN))


def _capitalised(text: str, language: str) -> Iterator[Sight]:
    text = _DASH_WITHIN.sub("-", text)
    skipped = headings(text)
    inside = widened(text, [*pieces_in(text, pieces(text))])
    body = [piece for piece in inside if not _is_within(piece, skipped)] if skipped else inside
    links = linked(text, body)
    seen = [
        Sight(one.start, one.end, one.words, own_votes(one), vote, one.is_doubtful, link)
        for one, vote, link in zip(body, votes_of(text, body, links), links, strict=True)
    ]
    if skipped:
        # what stands in a heading is a name if the text below has it too
        known = {one.words for one in seen if not one.is_doubtful}
        seen += (
            Sight(one.start, one.end, one.words, own_votes(one), Votes())
            for one in inside
            if one.words in known and _is_within(one, skipped)
        )
        seen.sort(key=lambda one: one.start)
    return _confirmed(text, seen, strict=language[:2] in _CAPITALISES_NOUNS or _is_german(text))


def _is_within(piece: Piece, spans: tuple[tuple[int, int], ...]) -> bool:
    at = bisect_right(spans, (piece.start, _NEVER)) - 1
    return at >= 0 and piece.start < spans[at][1]


def _is_german(text: str) -> bool:
    """Whether a text of no known language is in one that writes every noun with a capital."""
    return len(_GERMAN.findall(text, 0, _LOOKED_AT)) > min(len(text), _LOOKED_AT) / _A_WORD_IN


def _confirmed(text: str, found: list[Sight], *, strict: bool) -> Iterator[Sight]:
    """Leave out what only opens a sentence: a word that is no part of a name elsewhere and has no sign of one."""
    small = _small_words(text)
    sure = {word for one in found if not one.is_doubtful for word in one.words}
    opening = (one for one in found if one.is_doubtful and len(one.words) > 1)
    sure |= {word for one in opening if _stands(one, sure, small) for word in one.words} - small
    for one in found:
        if strict and not _is_backed(one):
            continue
        if not one.is_doubtful:
            if len(one.words) > 1 or one.words[0] not in small or one.strongest > 0:
                yield one
        elif _stands(one, sure, small):
            yield replace(one, is_doubtful=False)


def _small_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _LOWER.findall(text) if word.islower())


def _stands(one: Sight, sure: set[str], small: frozenset[str]) -> bool:
    """Whether what opens a sentence is a name."""
    if len(one.words) == 1:
        word = one.words[0]
        return word in sure or (word not in small and (one.strongest > 0 or word in CUES["given"]))
    if all(word in sure for word in one.words) or one.votes.strongest >= _LEAST_PERSON:
        return True
    first = one.words[0]
    return first not in small and first not in CUES["common"] and not first.endswith(_VERB_ENDINGS)


_VERB_ENDINGS = ("ing", "ed", "ly")


def _is_backed(one: Sight) -> bool:
    return one.own.strongest > 1 or one.votes.strongest > 1


def _kinds(found: tuple[Sight, ...]) -> dict[tuple[str, ...], Kind]:
    """Give what each name of a text is by the signs of all its places."""
    tally = Tally()
    for one in found:
        tally.add(one)
    kinds = tally.kinds()
    settle(kinds, [(one.words, other.words) for one, other in pairwise(found) if other.is_linked])
    return kinds


class Tally:
    """Counts names and the signs of what they are."""

    def __init__(self) -> None:
        self.mentions: Counter[tuple[str, ...]] = Counter()
        self._own: dict[tuple[str, ...], Votes] = {}
        self._votes: dict[tuple[str, ...], Votes] = {}

    def add(self, one: Sight) -> None:
        """Count one place."""
        words = one.words
        self.mentions[words] += 1
        if words not in self._own:
            self._own[words], self._votes[words] = one.own, one.votes
            return
        self._votes[words] = self._votes[words].plus(one.votes)
        if self._own[words].strongest < one.own.strongest:
            self._own[words] = one.own

    def votes(self, words: tuple[str, ...]) -> Votes:
        """Give what stands around a name in all its places."""
        return self._votes.get(words, Votes())

    def kinds(self) -> dict[tuple[str, ...], Kind]:
        """Give what each name is by the signs of all its places; None for an outlet that is quoted as a source."""
        return {words: _kind(words, own, self._votes[words], self.mentions[words]) for words, own in self._own.items()}


def _kind(words: tuple[str, ...], own: Votes, votes: Votes, places: int) -> Kind:
    outlets = CUES["outlet_name"]
    if "_".join(words) in outlets or words[-1] in outlets or (len(words) > 1 and words[0] in outlets):
        return None
    is_outlet = words[-1] in CUES["outlet"] and words[0] not in CUES["demonym"]
    if is_outlet or (votes.source >= _LEAST_SOURCE * places and votes.person < 1 and votes.place < 1):
        return None
    if len(words) == 1 and words[0][-1].isdigit() and votes.org < _LEAST_PERSON:
        return None  # an aircraft or a road, unless somebody leads it
    is_definite = len(words) == 1 and votes.definite >= _LEAST_DEFINITE * places
    is_acting = votes.org >= _LEAST_PERSON or votes.definite >= _OFTEN
    if is_definite and is_acting and own.place == 0 and votes.place < _STRONG_PLACE:
        return "org"
    share = _WORTH / places
    person, org, place = (mine + share * around for mine, around in zip(own[:3], votes[:3], strict=True))
    if own.person <= _GUESS and votes.person < _LEAST_PERSON:
        person = 0.0
    if own.place == 0 and (votes.place < _LEAST_PLACE or place < _LEAST_PLACE / 2):
        place = 0.0
    return Votes(person, org, place).most() or ""


def settle(kinds: dict[tuple[str, ...], Kind], links: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    """Let names without a sign of their own be what their bearers and the lists they stand in are.

    A bare family name is the person whose it is; what stands in lists with places is a place; Panjshiris are nobody.
    """
    families = {words[-1] for words, kind in kinds.items() if kind == "person" and len(words) > 1}
    for words, kind in kinds.items():
        if len(words) > 1:
            continue
        if words[0] in families and (kind != "place" or words[0] not in _LISTED):
            kinds[words] = "person"
        elif kind != "place" and any(kinds.get((stem,)) == "place" for stem in _stems(words[0])):
            kinds[words] = None
    chain = list(links)
    for one, other in (*chain, *reversed(chain)):
        if kinds.get(one) == "" and kinds.get(other) == "place":
            kinds[one] = "place"
        elif kinds.get(other) == "" and kinds.get(one) == "place":
            kinds[other] = "place"


def _stems(word: str) -> Iterator[str]:
    """Give the places whose people a word may be."""
    return (word.removesuffix(ending) for ending in _PEOPLES if word.endswith(ending))


_PEOPLES = ("i", "is", "n", "ns", "an", "ans", "ian", "ians", "ese", "er", "ers")
