import re
from pathlib import Path

import pytest

from watchdesk.config.desk_schema import DeskFile
from watchdesk.config.feeds_schema import FeedsFile
from watchdesk.config.validation import keys_of
from watchdesk.config.watchlist_schema import WatchlistFile

DOCS = Path(__file__).parents[2] / "docs" / "config.md"


def documented() -> set[str]:
    return set(re.findall(r"^\| `([a-z_]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("schema", [DeskFile, FeedsFile, WatchlistFile])
def test_every_key_has_its_line_in_the_documentation(schema):
    named = documented() | {"outlets", "actors", "keywords"}  # the three that have a section of their own
    assert keys_of(schema) <= named


def test_the_documentation_names_no_key_that_does_not_exist():
    assert documented() <= keys_of(DeskFile) | keys_of(FeedsFile) | keys_of(WatchlistFile)
