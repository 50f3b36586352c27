"""Writes values as YAML: plain where that is safe in every YAML version, quoted where it is not."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Value: TypeAlias = str | Sequence[str]
"""What a key of a new item says: a text or a list of texts."""

_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"})
"""YAML 1.1 reads these as something else than text, in any letter case; other programs still do."""
_NUMBER_OR_DATE: Final = re.compile(r"[-+]?[0-9.][0-9.,_:eExXoa-fA-F+-]*")
_INDICATOR: Final = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<~]")
_MISREAD: Final = re.compile(r"[,\[\]{}\"#]|:(?:\s|$)")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
"""Not allowed in YAML as they are, or not to be seen; the zero-width non-joiner, a letter of Persian, is not one."""


def scalar(text: str) -> str:
    """Write a text so that it is read back as the same text, in brackets too."""
    if _is_plain(text):
        return text
    if not _UNSEEN.search(text):
        return "'" + text.replace("'", "''") + "'"
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted) + '"'


def flow(value: Value) -> str:
    """Write a text or a list in brackets."""
    return scalar(value) if isinstance(value, str) else f"[{', '.join(map(scalar, value))}]"


def flow_item(fields: Mapping[str, Value]) -> str:
    """Write a mapping in braces."""
    return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in fields.items()) + "}"


def block_item(fields: Mapping[str, Value]) -> str:
    """Write an item of a list with a line a key."""
    lines = [f"{key}: {flow(value)}" for key, value in fields.items()]
    return "\n".join(("- " if number == 0 else "  ") + line for number, line in enumerate(lines))


def _is_plain(text: str) -> bool:
    return not (
        not text
        or text != text.strip()
        or text.casefold() in _WORDS
        or _INDICATOR.match(text)
        or _MISREAD.search(text)
        or _UNSEEN.search(text)
        or _NUMBER_OR_DATE.fullmatch(text)
    )
