"""Which articles tell the same story: those that repeat a text, and those that tell the same event.

Precision over recall: two stories that should be one cost a reader a minute, two events under one title mislead him.
It neither ranks stories nor shows them, and grouping across languages is not attempted.
"""

import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest
from typing import Literal

from watchdesk.core.text import tokens
from watchdesk.model import Candidate

_MOST_WORDS = 4000
_SKETCH = 48
"""How many of a text's smallest shingles stand for it in the index: a text that repeats a tenth of another, or is
repeated by it, still shares about five of them."""
_COMMON = 50
"""A shingle or title word that so many stories share tells nothing ("appeared first on") and costs the most."""
_TRIED = 8
_LEAST = 20
_ENOUGH_LETTERS = 200
_MIDDLING = 150
_NEEDED = ((_MIDDLING, 0.6, 0.8), (50, 0.75, 0.9), (_LEAST, 0.9, 0.95))
"""For texts from so many shingles on: the share of all that must be common, or of the shorter text's."""
_SIMILAR_TITLE = 0.5
_SAME_TITLE = 0.8
_SHARED_BY_SAME, _SHARED_BY_SIMILAR = 3, 4
_SAME_EVENT = timedelta(hours=48)
_PUBLISHED_AGAIN = timedelta(days=3)
_REWORDED = timedelta(days=1)
"""Words taken out or put in keep a headline's meaning for longer than words put in the place of others."""
_SAME_HEADLINE = 0.7
_SHARED_HEADLINE_WORDS = 7
_SAID_BESIDES = 5
_SAID_ALIKE = 1 / 3
_DECISIVE = {
    "en": frozenset(
        (
            *("no", "not", "never", "without", "another", "again", "new", "more", "fewer", "less", "last", "next"),
            *("zero", "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions"),
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "final"),
            *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "yesterday", "tomorrow"),
        )
    )
}
"""By language, the plain words that make one headline out of another: where they are not known, every word does."""


@dataclass(frozen=True, slots=True)
class _Traits:
    """What of an article is compared with others; ``shingles`` are hashes of three words in a row, each once."""

    candidate: Candidate
    language: str
    shingles: "array[int]"
    sketch: tuple[int, ...]
    numbers: frozenset[str]
    text_terms: frozenset[str]
    headline: frozenset[str]
    title: frozenset[str]
    title_numbers: frozenset[str]
    title_terms: frozenset[str]
    terms: frozenset[str]
    moment: datetime


@dataclass(slots=True)
class _Board:
    """The stories found so far, with the ways to find them again without comparing all with all."""

    rare: frozenset[str]
    stories: list[list[Candidate]] = field(default_factory=list)
    originals: list[tuple[_Traits, int]] = field(default_factory=list)
    by_shingle: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_title_word: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_url: dict[str, int] = field(default_factory=dict)

    def place(self, traits: _Traits) -> None:
        """Put an article into the story that it repeats or tells, else make it the lead of a new one."""
        story = self.by_url.get(traits.candidate.article.url)
        if story is None:
            story = self._story_repeated_by(traits)
        if story is None:
            story = self._place_original(traits)
        self.stories[story].append(traits.candidate)
        self.by_url.setdefault(traits.candidate.article.url, story)

    def _place_original(self, traits: _Traits) -> int:
        story = self._story_told_by(traits)
        is_lead = story is None
        if story is None:
            story = len(self.stories)
            self.stories.append([])
        number = len(self.originals)
        self.originals.append((traits, story))
        for shingle in traits.sketch:
            self.by_shingle[shingle].append(number)
        if is_lead:
            for word in traits.title:
                self.by_title_word[traits.language, word].append(number)
        return story

    def _story_repeated_by(self, traits: _Traits) -> int | None:
        near = _most_shared(self.by_shingle.get(shingle, ()) for shingle in traits.sketch)
        for number in near:
            original, story = self.originals[number]
            if _repeats(traits, original):
                return story
        return None

    def _story_told_by(self, traits: _Traits) -> int | None:
        near = _most_shared(self.by_title_word.get((traits.language, word), ()) for word in traits.title)
        for number in near:
            lead, story = self.originals[number]
            if _tells_the_same(traits, lead, self.rare) or _is_published_again(traits, lead):
                return story
        return None


