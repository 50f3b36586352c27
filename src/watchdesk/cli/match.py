"""``watchdesk match``: the watchlist against texts."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from watchdesk.cli.start import load_settings, print_json, start_logs
from watchdesk.config import load_watchlist
from watchdesk.core.extract import extract
from watchdesk.core.matching import compile_watchlist
from watchdesk.errors import WatchdeskError
from watchdesk.model import Document, ExtractedPage, Failed, Hit, Matched, Mention, Watchlist
from watchdesk.pipeline.page import fetch_page
from watchdesk.settings import Settings


@click.command()
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@click.option("--url", "are_urls", is_flag=True, help="The arguments are addresses of pages.")
@click.option("--html", "are_html", is_flag=True, help="The files are web pages: match their article's text.")
@click.option(
    "--watchlist", "list_file", metavar="FILE", type=click.Path(path_type=Path), help="A list other than the desk's."
)
@click.option("--explain", is_flag=True, help="Show also what was considered and rejected, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a mention.")
@click.pass_context
def command(ctx: click.Context, /, sources: tuple[str, ...], list_file: Path | None, **how: bool) -> None:
    """Match FILE... (- is stdin) and show each mention with its place and rule."""
    start_logs(ctx.obj)
    matcher = compile_watchlist(_watchlist(ctx, list_file))
    settings = load_settings(ctx.obj) if how["are_urls"] else None
    unread: list[str] = []
    for source in sources:
        try:
            name, text = _text(source, settings, is_html=how["are_html"])
        except WatchdeskError as error:
            unread.append(str(error))
            continue
        matched = matcher.match(Document(text), with_rejected=how["explain"])
        if how["as_json"]:
            for mention in matched.mentions:
                print_json(mention_json(name, mention))
        else:
            _show(name, matched, explain=how["explain"])
    if unread:
        raise WatchdeskError("; ".join(unread))


def _watchlist(ctx: click.Context, list_file: Path | None) -> Watchlist:
    if list_file is None:
        return load_settings(ctx.obj).watchlist
    return load_watchlist(list_file)[0]


def _text(source: str, settings: Settings | None, *, is_html: bool) -> tuple[str, str]:
    """The name and text of a source, which is an address where there are settings to fetch it with."""
    if settings is not None:
        return source, _page_text(source, fetch_page(settings, source, datetime.now(UTC)))
    name = "-" if source == "-" else Path(source).stem
    body = _read(source)
    if is_html:
        return name, _page_text(source, extract(body, "", "text/html", datetime.now(UTC).date()))
    return name, body.decode("utf-8-sig", errors="replace")


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise WatchdeskError(f"{source} cannot be read: {os.strerror(error.errno or 0).lower()}") from error


def _page_text(source: str, page: ExtractedPage | Failed) -> str:
    if isinstance(page, Failed):
        raise WatchdeskError(f"{source}: {page.reason}")
    return page.text


def mention_json(name: str, mention: Mention) -> dict[str, object]:
    """One mention as docs/json.md fixes it."""
    return {
        "doc": name,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        mention.kind: mention.term,
        "type": mention.type,
        "how": mention.how,
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def _show(name: str, matched: Matched, *, explain: bool) -> None:
    for mention in matched.mentions:
        place = f"{name}:{mention.start}-{mention.end}"
        click.echo(
            f"{place}  {mention.surface}  {mention.term}  {mention.how} {mention.confidence:.2f}  {mention.rule}"
        )
    for hit in matched.hits:
        parts = sum_of(hit)
        note = "" if hit.counts else "  (evidence only)"
        click.echo(f"{name}: {hit.term} scores {hit.score:.2f} = {parts}{note}")
    if explain:
        for refused in matched.rejected:
            place = f"{name}:{refused.start}-{refused.end}"
            click.echo(f"{place}  {refused.surface}  not {refused.term}: {refused.reason}")
    if not matched.mentions:
        click.echo(f"{name}: no watched name")


def sum_of(hit: Hit) -> str:
    """A hit's score as the sum it is."""
    terms = " ".join(f"{'-' if much < 0 else '+'} {abs(much):.2f} {what}" for what, much in hit.parts)
    return terms.removeprefix("+ ")
