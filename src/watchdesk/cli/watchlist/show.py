"""``watchdesk watchlist show``: the list, or one entry with everything it is found by."""

from pathlib import Path

import click

from watchdesk.cli.start import print_json
from watchdesk.cli.watchlist.options import json_option, list_option, list_path
from watchdesk.config import load_watchlist
from watchdesk.core.matching import forms_of
from watchdesk.errors import UnknownIdError
from watchdesk.model import Actor, Keyword, Watchlist


@click.command()
@click.argument("name", required=False)
@list_option
@json_option
@click.pass_context
def command(ctx: click.Context, name: str | None, path: Path | None, *, as_json: bool) -> None:
    """Show the list, or one entry (by id or name) with every form it is found by."""
    watchlist, _ = load_watchlist(path or list_path(ctx.obj))
    chosen = _named(watchlist, name)
    if as_json:
        print_json([_as_json(term) for term in chosen])
        return
    for term in chosen:
        click.echo(_line(term))
        if name is not None and isinstance(term, Actor):
            for form in forms_of(term):
                click.echo(f"  {form.kind}: {form.text}")


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
