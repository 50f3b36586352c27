"""The option ``--since`` of the commands that look back: how far."""

from datetime import timedelta

import click

from watchdesk.config import duration


def _length(_ctx: click.Context, _param: click.Parameter, said: str) -> timedelta:
    """Read a length of time as the configuration writes it."""
    try:
        return duration(said)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


since_option = click.option(
    "--since", metavar="TIME", callback=_length, default="30d", show_default=True, help="How far back: 12h, 30d, 8w."
)
