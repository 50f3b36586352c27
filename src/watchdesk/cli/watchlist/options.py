"""What the commands of ``watchdesk watchlist`` have in common: which list, and in which form to print."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from watchdesk.cli.start import config_folder

list_option = click.option("--watchlist", "path", metavar="FILE", type=click.Path(path_type=Path), help="Another list.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def list_path(options: Mapping[str, Any]) -> Path:
    """Where the list in force lies."""
    return config_folder(options) / "watchlist.yaml"
