"""Reads the tables that people review: text files of ``name | words | why``, one group a line.

A word that stands in two classes of a table is a mistake in the table and ends the import.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from watchdesk.core.text import fold_word

_FOLDER = Path(__file__).parent


class Line(NamedTuple):
    """One reviewed line: what the words are, the words as compared, and why they stand there."""

    name: str
    words: tuple[str, ...]
    why: str


def lines(table: str, folder: Path = _FOLDER) -> Iterator[Line]:
    """Give the lines of a table in order; ValueError on a line without its three parts or a word without letters."""
    for number, line in enumerate((folder / f"{table}.txt").read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        words = tuple(map(fold_word, parts[1].split())) if len(parts) > 1 else ()
        if len(parts) != 3 or not all(parts) or not all(words):  # noqa: PLR2004 - name, words, why
            raise ValueError(f"{table}.txt:{number}: a line is name | words | why")
        yield Line(parts[0], words, parts[2])


def groups(table: str, folder: Path = _FOLDER) -> dict[str, frozenset[str]]:
    """Give each group of a table with all its words; a word may be in several groups."""
    found: dict[str, set[str]] = {}
    for line in lines(table, folder):
        found.setdefault(line.name, set()).update(line.words)
    return {name: frozenset(words) for name, words in found.items()}


def classes(table: str) -> dict[str, str]:
    """Give the class of each word of a table; ValueError for a word in two classes."""
    found: dict[str, str] = {}
    for line in lines(table):
        for word in line.words:
            if found.setdefault(word, line.name) != line.name:
                raise ValueError(f"{table}.txt: {word} is in the classes {found[word]} and {line.name}")
    return found
