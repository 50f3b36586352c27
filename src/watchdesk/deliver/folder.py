"""Editions as files: whole or not at all, never over another edition's file.

A file is written beside its place under a hidden name, forced to the disk, and then linked to its name, which fails
where that name is taken. A file that has its name and its bytes is never taken back: another process may count on it.
"""

import errno
import os
import re
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from watchdesk.errors import OutputError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
_MENDS = {
    errno.ENOSPC: "the disk is full: make room, then run the command again",
    errno.EDQUOT: "the disk quota is used up: make room, then run the command again",
    errno.EROFS: "the file system is read-only: set digest: folder: to a folder that can be written",
    errno.EACCES: "no permission: let this user write there, or set digest: folder: to another folder",
    errno.EPERM: "no permission: let this user write there, or set digest: folder: to another folder",
    errno.ENOTDIR: "a part of the path is a file: set digest: folder: to a folder",
    errno.EEXIST: "it is a file: set digest: folder: to a folder",
    errno.ENOENT: "no folder can be made there: set digest: folder: to a folder that can be made, or make it",
    errno.ENAMETOOLONG: "the path is too long: set digest: folder: to a shorter one",
    errno.ELOOP: "its links lead in a circle: set digest: folder: to a folder",
    errno.EFBIG: "a file would be larger than this user may write: raise that limit (ulimit -f)",
    errno.EMFILE: "too many files are open: raise that limit (ulimit -n)",
}
_HIDDEN = ".watchdesk-"
_UNFINISHED = ".partial"
_FORSAKEN = 3600
"""Seconds after which a hidden file is what a killed process left behind."""
_ELSEWHERE = "put that right, or set digest: folder: to another folder"


def write(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files by name, each whole, readable by this user alone; one that stands there with these bytes stays.

    OutputError where a name is taken by other bytes, or the folder cannot be written; its sentence names the mend.
    """
    for name in files:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a file name of an edition: {name!r}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        missing = {folder / name: content for name, content in files.items() if _is_missing(folder / name, content)}
        _place(folder, missing)
    except OSError as error:
        raise OutputError(_sentence(folder, error)) from error
    return tuple(folder / name for name in files)


def holds(folder: Path, stem: str) -> bool:
    """Whether the folder is known to have a file of an edition with this id, in any format."""
    try:
        return any(path.stem == stem for path in folder.iterdir())
    except OSError:
        return False  # what is wrong with the folder is told when it is written to


def _is_missing(path: Path, content: bytes) -> bool:
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        return True
    if present != content:
        raise OutputError(f"{path} is there already with other content and is not replaced: move it away")
    return False


def _place(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Give every file its name once all of them are on the disk."""
    _sweep(folder)
    prepared: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            prepared[path] = _prepare(folder, content)
        for path, hidden in prepared.items():
            _give_name(hidden, path, files[path])
        _force(folder)
    finally:
        for hidden in prepared.values():
            with suppress(OSError):
                hidden.unlink()


def _sweep(folder: Path) -> None:
    """Remove what killed processes left unfinished."""
    for path in folder.glob(f"{_HIDDEN}*{_UNFINISHED}"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _FORSAKEN:
                path.unlink()


def _prepare(folder: Path, content: bytes) -> Path:
    """A hidden file with the content, on the disk; none is left behind if the disk is full."""
    handle, name = tempfile.mkstemp(prefix=_HIDDEN, suffix=_UNFINISHED, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _give_name(hidden: Path, path: Path, content: bytes) -> None:
    """Link the file to its name; where another process was faster, its file must have these bytes."""
    try:
        path.hardlink_to(hidden)
    except FileExistsError:
        if _is_missing(path, content):
            raise OutputError(f"{path} is a link that leads nowhere and is not replaced: move it away") from None
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS or path.exists():
            raise
        hidden.rename(path)  # a file system without hard links (FAT, some network shares) leaves a tiny gap


def _force(folder: Path) -> None:
    """Make the names as lasting as the contents (fsync(2): a folder has to be forced by itself)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(folder: Path, error: OSError) -> str:
    mend = _MENDS.get(error.errno or 0) or f"{error.strerror or error}: {_ELSEWHERE}"
    return f"editions cannot be written to {folder}: {mend}"
