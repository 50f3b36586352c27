"""Cuts a run of capitalised words into names by the words themselves: titles off, heads of bodies and places read."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from watchdesk.core.corpus.runs import Word, is_numbered, runs, words_of
from watchdesk.core.corpus.tables import CUES, stem
from watchdesk.core.matching.parts import is_name_part, name_class
from watchdesk.core.matching.tables import groups
from watchdesk.model import ActorType

_WORDS = groups("words")
_PARTICLES = _WORDS["particle"]
ROLES = frozenset(
    word
    for word in CUES["role"] | frozenset(map(stem, _WORDS["title"]))
    if word not in CUES["abstract"] and (word in CUES["role_address"] or not name_class(word))
)
"""A title that is a name part too (Amir) leads to nobody."""
_OFFICE = CUES["domain"] | ROLES | CUES["demonym"] | CUES["function"]
_ORG = CUES["org"]
_GAZETTEER = CUES["country"] | CUES["city"] | CUES["region"]
_DROPPED = CUES["common"] | CUES["function"] | CUES["domain"] | CUES["demonym"] | CUES["never"] | CUES["abstract"]
_EMPTY = _DROPPED | ROLES | _ORG | CUES["place"] | CUES["outlet"]
_TELLING = _EMPTY | _GAZETTEER
_CLOSES_NONE = CUES["never"] | CUES["demonym"] | CUES["function"]
_ENDING = re.compile(r"(?<=...)(?:[uo]llah|uddin|uddeen|eddin|ulhaq|urrahman|zadah?|zadeh|[dmrz]zai|khel)$")
"""How many names of the region end, and no English word."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
"""A letter alone is half of something with a number: C-17."""
_SHORT_STATE = "IS"
"""In capitals the Islamic State, in small letters a verb."""
_NUMERAL = re.compile("[IVX]+")
_LONGEST_ACRONYM = 8
_LONGEST_PERSON = 6
_SHORT_PERSON = 2
_SHOUTED = 3
"""So many words of capitals in a row are not initials."""


class Piece(NamedTuple):
    """A name cut from a run: its words as looked up, what they say it is, and how surely."""

    start: int
    end: int
    words: tuple[str, ...]
    type: ActorType | None
    surety: float
    is_doubtful: bool = False
    """Whether its capital may be there only because a sentence begins."""
    is_led: bool = False
    """Whether a title stands before it in the same run."""


def pieces(text: str) -> Iterator[Piece]:
    """Give the names that the runs of a text hold, in order."""
    for run in runs(text):
        for piece in _cut(run.text, opens=run.opens):
            yield piece._replace(start=run.start + piece.start, end=run.start + piece.end)


@lru_cache(maxsize=50_000)
def _cut(run: str, *, opens: bool) -> tuple[Piece, ...]:
    """Give the names of a run, with their places in it; remembered, as runs come back from text to text."""
    return tuple(
        piece
        for number, words in enumerate(_parted(words_of(run)))
        for piece in _names(words, opens=opens and number == 0)
    )


def _piece(words: Sequence[Word], kind: ActorType | None, surety: float, *, is_doubtful: bool = False) -> Piece:
    return Piece(words[0].start, words[-1].end, tuple(word.folded for word in words), kind, surety, is_doubtful)


def is_acronym(text: str) -> bool:
    """Whether a word is written as the initials of a body."""
    letters = text.replace("-", "").replace(".", "").removesuffix("s")
    is_short = 1 < len(letters) <= _LONGEST_ACRONYM and letters.isalpha() and letters.isupper()
    return is_short and not _NUMERAL.fullmatch(letters)


def is_listed_place(words: Sequence[Word]) -> bool:
    """Whether words are a state, city or region of the table."""
    return "_".join(word.folded for word in words) in _GAZETTEER


def is_given(word: Word) -> bool:
    """Whether a word is a known given name or name part."""
    halves = word.folded.split("-")
    if word.folded in CUES["given"] or any(is_name_part(half) for half in halves):
        return True
    return _ENDING.search(word.folded) is not None


def has_head(words: Sequence[Word]) -> bool:
    """Whether one of the words is the head of a body's name."""
    return any(part in _ORG for word in words for part in word.folded.replace(" ", "-").split("-"))


