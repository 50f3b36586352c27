"""``watchdesk watchlist same-name``: whether two names are one."""

import sys
from pathlib import Path

import click

from watchdesk.cli.start import print_json
from watchdesk.cli.watchlist.options import json_option, list_option
from watchdesk.config import load_watchlist
from watchdesk.core.matching import SameName, same_name


@click.command(name="same-name")
@click.argument("names", nargs=-1, metavar="[A B]")
@list_option
@json_option
def command(names: tuple[str, ...], path: Path | None, *, as_json: bool) -> None:
    """Say whether A and B are one name; without them, pairs parted by a tab are read from stdin (--json)."""
    watchlist = load_watchlist(path)[0] if path else None
    if len(names) not in {0, 2} or (not names and not as_json):
        raise click.UsageError("give two names, or none and --json with pairs parted by a tab on stdin")
    pairs = [names] if names else [_pair(number, line) for number, line in enumerate(_lines(), 1) if line]
    for one, other in pairs:
        answer = same_name(one, other, watchlist)
        if as_json:
            print_json({"a": one, "b": other, "same": answer.same, "why": answer.why})
        else:
            click.echo(_answer(answer))


def _lines() -> list[str]:
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace").splitlines()


def _pair(number: int, line: str) -> tuple[str, str]:
    parts = line.split("\t")
    if len(parts) != 2:  # noqa: PLR2004  # a pair
        raise click.UsageError(f"line {number} of stdin has {len(parts)} columns: write two names parted by a tab")
    return parts[0], parts[1]


def _answer(answer: SameName) -> str:
    return f"{'the same' if answer.same else 'not the same'}: {answer.why}"
