"""Lists in brackets and mappings in braces: one value more, or one less."""

import re
from typing import Final

from watchdesk.config.document import Node
from watchdesk.config.editing.page import Page

_BETWEEN: Final = re.compile(r"(?P<comment>(?:^|(?<=\s))#[^\r\n]*)|(?P<comma>,)")


def appended(page: Page, node: Node, inside: list[Node], written: str) -> str:
    """Put a value behind the last one of a list or mapping, in the way that one is put there."""
    if not inside:
        behind = 1 + re.compile(r"[\[{]").search(page.text, page.start(node)).start()  # type: ignore[union-attr]  # the node is one in brackets
        return page.spliced((behind, behind, written))
    last = inside[-1]
    end, comma = page.end(last), _comma(page, page.end(last), page.end(node) - 1)
    if _stands_alone(page, last) and page.last_line(node) > page.last_line(last):
        line = page.line_of(page.start(last))
        new = " " * page.indent(line) + written + ("," if comma is not None else "")
        behind = page.starts[page.last_line(last) + 1]
        cuts = [(behind, behind, new + page.newline)]
        return page.spliced(*cuts, *([(end, end, ",")] if comma is None else []))
    if comma is not None:
        return page.spliced((comma + 1, comma + 1, f" {written},"))
    return page.spliced((end, end, f", {written}"))


def removed(page: Page, node: Node, inside: list[Node], index: int) -> str:
    """Take one value out of a list, with its comma, and with its line where it has one of its own."""
    item = inside[index]
    start, end = page.start(item), page.end(item)
    before = page.end(inside[index - 1]) if index else None
    comma = _comma(page, end, page.start(inside[index + 1]) if index + 1 < len(inside) else page.end(node) - 1)
    if _stands_alone(page, item):
        cuts = [_whole_lines(page, item)]
        if comma is None and before is not None and (its := _comma(page, before, start)) is not None:
            cuts.append((its, its + 1, ""))
        return page.spliced(*cuts)
    if before is not None and (index + 1 < len(inside) or comma is None):
        cut = before, end
    elif before is not None and comma is not None:
        cut = page.text.index(",", before), comma  # the comma behind the last value stays
    else:
        cut = start, page.start(inside[1]) if len(inside) > 1 else end if comma is None else comma + 1
    if "#" in page.text[cut[0] : start] + page.text[end : cut[1]]:
        raise page.refusal(item, "comments stand between the values of this list; take this value out by hand")
    return page.spliced((*cut, ""))


def _whole_lines(page: Page, item: Node) -> tuple[int, int, str]:
    first = page.owned_from(page.line_of(page.start(item)))
    return page.starts[first], page.starts[page.last_line(item) + 1], ""


def _stands_alone(page: Page, item: Node) -> bool:
    """Whether nothing but the item, its comma and its comment stands on its lines."""
    first, last = page.line_of(page.start(item)), page.last_line(item)
    before = page.text[page.starts[first] : page.start(item)]
    behind = page.text[page.end(item) : page.starts[last + 1]]
    return not before.strip() and re.fullmatch(r"\s*,?\s*(?:(?<=\s)#.*)?\s*", behind) is not None


def _comma(page: Page, start: int, end: int) -> int | None:
    """Find the comma between two offsets, comments aside."""
    found = (one for one in _BETWEEN.finditer(page.text, start, end) if one["comma"])
    first = next(found, None)
    return first.start() if first else None
