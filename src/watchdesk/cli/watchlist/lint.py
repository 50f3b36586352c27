"""``watchdesk watchlist lint``: what is doubtful about a list, and what the archive shows of it."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from watchdesk import config
from watchdesk.cli.start import config_folder, print_json
from watchdesk.cli.watchlist.options import archive, json_option, list_option, list_path
from watchdesk.core.matching import FindingKind
from watchdesk.errors import ConfigError, Problem
from watchdesk.model import Watchlist
from watchdesk.pipeline.lint import Examined, examine

_SHOWN = 3
_KINDS: dict[FindingKind, str] = {
    "covered": "found without being listed",
    "script": "without a form in a script of the outlets",
    "unused": "never found",
    "wide": "maybe too wide",
}


@click.command()
@list_option
@click.option("--all", "shows_all", is_flag=True, help="Print every finding, not only the first of each kind.")
@json_option
@click.pass_context
def command(ctx: click.Context, path: Path | None, *, shows_all: bool, as_json: bool) -> None:
    """Name what is doubtful: names that collide, common words; forms that may go, are missing, find nothing or all."""
    path = path or list_path(ctx.obj)
    watchlist, doubts = config.load_watchlist(path)
    examined = _examined(ctx.obj, watchlist)
    notes = list(zip(examined.findings, config.place_findings(path, examined.findings), strict=True))
    if as_json:
        found = [("doubt", one) for one in doubts] + [(finding.kind, one) for finding, one in notes]
        print_json([_as_json(kind, one) for kind, one in found])
    else:
        _print(doubts, {kind: [one for finding, one in notes if finding.kind == kind] for kind in _KINDS}, shows_all)
        doubtful = len(doubts) + sum(finding.kind == "wide" for finding, _ in notes)
        said = f"{doubtful} doubtful" if doubtful else "nothing doubtful"
        click.echo(f"{path}: {len(watchlist.actors)} actors, {len(watchlist.keywords)} keywords, {said}")
    for remark in examined.remarks:
        click.echo(remark, err=as_json)


def _as_json(kind: str, one: Problem) -> dict[str, object]:
    return {"line": one.line, "column": one.column, "message": one.message, "kind": kind}


def _print(doubts: tuple[Problem, ...], notes: Mapping[FindingKind, list[Problem]], shows_all: bool) -> None:  # noqa: FBT001  an option's value
    for doubt in doubts:
        click.echo(str(doubt))
    for kind, found in notes.items():
        shown = found if shows_all else found[:_SHOWN]
        for one in shown:
            said = "warning" if kind == "wide" else "note"
            click.echo(f"{one.file}:{one.line}:{one.column}: {said}: {one.message}")
        if len(shown) < len(found):
            click.echo(f"  … {len(found)} in all {_KINDS[kind]}; --all names each")


def _examined(options: Mapping[str, Any], watchlist: Watchlist) -> Examined:
    """Look at the list with the outlets and the archive of the configuration, as far as there are any."""
    try:
        outlets = config.load(config_folder(options), os.environ).settings.outlets
    except ConfigError:
        outlets = ()  # `check` says what is wrong with the other files
    languages = {outlet.language for outlet in outlets}
    with archive(options) as store:
        return examine(watchlist, languages, store, datetime.now(UTC))
