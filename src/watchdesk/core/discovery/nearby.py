"""Which names that are on no list stand beside the watched actors of one document, each with a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from watchdesk.core.corpus.names import Name, names_in
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.parts import key_of
from watchdesk.core.text import snippets, tokens
from watchdesk.core.text.boilerplate import boilerplate_spans
from watchdesk.model import ActorType, Document, Matched, Mention, Snippet

_NEAR = 30
"""A name stands beside an actor if at most so many words are between them."""
_FAR = _NEAR * 15
"""In letters: so far from a name nothing is beside it."""
_MOST_WORDS = 4
"""A longer name needs a sign of what it is."""
_MOST_LETTERS = 100
_LEAST_ACRONYM = 3
_LEAST_WORD = 4
"""Letters of a body's name of one word."""
_SENTENCE = 320
_AROUND = 2 * _SENTENCE
_LONGEST = 100_000
"""Of a longer text only so much is looked at."""
_WELL_KNOWN = CUES["country"] | CUES["city"] | CUES["region"]
_OUTLETS = "|".join(map(re.escape, sorted(CUES["outlet_name"])))
_PRESS = re.compile(rf"(?<!\w)(?:(?:{_OUTLETS})['\u2019]s(?:\s[^\W\d_]+){{0,3}}|correspondents?),?\s\Z", re.IGNORECASE)
"""What stands before the name of one of an outlet's own people."""
_PRESS_LETTERS = 80
Far: TypeAlias = dict[str, int]
"""How many words the nearest mention of each actor is off."""


@dataclass(frozen=True, slots=True)
class NameNearby:
    """A name beside watched actors: ``key`` is what its spellings have in common, ``actors`` the ids, nearest first.

    In the snippet an empty id marks the name itself.
    """

    key: str
    surface: str
    type: ActorType | Literal[""]
    actors: tuple[str, ...]
    snippet: Snippet


def folded(name: str) -> str:
    """What a name is remembered by: its words as they are compared."""
    return " ".join(token.word for token in tokens(name))


def name_key(name: str) -> str:
    """What the spellings of a name have in common; names with one key may still be two."""
    return key_of(token.word for token in tokens(name))[:_MOST_LETTERS]


def names_nearby(document: Document, matched: Matched) -> tuple[NameNearby, ...]:
    """Give each name of a document that no list knows and that stands beside an actor whose hit counts, once."""
    counting = frozenset(hit.term for hit in matched.hits if hit.counts and hit.kind == "actor")
    return tuple(_Page(document, matched, counting).names()) if counting else ()


@dataclass(frozen=True, slots=True)
class _Actor:
    """A mention of an actor, by its place on the page."""

    start: int
    end: int
    id: str
    type: str


