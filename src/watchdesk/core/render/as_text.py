"""Text written into plain text: marks in brackets, paragraphs wrapped, scripts that run the other way held together."""

import textwrap

from watchdesk.core.render.marked import Line, line
from watchdesk.core.render.written import Written, embedded, standing

_WIDTH = 76


def finished(value: object) -> str:
    """A template's value as text on one line; what is written already stays as it is."""
    return value if isinstance(value, Written) else inline(str(value))


def inline(value: Line | str) -> Written:
    """A value within a line."""
    shown = line(value) if isinstance(value, str) else value
    return Written(embedded(_pieces(shown), shown.direction))


def block(value: Line | str, first: str = "", rest: str | None = None) -> Written:
    """A value as a wrapped paragraph; ``first`` stands before its first line, ``rest`` before the others."""
    shown = line(value) if isinstance(value, str) else value
    rest = first if rest is None else rest
    width = _WIDTH - max(len(first), len(rest))
    pieces = textwrap.wrap("".join(_pieces(shown)), width, break_long_words=False, break_on_hyphens=False)
    starts = (first, *[rest] * (len(pieces) - 1))
    return Written(
        "\n".join(start + standing([piece], shown.direction) for start, piece in zip(starts, pieces, strict=False))
    )


def _pieces(value: Line) -> list[str]:
    return [f"[{run.text}]" if run.label else run.text for run in value.runs]
