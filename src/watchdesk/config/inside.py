"""Tells where in a file a character of a text stands, whether the text is plain, quoted, folded or literal."""

import re
from collections.abc import Sequence
from typing import Final

from watchdesk.config.document import Place

_HEADER: Final = re.compile(r"[>|][-+0-9]*[^\S\n]*(?:#[^\n]*)?\n")


def place_inside(lines: Sequence[str], place: Place, value: str, column: int) -> Place:
    """Give line and column of the character with this number (from 1) of a value that begins at a place.

    The value's own place if the character cannot be told, as behind an escape sequence.
    """
    line, begin = place
    source = "\n".join([lines[line - 1][begin - 1 :], *lines[line:]])
    at = _start(source)
    for number, letter in enumerate(value, start=1):
        at = _behind_blanks(source, at) if letter.isspace() or number == 1 else at
        if number == column:
            return _placed(source, at, place)
        if not letter.isspace():
            at = _behind(source, at, letter)
        if at < 0:
            return place
    return _placed(source, at, place)


def _start(source: str) -> int:
    header = _HEADER.match(source)
    return header.end() if header else int(source[:1] in {'"', "'"})


def _behind_blanks(source: str, at: int) -> int:
    while source[at : at + 1].isspace():
        at += 1
    return at


def _behind(source: str, at: int, letter: str) -> int:
    """Give the place behind a letter, -1 if another stands there; a single quote may be written twice."""
    if source[at : at + 1] != letter:
        return -1
    return at + (2 if letter == "'" and source[0] == "'" else 1)


def _placed(source: str, at: int, place: Place) -> Place:
    """Turn an offset from a place on into line and column."""
    before = source[:at].split("\n")
    line, begin = place
    return line + len(before) - 1, len(before[-1]) + (begin if len(before) == 1 else 1)
