"""``watchdesk watchlist suggest``: names on no list that stand near watched actors in several articles."""

from datetime import timedelta

import click

from watchdesk.cli.since import since_option
from watchdesk.cli.start import open_desk, print_json
from watchdesk.cli.watchlist.options import json_option
from watchdesk.core import render
from watchdesk.model import NewName
from watchdesk.pipeline.cut import names
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.discovery import new_names


@click.command()
@since_option
@json_option
@click.pass_context
def command(ctx: click.Context, since: timedelta, *, as_json: bool) -> None:
    """Propose names that are on no list and stand near watched actors in several articles."""
    with open_desk(ctx.obj) as desk:
        with desk.store.reading() as connection:
            found, _ = new_names(desk, connection, desk.clock() - since)
        if as_json:
            print_json([render.new_name(new) for new in found])
        else:
            _print(desk, found)


def _print(desk: Desk, found: tuple[NewName, ...]) -> None:
    if not found:
        click.echo("no unknown name stands near watched actors in several articles")
        return
    outlets = {outlet.id: outlet.name for outlet in desk.settings.outlets}
    click.echo(render.names_text(found, dict(names(desk)), outlets), nl=False)
    click.echo('watchdesk watchlist add "NAME" takes one over, watchdesk watchlist ignore "NAME" silences it.')
