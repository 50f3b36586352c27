"""``watchdesk check``: the configuration, offline."""

import os
from collections.abc import Mapping
from typing import Any

import click

from watchdesk import config
from watchdesk.cli.start import config_folder, print_json
from watchdesk.errors import ConfigError, Problem


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Name every problem as file:line:column; exit 2 if one of them is an error."""
    problems, summary = _check(ctx.obj)
    if as_json:
        print_json([_as_json(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(summary)
    ctx.exit(2 if any(not problem.is_warning for problem in problems) else 0)


def _check(options: Mapping[str, Any]) -> tuple[tuple[Problem, ...], str]:
    folder = config_folder(options)
    try:
        loaded = config.load(folder, os.environ)
    except ConfigError as error:
        errors = sum(not problem.is_warning for problem in error.problems)
        return error.problems, f"{folder}: {errors} to mend"
    settings = loaded.settings
    feeds = sum(len(outlet.routes) for outlet in settings.outlets)
    words = f"{len(settings.outlets)} outlets, {feeds} feeds, {len(settings.watchlist.actors)} actors"
    return loaded.warnings, f"{folder}: good ({words}, {len(settings.watchlist.keywords)} keywords)"


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "warning": problem.is_warning,
    }
