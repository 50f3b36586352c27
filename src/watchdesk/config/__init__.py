"""Configuration: three YAML files and the environment become settings; every problem is found at once.

This is the package's face; nothing else of it is meant to be imported from outside.
"""

from watchdesk.config.folders import base_folder, find_folder
from watchdesk.config.loading import Loaded, load
from watchdesk.config.references import reveal
from watchdesk.config.starting import write_starter
from watchdesk.config.watchlist import load_watchlist

__all__ = ["Loaded", "base_folder", "find_folder", "load", "load_watchlist", "reveal", "write_starter"]
