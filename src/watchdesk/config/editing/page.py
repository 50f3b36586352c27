"""A configuration file's text beside its nodes: what stands on which line, and which lines belong together.

Nothing here knows what is to be edited; offsets count from 0, lines too.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from watchdesk.config.document import Document, Node, Place, Steps
from watchdesk.config.yaml_file import parse
from watchdesk.errors import ConfigError, Problem

_COMMENTED_ITEM: Final = re.compile(r"# *- +(?:\{|[a-z_]+:)")
_HEADING: Final = re.compile(r"#.*[-=*#_]{3}")


@dataclass(frozen=True, slots=True)
class Page:
    """A text that can be read as YAML, its nodes, its lines with their ends."""

    text: str
    document: Document
    lines: tuple[str, ...]
    starts: tuple[int, ...]
    newline: str

    def node(self, steps: Steps) -> Node | None:
        """Find the node at this path; None where there is none, ConfigError where an alias stands on the way."""
        node = self.document.root
        for number, step in enumerate(steps):
            if node is None:
                return None
            if node.is_alias:
                raise self.refusal(node, f"`{_named(steps[:number])}` is an alias (*…) here; edit what it refers to")
            below = node.value
            if isinstance(below, dict):
                node = below.get(str(step))
            elif isinstance(below, list) and isinstance(step, int) and 0 <= step < len(below):
                node = below[step]
            else:
                return None
        return node

    def refusal(self, node: Node | None, message: str) -> ConfigError:
        """Make the error that says where and why this text is not edited; who knows the file puts its name in."""
        return ConfigError((Problem("", *(node.place if node else (0, 0)), message),))

    def at(self, place: Place) -> int:
        """Give the offset of a place."""
        line, column = place
        return min(self.starts[line - 1] + column - 1, len(self.text)) if line <= len(self.starts) else len(self.text)

    def start(self, node: Node) -> int:
        """Give the offset of a node's first character."""
        return self.at(node.place)

    def end(self, node: Node) -> int:
        """Give the offset behind a node's last character."""
        return len(self.text[: self.at(node.end)].rstrip())

    def line_of(self, offset: int) -> int:
        """Give the line that holds an offset."""
        return min(bisect_right(self.starts, offset), len(self.lines)) - 1

    def last_line(self, node: Node) -> int:
        """Give the line on which a node ends."""
        return self.line_of(self.end(node) - 1)

    def indent(self, line: int) -> int:
        """Count the spaces that a line begins with."""
        return len(self.lines[line]) - len(self.lines[line].lstrip(" "))

    def is_blank(self, line: int) -> bool:
        """Whether nothing stands on a line; a line before the first or behind the last is not blank."""
        return 0 <= line < len(self.lines) and not self.lines[line].strip()

    def dash(self, item: Node) -> tuple[int, int]:
        """Find line and column of the dash that opens an item of a list in lines."""
        for line in range(item.place[0] - 1, -1, -1):
            found = re.match(r" *(?=-(?:\s|$))", self.lines[line])
            if found and len(found[0]) < item.place[1]:
                return line, len(found[0])
        raise self.refusal(item, "the dash of this item cannot be found; write the item as `- …` on a line of its own")

    def owned_from(self, line: int) -> int:
        """Give the first of the comment lines right above a line that belong to it, else the line.

        Headings (a rule of dashes or the like) and items that are commented out belong to nothing.
        """
        column = self.indent(line)
        top = line
        while top > 0 and self.indent(top - 1) == column and self.lines[top - 1].lstrip().startswith("#"):
            top -= 1
        inside: int | None = None
        for number in range(top, line):
            comment = self.lines[number].strip()
            depth = len(comment) - len(comment.lstrip("# "))
            if _COMMENTED_ITEM.match(comment):
                inside = depth
            elif inside is not None and depth <= inside:
                inside = None
            if inside is not None or _HEADING.match(comment):
                top = number + 1
        return top

    def tail(self, line: int, column: int) -> int:
        """Give the line behind those comments, from a line on, that are indented deeper than a column."""
        end = line
        for number in range(line, len(self.lines)):
            if self.is_blank(number):
                continue
            if self.indent(number) <= column or not self.lines[number].lstrip().startswith("#"):
                break
            end = number + 1
        return end

    def spliced(self, *cuts: tuple[int, int, str]) -> str:
        """Give the text with stretches (start, end) replaced."""
        text = self.text
        for start, end, new in sorted(cuts, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def with_lines(self, before: int, new: Sequence[str]) -> str:
        """Give the text with lines put in before a line; a last line that has no end keeps having none."""
        is_open = before >= len(self.lines) and self.text != "" and not self.text.endswith(("\n", "\r"))
        added = [f"{self.newline}{line}" if is_open else f"{line}{self.newline}" for line in new]
        return "".join([*self.lines[:before], *added, *self.lines[before:]])

    def without_lines(self, first: int, end: int) -> str:
        """Give the text without some lines; a last line that had no end has none again."""
        kept = "".join([*self.lines[:first], *self.lines[end:]])
        if end >= len(self.lines) and first < end and not self.lines[-1].endswith(("\n", "\r")):
            return kept.removesuffix("\n").removesuffix("\r")
        return kept


def page_of(text: str) -> Page:
    """Read a text; raises ConfigError with all that hinders reading it."""
    document = parse("", text)
    if document.problems:
        raise ConfigError(document.problems)
    lines = tuple(text.splitlines(keepends=True))
    starts = tuple(accumulate(map(len, lines), initial=0))
    newline = "\n" if not lines or not lines[0].endswith(("\r", "\r\n")) else lines[0][len(lines[0].rstrip("\r\n")) :]
    return Page(text, document, lines, starts, newline)


def _named(steps: Steps) -> str:
    return next((step for step in reversed(steps) if isinstance(step, str)), "this file")