def _parted(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """Cut a run where words that join do not join one name."""
    held: list[Word] = []
    pending: list[Word] = []
    for at, word in enumerate(words):
        if not word.is_capital:
            pending.append(word)
            continue
        if held and pending and not _joins(held, pending, words[at:]):
            yield tuple(held)
            held = []
        if held:
            held += pending
        pending = []
        for part in _unhyphened(word):
            if part is None:
                yield tuple(held)
                held = []
            else:
                held.append(part)
    if held:
        yield tuple(held)


def _unhyphened(word: Word) -> Iterator[Word | None]:
    """Part two names joined by a hyphen (US-Taliban), with None between them; keep one name whole."""
    left, hyphen, right = word.text.partition("-")
    if word.folded.partition("-")[0] in CUES["prefix"] and right[:1].isupper():
        cut = word.start + len(left) + 1
        yield Word(cut, word.end, right, word.folded[len(left) + 1 :])
        return
    is_pair = (
        hyphen
        and right[:1].isupper()
        and len(right) > 1
        and (word.folded.partition("-")[0] in _GAZETTEER | CUES["demonym"] | CUES["org_name"] or _is_short(left))
        and not (left.isupper() and right.isupper() and left not in {"US", "UN", "EU", "UK"})
    )
    if not is_pair:
        yield word
        return
    cut = word.start + len(left)
    yield Word(word.start, cut, left, word.folded[: len(left)])
    yield None
    yield Word(cut + 1, word.end, right, word.folded[len(left) + 1 :])


def _is_short(text: str) -> bool:
    return text.replace(".", "") in {"US", "UN", "EU", "UK", "USA"}


def _joins(held: Sequence[Word], pending: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Whether joining words between two capitalised stretches belong to one name."""
    joint = pending[0].folded
    if joint in {"and", "&", "и"}:
        return _joins_by_and(held, rest)
    if joint == "of" and _is_somebody(held[-1], rest):
        return False
    if joint in {"of", "for"}:
        office = max((at for at, word in enumerate(held) if word.folded in ROLES), default=-1)
        return has_head(held[office + 1 :]) or held[-1].folded in {
            "republic",
            "house",
            "doctors",
            "ministry",
            "reporters",
            "friends",
        }
    if joint == "on":
        return has_head(held[-1:])
    return joint in _PARTICLES or joint in {"da", "di", "del", "van", "von", "der", "la", "de", "оглы"}


def _is_somebody(head: Word, rest: Sequence[Word]) -> bool:
    """Whether what a head is "of" is its leader: the Forces of Samir Geagea."""
    rest = rest[:_LONGEST_PERSON]
    if len(rest) < _SHORT_PERSON or not all(word.is_capital for word in rest[:_SHORT_PERSON]) or has_head(rest):
        return False
    is_unknown = not any(word.folded in _TELLING for word in rest)
    return is_given(rest[0]) or (is_unknown and head.folded in CUES["led_body"])


def _joins_by_and(held: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Whether "and" stands inside a name: Movement for Peace and Justice, Defense and Interior Minister."""
    following = next(iter(rest)).folded
    before = held[-1].folded
    if before not in CUES["abstract"] | CUES["domain"]:
        return False
    if following in CUES["abstract"] | CUES["domain"]:
        return True
    heads = [word.folded for word in rest[:4]]
    return any(head in _ORG or head in ROLES for head in heads[1:]) and not is_given(rest[0])


def _names(words: tuple[Word, ...], *, opens: bool) -> Iterator[Piece]:
    words, dropped = _without_opening(words, opens=opens)
    if not words:
        return
    if is_listed_place(words):
        yield _piece(words, "place", 3.0)
        return
    office = _last_role(words)
    if office is None:
        yield from _unled(words, opens=opens and not dropped)
        return
    yield from _of_office(words[:office])
    after, _ = _without_opening(words[office + 1 :], opens=False)
    while len(after) > 1 and after[0].folded in CUES["domain"] and not has_head(after):
        after = after[1:]
    if after:
        yield from _led(after)


def _without_opening(words: tuple[Word, ...], *, opens: bool) -> tuple[tuple[Word, ...], bool]:
    """Leave out what opens a sentence or leads to a name without being part of it; say whether anything was."""
    first = 0
    while first < len(words):
        word = words[first].folded
        if is_listed_place(words[first : first + 2]):
            break
        if words[first].text == _SHORT_STATE:
            break
        is_small = not words[first].is_capital or word in CUES["function"] or word in CUES["never"]
        if not is_small and not (opens and first == 0 and word in CUES["common"] and not has_head(words[1:])):
            break
        first += 1
    return words[first:], first > 0


def _last_role(words: Sequence[Word]) -> int | None:
    """Give the place of the last title that leads to a name or closes an office; None where a head follows it."""
    last = None
    for at, word in enumerate(words):
        parts = word.folded.split("-")
        if not (word.folded in ROLES or (len(parts) > 1 and all(part in ROLES for part in parts))):
            continue
        if at and is_given(words[at - 1]) and word.folded in CUES["role_address"]:
            continue
        if word.folded in {"general", "chief", "sheikh", "security", "public"} and has_head(words[at + 1 : at + 2]):
            continue
        last = at
    return last


def _of_office(words: tuple[Word, ...]) -> Iterator[Piece]:
    """Give the body or country whose office stands before a name: UN, White House."""
    last = len(words)
    while last and (words[last - 1].folded in _OFFICE or not words[last - 1].is_capital):
        last -= 1
    first = 0
    while first < last and (words[first].folded in _OFFICE or not words[first].is_capital):
        first += 1
    held = words[first:last]
    if held and (is_listed_place(held) or len(held) > 1 or is_acronym(held[0].text) or _is_body(held)):
        yield from _unled(held, opens=False)


def _led(words: tuple[Word, ...]) -> Iterator[Piece]:
    """Give the person behind a title, unless what stands there is a body or a place."""
    if has_head(words) and not is_given(words[0]):
        yield from _unled(words, opens=False)
    elif is_listed_place(words):
        yield _piece(words, "place", 2.0)
    elif words[0].folded not in _EMPTY and len(words) <= _LONGEST_PERSON:
        yield _piece(_until_ordinary(words), "person", 1.5)._replace(is_led=True)


def _until_ordinary(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Cut a person's name before a word that is none of a person's: a day's, or behind two words an event's."""
    for at, word in enumerate(words):
        is_event = at >= _SHORT_PERSON and word.folded in CUES["common"]
        if at and word.is_capital and (word.folded in CUES["never"] or is_event):
            return words[:at]
    return words


def _unled(words: tuple[Word, ...], *, opens: bool) -> Iterator[Piece]:
    """Give the name that words without a title are."""
    words = _trimmed(words)
    if opens and len(words) == _SHORT_PERSON and _leads(words):
        words = words[1:]
    if not words:
        return
    if len(words) == 1 or (
        is_listed_place(words[:1]) and all(word.folded in _DROPPED and word.folded not in _ORG for word in words[1:])
    ):
        yield from _single(words[0], opens=opens)
        return
    if words[0].folded in (_OFFICE | _ORG) - CUES["org_first"] and is_given(words[1]) and not is_given(words[0]):
        yield from _led(words[1:])
    elif (headed := _headed(words)) is not None:
        yield from headed
    else:
        yield from _unheaded(words, opens=opens)


def _headed(words: tuple[Word, ...]) -> tuple[Piece, ...] | None:
    """Give what words are that are listed or have the head of a place or body; None where they have none."""
    last = words[-1].folded
    if is_listed_place(words):
        return (_piece(words, "place", 3.0),)
    if any("_".join(word.folded for word in held) in CUES["org_known"] for held in (words, words[:2])):
        return (_piece(words, "org", 3.0),)
    is_state = last == "state" and len(words) == _SHORT_PERSON and words[0].folded not in _EMPTY
    is_rank = is_state or last in CUES["admin"]
    if is_rank or last in CUES["place"]:
        return (_piece(words[:-1] if is_rank else words, "place", 3.0 if is_rank else 2.5),)
    if all(word.folded in _EMPTY - _ORG or not word.is_capital for word in words):
        return ()
    if last in CUES["common"] - _ORG and not _is_purpose(words):
        return () if has_head(words) else None  # an act, a strategy: what a body made
    says_more = any(word.folded not in _EMPTY for word in words)
    return (_piece(words, "org", 2.5 if says_more else 1.5),) if _is_body(words) else None


def _is_purpose(words: Sequence[Word]) -> bool:
    """Whether a name ends in what its body is for or of: Institute for the Study of War."""
    link = max((at for at, word in enumerate(words) if word.folded in {"of", "for"}), default=len(words))
    return has_head(words[:link]) and link < len(words)


def _trimmed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave out small words at either end, and an adjective of a people before a name that has no head."""
    first, last = 0, len(words)
    while first < last and not words[first].is_capital and words[first].folded not in _PARTICLES:
        first += 1
    while first < last and (not words[last - 1].is_capital or words[last - 1].folded in _CLOSES_NONE | _LETTERS):
        if last - first == _SHORT_PERSON and is_given(words[first]) and words[last - 1].is_capital:
            break  # a family name that is also an adjective
        if words[last - 1].folded in CUES["demonym"] and _is_purpose(words[first:last]):
            break
        if words[last - 1].folded == "islam" and words[first].folded in CUES["org_first"]:
            break
        last -= 1
    words = words[first:last]
    is_plain = len(words) > 1 and not _is_body(words) and words[-1].folded not in CUES["place"]
    if is_plain and words[0].folded in CUES["demonym"] and not is_listed_place(words):
        return words[1:]
    return words


def _leads(words: Sequence[Word]) -> bool:
    """Whether the first of two words is only an adjective that opens a sentence before a body of one word."""
    first, last = (word.folded for word in words)
    return last in CUES["org_name"] and first not in CUES["demonym"] | CUES["org_first"] and not has_head(words[:1])


def _is_body(words: Sequence[Word]) -> bool:
    return (
        has_head(words)
        or any(part in CUES["org_name"] for part in re.split("[- ]", words[-1].folded))
        or any(part in CUES["org_first"] for part in words[0].folded.replace(" ", "-").split("-"))
        or words[-1].folded in CUES["outlet"]
    )


def _single(word: Word, *, opens: bool) -> Iterator[Piece]:
    if word.folded in CUES["org_name"] or (word.folded not in _EMPTY and _is_body((word,))):
        yield _piece((word,), "org", 2.0)
    elif word.text == _SHORT_STATE:
        yield _piece((word,), "org", 1.2)
    elif word.folded in _GAZETTEER:
        yield _piece((word,), "place", 3.0)
    elif is_numbered(word.text):
        yield _piece((word,), None, 0.0)
    elif word.folded in _EMPTY or len(word.text) == 1 or any(map(str.isdigit, word.text)):
        return
    elif is_acronym(word.text):
        yield _piece((word,), "org", 1.2)
    else:
        yield _piece((word,), None, 0.0, is_doubtful=opens)


def _unheaded(words: tuple[Word, ...], *, opens: bool) -> Iterator[Piece]:
    """Give the name of words none of which says what it is: a person if one is known as a given name."""
    if all(is_acronym(word.text) for word in words):
        for word in words if len(words) < _SHOUTED else ():
            yield from _single(word, opens=False)
        return
    first = words[0].folded
    if first in CUES["place_ordinal"] and words[-1].folded in _GAZETTEER:
        yield _piece(words, "place", 2.0)
    elif first in _GAZETTEER or first in CUES["org_name"] or is_acronym(words[0].text):
        yield from _single(words[0], opens=False)
        rest = words[1:]
        if not any(word.folded in _EMPTY for word in rest):
            yield from _unled(rest, opens=False)
    elif ordinary := [word for word in words if word.is_capital and word.folded in _EMPTY]:
        is_mostly = len(ordinary) * 2 >= len(words)
        yield _piece(
            words, "person" if is_given(words[0]) else None, 0.5, is_doubtful=is_mostly and not is_given(words[0])
        )
    else:
        known = is_given(words[0]) or any(name_class(word.folded) for word in words)
        yield _piece(words, "person", 1.5 if known else 0.4, is_doubtful=opens and not is_given(words[0]))
