"""``watchdesk feeds``: the outlets that are read; edits keep the rest of feeds.yaml byte for byte."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from watchdesk.cli.start import config_folder, print_json
from watchdesk.config import editing, load_outlets
from watchdesk.core.newcomers import new_id
from watchdesk.core.urls import display_host
from watchdesk.errors import Problem
from watchdesk.model import Outlet

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group(name="feeds")
def command() -> None:
    """The outlets: list, add, remove. Nothing is fetched."""


@command.command("list")
@json_option
@click.pass_context
def list_outlets(ctx: click.Context, *, as_json: bool) -> None:
    """List the outlets with their feeds."""
    outlets = load_outlets(_path(ctx))
    if as_json:
        print_json([_as_json(outlet) for outlet in outlets])
        return
    for outlet in outlets:
        tags = f" [{', '.join(outlet.tags)}]" if outlet.tags else ""
        click.echo(f"{outlet.id}: {outlet.name} ({outlet.language}){tags}")
        for url in _urls(outlet):
            click.echo(f"  {url}")


@command.command("add")
@click.argument("url")
@click.option("--to", metavar="ID", help="Add it to this outlet instead of a new one.")
@click.option("--id", metavar="ID", help="The new outlet's id [default: made of its name].")
@click.option("--name", metavar="NAME", help="What readers see [default: the host].")
@click.option("--language", metavar="TAG", help="What it writes in, such as en, fa-AF or ps [default: und, unknown].")
@click.option("--tag", "tags", metavar="WORD", multiple=True, help="A word to group outlets by; may be repeated.")
@json_option
@click.pass_context
def add(ctx: click.Context, /, url: str, to: str | None, *, as_json: bool, **said: Any) -> None:
    """Add the feed at URL, to a new outlet or (--to) to one that is there."""
    if to and any(said.values()):
        raise click.UsageError("--to names an outlet that is there already: leave out --id, --name, --language, --tag")
    path = _path(ctx)
    known = editing.listed(path, url)
    if known:
        _tell({"outlet": known.outlet, "url": url, "written": False}, known.spot, as_json=as_json)
        return
    fields = {} if to else _new_outlet(path, url, said)
    spot, warnings = editing.add_feed(path, to, url) if to else editing.add_outlet(path, fields)
    _warn(warnings)
    _tell({"outlet": to or fields["id"], "url": url, "written": True}, spot, as_json=as_json)


@command.command("remove")
@click.argument("id_or_url", metavar="ID|URL")
@json_option
@click.pass_context
def remove(ctx: click.Context, id_or_url: str, *, as_json: bool) -> None:
    """Remove an outlet by its id, or a feed by its address; with its last feed an outlet goes too."""
    path = _path(ctx)
    removed = editing.remove_feed(path, id_or_url)
    if as_json:
        print_json({
            "file": path, "outlet": removed.outlet, "url": removed.address, "outlet_removed": removed.is_whole_outlet
        })  # fmt: skip
    elif removed.address is None:
        click.echo(f"removed the outlet {removed.outlet} ({path})")
    else:
        too = f"; the last feed of {removed.outlet}, which is gone too" if removed.is_whole_outlet else ""
        click.echo(f"removed {removed.address} of {removed.outlet} ({path}){too}")


def _path(ctx: click.Context) -> Path:
    return config_folder(ctx.obj) / "feeds.yaml"


def _new_outlet(path: Path, url: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The new outlet's keys in the order that files have them."""
    taken = {outlet.id for outlet in load_outlets(path)} if path.exists() else set()
    host = display_host(url)
    name = said["name"] or host or url
    fields = {"id": said["id"] or new_id(said["name"] or host.rpartition(".")[0] or host, taken), "name": name}
    tags = {"tags": said["tags"]} if said["tags"] else {}
    return {**fields, "language": said["language"] or "und", **tags, "feeds": [url]}


def _tell(done: Mapping[str, object], spot: editing.Spot, *, as_json: bool) -> None:
    if as_json:
        print_json({**done, "file": spot.file, "line": spot.line})
    else:
        click.echo(f"{'added to' if done['written'] else 'already a feed of'} {done['outlet']}: {done['url']} ({spot})")


def _warn(warnings: tuple[Problem, ...]) -> None:
    for warning in warnings:
        click.echo(str(warning), err=True)


def _urls(outlet: Outlet) -> list[str]:
    return [feed.url for route in outlet.routes for feed in route]


def _as_json(outlet: Outlet) -> dict[str, object]:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "language": outlet.language,
        "tags": outlet.tags,
        "feeds": _urls(outlet),
    }