class _Page:
    """A document as one text, its title on top: its names, the mentions of actors in it, and which of these count."""

    def __init__(self, document: Document, matched: Matched, counting: frozenset[str]) -> None:
        top = f"{document.title}\n\n" if document.title else ""
        self._text = (top + document.text)[:_LONGEST]
        self._language = document.language
        self._actors = sorted(
            (_placed(one, len(top)) for one in matched.mentions if one.kind == "actor"), key=lambda one: one.start
        )
        self._starts = [one.start for one in self._actors]
        self._counting = counting

    def names(self) -> Iterator[NameNearby]:
        """Give each name that stands beside an actor that counts, shown where it stands nearest to one."""
        places: dict[str, list[tuple[Name, Far]]] = {}
        for name in names_in(self._near_lines(), self._language):
            far = self._far(name) if _tells_somebody(name) and not self._is_watched(name) else {}
            if far and not _is_well_known(name) and not self._is_of_the_press(name):
                places.setdefault(name_key(name.surface), []).append((name, far))
        told_apart = boilerplate_spans(self._text) if places else ()
        for key, found in places.items():
            kept = [place for place in found if not _is_within(place[0], told_apart)]
            if key and kept:
                yield self._seen(key, kept)

    def _near_lines(self) -> str:
        """Give the text with the lines blanked that are far from every actor that counts: to read them takes long."""
        counting = [one for one in self._actors if one.id in self._counting]
        starts, ends = [one.start for one in counting], [one.end for one in counting]
        kept, at = [], 0
        for line in self._text.split("\n"):
            is_near = bisect_left(ends, at - _FAR) < bisect_right(starts, at + len(line) + _FAR)
            kept.append(line if is_near else " " * len(line))
            at += len(line) + 1
        return "\n".join(kept)

    def _seen(self, key: str, places: Sequence[tuple[Name, Far]]) -> NameNearby:
        nearest, _ = min(places, key=lambda place: min(place[1].values()))
        far: Far = {}
        for _, found in places:
            far.update({actor: min(words, far.get(actor, words)) for actor, words in found.items()})
        return NameNearby(
            key=key,
            surface=" ".join(nearest.surface.split()),
            type=next((name.type for name, _ in places if name.type), ""),
            actors=tuple(sorted(far, key=lambda actor: (far[actor], actor))),
            snippet=self._snippet(nearest),
        )

    def _around(self, name: Name, letters: int) -> Iterator[_Actor]:
        """Give the mentions of actors that are at most so many letters off a name, the last first."""
        at = bisect_right(self._starts, name.end + letters)
        while at and self._actors[at - 1].end >= name.start - letters:
            at -= 1
            yield self._actors[at]

    def _is_watched(self, name: Name) -> bool:
        """Whether a mention of an actor is the name or a part of it; but Kabul in Kabul University says nothing."""
        return any(_claims(one, name) for one in self._around(name, 0))

    def _is_of_the_press(self, name: Name) -> bool:
        return _PRESS.search(self._text[max(0, name.start - _PRESS_LETTERS) : name.start]) is not None

    def _far(self, name: Name) -> Far:
        """Say how far the actors that count are off a name, of those beside it."""
        far: Far = {}
        for one in self._around(name, _FAR):
            if one.id in self._counting:
                words = len(self._text[min(one.end, name.end) : max(one.start, name.start)].split())
                far[one.id] = min(words, far.get(one.id, words))
        return {actor: words for actor, words in far.items() if words <= _NEAR}

    def _snippet(self, name: Name) -> Snippet:
        """Give the sentence a name stands in, cut to a width, the name and the actors that count marked."""
        start = max(0, name.start - _AROUND)
        stretch = self._text[start : name.end + _AROUND]
        own = (name.start - start, name.end - start, "")
        marks = [(one.start - start, one.end - start, one.id) for one in self._around(name, _AROUND)]
        marks = [mark for mark in marks if mark[2] in self._counting and mark[0] >= 0]
        for snippet in snippets(stretch, [own, *marks], len(marks) + 1, _SENTENCE):
            if any(not term for _, _, term in snippet.marks):
                return snippet
        return snippets(stretch, [own], 1, _SENTENCE)[0]


def _placed(one: Mention, body: int) -> _Actor:
    shift = body if one.field == "text" else 0
    return _Actor(one.start + shift, one.end + shift, one.term, one.type)


def _tells_somebody(name: Name) -> bool:
    """Whether it is a name of several words or that of a body; a bare surname may be anybody's."""
    words = len(name.surface.split())
    if words == 1:
        letters = sum(map(str.isalpha, name.surface))
        return name.type == "org" and letters >= (_LEAST_ACRONYM if name.surface.isupper() else _LEAST_WORD)
    return len(name.surface) <= _MOST_LETTERS and (words <= _MOST_WORDS or name.type != "")


def _is_well_known(name: Name) -> bool:
    return folded(name.surface).replace(" ", "_") in _WELL_KNOWN


def _claims(one: _Actor, name: Name) -> bool:
    if one.end <= name.start or name.end <= one.start:
        return False
    is_part = name.start <= one.start and one.end <= name.end and one.end - one.start < name.end - name.start
    return not (is_part and one.type == "place")


def _is_within(name: Name, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= name.start and name.end <= end for start, end in spans)
