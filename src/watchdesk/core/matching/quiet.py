"""Tells quickly that a text names nothing on the list, so that most of the news is never cut into tokens.

It may say "perhaps" of a text that holds nothing, never "nothing" of a text that holds something.
"""

from collections.abc import Callable

from watchdesk.core.matching.finder import Finder
from watchdesk.core.matching.inflection import ANY
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.remembered import Remembered
from watchdesk.core.text import columns

_WINDOW = 24
_SOON = 1_000
_END = ". end"
"""Put after the last run, so that no name goes on beyond the text."""


class Quiet:
    """Knows which runs of characters between spaces may begin something; ``decides`` names words that are enough."""

    def __init__(self, finder: Finder, decides: Callable[[str], bool]) -> None:
        self._finder = finder
        self._decides = decides
        self._noticed = Remembered(self._is_noticed)
        self._deciding = Remembered(self._is_deciding)
        self._pairs = Remembered(self._may_begin)

    def is_quiet(self, text: str) -> bool:
        """Whether nothing of the list can be in a text; one that names somebody mostly does so soon."""
        return all(map(self._names_nobody, (text[:_SOON], text) if len(text) > _SOON else (text,)))

    def _names_nobody(self, text: str) -> bool:
        runs = text.split()
        noticed = self._noticed.among(set(runs))
        if not noticed:
            return True
        if self._deciding.among(noticed):
            return False
        runs.append(_END)
        return not any(self._begins(runs, at) for at, run in enumerate(runs) if run in noticed)

    def _begins(self, runs: list[str], at: int) -> bool:
        """Whether a name begins in a run: most often the next one already says no."""
        return self._pairs.holds(" ".join(runs[at : at + 2])) and self._may_begin(" ".join(runs[at : at + _WINDOW]))

    def _is_noticed(self, run: str) -> bool:
        where = Field("text", run, ANY)
        return any(map(self._decides, where.distinct)) or self._finder.may_begin(where, len(where.words))

    def _is_deciding(self, run: str) -> bool:
        return any(map(self._decides, Field("text", run, ANY).distinct))

    def _may_begin(self, window: str) -> bool:
        """Whether a name may begin in the first run of a window and end in it or go on beyond."""
        first = window.partition(" ")[0]
        return self._finder.may_begin(Field("text", window, ANY), len(columns(first).words))
