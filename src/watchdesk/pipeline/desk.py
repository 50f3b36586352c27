"""What every conductor works with: the settings, the store, the matcher, a clock, and when to stop."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from watchdesk.core.matching import Matcher
from watchdesk.model import Trouble
from watchdesk.settings import Settings
from watchdesk.store.engine import Store

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told of long work: what is done, how much of it, out of how many."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Show no progress."""


class Stop:
    """The wish to end soon; it wakes those who wait for the network."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._wakes: list[Callable[[], None]] = []

    def __call__(self) -> bool:
        """Whether the work should end."""
        return self._event.is_set()

    def set(self) -> None:
        """Ask for the end, once or again."""
        self._event.set()
        for wake in tuple(self._wakes):
            wake()

    def wait(self, seconds: float) -> bool:
        """Wait this long, or until the end is asked for; tell which."""
        return self._event.wait(seconds)

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Iterator[None]:
        """While this lasts, ``set`` also calls ``wake``, from whatever thread."""
        self._wakes.append(wake)
        try:
            if self():
                wake()
            yield
        finally:
            self._wakes.remove(wake)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk at work; ``clock`` gives an aware time, ``stop`` turns true when the work should end soon."""

    settings: Settings
    store: Store
    matcher: Matcher
    environ: Mapping[str, str]
    clock: Callable[[], datetime]
    stop: Stop = field(default_factory=Stop)
    progress: Progress = silent
    trouble: Trouble | None = None
    """What is wrong with an edited configuration while the last good one stays in force."""
    rematched: threading.Event = field(default_factory=threading.Event)
    """Set once this list was tried on what another one has matched in the last days."""
