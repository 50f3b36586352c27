"""Text written into Markdown so that it stays text: CommonMark with tables, strikethrough, autolinks and math.

A value can make no link, image, heading, list, table, emphasis or HTML; the template alone does.
"""

import re

from watchdesk.core.render.marked import Line, line
from watchdesk.core.render.written import Written, embedded, standing

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$#@]|&(?=[#\w])|:(?=/)|(?<=www)\.", re.IGNORECASE)
_MAIL_LINK = re.compile(r"\b(mailto|xmpp):", re.IGNORECASE)
_LINE_START = re.compile(r"(?:(?=[-+=:])|\d+(?=[.)](?:\s|\Z)))")
_UNSAFE_IN_LINK = re.compile(r"[\\`<>\s|]")
_ENTITY = re.compile(r"&(?=#|\w+;)")


def finished(value: object) -> str:
    """A template's value as Markdown that shows its text on one line; what is written already stays as it is."""
    return value if isinstance(value, Written) else inline(str(value))


def inline(value: Line | str) -> Written:
    """A value within a line: marks in bold, letters that run the other way held together."""
    shown = line(value) if isinstance(value, str) else value
    return Written(embedded(_pieces(shown), shown.direction))


def block(value: Line) -> Written:
    """A value as a paragraph of its own, whose direction is its own."""
    return Written(standing(_pieces(value), value.direction))


def link(value: Line | str, url: str | None) -> Written:
    """The value as a link to the whole of an address, or as itself where there is none."""
    text = inline(value)
    return Written(f"[{text}](<{_destination(url)}>)") if url else text


def _pieces(value: Line) -> list[str]:
    pieces = [f"**{_escaped(run.text)}**" if run.label else _escaped(run.text) for run in value.runs]
    if pieces and (marker := _LINE_START.match(pieces[0])):
        pieces[0] = f"{marker.group()}\\{pieces[0][marker.end() :]}"
    return pieces


def _escaped(text: str) -> str:
    return _MAIL_LINK.sub(r"\1\\:", _SPECIAL.sub(r"\\\g<0>", text))


def _destination(url: str) -> str:
    """Between angle brackets (CommonMark 6.3) only these end or change an address; entities are read there too."""
    return _ENTITY.sub("&amp;", _UNSAFE_IN_LINK.sub(_percent, url))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())
