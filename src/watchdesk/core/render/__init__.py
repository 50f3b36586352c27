"""Writes an edition: Markdown, HTML, plain text, JSON. The same edition and shape always give the same text.

Everything in an edition but its template's words is hostile: it is shown, never obeyed.
"""

from collections.abc import Mapping, Sequence

from watchdesk.core.render import templates
from watchdesk.core.render.machine import as_json, json_text, new_name
from watchdesk.core.render.new_names import new_names
from watchdesk.core.render.overview import subject, summary_line
from watchdesk.core.render.view import Shape, page
from watchdesk.model import Edition, NewName

__all__ = [
    "Shape",
    "as_json",
    "html",
    "json_text",
    "markdown",
    "names_text",
    "new_name",
    "subject",
    "summary_line",
    "text",
]


def html(edition: Edition, shape: Shape | None = None) -> str:
    """The edition as one HTML page that loads nothing and runs nothing."""
    return templates.HTML.render(page=page(edition, shape or Shape()))


def markdown(edition: Edition, shape: Shape | None = None) -> str:
    """The edition as Markdown (CommonMark)."""
    return templates.MARKDOWN.render(page=page(edition, shape or Shape()))


def text(edition: Edition, shape: Shape | None = None) -> str:
    """The edition as plain text, wrapped."""
    return templates.TEXT.render(page=page(edition, shape or Shape()))


def names_text(found: Sequence[NewName], names: Mapping[str, str], outlets: Mapping[str, str]) -> str:
    """New names by themselves as plain text, wrapped, as an edition shows them."""
    return templates.NEW_NAMES.render(found=new_names(found, names, outlets))
