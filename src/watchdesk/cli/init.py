"""``watchdesk init``: a commented configuration to start from."""

from pathlib import Path

import click

from watchdesk.cli.start import print_json


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(folder: Path, *, as_json: bool) -> None:
    """Write DIR/config (commented) and DIR/digests; what is there already is left alone."""
    from watchdesk.config import write_starter  # noqa: PLC0415  # keeps --help fast

    written = write_starter(folder)
    if as_json:
        print_json([{"path": str(path), "written": is_new} for path, is_new in written])
        return
    for path, is_new in written:
        click.echo(f"{'wrote' if is_new else 'kept '} {path}")
    click.echo(f"next: put a feed into {folder / 'config' / 'feeds.yaml'} and a name into watchlist.yaml, then run")
    click.echo(f"  watchdesk --config {folder / 'config'} check")
