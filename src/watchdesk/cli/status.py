"""``watchdesk status``: what is healthy and what needs a look."""

import os
from dataclasses import asdict

import click

from watchdesk import config
from watchdesk.cli.deliver import delivery_line
from watchdesk.cli.start import config_folder, open_desk, print_json
from watchdesk.errors import ConfigError
from watchdesk.model import Trouble
from watchdesk.pipeline.status import Status, status
from watchdesk.store.lock import DaemonAtWork, daemon_at_work

_LISTED = 20


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the status as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Say how the desk stands; exit 3 if something needs a look."""
    folder = config_folder(ctx.obj)
    try:
        with open_desk(ctx.obj) as desk:
            found = status(desk)
    except ConfigError as error:
        store = config.store_file(folder, os.environ)
        daemon = daemon_at_work(str(store)) if store else None
        if daemon is None:
            raise
        _tell_of_daemon(daemon, error, as_json=as_json)
        ctx.exit(3)
    if as_json:
        print_json(asdict(found) | {"needs_look": found.needs_look})
    else:
        _show(found)
    ctx.exit(3 if found.needs_look else 0)


def _tell_of_daemon(daemon: DaemonAtWork, error: ConfigError, *, as_json: bool) -> None:
    """What can be said of a desk whose edited configuration is wrong: its daemon goes on with the last good one."""
    if as_json:
        problems = [str(problem) for problem in error.problems]
        trouble, fault = (asdict(one) if one else None for one in (daemon.trouble, daemon.fault))
        said = {"daemon": daemon.process, "trouble": trouble, "fault": fault}
        print_json(said | {"needs_look": True, "problems": problems})
        return
    click.echo(str(error), err=True)
    click.echo(_daemon(daemon.process))
    if daemon.fault:
        click.echo(_fault(daemon.fault))
    if daemon.trouble:
        click.echo(_last_good(daemon.trouble))
    else:
        click.echo("the daemon works with the last good configuration; it has not looked at the edited one yet")


def _daemon(process: int | None) -> str:
    return f"daemon: {f'running (process {process})' if process else 'not running'}"


def _fault(fault: Trouble) -> str:
    since = f" since {fault.since.isoformat(timespec='minutes')}" if fault.since else ""
    return f"the daemon is in trouble{since}: {fault.what} ({fault.reason}); its log says where, please report this"


def _last_good(trouble: Trouble) -> str:
    since = f" since {trouble.since.isoformat(timespec='minutes')}" if trouble.since else ""
    return f"the daemon works with the last good configuration{since}: {trouble.what}, {trouble.reason}"


def _show(found: Status) -> None:
    last = found.last_poll.isoformat(timespec="seconds") if found.last_poll else "never"
    click.echo(_daemon(found.daemon))
    if found.trouble:
        click.echo(_last_good(found.trouble))
    if found.fault:
        click.echo(_fault(found.fault))
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
    for trouble in found.unmatched[:_LISTED]:
        click.echo(f"could not be matched: {_trouble(trouble)}")
    if len(found.unmatched) > _LISTED:
        click.echo(f"could not be matched: {len(found.unmatched) - _LISTED:,} more (--json has all)")
    for edition in found.unwritten:
        click.echo(f"edition {edition} is cut, but its files could not be written yet")
    for delivery in found.unsent:
        click.echo(delivery_line(delivery))


def _trouble(trouble: Trouble) -> str:
    since = f" since {trouble.since.isoformat(timespec='minutes')}" if trouble.since else ""
    return f"{trouble.what}{since}: {trouble.reason}"
