# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""What the document says of its acronyms: which it defines, for whom, and which are only misspelt.

A definition is a name with the acronym in brackets behind it, or the acronym with the name in brackets behind it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from watchdesk.core.matching.draft import Draft
from watchdesk.core.matching.forms import SMALL_WORDS, forms_of
from watchdesk.core.matching.guards import is_a_word_here
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.text import tokens
from watchdesk.model import Actor

Definitions: TypeAlias = dict[str, Actor | None]
"""The actor an acronym stands for in this document; None for somebody who is not on the list."""

_BRACKETED = re.compile(r"[(\[]\s*([A-ZА-Я](?:[A-ZА-Я0-9]|-(?=[A-ZА-Я])){1,7})\s*[)\]]")
_OPENINGS = tuple(map(re.compile, (r"\(", r"\[")))  # a literal is looked for faster than a class
_BEFORE = re.compile(r"\b([A-ZА-Я](?:[A-ZА-Я0-9]|-(?=[A-ZА-Я])){1,7})\s*\Z")
_EXPLAINED = re.compile(r"[\"”’]?(?:\s?[—–-]{1,2}\s?|,\s|,?\s(?:stands for|short for|meaning)\s)(?:the\s)?")
_OR = re.compile(r",?\s\(?(?:or|called|known as)\s(?:the\s)?[\"“‘]?\Z")
"""How a text explains an acronym without brackets."""
_REACH = 24
_MOST_EXTRA_WORDS = 4
_LEAST_TYPO = 3
_LEAST_INITIALS = 3


def define(draft: Draft) -> None:
    """Bind the document's acronyms to whom it says they stand for, and refuse those it defines otherwise."""
    defined: Definitions = {}
    for where in draft.fields:
        for acronym, actor in _definitions(draft, where):
            defined.setdefault(acronym, actor)
    if not defined:
        return
    draft.defined.update(defined)
    draft.change(lambda one: _of_others(one, defined))
    draft.change(lambda one: _as_defined(one, defined))
    ours = {acronym: actor for acronym, actor in defined.items() if actor is not None}
    draft.offer(_uses(draft, ours))


def _definitions(draft: Draft, where: Field) -> Iterator[tuple[str, Actor | None]]:
    """Give the definitions of a field in order."""
    found = sorted(
        (*_behind_names(draft, where), *_before_names(draft, where), *_of_strangers(draft, where)),
        key=lambda one: one[0],
    )
    return ((acronym, actor) for _, acronym, actor in found)


def _behind_names(draft: Draft, where: Field) -> Iterator[tuple[int, str, Actor | None]]:
    """Give the acronyms in brackets behind a name, with where they stand."""
    for match in filter(None, (_BRACKETED.match(where.text, at) for at in _openings(where.text))):
        last = bisect_left(where.starts, match.start()) - 1
        owner = draft.owner(where, last, last + 1) if last >= 0 else None
        if owner is not None and owner.last == last + 1 and owner.kind != "acronym":
            yield match.start(), match[1], owner.actor if _suits(match[1], owner) else None
        elif owner is None and _spells(match[1], where, last):
            yield match.start(), match[1], None


def _openings(text: str) -> list[int]:
    """Give where a bracket opens, in order."""
    return sorted(match.start() for opening in _OPENINGS for match in opening.finditer(text))


def _before_names(draft: Draft, where: Field) -> Iterator[tuple[int, str, Actor | None]]:
    """Give the acronyms before a name in brackets, with where they stand."""
    for at in _openings(where.text):
        acronym = _BEFORE.search(where.text, max(0, at - _REACH), at)
        first = bisect_left(where.starts, at)
        if acronym is None or first >= len(where.starts) or where.starts[first] != at + 1:
            continue
        owner = draft.owner(where, first, first + 1)
        if owner is not None and owner.first == first and owner.kind != "acronym":
            yield acronym.start(), acronym[1], owner.actor if _suits(acronym[1], owner) else None
        elif owner is None and _is_spelt_by(acronym[1], where, first):
            yield acronym.start(), acronym[1], None


def _of_strangers(draft: Draft, where: Field) -> Iterator[tuple[int, str, None]]:
    """Give the listed acronyms that a text explains without brackets, by names that nobody on the list has."""
    named = {one.actor.id for one in draft.kept if one.kind != "acronym"}
    ours = [one for one in draft.kept if one.kind == "acronym" and one.field is where]
    alone = {one.surface for one in ours if one.actor.id not in named}
    told = {acronym for acronym in alone if _is_in_full(draft, where, acronym)}
    for one in ours:
        is_theirs = one.surface in told and one.actor.id not in named
        if is_theirs or _is_spelt_behind(draft, where, one) or _is_spelt_before(draft, where, one):
            yield one.start, one.surface, None


def _is_in_full(draft: Draft, where: Field, acronym: str) -> bool:
    """Whether a capitalised name with an acronym's initials, nobody's on the list, stands anywhere in the text."""
    if len(acronym) < _LEAST_INITIALS or not acronym.isascii():
        return False
    found = _in_full(acronym).finditer(where.text)
    return any(
        draft.owner(where, at := bisect_left(where.starts, match.start()), at + len(acronym)) is None for match in found
    )


@lru_cache(maxsize=1_000)
def _in_full(acronym: str) -> re.Pattern[str]:
    """Give what finds capitalised words with these initials, small words between them."""
    words = (rf"{letter}(?<!\w{letter})[a-z]+" for letter in acronym if letter.isalpha())
    between = r"(?: (?:of|for|the|and|on|in))* "
    return re.compile(between.join(words) + r"\b(?! [A-Z])")  # a letter is looked for faster than a border


