"""``watchdesk watchlist show``: the list, or one entry with what it is found by and what not, as examples."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchdesk.cli.start import print_json
from watchdesk.cli.watchlist.options import archive, json_option, list_option, list_path
from watchdesk.config import load_watchlist
from watchdesk.core.matching import Example, Shown, compile_watchlist, examples_of, forms_of, in_words, shown_by
from watchdesk.errors import UnknownIdError
from watchdesk.model import Actor, Keyword, Watchlist
from watchdesk.pipeline.show import Sentence, last_sentences

_SENTENCES = 3


@click.command()
@click.argument("name", required=False)
@list_option
@json_option
@click.pass_context
def command(ctx: click.Context, name: str | None, path: Path | None, *, as_json: bool) -> None:
    """Show the list, or one entry (by id or name): its forms, examples of what is found and what not."""
    watchlist, _ = load_watchlist(path or list_path(ctx.obj))
    chosen = _named(watchlist, name)
    if name is not None:
        for term in chosen:
            _show(term, watchlist, _sentences(ctx.obj, term), as_json=as_json)
    elif as_json:
        print_json([_as_json(term) for term in chosen])
    else:
        for term in chosen:
            click.echo(_line(term))


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


def _sentences(options: Mapping[str, Any], term: Actor | Keyword) -> tuple[Sentence, ...]:
    with archive(options) as store:
        return last_sentences(store, term.id, _SENTENCES) if store else ()


# --- as text -----------------------------------------------------------------------------------------------------


def _show(term: Actor | Keyword, watchlist: Watchlist, sentences: tuple[Sentence, ...], *, as_json: bool) -> None:
    examples = _examples(term, watchlist)
    if as_json:
        said = {"examples": [asdict(one) for one in examples], "archive": [asdict(one) for one in sentences]}
        print_json([_as_json(term) | said])
        return
    click.echo(_line(term))
    if isinstance(term, Keyword):
        click.echo(f"  reads: {in_words(term, watchlist)}")
    else:
        for form in forms_of(term):
            click.echo(f"  {form.kind}: {form.text}")
    _list("found too:" if isinstance(term, Actor) else "found:", [_written(one) for one in examples if one.is_found])
    _list("not taken for it:", [_written(one) for one in examples if not one.is_found])
    _list("last in the archive:", [_told(one) for one in sentences])


def _examples(term: Actor | Keyword, watchlist: Watchlist) -> tuple[Example | Shown, ...]:
    matcher = compile_watchlist(watchlist)
    if isinstance(term, Keyword):
        return shown_by(term, watchlist, matcher)
    return examples_of(term, watchlist, matcher)


def _list(heading: str, items: list[str]) -> None:
    if items:
        click.echo(f"  {heading}")
    for item in items:
        click.echo(f"    {item}")


def _written(one: Example | Shown) -> str:
    """An example with its mark and its reason."""
    if isinstance(one, Example):
        return f"{_marked(one.text, [(one.start, one.end)])}  ({one.why})"
    document = one.document
    title = f"[title] {document.title} " if document.title else ""
    language = f" (a text in {document.language})" if document.language else ""
    return f"{title}{document.text}{language}{f'  ({one.why})' if one.why else ''}"


def _marked(text: str, places: list[tuple[int, int]]) -> str:
    """Put brackets about places of a text, unless one is all of it."""
    for start, end in reversed(places):
        if (start, end) != (0, len(text)):
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def _told(one: Sentence) -> str:
    text = _marked(one.snippet.text, [(start, end) for start, end, _ in one.snippet.marks])
    return f"{one.first_seen.date()} {one.outlet}: {text}  {one.url}"


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
