"""Configuration: three YAML files and the environment become settings; every problem is found at once.

This, with ``editing``, is the package's face; nothing else of it is meant to be imported from outside.
"""

from watchdesk.config.folders import base_folder, find_folder
from watchdesk.config.loading import Loaded, load, store_file
from watchdesk.config.outlets import load_outlets
from watchdesk.config.quantities import duration
from watchdesk.config.references import reveal
from watchdesk.config.starting import write_starter
from watchdesk.config.watchlist import load_watchlist, place_findings

__all__ = [
    "Loaded",
    "base_folder",
    "duration",
    "find_folder",
    "load",
    "load_outlets",
    "load_watchlist",
    "place_findings",
    "reveal",
    "store_file",
    "write_starter",
]
