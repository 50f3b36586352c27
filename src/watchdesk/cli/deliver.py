"""``watchdesk deliver``: what waits in the outbox."""

import click

from watchdesk.cli.start import open_desk, print_json
from watchdesk.model import Delivery
from watchdesk.pipeline.deliver import deliver
from watchdesk.store import outbox


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the deliveries as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Send what is queued and due."""
    with open_desk(ctx.obj) as desk:
        tried = deliver(desk)
        with desk.store.reading() as connection:
            waiting = [delivery for delivery in outbox.unsent(connection) if delivery.state == "queued"]
    if as_json:
        print_json([delivery_json(delivery) | {"edition": delivery.edition} for delivery in tried])
    else:
        for delivery in tried:
            click.echo(delivery_line(delivery))
        if not tried:
            click.echo(f"nothing is due ({len(waiting)} wait for a later try)" if waiting else "nothing is queued")
    ctx.exit(3 if waiting or any(delivery.state == "failed" for delivery in tried) else 0)


def delivery_line(delivery: Delivery) -> str:
    """One delivery, for a person."""
    reason = f": {delivery.reason}" if delivery.reason else ""
    return f"{delivery.state}: edition {delivery.edition} to {delivery.to}{reason}"


def delivery_json(delivery: Delivery) -> dict[str, object]:
    """One delivery, for a script."""
    return {"to": delivery.to, "state": delivery.state, "message_id": delivery.message_id}
