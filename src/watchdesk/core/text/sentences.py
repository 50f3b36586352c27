# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Finds where sentences begin and end, in Latin, Cyrillic and Arabic script.

It prefers a sentence too long to one cut in two: an abbreviation or initial never ends a sentence, a blank line always.
"""

import re
from collections.abc import Iterator

_PARAGRAPH = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
_CLOSERS = r"[\"'”’»)\]]*"  # closing quotes of many languages
_END = re.compile(rf"(?:[.!?…]+|[؟۔۔。！？]+){_CLOSERS}(?=\s)")  # full stops of other scripts
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*(\S)")  # opening quotes
_LAST_WORD = re.compile(r"([^\W\d_][^\s(\[“\"]*)\.\Z")
# Titles, ranks and other abbreviations that a name or a number follows.
_ENGLISH = ["mr", "mrs", "ms", "dr", "prof", "hon", "rev", "st", "mt", "ft", "jr", "sr", "vs", "vol", "pp", "fig", "no"]
_RANKS = ["gen", "lt", "col", "maj", "capt", "cmdr", "comdr", "cpl", "sgt", "brig", "adm", "sen", "rep", "gov", "pres"]
_MONTHS = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "dept", "est"]
_OTHERS = ["al", "art", "г", "им", "ул", "гг", "стр"]
_ABBREVIATIONS = frozenset([*_ENGLISH, *_RANKS, *_MONTHS, *_OTHERS])


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of the sentences in order, without white space around them; together they hold every letter."""
    return tuple(span for start, end in _paragraphs(text) for span in _within(text, start, end))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARAGRAPH.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, begin, match):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield start, end


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    following = _NEXT.match(text, stop.end())
    if following is None:
        return True
    if following[1].islower():
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(begin, stop.start() - 30), stop.start() + 1)
    if before is None:
        return True
    word = before[1]
    is_initials = len(word) == 1 or re.fullmatch(r"(?:\w\.)+\w", word) is not None
    return not (is_initials or word.lower().rpartition("-")[2] in _ABBREVIATIONS)
