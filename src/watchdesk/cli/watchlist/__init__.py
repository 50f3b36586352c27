"""``watchdesk watchlist``: what keeps a list good."""

import click

from watchdesk.cli.watchlist import add, ignore, lint, same_name, show, suggest


@click.group(name="watchlist")
def command() -> None:
    """Keep a watchlist good: lint, show, suggest, add, ignore, same-name."""


command.add_command(lint.command, "lint")
command.add_command(show.command, "show")
command.add_command(suggest.command, "suggest")
command.add_command(add.command, "add")
command.add_command(ignore.command, "ignore")
command.add_command(same_name.command, "same-name")