def _is_spelt_behind(draft: Draft, where: Field, one: Sighting) -> bool:
    """Whether an unlisted name with an acronym's initials follows as what it means: XYZ, the X Y Z."""
    explained = _EXPLAINED.match(where.text, one.end)
    if explained is None:
        return False
    first = bisect_left(where.starts, explained.end())
    is_next = first < len(where.starts) and where.starts[first] == explained.end()
    return is_next and draft.owner(where, first, first + 1) is None and _is_spelt_by(one.surface, where, first)


def _is_spelt_before(draft: Draft, where: Field, one: Sighting) -> bool:
    """Whether an unlisted name with an acronym's initials and an "or" stand before it: the X Y Z, or XYZ."""
    said = _OR.search(where.text, max(0, one.start - _REACH), one.start)
    last = bisect_left(where.starts, said.start()) - 1 if said else -1
    return last > 0 and draft.owner(where, last, last + 1) is None and _spells(one.surface, where, last)


def _suits(acronym: str, name: Sighting) -> bool:
    """Whether an acronym may stand for a name: the list says so, or its letters are in one of its actor's forms."""
    if acronym in name.actor.acronyms:
        return True
    letters = acronym.replace("-", "").lower()
    begins = letters[0] == name.field.words[name.first][0]
    return begins and any(_holds_letters(form.words, letters) for form in forms_of(name.actor))


def _holds_letters(words: tuple[str, ...], letters: str) -> bool:
    rest = iter("".join(words))
    return all(letter in rest for letter in letters)


def _spells(acronym: str, where: Field, last: int) -> bool:
    """Whether the words that end at a token have the acronym's letters as their initials."""
    letters = acronym.replace("-", "").lower()
    least = max(0, last - len(letters) - _MOST_EXTRA_WORDS)
    return any(_initials(where, first, last) == letters for first in range(last - 1, least - 1, -1))


def _is_spelt_by(acronym: str, where: Field, first: int) -> bool:
    letters = acronym.replace("-", "").lower()
    most = min(len(where.words), first + len(letters) + _MOST_EXTRA_WORDS)
    return any(_initials(where, first, last) == letters for last in range(first + 1, most))


def _initials(where: Field, first: int, last: int) -> str:
    """Give the initials of the tokens from first to last, small words left out unless they begin."""
    words = where.words[first : last + 1]
    return "".join(word[0] for offset, word in enumerate(words) if offset == 0 or word not in SMALL_WORDS)


def _of_others(one: Sighting, defined: Definitions) -> Sighting | str:
    """Refuse a name that, with the word before it, spells an acronym of somebody else: The Resistance Front (TRF)."""
    behind = one.field.ends[one.last - 1] + 1
    match = _BRACKETED.match(one.field.text, behind) if one.field.text[behind : behind + 1] in {"(", "["} else None
    if match is None or defined.get(match[1], one.actor) is not None or not one.first:
        return one
    initials = _initials(one.field, one.first - 1, one.last - 1)
    return (
        f"part of another name: {one.field.surface(one.first - 1, one.last)}" if initials == match[1].lower() else one
    )


def _as_defined(one: Sighting, defined: Definitions) -> Sighting | str:
    if one.kind != "acronym" or one.surface not in defined:
        return one
    actor = defined[one.surface]
    if actor is None:
        return "the document defines this acronym for somebody else"
    return one._replace(actor=actor, confidence=1.0, rule=f"acronym {one.surface}, defined in the document")


def _uses(draft: Draft, ours: dict[str, Actor]) -> Iterator[Sighting]:
    """Give every free place where an acronym stands that the document itself defines."""
    by_word: dict[str, list[str]] = {}
    for acronym in ours:
        by_word.setdefault(tokens(acronym)[0].word, []).append(acronym)
    for where in draft.fields:
        for first in where.places(by_word):
            for acronym in by_word.get(where.words[first], ()):
                match = re.compile(rf"(?<![\w-]){re.escape(acronym)}(?![\w])").match(where.text, where.starts[first])
                last = bisect_left(where.starts, match.end()) if match else first
                is_free = first < last and draft.owner(where, first, last) is None
                if is_free and not where.shouts(first) and not is_a_word_here(where, first):
                    rule = f"acronym {acronym}, defined in the document"
                    yield Sighting(where, first, last, ours[acronym], "acronym", 1.0, rule)


def misspelt(draft: Draft) -> None:
    """Take a word of capitals for an acronym of the document if two neighbouring letters of it have changed places."""
    listed = {one.surface for one in draft.kept} | draft.defined
    known = {
        word: one
        for one in draft.kept
        if one.kind == "acronym" and one.surface.isalpha() and len(one.surface) >= _LEAST_TYPO
        for word in swapped(one.surface)
        if word not in listed
    }
    if not known:
        return
    folded = {word.lower() for word in known}
    for where in draft.fields:
        draft.offer(
            Sighting(where, index, index + 1, meant.actor, "acronym-typo", 0.6, f"{raw} for {meant.surface}")
            for index in where.places(folded)
            if (meant := known.get(raw := where.raw(index))) is not None
            and draft.owner(where, index, index + 1) is None
            and not where.shouts(index)
        )


@lru_cache(maxsize=10_000)
def swapped(word: str) -> frozenset[str]:
    """Give what a word becomes where two neighbouring letters change places."""
    return frozenset(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
