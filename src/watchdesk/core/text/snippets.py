"""Chooses the sentences that show what was found, and cuts them to a width at word boundaries."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from watchdesk.core.text.sentences import sentences
from watchdesk.model import Snippet

Mark: TypeAlias = tuple[int, int, str]
"""Start, end and term id."""
_ELLIPSIS = "…"
_SPACE = re.compile(r"\s")


def snippets(text: str, marks: Sequence[Mark], at_most: int, width: int) -> tuple[Snippet, ...]:
    """Give up to ``at_most`` sentences of at most ``width`` code points, those with the most different terms first.

    Marks are re-based to the snippet; where a sentence is too long for the width, marks outside the cut are left out.
    """
    ordered = sorted(mark for mark in marks if 0 <= mark[0] < mark[1] <= len(text))
    groups = _marked_sentences(text, ordered)
    groups.sort(key=lambda group: (-len({mark[2] for mark in group[2]}), group[0]))
    return tuple(_cut(text, group, width) for group in groups[:at_most])


def _marked_sentences(text: str, marks: Sequence[Mark]) -> list[tuple[int, int, list[Mark]]]:
    """Pair each sentence that holds a mark with its marks; a mark over a border joins its sentences."""
    groups: list[tuple[int, int, list[Mark]]] = []
    remaining = list(reversed(marks))
    for start, end in sentences(text):
        begin = start
        held: list[Mark] = []
        if groups and groups[-1][1] > start:
            begin, _, held = groups.pop()
        while remaining and remaining[-1][0] < end:
            held.append(remaining.pop())
        groups.append((begin, max([end, *(mark[1] for mark in held)]), held))
    return [group for group in groups if group[2]]


def _cut(text: str, group: tuple[int, int, list[Mark]], width: int) -> Snippet:
    start, end, marks = group
    start = min(start, marks[0][0])
    if end - start > width:
        start, end = _window(text, start, end, marks, width)
    before = _ELLIPSIS if start > group[0] else ""
    after = _ELLIPSIS if end < group[1] else ""
    kept = tuple(
        (first - start + len(before), last - start + len(before), term)
        for first, last, term in marks
        if start <= first and last <= end
    )
    return Snippet(before + _SPACE.sub(" ", text[start:end]) + after, kept)


def _window(text: str, start: int, end: int, marks: Sequence[Mark], width: int) -> tuple[int, int]:
    """Choose the stretch with as many marks as fit, a little of what stands before them, ending between words."""
    room = max(width - 2 * len(_ELLIPSIS), 1)
    best = max(range(len(marks)), key=lambda index: (_fitting(marks, index, room), -index))
    last = marks[min(best + _fitting(marks, best, room), len(marks)) - 1][1]
    held = min(max(last, marks[best][1]) - marks[best][0], room)
    begin = max(start, min(marks[best][0] - (room - held) // 3, end - room))
    stop = min(end, begin + room)
    return _between_words(text, (begin, stop), (start, end), (marks[best][0], min(marks[best][0] + held, stop)))


def _fitting(marks: Sequence[Mark], index: int, room: int) -> int:
    """Count the marks from ``index`` on that fit into ``room``."""
    return sum(1 for mark in marks[index:] if mark[1] - marks[index][0] <= room)


def _between_words(text: str, cut: tuple[int, int], whole: tuple[int, int], held: tuple[int, int]) -> tuple[int, int]:
    """Move the borders of a cut inward to white space, unless that would cut into what it must hold."""
    begin, stop = cut
    if begin > whole[0] and not text[begin - 1].isspace():
        space = _SPACE.search(text, begin, held[0])
        begin = space.end() if space else begin
    while begin < held[0] and text[begin].isspace():
        begin += 1
    if stop < whole[1] and not text[stop].isspace():
        back = next((at for at in range(stop - 1, held[1] - 1, -1) if text[at].isspace()), stop)
        stop = back
    while stop > held[1] and text[stop - 1].isspace():
        stop -= 1
    return begin, stop
