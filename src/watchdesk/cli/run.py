"""``watchdesk run``: the daemon."""

import logging

import click

from watchdesk import daemon
from watchdesk.cli.renewal import Renewal
from watchdesk.cli.start import config_folder, open_desk


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Watch until SIGTERM or Ctrl-C; a second signal ends it at once."""
    with open_desk(ctx.obj, logging.INFO, ends_by_signal=True) as desk:
        daemon.run(desk, Renewal(config_folder(ctx.obj), desk.environ))
