"""Where something stands, as it is told to people and scripts."""

from typing import NamedTuple

from watchdesk.config.document import Document, Steps


class Spot(NamedTuple):
    """A line of a file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """Read as ``file:line``."""
        return f"{self.file}:{self.line}"


def spot(document: Document, steps: Steps) -> Spot:
    """Say where the value at this path stands."""
    return Spot(document.file, document.place(steps)[0])
