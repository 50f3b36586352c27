"""Worker processes in which hostile bytes are read: bounded in time and memory, ended and replaced when they exceed it.

Knows nothing of feeds or pages; what it is given are functions that can be imported and arguments that can be pickled.
"""

import logging
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, InvalidStateError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import RLock
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from watchdesk.model import Failed

K = TypeVar("K")
R = TypeVar("R")

_AHEAD: Final = 2
"""Tasks handed out per worker: the next one lies ready when a worker is done, and no more bodies are held."""
_TRIES: Final = 3
"""So often a task is handed out in all if its worker ended, or was lost, for no fault of the task's."""
_GRACE: Final = 3
"""Seconds beyond a task's time after which a worker ends itself (its parent is gone), and the pool is given up."""
_WORN_OUT: Final = 75
"""The exit code by which a worker asks to be replaced before it begins a task."""
_WORN_SHARE: Final = 0.75
_PRELOADED: Final = ("watchdesk.core.parse", "watchdesk.core.extract")
_STATUS: Final = Path("/proc/self/statm")


@dataclass(slots=True)
class _Task(Generic[K]):
    key: K
    arguments: tuple[Any, ...]
    tries: int = 0


class _LostError(Exception):
    """The worker ended for another's sake: the task can be tried again."""


class _Context(ForkServerContext):
    """Starts workers by a server of their own: not by fork, since the daemon has threads, and memory to hand down.

    It keeps the locks that workers share: pebble lets go of them, and so of their names, while a worker that is just
    starting may still look for them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802  # multiprocessing's name
        lock = super().RLock()
        self.locks.append(lock)
        return lock


class WorkerPool:
    """Runs a function over many items in worker processes; no process starts before there is something to do.

    ``timeout`` is in seconds a task, ``memory`` in resident bytes a worker (where the system tells them).
    """

    def __init__(self, workers: int = 2, timeout: float = 10.0, memory: int = 200_000_000) -> None:
        self._workers = workers
        self._timeout = timeout
        self._memory = memory
        self._pool: ProcessPool | None = None
        self._context = _Context()
        self._context.set_forkserver_preload(list(_PRELOADED))
        self._stopped: Future[Any] = Future()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the workers at once, whatever they do."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates all but this
            self._pool.join()
            self._pool = None
            self._context.locks.clear()

    def stop(self) -> None:
        """End every ``imap`` early, for good: results still on their way are not given. Any thread may ask for it."""
        with suppress(InvalidStateError):  # it was asked for before
            self._stopped.set_result(None)

    def imap(
        self, function: Callable[..., R], items: Iterable[tuple[K, tuple[Any, ...]]]
    ) -> Iterator[tuple[K, R | Failed]]:
        """Yield each item's key with its result, as they come, until stopped; items are drawn only as workers get free.

        Failed with a plain reason stands for a result that took too long or too much memory, whose worker crashed, or
        whose function raised; other items are not affected. ``function`` must be importable by its name.
        """
        source, running = iter(items), dict[Future[R], _Task[K]]()
        is_open = True
        while (is_open or running) and not self._stopped.done():
            if is_open and len(running) < self._workers * _AHEAD:
                item = next(source, None)
                is_open = item is not None
                if item is not None:
                    self._start(running, function, _Task(*item))
            is_full = not is_open or len(running) >= self._workers * _AHEAD
            for task, outcome in self._done(running, wait_for_one=is_full):
                if isinstance(outcome, _LostError):
                    self._start(running, function, task)
                else:
                    yield task.key, outcome

    def _start(self, running: dict[Future[R], _Task[K]], function: Callable[..., R], task: _Task[K]) -> None:
        task.tries += 1
        arguments = (self._timeout, self._memory, function, task.arguments)
        for _ in range(_TRIES - 1):
            try:
                running[self._ready().schedule(_run, args=arguments, timeout=self._timeout)] = task
            except RuntimeError:  # a worker or the server that starts them was ended at this very moment
                self.close()
            else:
                return
        running[self._ready().schedule(_run, args=arguments, timeout=self._timeout)] = task

    def _ready(self) -> ProcessPool:
        """Give a pool that takes tasks; one whose idle worker was killed takes none any more."""
        if self._pool is not None and self._pool.active:
            return self._pool
        self.close()
        self._pool = ProcessPool(self._workers, initializer=_confine, initargs=(self._memory,), context=self._context)
        return self._pool

    def _done(
        self, running: dict[Future[R], _Task[K]], *, wait_for_one: bool
    ) -> list[tuple[_Task[K], R | Failed | _LostError]]:
        """Take what is done out of ``running``; everything, if nothing was done for longer than a task may take."""
        if not running:
            return []
        patience = self._timeout + 2 * _GRACE if wait_for_one else 0
        done, _ = wait((self._stopped, *running), patience, FIRST_COMPLETED)
        if wait_for_one and not done:
            # a worker that died between two tasks can take the pool's queue with it
            self.close()
            lost = [(task, self._lost(task)) for task in running.values()]
            running.clear()
            return list(lost)
        outcomes: list[tuple[_Task[K], R | Failed | _LostError]] = []
        for future in done - {self._stopped}:
            task = running.pop(future)
            outcome = self._outcome(future, task)
            outcomes.append((task, outcome))
        return outcomes

    def _outcome(self, future: Future[R], task: _Task[K]) -> R | Failed | _LostError:
        try:
            return future.result()
        except TimeoutError:
            return self._too_slow()
        except MemoryError:
            return self._too_large()
        except ProcessExpired as end:
            return self._after(end.exitcode, task)
        except BrokenProcessPool:
            return self._lost(task)
        except Exception as error:  # noqa: BLE001 - whatever the function raised on one item must not stop the others
            return Failed(f"cannot be read: {type(error).__name__}")

    def _after(self, exit_code: int, task: _Task[K]) -> Failed | _LostError:
        if exit_code in {_WORN_OUT, -signal.SIGTERM}:
            return self._lost(task)
        if exit_code == -signal.SIGALRM:
            return self._too_slow()
        return Failed("the process that reads it crashed")

    def _too_slow(self) -> Failed:
        return Failed(f"took longer than {self._timeout:g} s to read")

    def _too_large(self) -> Failed:
        return Failed(f"took more than {self._memory // 1_000_000} MB of memory to read")

    @staticmethod
    def _lost(task: _Task[K]) -> Failed | _LostError:
        return _LostError() if task.tries < _TRIES else Failed("the process that reads it was ended from outside")


def _confine(memory: int) -> None:
    """Prepare a worker: it may grow to ``memory`` resident bytes, leaves no core file and writes no log.

    Between tasks it ends when its pipe is closed, not on SIGTERM: it may hold the lock of the pipe that it shares.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    logging.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if (pages := _pages()) is not None:
        mapped, resident = pages
        limit = mapped + max(memory - resident, 0)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _run(timeout: float, memory: int, function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
    """Run one task in a worker; one that has grown too large for another task asks to be replaced.

    The signals' default action works also while a C library computes, which a Python handler does not.
    """
    if (pages := _pages()) is not None and pages[1] > memory * _WORN_SHARE:
        os._exit(_WORN_OUT)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.alarm(int(timeout) + _GRACE)
    try:
        return function(*arguments)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _pages() -> tuple[int, int] | None:
    """Give this process's mapped and resident bytes, where the system tells them (Linux, proc(5))."""
    if not _STATUS.exists():
        return None
    mapped, resident = (int(count) * resource.getpagesize() for count in _STATUS.read_text("ascii").split()[:2])
    return mapped, resident
