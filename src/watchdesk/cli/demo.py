"""``watchdesk demo``: the whole cycle on the bundled newsroom."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from watchdesk.cli.start import desk_of, opened, print_json, shown_progress, start_logs
from watchdesk.config import load_watchlist
from watchdesk.core import render
from watchdesk.demo import WATCHLIST, Newsroom, settings
from watchdesk.errors import OutputError
from watchdesk.model import Edition
from watchdesk.pipeline.cut import cut_now, paths
from watchdesk.pipeline.deliver import hand_over
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.round import run_round


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Serve a small newsroom of sample texts on loopback, watch it, print the edition and where it lies."""
    start_logs(ctx.obj)
    folder = Path(tempfile.mkdtemp(prefix="watchdesk-demo-"))
    with _desk(folder) as desk:
        report = run_round(desk, everything=True)
        edition = cut_now(desk, desk.settings.daily, desk.clock())
        if edition is None:
            raise OutputError("the demo found nothing in its own newsroom")
        handed = hand_over(desk)
        if handed.problem:
            raise OutputError(handed.problem)
        _show(desk, edition, as_json=as_json)
        click.echo(f"polled {report.polled} feeds, read {report.articles} articles", err=True)


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    watchlist, _ = load_watchlist(WATCHLIST)
    with Newsroom(datetime.now(UTC)) as newsroom:
        chosen = settings(newsroom.url, folder, watchlist)
        with opened(chosen.store) as store:
            yield desk_of(chosen, store, progress=shown_progress())


def _show(desk: Desk, edition: Edition, *, as_json: bool) -> None:
    written = paths(desk, edition.id, desk.settings.daily.formats)
    if as_json:
        print_json(
            {"digest": edition.id, "stories": len(edition.stories), "articles": len(edition.articles), "paths": written}
        )
        return
    click.echo(render.text(edition, render.Shape(characters=0, closing="The full texts stand in the files.")))
    for path in written.values():
        click.echo(f"written to {path}")
