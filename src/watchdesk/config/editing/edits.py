"""The edits: an item or a value more, or one less; each is proved by reading the result."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from watchdesk.config.document import Node, Steps
from watchdesk.config.editing import block, flow
from watchdesk.config.editing.page import Page, page_of
from watchdesk.config.editing.values import Value, block_item, flow_item, scalar
from watchdesk.config.yaml_file import parse

_NO_VALUE: Final = re.compile(r"\s*:(?:[ \t]*(?:~|null|Null|NULL))?")
_EMPTY: Final = re.compile(r"\s*\[[ \t]*\]")


def append_items(text: str, key: str, blocks: Sequence[str]) -> str:
    """Append items to a top-level list, each given as its lines: comments at the margin, then ``- …``.

    They are indented as the file is; a list that is missing or empty is begun. ConfigError, without a file's name,
    where the text is no sound YAML or its structure does not allow it.
    """
    page = page_of(text)
    if not blocks:
        return text
    node = page.node((key,))
    items = _items(page, (key,))
    root = page.node(())
    if (items and node and node.is_flow) or (root and root.is_flow):
        raise page.refusal(node or root, f"`{key}` is written in brackets; put each item on a line of its own: `- …`")
    new = [item for one in blocks for item in _plain(one)]
    return _proved(page, _in_lines(page, key, blocks), (key,), [*_plains(items), *new])


def append_item(text: str, key: str, fields: Mapping[str, Value]) -> str:
    """Append one item to a top-level list, written like the last one: in braces, or with a line a key."""
    page = page_of(text)
    items = _items(page, (key,))
    said = {name: value if isinstance(value, str) else list(value) for name, value in fields.items()}
    is_braced = bool(items) and items[-1].is_flow
    written = f"- {flow_item(fields)}" if is_braced else block_item(fields)
    in_brackets = _in_brackets(page, (key,), flow_item(fields))
    edited = in_brackets if in_brackets is not None else _in_lines(page, key, [written])
    return _proved(page, edited, (key,), [*_plains(items), said])


def append_value(text: str, steps: Steps, value: str) -> str:
    """Append a text to the list at this path, ``("ignore",)`` or ``("actors", 3, "aliases")``; it may be missing."""
    page = page_of(text)
    key = str(steps[-1])
    items = _items(page, steps)
    edited = _in_brackets(page, steps, scalar(value))
    if edited is None and len(steps) == 1:
        edited = _in_lines(page, key, [f"- {scalar(value)}"])
    elif edited is None:
        edited = block.appended(page, items, [f"- {scalar(value)}"])
    return _proved(page, edited, steps, [*_plains(items), value])


def remove(text: str, steps: Steps) -> str:
    """Take out the item or value at this path, ``("outlets", 3)``, with the comment lines that belong to it."""
    page = page_of(text)
    node, index = page.node(steps[:-1]), steps[-1]
    items = _items(page, steps[:-1])
    assert node
    assert isinstance(index, int)
    edited = flow.removed(page, node, items, index) if node.is_flow else block.removed(page, items, index)
    return _proved(page, edited, steps[:-1], _plains(items[:index] + items[index + 1 :]))


def _items(page: Page, steps: Steps) -> list[Node]:
    """Give the items of a list that can be edited; one that is not there has none."""
    parent, node, key = page.node(steps[:-1]), page.node(steps), steps[-1]
    if parent is not None and not isinstance(parent.value, dict):
        raise page.refusal(parent, f"keys are wanted here, such as `{key}: […]`; mend this by hand first")
    if node is not None and node.is_alias:
        raise page.refusal(node, f"`{key}` is an alias (*…) here; edit the list that it refers to, by hand")
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, list):
        raise page.refusal(node, f"`{key}` is no list here; write it as one: `{key}: […]`")
    return node.value


def _plains(items: Sequence[Node]) -> list[object]:
    return [item.plain() for item in items]


def _plain(written: str) -> list[object]:
    found = page_of(written).document.plain()
    if not isinstance(found, list):
        raise ValueError("a block to append begins with `- ` at the margin, or with its comments")  # noqa: TRY004  a bug of the caller's, not a matter of types
    return found


def _in_lines(page: Page, key: str, blocks: Sequence[str]) -> str:
    """Append to a top-level list in lines, which is begun where there is none."""
    root, node = page.node(()), page.node((key,))
    if node is None:
        return block.added(page, root, key, blocks)
    assert root
    if isinstance(node.value, list) and node.value:
        return block.appended(page, node.value, blocks)
    emptied = page_of(_without_value(page, node))
    again = emptied.node(())
    assert again
    return block.begun(emptied, again, key, blocks)


def _without_value(page: Page, node: Node) -> str:
    """Give the text with a bare key where it says ``[]`` or ``null``."""
    if node.value is None:
        found = _NO_VALUE.match(page.text, page.end(node))
        return page.spliced((found.start(), found.end(), ":")) if found else page.text
    start = len(page.text[: page.start(node)].rstrip())
    found = _EMPTY.match(page.text, start)
    if not found:
        raise page.refusal(node, "a list in brackets with nothing but a comment in it; remove the brackets by hand")
    return page.spliced((start, found.end(), ""))


def _in_brackets(page: Page, steps: Steps, written: str) -> str | None:
    """Append to a list in brackets; begin one within an item; None where the list is one in lines."""
    parent, node = page.node(steps[:-1]), page.node(steps)
    is_inner = len(steps) > 1 or (parent is not None and parent.is_flow)
    if node is not None and isinstance(node.value, list):
        is_fit = node.is_flow and (is_inner or bool(node.value))
        return flow.appended(page, node, node.value, written) if is_fit else None
    if not is_inner or parent is None:
        return None
    if node is None:
        return _with_key(page, parent, f"{steps[-1]}: [{written}]")
    found = _NO_VALUE.match(page.text, page.end(node))
    return page.spliced((found.start(), found.end(), f": [{written}]")) if found else page.text


def _with_key(page: Page, parent: Node, written: str) -> str:
    assert isinstance(parent.value, dict)
    if parent.is_flow:
        return flow.appended(page, parent, list(parent.value.values()), written)
    return page.with_lines(page.last_line(parent) + 1, [" " * (parent.place[1] - 1) + written])


def _proved(page: Page, edited: str, steps: Steps, expected: list[object]) -> str:
    """Give the edited text if it says what it should and all else as before; ConfigError if it does not."""
    after = parse("", edited)
    place = page.node(steps) or page.node(steps[:-1])
    if after.problems:
        raise page.refusal(place, f"not edited, as it would bring an error: {after.problems[0].message}")
    found = after.find(steps)
    before, said = page.document.plain(), after.plain()
    if not found or _with(before, steps, expected) != _with(said, steps, found[0][1] or []):
        raise page.refusal(place, "an anchor or an odd way of writing stands in the way of this edit; make it by hand")
    return edited


def _with(content: object, steps: Steps, value: object) -> object:
    changed: Any = deepcopy(content)
    below = changed
    for step in steps[:-1]:
        below = below[step]
    below[steps[-1]] = value
    return changed
