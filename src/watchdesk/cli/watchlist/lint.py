"""``watchdesk watchlist lint``: what is doubtful about a list."""

from pathlib import Path

import click

from watchdesk.cli.start import print_json
from watchdesk.cli.watchlist.options import json_option, list_option, list_path
from watchdesk.config import load_watchlist


@click.command()
@list_option
@json_option
@click.pass_context
def command(ctx: click.Context, path: Path | None, *, as_json: bool) -> None:
    """Name what is doubtful: names that collide, common words, short acronyms, queries."""
    path = path or list_path(ctx.obj)
    watchlist, problems = load_watchlist(path)
    if as_json:
        print_json([{"line": one.line, "column": one.column, "message": one.message} for one in problems])
        return
    for problem in problems:
        click.echo(str(problem))
    doubts = f"{len(problems)} doubtful" if problems else "nothing doubtful"
    click.echo(f"{path}: {len(watchlist.actors)} actors, {len(watchlist.keywords)} keywords, {doubts}")
