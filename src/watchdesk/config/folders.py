"""Where the configuration lies, where its relative paths start, and whether a folder can be written."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

from watchdesk.errors import ConfigError, Problem

FEEDS: Final = "feeds.yaml"
WATCHLIST: Final = "watchlist.yaml"
DESK: Final = "watchdesk.yaml"


def find_folder(option: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Choose --config, $WATCHDESK_CONFIG, ./config or the XDG folder; a ConfigError names ``watchdesk init``."""
    named = option or environ.get("WATCHDESK_CONFIG")
    if named:
        folder = cwd / named
        if _holds_configuration(folder):
            return folder
        raise ConfigError((Problem(str(folder), 0, 0, f"no configuration found here; {_mend(folder)}"),))
    places = cwd / "config", _xdg_config(environ)
    for folder in places:
        if _holds_configuration(folder):
            return folder
    sentence = f"no configuration found here, nor in {places[1]}; {_mend(places[0])}"
    raise ConfigError((Problem(str(places[0]), 0, 0, sentence),))


def base_folder(folder: Path, environ: Mapping[str, str]) -> Path:
    """Give the absolute folder that relative paths start from: the one around ``folder``, or the XDG data folder."""
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100  resolve() would leave the folder that holds a symlink
    if absolute == Path(os.path.abspath(_xdg_config(environ))):  # noqa: PTH100  the same
        return _xdg_data(environ)
    return absolute.parent


def why_unwritable(path: Path) -> str | None:
    """Say why no file can be written at this path, judged by the nearest part of it that exists."""
    nearest = path
    while not os.path.exists(nearest) and nearest != nearest.parent:  # noqa: PTH110  exists() raises where this says no
        nearest = nearest.parent
    if nearest != path and not nearest.is_dir():
        return f"{nearest} is a file, not a folder"
    needed = os.W_OK | os.X_OK if nearest.is_dir() else os.W_OK
    return None if os.access(nearest, needed) else f"{nearest} cannot be written by this user"


def _holds_configuration(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (FEEDS, WATCHLIST, DESK))


def _mend(folder: Path) -> str:
    inner = folder / "config"
    if _holds_configuration(inner):
        return f"it lies in {inner}"
    return "run `watchdesk init DIR`, then `watchdesk --config DIR/config …`"


def _xdg_config(environ: Mapping[str, str]) -> Path:
    home = environ.get("XDG_CONFIG_HOME")
    return Path(home) / "watchdesk" if home else platformdirs.user_config_path("watchdesk")


def _xdg_data(environ: Mapping[str, str]) -> Path:
    home = environ.get("XDG_DATA_HOME")
    return Path(home) / "watchdesk" if home else platformdirs.user_data_path("watchdesk")
