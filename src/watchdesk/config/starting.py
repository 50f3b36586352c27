"""Writes the commented files that a newcomer starts from; never touches what is there."""

from importlib.resources import files
from pathlib import Path

from watchdesk.config.folders import DESK, FEEDS, WATCHLIST
from watchdesk.errors import OutputError


def write_starter(folder: Path) -> list[tuple[Path, bool]]:
    """Write config/ and digests/ into ``folder``; tells of each path whether it was written or stood there already.

    Raises OutputError where the folder cannot be written.
    """
    try:
        written = [(path, _write(path)) for path in (folder / "config" / name for name in (FEEDS, WATCHLIST, DESK))]
        digests = folder / "digests"
        is_new = not digests.is_dir()
        digests.mkdir(exist_ok=True)
    except OSError as error:
        place = error.filename or folder
        raise OutputError(f"{place} cannot be written: {error.strerror}; choose a folder that is yours") from error
    return [*written, (digests, is_new)]


def _write(path: Path) -> bool:
    content = files("watchdesk.config").joinpath("starter", path.name).read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        target = path.open("xb")
    except FileExistsError:
        return False
    try:
        with target:
            target.write(content)
    except OSError:
        path.unlink()  # whole or not at all
        raise
    return True
