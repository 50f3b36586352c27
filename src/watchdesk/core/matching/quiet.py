"""Tells quickly that a text names nothing on the list, so that most of the news is never cut into tokens.

It may say "perhaps" of a text that holds nothing, never "nothing" of a text that holds something.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from watchdesk.core.matching.finder import Finder
from watchdesk.core.matching.reading import Field
from watchdesk.core.text import tokens

_MOST_RUNS = 200_000
_LONGEST_RUN = 40
_GLANCE, _WINDOW = 2, 24
_END = ". end"
"""Put after the last run, so that no name goes on beyond the text."""


@dataclass(frozen=True)
class Quiet:
    """Knows which runs of characters between spaces may begin something; ``decides`` names words that are enough."""

    finder: Finder
    decides: Callable[[str], bool]
    _runs: dict[str, int] = field(default_factory=dict)
    """0: nothing begins here, 1: look at what follows, 2: something may be here."""

    def is_quiet(self, text: str) -> bool:
        """Whether nothing of the list can be in a text."""
        runs = text.split()
        known = self._runs
        for run in set(runs).difference(known):
            if len(known) >= _MOST_RUNS:
                known.clear()
            known[run] = self._judged(run)
        loud = [at for at, run in enumerate(runs) if known.get(run, 2)]
        return not any(known.get(runs[at], 2) > 1 or self._begins(runs, at) for at in loud)

    def _begins(self, runs: list[str], at: int) -> bool:
        """Whether a name begins in a run: most often the next word already says no."""
        count = len(tokens(runs[at]))
        ahead = (runs[at : at + length] + ([_END] if at + length >= len(runs) else []) for length in (_GLANCE, _WINDOW))
        return all(self._sees(" ".join(window), count) for window in ahead)

    def _sees(self, window: str, count: int) -> bool:
        return self.finder.may_begin(Field("text", window, reads_pashto=True), count)

    def _judged(self, run: str) -> int:
        if len(run) > _LONGEST_RUN:
            return 2
        where = Field("text", run, reads_pashto=True)
        if any(map(self.decides, where.vocabulary)):
            return 2
        return 1 if self.finder.may_begin(where, len(where.words)) else 0
