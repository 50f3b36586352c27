"""``watchdesk watchlist same-name``: whether two names are one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from watchdesk.cli.start import print_json
from watchdesk.cli.watchlist.options import json_option, list_option
from watchdesk.config import load_watchlist
from watchdesk.core.matching import SameName, same_name
from watchdesk.model import Watchlist


@click.command(name="same-name")
@click.argument("names", nargs=-1, metavar="[A B]")
@list_option
@json_option
def command(names: tuple[str, ...], path: Path | None, *, as_json: bool) -> None:
    """Say whether A and B are one name; without them, pairs parted by a tab are read from stdin (--json)."""
    watchlist = load_watchlist(path)[0] if path else None
    if len(names) not in {0, 2} or (not names and not as_json):
        raise click.UsageError("give two names, or none and --json with pairs parted by a tab on stdin")
    lines = [(1, names)] if names else [(number, tuple(line.split("\t"))) for number, line in _lines() if line]
    for number, pair in lines:
        one, other, answer = _judged(number, pair, watchlist)
        if as_json:
            print_json({"a": one, "b": other, "same": answer.same, "why": answer.why})
        else:
            click.echo(_answer(answer))


def _lines() -> Iterator[tuple[int, str]]:
    return enumerate(sys.stdin.buffer.read().decode("utf-8-sig", errors="replace").splitlines(), 1)


def _judged(number: int, pair: tuple[str, ...], watchlist: Watchlist | None) -> tuple[str, str, SameName]:
    """Judge a pair; a line that is none is answered too, so that the answers stay in step with the lines."""
    if len(pair) == 2:  # noqa: PLR2004  # a pair
        return *pair, same_name(*pair, watchlist)
    why = f"line {number} has {len(pair)} columns: write two names parted by a tab"
    return pair[0], "\t".join(pair[1:]), SameName(same=False, why=why)


def _answer(answer: SameName) -> str:
    return f"{'the same' if answer.same else 'not the same'}: {answer.why}"
