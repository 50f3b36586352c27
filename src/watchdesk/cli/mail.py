"""``watchdesk mail``: whether mail would arrive."""

from datetime import UTC, datetime

import click

from watchdesk.cli.start import open_desk, print_json
from watchdesk.pipeline.deliver import send_test


@click.group(name="mail")
def command() -> None:
    """Mail: try the relay."""


@command.command()
@click.argument("address")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_context
def test(ctx: click.Context, address: str, *, as_json: bool) -> None:
    """Send one test mail to ADDRESS and say what the relay answered."""
    with open_desk(ctx.obj) as desk:
        outcome = send_test(desk, address, datetime.now(UTC))
    if as_json:
        print_json({"to": address, "state": outcome.state, "reason": outcome.reason})
    else:
        click.echo(f"{outcome.state}: {address}{': ' + outcome.reason if outcome.reason else ''}")
    ctx.exit(0 if outcome.state == "sent" else 3)
