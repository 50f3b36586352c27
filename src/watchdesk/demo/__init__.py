"""The demo: a small newsroom of our own texts on loopback, so that a first run needs no network and no set-up.

Its pages retell dated facts of seeds/ and are marked as samples. It is polled and matched like any newsroom, by others.
"""

from watchdesk.demo.desk import WATCHLIST, settings
from watchdesk.demo.server import Newsroom

__all__ = ["WATCHLIST", "Newsroom", "settings"]
