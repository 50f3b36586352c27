"""One daemon per store: a lock on a file beside the database that ends with the process that holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdesk.errors import AlreadyRunningError, StoreError


@contextmanager
def only_daemon(place: str) -> Iterator[None]:
    """Hold the store at ``place`` as its one daemon, or raise AlreadyRunningError naming the process that does."""
    path = Path(f"{place}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode(errors="replace").strip() or "unknown"
            raise AlreadyRunningError(
                f"a daemon (process {holder}) already runs on {place}: stop it first, or give this one another store"
            ) from None
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)  # the lock goes with the handle; the file stays, so that nobody locks another inode


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
