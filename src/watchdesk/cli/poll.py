"""``watchdesk poll``: one round."""

import click

from watchdesk.cli.start import open_desk, print_json
from watchdesk.model import Round
from watchdesk.pipeline.round import run_round

_COUNTS = ("polled", "unchanged", "failed", "new", "articles", "hits", "rematched")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Poll every feed, not only what is due.")
@click.option("--json", "as_json", is_flag=True, help="Print the round as JSON.")
@click.pass_context
def command(ctx: click.Context, *, everything: bool, as_json: bool) -> None:
    """Poll what is due, read what is new and match it."""
    with open_desk(ctx.obj) as desk:
        report = run_round(desk, everything=everything)
    if as_json:
        print_json(
            {
                **{name: getattr(report, name) for name in _COUNTS},
                "problems": problems_json(report),
            }
        )
    else:
        tell_problems(report)
        again = f"; {report.rematched} of the last days' matched again" if report.rematched else ""
        click.echo(
            f"polled {report.polled} feeds ({report.unchanged} unchanged, {report.failed} failed): "
            f"{report.new} new entries, {report.articles} articles read, {report.hits} of them match{again}"
        )
    ctx.exit(3 if report.none_answered else 0)


def tell_problems(report: Round) -> None:
    """Name each feed that failed, on stderr."""
    for trouble in report.problems:
        click.echo(f"failed: {trouble.what}: {trouble.reason}", err=True)


def problems_json(report: Round) -> list[dict[str, str]]:
    """The feeds that failed, for a script."""
    return [{"feed": trouble.what, "reason": trouble.reason} for trouble in report.problems]
