"""``watchdesk digest``: one edition of everything that is in none yet."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from watchdesk.cli.deliver import delivery_json, delivery_line
from watchdesk.cli.poll import problems_json, tell_problems
from watchdesk.cli.start import leave_if_asked, open_desk, print_json
from watchdesk.core import render
from watchdesk.core.schedule import local_date
from watchdesk.model import Delivery, Edition, Round
from watchdesk.pipeline.coverage import polled, silences
from watchdesk.pipeline.cut import cut_now, paths, preview
from watchdesk.pipeline.deliver import deliver, hand_over, resend
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.match import match_unmatched, rematch
from watchdesk.pipeline.round import run_round
from watchdesk.store import feeds, outbox


@dataclass(frozen=True, slots=True)
class _Wish:
    everything: bool
    no_poll: bool
    dry_run: bool
    as_of: str | None
    as_json: bool
    is_resend: bool = False


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a run came to; ``written`` are the files of this and of earlier editions, ``problem`` why some are not."""

    report: Round
    edition: Edition | None
    deliveries: tuple[Delivery, ...]
    now: datetime
    written: tuple[Path, ...] = ()
    problem: str | None = None

    @property
    def made_up(self) -> tuple[Path, ...]:
        """The files of earlier editions, written only now."""
        own = self.edition.id if self.edition else None
        return tuple(path for path in self.written if path.stem != own)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Poll every feed, not only what is due.")
@click.option("--no-poll", is_flag=True, help="Cut from what is stored.")
@click.option(
    "--dry-run", is_flag=True, help="Poll and store, but cut and send nothing; print what the edition would be."
)
@click.option("--as-of", metavar="TIME", help="The edition's clock, ISO 8601; implies --no-poll.")
@click.option("--resend", "resend_id", metavar="ID", help="Mail an edition again under a new Message-ID.")
@click.option("--to", "address", metavar="ADDRESS", help="With --resend: only to this address.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def command(ctx: click.Context, /, resend_id: str | None, address: str | None, **wish: object) -> None:
    """Poll what is due, cut an edition of all that is in none yet, write it, and mail it if that is configured."""
    if address and not resend_id:
        raise click.UsageError("--to goes with --resend")
    asked = _Wish(**wish, is_resend=bool(resend_id))  # type: ignore[arg-type]  # click gives the options by these names and types
    with open_desk(ctx.obj) as desk:
        outcome = _resend(desk, resend_id, address) if resend_id else _digest(desk, asked)
        _tell(desk, asked, outcome)
    if outcome.problem:
        click.echo(f"watchdesk: {outcome.problem}", err=True)
        ctx.exit(1)
    held_up = any(delivery.state != "sent" for delivery in outcome.deliveries)
    ctx.exit(3 if held_up or outcome.report.none_answered else 0)


def _resend(desk: Desk, edition_id: str, address: str | None) -> _Outcome:
    before = _queued(desk, edition_id)
    resend(desk, edition_id, address)
    if _queued(desk, edition_id) == before:
        raise click.UsageError(f"nobody gets this schedule's editions by mail: say with --to who gets {edition_id}")
    return _Outcome(Round(), None, deliver(desk), desk.clock())


def _queued(desk: Desk, edition_id: str) -> int:
    with desk.store.reading() as connection:
        return len(outbox.of_edition(connection, edition_id))


def _digest(desk: Desk, wish: _Wish) -> _Outcome:
    now = _clock(desk, wish.as_of)
    if wish.no_poll or wish.as_of:
        report = Round(rematched=rematch(desk), hits=match_unmatched(desk))
    else:
        report = run_round(desk, everything=wish.everything)
    leave_if_asked(desk)
    now = now or desk.clock()
    if wish.dry_run:
        return _Outcome(report, preview(desk, desk.settings.daily, now), (), now)
    edition = cut_now(desk, desk.settings.daily, now)
    handed = hand_over(desk)
    tried = {delivery.id: delivery for delivery in handed.deliveries}
    with desk.store.reading() as connection:
        waiting = (delivery for delivery in outbox.unsent(connection) if delivery.state == "queued")
        own = outbox.of_edition(connection, edition.id) if edition else ()
        tried.update((delivery.id, delivery) for delivery in (*waiting, *own))
    return _Outcome(report, edition, tuple(tried.values()), now, handed.written, handed.problem)


def _clock(desk: Desk, as_of: str | None) -> datetime | None:
    if as_of is None:
        return None
    try:
        said = datetime.fromisoformat(as_of)
    except ValueError:
        raise click.UsageError(
            f"--as-of {as_of}: write a time like 2026-11-20T07:00 or 2026-11-20T07:00+04:30"
        ) from None
    return said if said.tzinfo else said.replace(tzinfo=desk.settings.timezone)


def _tell(desk: Desk, wish: _Wish, outcome: _Outcome) -> None:
    edition = outcome.edition
    if wish.as_json:
        print_json(_as_json(desk, outcome, is_kept=not wish.dry_run))
        return
    tell_problems(outcome.report)
    for path in outcome.made_up:
        click.echo(f"written only now: {path}")
    if edition is None:
        if not wish.is_resend:
            click.echo(_nothing(outcome.report))
    elif wish.dry_run:
        click.echo(render.text(edition))
    else:
        click.echo(render.summary_line(edition))
        for path in _paths(desk, edition).values():
            click.echo(f"  {path}")
    for delivery in outcome.deliveries:
        click.echo(delivery_line(delivery))


def _paths(desk: Desk, edition: Edition) -> dict[str, Path]:
    """The edition's files that stand where they belong, by format."""
    return {form: path for form, path in paths(desk, edition.id, desk.settings.daily.formats).items() if path.is_file()}


def _nothing(report: Round) -> str:
    if report.none_answered:
        return f"nothing to cut: none of {report.polled} feeds answered"
    return "nothing new"


def _as_json(desk: Desk, outcome: _Outcome, *, is_kept: bool) -> dict[str, object]:
    edition, report, schedule = outcome.edition, outcome.report, desk.settings.daily
    with desk.store.reading() as connection:
        states = feeds.states(connection)
    own = _paths(desk, edition) if edition and is_kept else {}
    return {
        "digest": edition.id if edition and is_kept else None,
        "date": (edition.date if edition else local_date(outcome.now, schedule.timezone)).isoformat(),
        "window": [at.isoformat() for at in edition.window] if edition and edition.window else None,
        "stories": len(edition.stories) if edition else 0,
        "articles": len(edition.articles) if edition else 0,
        "new_entries": edition.new_entries if edition else report.new,
        "paths": own | {path.name: path for path in outcome.made_up},
        "feeds": {
            "polled": report.polled,
            "unchanged": report.unchanged,
            "failed": report.failed,
            "silent": len(silences(polled(desk.settings.outlets, states), outcome.now)),
        },
        "problems": problems_json(report),
        "deliveries": [delivery_json(delivery) for delivery in outcome.deliveries],
    }
