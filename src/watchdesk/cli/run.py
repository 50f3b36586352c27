"""``watchdesk run``: the daemon."""

import logging
import signal
from types import FrameType

import click

from watchdesk import daemon
from watchdesk.cli.start import open_desk


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Watch until SIGTERM or Ctrl-C; a second signal ends it at once."""
    with open_desk(ctx.obj, logging.INFO) as desk:
        stop = desk.stop

        def end(_signal: int, _frame: FrameType | None) -> None:
            if stop():
                daemon.end_hard()
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        daemon.run(desk)
