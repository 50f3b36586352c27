"""``watchdesk watchlist``: what keeps a list good."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from watchdesk.cli.start import config_folder, print_json
from watchdesk.config import load_watchlist
from watchdesk.core.matching import SameName, forms_of, same_name
from watchdesk.errors import UnknownIdError
from watchdesk.model import Actor, Keyword, Watchlist


@click.group(name="watchlist")
def command() -> None:
    """Keep a watchlist good: lint, show, same-name."""


_LIST = click.option("--watchlist", "path", metavar="FILE", type=click.Path(path_type=Path), help="Another list.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@command.command()
@_LIST
@_JSON
@click.pass_context
def lint(ctx: click.Context, path: Path | None, *, as_json: bool) -> None:
    """Name what is doubtful: names that collide, common words, short acronyms, queries."""
    path = path or _path(ctx.obj)
    watchlist, problems = load_watchlist(path)
    if as_json:
        print_json([{"line": one.line, "column": one.column, "message": one.message} for one in problems])
        return
    for problem in problems:
        click.echo(str(problem))
    doubts = f"{len(problems)} doubtful" if problems else "nothing doubtful"
    click.echo(f"{path}: {len(watchlist.actors)} actors, {len(watchlist.keywords)} keywords, {doubts}")


@command.command()
@click.argument("name", required=False)
@_LIST
@_JSON
@click.pass_context
def show(ctx: click.Context, name: str | None, path: Path | None, *, as_json: bool) -> None:
    """Show the list, or one entry (by id or name) with every form it is found by."""
    watchlist, _ = load_watchlist(path or _path(ctx.obj))
    chosen = _named(watchlist, name)
    if as_json:
        print_json([_as_json(term) for term in chosen])
        return
    for term in chosen:
        click.echo(_line(term))
        if name is not None and isinstance(term, Actor):
            for form in forms_of(term):
                click.echo(f"  {form.kind}: {form.text}")


@command.command(name="same-name")
@click.argument("names", nargs=-1, metavar="[A B]")
@_LIST
@_JSON
def same(names: tuple[str, ...], path: Path | None, *, as_json: bool) -> None:
    """Say whether A and B are one name; without them, pairs parted by a tab are read from stdin (--json)."""
    watchlist = load_watchlist(path)[0] if path else None
    if len(names) not in {0, 2} or (not names and not as_json):
        raise click.UsageError("give two names, or none and --json with pairs parted by a tab on stdin")
    pairs = [names] if names else [_pair(number, line) for number, line in enumerate(_lines(), 1) if line]
    for one, other in pairs:
        answer = same_name(one, other, watchlist)
        if as_json:
            print_json({"a": one, "b": other, "same": answer.same, "why": answer.why})
        else:
            click.echo(_answer(answer))


def _lines() -> list[str]:
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace").splitlines()


def _pair(number: int, line: str) -> tuple[str, str]:
    parts = line.split("\t")
    if len(parts) != 2:  # noqa: PLR2004  # a pair
        raise click.UsageError(f"line {number} of stdin has {len(parts)} columns: write two names parted by a tab")
    return parts[0], parts[1]


def _answer(answer: SameName) -> str:
    return f"{'the same' if answer.same else 'not the same'}: {answer.why}"


def _path(options: Mapping[str, Any]) -> Path:
    return config_folder(options) / "watchlist.yaml"


def _named(watchlist: Watchlist, name: str | None) -> list[Actor | Keyword]:
    terms: list[Actor | Keyword] = [*watchlist.actors, *watchlist.keywords]
    if name is None:
        return terms
    wanted = name.casefold()
    chosen = [term for term in terms if wanted in {text.casefold() for text in _texts(term)}]
    if not chosen:
        raise UnknownIdError(f"no entry of the watchlist has the id or name {name}")
    return chosen


def _texts(term: Actor | Keyword) -> list[str]:
    if isinstance(term, Keyword):
        return [term.id, term.query]
    return [term.id, term.name, *(name for _, name in term.names), *term.aliases, *term.acronyms]


def _line(term: Actor | Keyword) -> str:
    note = "" if term.counts else " (evidence only)"
    if isinstance(term, Keyword):
        return f"{term.id}: keyword {term.query}, weight {term.weight:g}{note}"
    return f"{term.id}: {term.type} {term.name}, weight {term.weight:g}{note}"


def _as_json(term: Actor | Keyword) -> dict[str, object]:
    if isinstance(term, Keyword):
        return {"id": term.id, "query": term.query, "weight": term.weight, "counts": term.counts}
    forms = [{"kind": form.kind, "text": form.text} for form in forms_of(term)]
    return {
        "id": term.id,
        "name": term.name,
        "type": term.type,
        "weight": term.weight,
        "counts": term.counts,
        "forms": forms,
    }
