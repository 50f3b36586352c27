"""One daemon and one sender of mail per store: locks on files beside the database that end with their process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdesk.errors import AlreadyRunningError, StoreError

_GLANCES = 10
_GLANCE = 0.05
"""Seconds between tries: who only asks for the daemon holds the lock for a moment (see daemon_process)."""


@contextmanager
def only_daemon(place: str) -> Iterator[None]:
    """Hold the store at ``place`` as its one daemon, or raise AlreadyRunningError naming the process that does."""
    with _lock_file(Path(f"{place}.lock")) as handle:
        if not _has_locked(handle, tries=_GLANCES):
            holder = os.read(handle, 20).decode(errors="replace").strip() or "unknown"
            raise AlreadyRunningError(
                f"a daemon (process {holder}) already runs on {place}: stop it first, or give this one another store"
            )
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield


def daemon_process(place: str) -> int | None:
    """The process id of the daemon that holds the store at ``place``, or None."""
    try:
        handle = os.open(f"{place}.lock", os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        said = os.read(handle, 20).decode(errors="replace").strip()
        return int(said) if said.isdigit() else None
    finally:
        os.close(handle)
    return None


@contextmanager
def only_sender(database: Path | None) -> Iterator[bool]:
    """Tell whether this is now the one sender of a store's mail; a store in memory (None) has no other."""
    if database is None:
        yield True
        return
    with _lock_file(database.with_name(f"{database.name}.outbox.lock")) as handle:
        yield _has_locked(handle)


@contextmanager
def _lock_file(path: Path) -> Iterator[int]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    try:
        yield handle
    finally:
        os.close(handle)  # the lock goes with the handle; the file stays, so that nobody locks another inode


def _has_locked(handle: int, tries: int = 1) -> bool:
    for attempt in range(tries):
        if attempt:
            time.sleep(_GLANCE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return True
    return False
