"""``watchdesk watchlist add``: a name becomes an actor of the list, or an alias of one."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click

from watchdesk import config
from watchdesk.cli.start import config_folder, opened, print_json
from watchdesk.cli.watchlist.options import json_option, list_path
from watchdesk.config import editing, load_watchlist
from watchdesk.core.matching import compile_watchlist
from watchdesk.core.newcomers import actor_id, found_by
from watchdesk.errors import Problem, UnknownIdError, WatchdeskError
from watchdesk.model import ActorType, Watchlist
from watchdesk.pipeline.discovery import suggested_type


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for."""

    name: str
    id: str | None
    type: ActorType | None
    aliases: tuple[str, ...]
    to: str | None
    force: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is to be found from now on."""
        return self.name, *self.aliases


@click.command()
@click.argument("name")
@click.option("--id", metavar="ID", help="Its id [default: made of the name].")
@click.option("--type", type=click.Choice(get_args(ActorType)), help="What it is [default: what the archive shows].")
@click.option("--alias", "aliases", metavar="NAME", multiple=True, help="Another form of the name; may be repeated.")
@click.option("--to", metavar="ID", help="Make it an alias of this actor instead.")
@click.option("--force", is_flag=True, help="Add it even if the list finds it already.")
@json_option
@click.pass_context
def command(ctx: click.Context, /, *, as_json: bool, **asked: Any) -> None:
    """Put NAME on the watchlist, as an actor or (--to) as an alias of one."""
    wish = _Wish(**asked)
    if wish.to and (wish.id or wish.type):
        raise click.UsageError("--to names an actor that is there already: leave out --id and --type")
    if not all(map(str.strip, wish.names)):
        raise click.UsageError("a name is empty")
    path = list_path(ctx.obj)
    watchlist = load_watchlist(path)[0] if path.exists() else Watchlist()
    if wish.to and wish.to not in {actor.id for actor in watchlist.actors}:
        raise UnknownIdError(f"no actor of the watchlist has the id {wish.to}")
    if not wish.force:
        _refuse_known(path, watchlist, wish.names)
    written, warnings = _add_alias(path, wish) if wish.to else _add_actor(ctx.obj, path, watchlist, wish)
    for warning in warnings:
        click.echo(str(warning), err=True)
    if as_json:
        print_json(written)
    else:
        click.echo(_line(written))


def _refuse_known(path: Path, watchlist: Watchlist, names: Sequence[str]) -> None:
    matcher = compile_watchlist(watchlist)
    for name in names:
        known = found_by(name, watchlist, matcher)
        if known:
            place = editing.actor_spot(path, known)
            raise WatchdeskError(f"{name} is found already, by {known} ({place}); --force adds it all the same")


def _add_alias(path: Path, wish: _Wish) -> tuple[dict[str, object], tuple[Problem, ...]]:
    spot, warnings = editing.add_aliases(path, wish.to or "", wish.names)
    return {"id": wish.to, "aliases": wish.names, "file": spot.file, "line": spot.line}, warnings


def _add_actor(
    options: Mapping[str, Any], path: Path, watchlist: Watchlist, wish: _Wish
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    actor_type = wish.type or _type_in_archive(options, wish.name)
    if actor_type is None:
        raise click.UsageError(f"the archive does not show what {wish.name} is: add --type person, org or place")
    fields = {"id": wish.id or actor_id(wish.name, actor_type, watchlist), "name": wish.name, "type": actor_type}
    aliases = {"aliases": wish.aliases} if wish.aliases else {}
    spot, warnings = editing.add_actor(path, {**fields, **aliases})
    return {**fields, "aliases": wish.aliases, "file": spot.file, "line": spot.line}, warnings


def _type_in_archive(options: Mapping[str, Any], name: str) -> ActorType | None:
    """What the articles of the archive show a name to be; nothing where there is no archive yet."""
    store = config.store_file(config_folder(options), os.environ)
    if store is None or not store.exists():
        return None
    with opened(f"sqlite:///{store}") as archive, archive.reading() as connection:
        return suggested_type(connection, name)


def _line(written: Mapping[str, Any]) -> str:
    place = f"{written['file']}:{written['line']}"
    if "name" not in written:
        return f"added as an alias of {written['id']}: {', '.join(written['aliases'])} ({place})"
    return f"added {written['id']}: {written['type']} {written['name']} ({place})"