def score(candidate: Candidate) -> float:
    """An article's score: the sum over its hits, evidence included."""
    return sum(hit.score for hit in candidate.hits)


def group(candidates: Sequence[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    """The stories that articles tell, each with its lead first; the same for every order of the input.

    A lead is read from its page rather than from the feed, has the highest score, and was seen first.
    """
    ordered = sorted(candidates, key=_standing)
    board = _Board(_rare_terms(ordered))
    for candidate in ordered:
        board.place(_traits(candidate))
    return tuple(tuple(story) for story in board.stories)


def copies(story: Sequence[Candidate]) -> Mapping[int, str]:
    """For each article of a story that repeats the text of an earlier one: its version id and that one's address."""
    if len(story) == 1:
        return {}
    originals: list[_Traits] = []
    found: dict[int, str] = {}
    for traits in map(_traits, story):
        original = next((other for other in originals if _is_copy(traits, other)), None)
        if original is None:
            originals.append(traits)
        else:
            found[traits.candidate.version_id] = original.candidate.article.url
    return found


def _standing(candidate: Candidate) -> tuple[bool, float, datetime, str, int, int]:
    article = candidate.article
    return (
        article.text_from != "page",
        -score(candidate),
        article.first_seen,
        article.url,
        -article.version,
        candidate.version_id,
    )


def _rare_terms(candidates: Sequence[Candidate]) -> frozenset[str]:
    counts = Counter(hit.term for candidate in candidates for hit in candidate.hits)
    most = max(3, len(candidates) // 10)
    return frozenset(term for term, count in counts.items() if count <= most)


def _traits(candidate: Candidate) -> _Traits:
    article = candidate.article
    words = _words(article.text)[:_MOST_WORDS]
    title = _words(article.title)
    shingles = _shingles(words)
    return _Traits(
        candidate=candidate,
        language=_language(article.language),
        shingles=shingles,
        sketch=tuple(nsmallest(_SKETCH, shingles)),
        numbers=frozenset(filter(str.isdigit, words)),
        text_terms=_terms_in(candidate, "text"),
        headline=frozenset(title),
        title=frozenset(word for word in title if len(word) > (3 if word.isascii() else 2)),
        title_numbers=frozenset(filter(str.isdigit, title)),
        title_terms=_terms_in(candidate, "title"),
        terms=frozenset(hit.term for hit in candidate.hits),
        moment=article.published or article.first_seen,
    )


def _terms_in(candidate: Candidate, field: Literal["title", "text"]) -> frozenset[str]:
    return frozenset(hit.term for hit in candidate.hits if any(mention.field == field for mention in hit.mentions))


def _words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def _language(tag: str) -> str:
    base = tag.lower().split("-")[0]
    return "fa" if base == "prs" else base


def _shingles(words: Sequence[str]) -> "array[int]":
    """Hash each run of three words, alike in every process (unlike ``hash``), so that sketches are too."""
    runs = zip(words, words[1:], words[2:], strict=False)
    return array("I", {zlib.crc32(" ".join(run).encode(errors="replace")) for run in runs})


def _most_shared(buckets: Iterable[Sequence[int]]) -> list[int]:
    """The few articles that stand in most of the buckets; among equals the one placed first."""
    counts = Counter(number for bucket in buckets if len(bucket) <= _COMMON for number in bucket)
    return sorted(counts, key=lambda number: (-counts[number], number))[:_TRIED]


def _repeats(one: _Traits, other: _Traits) -> bool:
    """Whether two texts are one, edited: alike as a whole, or one within the other under a similar title.

    The shorter, the more alike they must be, and figures and watched names must agree: daily reports differ in little
    but the place and the number of dead. What a site says under all its titles names nothing that is watched.
    """
    if not (one.text_terms or other.text_terms) and _overlap(one.title, other.title) < _SIMILAR_TITLE:
        return False
    small, large = sorted((set(one.shingles), set(other.shingles)), key=len)
    if small == large and _is_long_enough(one) and _is_long_enough(other):
        return one.numbers == other.numbers
    if len(small) < _LEAST:
        return bool(small) and small == large and one.title == other.title and one.title_numbers == other.title_numbers
    if not _agree(one, other, is_short=len(small) < _MIDDLING):
        return False
    alike, contained = next(needed for least, *needed in _NEEDED if len(small) >= least)
    shared = len(small & large)
    if shared >= alike * (len(small) + len(large) - shared):
        return True
    return shared >= contained * len(small) and _overlap(one.title, other.title) >= _SIMILAR_TITLE


def _is_long_enough(traits: _Traits) -> bool:
    return len(traits.candidate.article.text) >= _ENOUGH_LETTERS


def _agree(one: _Traits, other: _Traits, *, is_short: bool) -> bool:
    """Whether the figures of two texts agree, mostly in long ones; in short ones also what is watched in them."""
    shared, fewest = len(one.numbers & other.numbers), min(len(one.numbers), len(other.numbers))
    if is_short:
        return shared == fewest and _within(one.text_terms, other.text_terms)
    return 2 * shared >= fewest


def _within(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _is_copy(one: _Traits, other: _Traits) -> bool:
    return one.candidate.article.url != other.candidate.article.url and _repeats(one, other)


def _tells_the_same(one: _Traits, lead: _Traits, rare: frozenset[str]) -> bool:
    """Whether two outlets report one event: similar titles, nothing in them that contradicts, a rare term in common."""
    if one.candidate.article.outlet == lead.candidate.article.outlet or abs(one.moment - lead.moment) > _SAME_EVENT:
        return False
    if one.title_numbers and lead.title_numbers and one.title_numbers != lead.title_numbers:
        return False
    if not _within(one.title_terms, lead.title_terms):
        return False
    likeness, words = _overlap(one.title, lead.title), len(one.title & lead.title)
    if likeness >= _SAME_TITLE:
        return words >= _SHARED_BY_SAME and bool(one.terms & lead.terms)
    return likeness >= _SIMILAR_TITLE and words >= _SHARED_BY_SIMILAR and bool(one.terms & lead.terms & rare)


def _is_published_again(one: _Traits, lead: _Traits) -> bool:
    """Whether an outlet has put out its story again under a headline hardly changed, and a text that says no other.

    Headlines that differ in a figure, in a name or in a word that decides which event is meant are of two events.
    """
    article, first = one.candidate.article, lead.candidate.article
    apart = abs(one.moment - lead.moment)
    if article.outlet != first.outlet or one.language != lead.language or apart > _PUBLISHED_AGAIN:
        return False
    if not one.title_terms or one.title_terms != lead.title_terms:
        return False
    if len(one.headline & lead.headline) < _SHARED_HEADLINE_WORDS:
        return False
    is_reworded = not _within(one.headline, lead.headline)
    if _overlap(one.headline, lead.headline) < _SAME_HEADLINE or (is_reworded and apart > _REWORDED):
        return False
    return _is_a_small_change(one, lead) and not _says_otherwise(one, lead)


def _is_a_small_change(one: _Traits, other: _Traits) -> bool:
    """Whether the words that only one of two headlines has are plain ones, written small in a script that could."""
    changed = one.headline ^ other.headline
    decisive = _DECISIVE.get(one.language)
    if not changed or decisive is None:
        return not changed
    titles = (one.candidate.article.title, other.candidate.article.title)
    written = [title[token.start : token.end] for title in titles for token in tokens(title) if token.word in changed]
    return not changed & decisive and all(word.islower() and word.isalpha() for word in written)


def _says_otherwise(one: _Traits, other: _Traits) -> bool:
    """Whether two texts that say more than their titles do have little of it in common."""
    small, large = sorted((_said_besides(one), _said_besides(other)), key=len)
    return len(small) >= _SAID_BESIDES and len(small & large) < _SAID_ALIKE * len(small)


def _said_besides(traits: _Traits) -> set[int]:
    return set(traits.shingles).difference(_shingles(_words(traits.candidate.article.title)))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
