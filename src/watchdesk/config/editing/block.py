"""Lists in lines: items put in behind the last one, or taken out with the comments that belong to them."""

import re
from collections.abc import Sequence
from typing import Final

from watchdesk.config.document import Node
from watchdesk.config.editing.page import Page

_INDENT: Final = 2


def appended(page: Page, items: list[Node], blocks: Sequence[str]) -> str:
    """Put items (texts that begin with ``- ``, or with their comments) behind the last one, spaced as those are."""
    last, column = page.dash(items[-1])
    before = page.tail(page.last_line(items[-1]) + 1, column)
    is_spaced = page.is_blank(page.owned_from(last) - 1) if len(items) > 1 else _are_commented(blocks)
    return page.with_lines(before, _lines(blocks, column, [True] * len(blocks) if is_spaced else []))


def begun(page: Page, parent: Node, key: str, blocks: Sequence[str]) -> str:
    """Put the first items of a list behind its key, which stands on a line without a value."""
    line = parent.keys[key][0] - 1
    before = page.tail(line + 1, parent.place[1] - 1)
    is_spaced = [before > line + 1, *[_are_commented(blocks)] * (len(blocks) - 1)]
    return page.with_lines(before, _lines(blocks, _column(page, parent), is_spaced))


def added(page: Page, parent: Node | None, key: str, blocks: Sequence[str]) -> str:
    """Put a list that the file does not have yet at its end."""
    indent = " " * (parent.place[1] - 1 if parent else 0)
    is_spaced = [False, *[_are_commented(blocks)] * (len(blocks) - 1)]
    lines = [f"{indent}{key}:", *_lines(blocks, _column(page, parent), is_spaced)]
    gap = [""] if page.lines and not page.is_blank(len(page.lines) - 1) else []
    return page.with_lines(len(page.lines), [*gap, *lines])


def removed(page: Page, items: list[Node], index: int) -> str:
    """Take out an item, the comments that belong to it, and the blank line that set it apart."""
    line, column = page.dash(items[index])
    first = page.owned_from(line)
    end = page.tail(page.last_line(items[index]) + 1, column)
    is_last = index == len(items) - 1
    if page.is_blank(first - 1) and (is_last or page.is_blank(end)):
        first -= 1
    return page.without_lines(first, end)


def _column(page: Page, parent: Node | None) -> int:
    """Give the column of the dashes in the file's other lists, else one that is deeper than the keys."""
    if parent is None or not isinstance(parent.value, dict):
        return _INDENT
    for one in parent.value.values():
        if isinstance(one.value, list) and one.value and not one.is_flow and not one.is_alias:
            return page.dash(one.value[0])[1]
    return parent.place[1] - 1 + _INDENT


def _are_commented(blocks: Sequence[str]) -> bool:
    return any(re.match(r"\s*#", line) for block in blocks for line in block.splitlines())


def _lines(blocks: Sequence[str], column: int, is_spaced: Sequence[bool]) -> list[str]:
    """Indent blocks, with a blank line before those that are spaced."""
    lines: list[str] = []
    for number, block in enumerate(blocks):
        lines += [""] if number < len(is_spaced) and is_spaced[number] else []
        lines += [" " * column + line if line else "" for line in block.strip("\n").splitlines()]
    return lines
