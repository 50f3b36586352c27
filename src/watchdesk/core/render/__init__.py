"""Writes an edition: Markdown, HTML, plain text, JSON. The same edition and shape always give the same text.

Everything in an edition but its template's words is hostile: it is shown, never obeyed.
"""

from watchdesk.core.render import templates
from watchdesk.core.render.machine import as_json, json_text
from watchdesk.core.render.overview import subject, summary_line
from watchdesk.core.render.view import Shape, page
from watchdesk.model import Edition

__all__ = ["Shape", "as_json", "html", "json_text", "markdown", "subject", "summary_line", "text"]


def html(edition: Edition, shape: Shape | None = None) -> str:
    """The edition as one HTML page that loads nothing and runs nothing."""
    return templates.HTML.render(page=page(edition, shape or Shape()))


def markdown(edition: Edition, shape: Shape | None = None) -> str:
    """The edition as Markdown (CommonMark)."""
    return templates.MARKDOWN.render(page=page(edition, shape or Shape()))


def text(edition: Edition, shape: Shape | None = None) -> str:
    """The edition as plain text, wrapped."""
    return templates.TEXT.render(page=page(edition, shape or Shape()))
