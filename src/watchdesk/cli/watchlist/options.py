"""What the commands of ``watchdesk watchlist`` have in common: which list, which archive, and how to print."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from watchdesk import config
from watchdesk.cli.start import config_folder, opened
from watchdesk.store.engine import Store

list_option = click.option("--watchlist", "path", metavar="FILE", type=click.Path(path_type=Path), help="Another list.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def list_path(options: Mapping[str, Any]) -> Path:
    """Where the list in force lies."""
    return config_folder(options) / "watchlist.yaml"


@contextmanager
def archive(options: Mapping[str, Any]) -> Iterator[Store | None]:
    """The configured store if there is one already: none is made."""
    place = config.store_file(config_folder(options), os.environ)
    if place is None or not place.exists():
        yield None
        return
    with opened(f"sqlite:///{place}") as store:
        yield store
