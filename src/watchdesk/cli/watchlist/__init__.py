"""``watchdesk watchlist``: what keeps a list good."""

import click

from watchdesk.cli.watchlist import lint, same_name, show


@click.group(name="watchlist")
def command() -> None:
    """Keep a watchlist good: lint, show, same-name."""


command.add_command(lint.command, "lint")
command.add_command(show.command, "show")
command.add_command(same_name.command, "same-name")
