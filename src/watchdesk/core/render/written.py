"""What Markdown and plain text have in common: values in their final form, and scripts that run the other way.

Neither format can say a direction, so Unicode's isolates (UAX 9) hold right-to-left letters together.
"""

import re
import unicodedata
from collections.abc import Sequence

from watchdesk.core.render.words import Direction

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_RIGHT_TO_LEFT_MARK = "\u200f"

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_RUN = re.compile(rf"[{_RTL}]+(?:[\s\u200c\u200d]+[{_RTL}]+)*")


class Written(str):
    """Text in its final form: a template writes it as it stands, whereas any other value it escapes."""

    __slots__ = ()


def embedded(pieces: Sequence[str], direction: Direction) -> str:
    """Join a value's written pieces for a place within a line, where it must not turn what stands beside it."""
    if direction != "rtl":
        return "".join(_RTL_RUN.sub(_isolated, piece) for piece in pieces)
    text = "".join(pieces)
    turn = "" if _starts_rtl(text) else _RIGHT_TO_LEFT_MARK
    return f"{_FIRST_STRONG_ISOLATE}{turn}{text}{_POP_ISOLATE}"


def standing(pieces: Sequence[str], direction: Direction) -> str:
    """Join them for a paragraph of their own, whose direction a viewer takes from its first letter outside isolates."""
    return (_RIGHT_TO_LEFT_MARK if direction == "rtl" else "") + embedded(pieces, direction)


def _isolated(run: re.Match[str]) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{run.group()}{_POP_ISOLATE}"


def _starts_rtl(text: str) -> bool:
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"})
    return next(strong, "L") != "L"
