"""The command line: one thin module a command, imported only when that command is called."""

from importlib import import_module
from typing import Any

import click

from watchdesk.errors import WatchdeskError

_COMMANDS = {
    "demo": "The whole cycle on a bundled newsroom: no network, no set-up.",
    "init": "Write a commented configuration to start from.",
    "check": "Check the configuration, offline: every problem with its place.",
    "poll": "Poll the feeds that are due, read and match what is new.",
    "digest": "Poll, then cut an edition of all that is in none yet.",
    "deliver": "Send the mail that is queued.",
    "run": "Watch: poll and cut editions until stopped.",
    "match": "Try the watchlist on texts.",
    "explain": "Say why an article is, or is not, in an edition.",
    "replay": "Say what an edited watchlist would find in the archive, more and less.",
    "seed": "Propose a watchlist from a corpus of texts.",
    "watchlist": "Keep a watchlist good: lint, show, suggest, add, ignore, same-name.",
    "feeds": "The outlets: `feeds list`, `add`, `remove`.",
    "status": "Say what is healthy and what needs a look.",
    "mail": "Mail: `mail test ADDRESS`.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The commands in the order a new user meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Import a command's module; None where there is no such command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"watchdesk.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what ends it on purpose is one sentence on stderr and its exit code."""
        try:
            return super().invoke(ctx)
        except WatchdeskError as error:
            click.echo(f"watchdesk: {error}" if error.exit_code == 1 else str(error), err=True)
            ctx.exit(error.exit_code)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", metavar="DIR", help="The configuration folder [default: $WATCHDESK_CONFIG, ./config, XDG].")
@click.option("-v", "verbose", is_flag=True, help="Say more on stderr.")
@click.option("-q", "quiet", is_flag=True, help="Say only errors on stderr.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.version_option(package_name="watchdesk")
@click.pass_context
def main(ctx: click.Context, config: str | None, *, verbose: bool, quiet: bool, log_format: str) -> None:
    """Watch news outlets for the names on a watchlist; one digest a day."""
    ctx.obj = {"config": config, "verbose": verbose, "quiet": quiet, "log_format": log_format}
