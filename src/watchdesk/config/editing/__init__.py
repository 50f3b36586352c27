"""Edits of a configuration file's text that leave every other byte as it is: comments, order, quoting, line ends.

Text in, text out; ``files`` writes it. Each result is read again and compared with what it should say, so that a
structure that cannot be edited safely (a list behind an anchor, say) ends in a ConfigError, never in a broken file.
"""

from watchdesk.config.editing.edits import append_item, append_items, append_value, remove
from watchdesk.config.editing.files import Edited, edit_feeds, edit_watchlist
from watchdesk.config.editing.outlets import Listed, Removed, add_feed, add_outlet, listed, remove_feed
from watchdesk.config.editing.spots import Spot
from watchdesk.config.editing.watchlists import FormsKey, actor_spot, add_actor, add_aliases, append_forms, ignore

__all__ = [
    "Edited",
    "FormsKey",
    "Listed",
    "Removed",
    "Spot",
    "actor_spot",
    "add_actor",
    "add_aliases",
    "add_feed",
    "add_outlet",
    "append_forms",
    "append_item",
    "append_items",
    "append_value",
    "edit_feeds",
    "edit_watchlist",
    "ignore",
    "listed",
    "remove",
    "remove_feed",
]
