"""``watchdesk watchlist ignore``: names that are not to be proposed any more."""

import click

from watchdesk.cli.start import print_json
from watchdesk.cli.watchlist.options import json_option, list_path
from watchdesk.config import editing, load_watchlist


@click.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@json_option
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], *, as_json: bool) -> None:
    """Silence each NAME: it is proposed for the list no more."""
    path = list_path(ctx.obj)
    if path.exists():
        load_watchlist(path)  # raises what is wrong with the list before anything is added to it
    done = editing.ignore(path, names)
    if as_json:
        print_json([
            {"name": name, "file": spot.file, "line": spot.line, "written": not was_there}
            for name, spot, was_there in done
        ])  # fmt: skip
        return
    for name, spot, was_there in done:
        click.echo(f"{'ignored already' if was_there else 'ignored from now on'}: {name} ({spot})")
