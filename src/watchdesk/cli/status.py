"""``watchdesk status``: what is healthy and what needs a look."""

from dataclasses import asdict

import click

from watchdesk.cli.deliver import delivery_line
from watchdesk.cli.start import open_desk, print_json
from watchdesk.model import Trouble
from watchdesk.pipeline.status import Status, status


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the status as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Say how the desk stands; exit 3 if something needs a look."""
    with open_desk(ctx.obj) as desk:
        found = status(desk)
    if as_json:
        print_json(asdict(found) | {"needs_look": found.needs_look})
    else:
        _show(found)
    ctx.exit(3 if found.needs_look else 0)


def _show(found: Status) -> None:
    last = found.last_poll.isoformat(timespec="seconds") if found.last_poll else "never"
    click.echo(f"daemon: {f'running (process {found.daemon})' if found.daemon else 'not running'}")
    click.echo(
        f"feeds: {found.feeds}, {found.never_polled} never polled, {len(found.failed)} failing; last poll {last}"
    )
    click.echo(f"kept: {found.counts['articles']} articles ({found.counts['unread']} whose page is tried again)")
    click.echo(f"editions: {found.counts['editions']}, the last {found.last_edition or 'not cut yet'}")
    for schedule in found.schedules:
        click.echo(f"schedule {schedule.id}: next {schedule.next_due.isoformat(timespec='minutes')}")
    for trouble in found.failed:
        click.echo(f"failing {_trouble(trouble)}")
    for trouble in found.silent:
        click.echo(f"silent {_trouble(trouble)}")
    for edition in found.unwritten:
        click.echo(f"edition {edition} is cut, but its files could not be written yet")
    for delivery in found.unsent:
        click.echo(delivery_line(delivery))


def _trouble(trouble: Trouble) -> str:
    since = f" since {trouble.since.isoformat(timespec='minutes')}" if trouble.since else ""
    return f"{trouble.what}{since}: {trouble.reason}"
