# ruff: noqa: RUF001 - quotes and dashes that look like others are the subject
"""Widens names by what a bracket behind them says, and by datelines: the whole of a body's name before its acronym.

Only here do "in", "to" and capitals in other tables' words belong to a name, as the acronym has a letter of each.
"""

import re
from collections.abc import Iterator, Sequence

from watchdesk.core.corpus.pieces import Piece
from watchdesk.core.corpus.runs import folded, words_of
from watchdesk.core.corpus.tables import CUES

_BRACKET = re.compile(r"\s[(\[](?:the\s|or\s)?[\"“]?(?P<acronym>[A-Z][A-Za-z]?[A-Z\d-]{1,8})[\"”]?[)\],;]")
_NAME_BEFORE = re.compile(
    r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*(?:\s(?:of|for|the|in|on|to|and|&|de|du|des|la|al-|wal-)|\s\d{1,3}|\s[A-ZÀ-Þ][\w’'-]*){1,12}\Z"
)
_BESIDE_BRACKET = re.compile(r"[(\[]([A-Z]{2,5})[)\]]|(?<![\w’'-])([A-Z]{2,5})\s[(\[](?=[A-Z][a-z])")
_REACH = 120
_NO_BODY = CUES["country"] | CUES["outlet_name"] | CUES["never"]
_STARTS = CUES["saying"] | {"the", "a", "an", "and", "but", "in", "when", "while", "as"}
_DATELINE = re.compile(
    r"^\W{0,3}(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[ ][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3})"
    r"(?:,[ ][A-ZÀ-Þ][\w. ’'-]{1,30})?(?:[ ]\([^()\n]{2,30}\))?(?:[ ]?[—–]|[ ]--?[ ]|:[ ])(?=[^\n]{0,200}[a-z])",
    re.MULTILINE,
)
_ORDINAL = re.compile(r"\b(\d{1,3}(?:st|nd|rd|th))\s\Z")
_SHORT = 2


def widened(text: str, names: Sequence[Piece]) -> list[Piece]:
    """Give the names of a text, in order, those that belong to one whole name replaced by it."""
    names = [_numbered(text, name) for name in names]
    whole = sorted((*_bodies(text), *_datelines(text), *_worded(text)), key=lambda one: one.start)
    if not whole:
        return names
    kept: list[Piece] = []
    at = 0
    for name in names:
        while at < len(whole) and whole[at].end <= name.start:
            kept.append(whole[at])
            at += 1
        if at == len(whole) or name.end <= whole[at].start:
            kept.append(name)
    return [*kept, *whole[at:]]


def _numbered(text: str, name: Piece) -> Piece:
    """Give a unit with the number that stands before it: 68th Brigade."""
    if name.type != "org" or name.words[-1] not in CUES["unit"]:
        return name
    number = _ORDINAL.search(text, max(0, name.start - 6), name.start)
    return name._replace(start=number.start(), words=(number[1], *name.words)) if number else name


def _bodies(text: str) -> Iterator[Piece]:
    """Give the names whose initials stand in a bracket behind them."""
    end = 0
    for bracket in _BRACKET.finditer(text):
        letters = re.findall(r"[^\W\d_]|\d+", bracket["acronym"].casefold())
        before = _NAME_BEFORE.search(text, max(end, bracket.start() - _REACH), bracket.start())
        if before is None or folded(bracket["acronym"]) in _NO_BODY:
            continue
        start = _start(text, before.start(), bracket.start(), letters)
        if start >= 0:
            end = bracket.start()
            words = tuple(word.folded for word in words_of(text[start:end]))
            yield Piece(start, end, words, "org", 2.5)


def _start(text: str, first: int, end: int, letters: list[str]) -> int:
    """Give where the name starts whose words have these initials, in whatever order; -1 if none has."""
    words = words_of(text[first:end])
    for at in range(len(words) - _SHORT, -1, -1):
        own = words[at:]
        if not own[0].is_capital or own[0].folded in _STARTS:
            continue
        short = [word.folded[0] for word in own if word.is_capital]
        is_numbered = letters[-1].isdigit() and letters[-1] in {word.folded for word in own}
        if is_numbered and letters[0] == short[0]:
            return first + own[0].start
        if sorted(letters) in (sorted(short), sorted(word.folded[0] for word in own)):
            return first + own[0].start
    return -1


def _worded(text: str) -> Iterator[Piece]:
    """Give the acronyms that are small words too, wherever a text that puts one beside a bracket has them: IS."""
    found = {word for pair in _BESIDE_BRACKET.findall(text) for word in pair if word}
    told = sorted(word for word in found if word.lower() in CUES["function"])
    for word in told:
        for match in re.finditer(rf"(?<![\w’'-]){word}(?![\w’'-])", text):
            yield Piece(*match.span(), (word.lower(),), "org", 1.0)


def _datelines(text: str) -> Iterator[Piece]:
    """Give the places in capitals with which articles open: MAE SOT, Thailand —."""
    for line in _DATELINE.finditer(text):
        words = tuple(word.folded for word in words_of(line["place"].title()))
        if not {*words} & (CUES["common"] | CUES["function"] | CUES["outlet"] | CUES["never"]):
            yield Piece(*line.span("place"), words, "place", 3.0)
