"""SIGTERM and Ctrl-C: the first asks the work to end soon, the second ends it at once."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from watchdesk.pipeline.desk import Stop

_NUMBERS = frozenset({signal.SIGTERM, signal.SIGINT})


@dataclass(slots=True)
class Asked:
    """Which signal asked for the end, if one did."""

    by: int | None = None

    @property
    def exit_code(self) -> int:
        """What a shell expects of a command that ended for it."""
        return 128 + (self.by or 0)


@contextmanager
def heeding(stop: Stop) -> Iterator[Asked]:
    """While this lasts, a signal sets ``stop``, and a second one ends the process; what was committed stays.

    A thread of its own listens: Python's handlers run in the main thread, which may hold the very locks that ``stop``
    needs, or may be in a long computation.
    """
    asked = Asked()
    listener, caller = socket.socketpair()
    caller.setblocking(False)
    handlers = {number: signal.signal(number, _leave_it_to_the_thread) for number in _NUMBERS}
    called_before = signal.set_wakeup_fd(caller.fileno(), warn_on_full_buffer=False)
    thread = threading.Thread(target=_listen, args=(listener, stop, asked), name="signals", daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        signal.set_wakeup_fd(called_before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        caller.close()
        thread.join()
        listener.close()


def _leave_it_to_the_thread(*_: object) -> None:
    """Only keep the signal's default action from happening."""


def _listen(listener: socket.socket, stop: Stop, asked: Asked) -> None:
    while number := int.from_bytes(listener.recv(1)):
        if number not in _NUMBERS:
            continue
        if asked.by is not None:
            os._exit(128 + number)
        asked.by = number
        stop.set()
