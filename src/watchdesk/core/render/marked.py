"""A text as runs of marked and unmarked characters, whatever it is then written as.

Marks that overlap or touch become one run; bidi controls are taken out here, after all offsets have done their work, so
that no text can turn what stands beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from watchdesk.core.render.words import Direction, direction

Mark: TypeAlias = tuple[int, int, str]
"""Start, end and term id."""

_PARAGRAPH = re.compile(r"[^\n]+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MARGIN = re.compile(_UNSEEN.pattern.replace("[", r"[\s", 1) + "*")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``label`` names the terms that it is marked for, empty where it is not."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, sentence or title as runs, with the direction that most of its letters have."""

    runs: tuple[Run, ...]
    direction: Direction

    @property
    def text(self) -> str:
        """The line without its marks."""
        return "".join(run.text for run in self.runs)


def plain(text: str) -> str:
    """The text on one line, without control characters and bidi controls."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def line(text: str, marks: Sequence[Mark] = (), names: Mapping[str, str] | None = None) -> Line:
    """The text as one line; what lies outside it is no mark."""
    return _line(text, 0, len(text), _merged(marks, names or {}))


def paragraphs(text: str, marks: Sequence[Mark], names: Mapping[str, str]) -> Iterator[Line]:
    """Each line of a text as a paragraph of its own, with the marks that fall into it."""
    waiting = _merged(marks, names)
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while waiting and waiting[0][1] <= start:
            waiting.pop(0)
        found = _line(text, start, end, waiting)
        if found.runs:
            yield found


def _merged(marks: Iterable[Mark], names: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Marks in order, overlapping and touching ones as one that is labelled with all their names."""
    merged: list[tuple[int, int, list[str]]] = []
    for start, end, term in sorted(marks):
        name = names.get(term, term)
        if merged and start <= merged[-1][1]:
            first, last, labels = merged[-1]
            merged[-1] = (first, max(last, end), labels if name in labels else [*labels, name])
        elif start < end:
            merged.append((start, end, [name]))
    return [(start, end, ", ".join(labels)) for start, end, labels in merged]


def _line(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> Line:
    piece = text[start:end]
    margin = _MARGIN.match(piece)
    start, end = start + (margin.end() if margin else 0), start + len(piece.rstrip())
    runs = tuple(run for run in _runs(text, start, end, marks) if run.text)
    return Line(runs, direction(text[start:end]))


def _runs(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> Iterator[Run]:
    position = start
    for first, last, label in marks:
        if first >= end:
            break
        if last <= position:
            continue
        yield _run(text[position : max(first, position)])
        position = max(first, position)
        yield _run(text[position : min(last, end)], label)
        position = max(min(last, end), position)
    yield _run(text[position:end])


def _run(text: str, label: str = "") -> Run:
    shown = _SPACES.sub(" ", _UNSEEN.sub("", text))
    return Run(shown, label if shown.strip() else "")
