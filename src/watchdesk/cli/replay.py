"""``watchdesk replay``: an edited watchlist on the archive, before it is taken into use."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import click

from watchdesk import config
from watchdesk.cli.since import since_option
from watchdesk.cli.start import leave_if_asked, open_desk, print_json
from watchdesk.model import Watchlist
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.replay import Example, Place, Replayed, TermChange, replay

_LISTED = 20


@click.command()
@click.option(
    "--watchlist",
    "list_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="The edited list.",
)
@since_option
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.pass_context
def command(ctx: click.Context, list_file: Path, since: timedelta, *, as_json: bool) -> None:
    """Say which hits FILE would gain and lose in the archive if it replaced the list in force; nothing is changed."""
    edited, warnings = config.load_watchlist(list_file)
    for warning in () if ctx.obj["quiet"] else warnings:
        click.echo(str(warning), err=True)
    with open_desk(ctx.obj) as desk:
        is_same = edited.hash == desk.settings.watchlist.hash
        begin = desk.clock() - since
        found = Replayed(begin) if is_same else replay(desk, edited, begin)
        leave_if_asked(desk)
        if as_json:
            print_json(_as_json(_Report(desk, edited, found), is_same=is_same))
        elif is_same:
            click.echo(f"{list_file} says what the list in force says: no hit would be gained or lost")
        else:
            _show(_Report(desk, edited, found), list_file)


class _Report:
    """What was found, with what a reader calls terms, outlets and days."""

    def __init__(self, desk: Desk, edited: Watchlist, found: Replayed) -> None:
        self.found = found
        self._names = _names(desk.settings.watchlist) | _names(edited)
        self._outlets = {outlet.id: outlet.name for outlet in desk.settings.outlets}
        self._timezone = desk.settings.timezone
        rematch = desk.settings.rematch
        self.is_next_since = desk.clock() - rematch if rematch else None
        """What was seen since then would come into the next edition."""

    @property
    def terms(self) -> list[TermChange]:
        """The terms that change, the most changed first."""
        return sorted(self.found.terms.values(), key=lambda change: (-change.gained - change.lost, change.term))

    def name(self, term: str) -> str:
        return self._names.get(term, term)

    def place(self, article: Place) -> str:
        outlet = self._outlets.get(article.outlet, article.outlet)
        return f"{self.day(article.changed_at)}, {outlet}"

    def day(self, moment: datetime) -> str:
        local = moment.astimezone(self._timezone)
        return f"{local.day} {local:%b %Y}"

    def is_next(self, article: Place) -> bool:
        """Whether an article would come into the next edition when the list is taken into use."""
        return self.is_next_since is not None and article.changed_at >= self.is_next_since


def _names(watchlist: Watchlist) -> dict[str, str]:
    return {
        **{actor.id: actor.name for actor in watchlist.actors},
        **{keyword.id: keyword.query for keyword in watchlist.keywords},
    }


def _show(report: _Report, list_file: Path) -> None:
    found = report.found
    click.echo(
        f"{found.articles:,} articles since {report.day(found.since)}, with {list_file} instead of the list in force: "
        f"+{found.gained:,} hits, \N{MINUS SIGN}{found.lost:,}; {found.stays:,} stay"
    )
    if found.without_text:
        click.echo(f"{found.without_text:,} of them by their title alone: their text is no longer kept, or never was")
    if found.unmatched:
        click.echo(f"{found.unmatched:,} more could not be matched: the matcher failed at them; please report this")
    for change in report.terms:
        click.echo(f"\n{report.name(change.term)} ({change.term}): {_counts(change)}")
        _show_examples(report, "+", change.gained, change.gained_in)
        _show_examples(report, "\N{MINUS SIGN}", change.lost, change.lost_in)
    nexts = sum(map(report.is_next, found.enters))
    _show_articles(report, f"in no edition, and would have been in one ({nexts:,} would be in the next)", found.enters)
    _show_articles(report, "in no edition yet, and would come into none", found.leaves)


def _counts(change: TermChange) -> str:
    gained, lost = f"+{change.gained:,}", f"\N{MINUS SIGN}{change.lost:,}"
    return " ".join(said for said, number in ((gained, change.gained), (lost, change.lost)) if number)


def _show_examples(report: _Report, sign: str, number: int, examples: Sequence[Example]) -> None:
    for example in examples:
        click.echo(f"  {sign} {example.sentence}")
        click.echo(f"    {report.place(example.article)}  {example.article.url}")
    if number > len(examples):
        click.echo(f"  {sign} and in {number - len(examples):,} more")


def _show_articles(report: _Report, what: str, articles: Sequence[Place]) -> None:
    if not articles:
        return
    click.echo(f"\n{len(articles):,} article{'' if len(articles) == 1 else 's'} {what}:")
    for article in articles[:_LISTED]:
        click.echo(f"  {article.title}")
        click.echo(f"    {report.place(article)}  {article.url}")
    if len(articles) > _LISTED:
        click.echo(f"  and {len(articles) - _LISTED:,} more (--json has all)")


def _as_json(report: _Report, *, is_same: bool) -> dict[str, object]:
    found = report.found
    return {
        "since": found.since,
        "same": is_same,
        "articles": found.articles,
        "without_text": found.without_text,
        "unmatched": found.unmatched,
        "hits": {"gained": found.gained, "lost": found.lost, "stay": found.stays},
        "terms": [
            {"term": change.term, "name": report.name(change.term), **_change(change)} for change in report.terms
        ],
        "enters": [asdict(article) | {"next": report.is_next(article)} for article in found.enters],
        "leaves": [asdict(article) for article in found.leaves],
    }


def _change(change: TermChange) -> dict[str, object]:
    return {
        "term": change.term,
        "gained": change.gained,
        "lost": change.lost,
        "gained_in": [_example(one) for one in change.gained_in],
        "lost_in": [_example(one) for one in change.lost_in],
    }


def _example(example: Example) -> dict[str, object]:
    return asdict(example.article) | {"sentence": example.sentence}
