"""``watchdesk seed``: a watchlist proposed from a corpus."""

from datetime import UTC, datetime
from pathlib import Path

import click

from watchdesk.cli.start import print_json, shown_progress, start_logs
from watchdesk.core.corpus.proposal import Proposal, propose
from watchdesk.errors import WatchdeskError
from watchdesk.pipeline.seed import Corpus, read_corpus
from watchdesk.pipeline.seed_list import Merged, merge, shown, watchlist_text


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--merge",
    "list_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Add what is new to this watchlist, its comments and order kept.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the proposal as one JSON object.")
@click.pass_context
def command(ctx: click.Context, /, *, paths: tuple[Path, ...], list_file: Path | None, as_json: bool) -> None:
    """Propose a watchlist from the texts in PATH...: files or folders of .txt, .md, .html and .pdf."""
    start_logs(ctx.obj)
    corpus = read_corpus(paths, datetime.now(UTC).date(), shown_progress())
    for one in corpus.passed_over:
        click.echo(f"passed over: {one.path} {one.reason}", err=True)
    proposal = _proposed(corpus)
    is_new = list_file is not None and not list_file.exists()
    merged = merge(list_file, proposal) if list_file is not None else None
    if as_json:
        print_json(_json(merged.added if merged else proposal))
    elif merged is not None and list_file is not None:
        _tell(merged, list_file, is_new=is_new)
    else:
        click.echo(watchlist_text(proposal), nl=False)


def _proposed(corpus: Corpus) -> Proposal:
    if not corpus.readings:
        raise WatchdeskError("no text could be read; give .txt, .md, .html or .pdf files, or folders that hold some")
    proposal = propose(corpus.readings)
    if not proposal.actors:
        many = len(corpus.readings)
        raise WatchdeskError(f"no name was found in {many} text{'' if many == 1 else 's'}")
    return proposal


def _tell(merged: Merged, list_file: Path, *, is_new: bool) -> None:
    """Say what was added, actor by actor, and how much that is."""
    added, forms = merged.added, merged.forms
    for actor in added.actors:
        click.echo(f"added {actor.id}  {actor.name}  ({actor.type}, {_times(actor.mentions)})")
    for identity, _, name in forms:
        click.echo(f"added to {identity}: {name}")
    for keyword in added.keywords:
        click.echo(f"added {keyword.id}  {keyword.query}")
    if not (added.actors or added.keywords or forms):
        click.echo(f"{list_file}: nothing is new")
        return
    written = " written" if is_new else ""
    counts = f"actors added: {len(added.actors)}, names: {len(forms)}, keywords: {len(added.keywords)}"
    click.echo(f"{list_file}{written}: {counts}")


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many} times"


def _json(proposal: Proposal) -> dict[str, object]:
    keywords = [{"query": one.query, "mentions": one.mentions, "evidence": one.evidence} for one in proposal.keywords]
    return {"actors": shown(proposal.actors), "keywords": keywords}
