"""The templates that ship with the package, read once; a value that is not there is an error, never a gap.

HTML escapes every value by itself. For Markdown and plain text the format's own writer stands at every value's exit.
"""

from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from watchdesk.core.render import as_markdown, as_text

_FOLDER = files("watchdesk") / "templates"
_LOADER = DictLoader(
    {
        name: (_FOLDER / name).read_text("utf-8")
        for name in ("edition.css", "edition.html.j2", "edition.md.j2", "edition.txt.j2", "new_names.txt.j2")
    }
)


def _environment() -> Environment:
    return Environment(  # every value passes autoescape, or the format's own writer that replaces it below
        loader=_LOADER,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _markdown() -> Environment:
    environment = _environment().overlay(autoescape=False, finalize=as_markdown.finished)
    environment.filters = {**environment.filters, "block": as_markdown.block, "link": as_markdown.link}
    return environment


def _text() -> Environment:
    environment = _environment().overlay(autoescape=False, finalize=as_text.finished)
    environment.filters = {**environment.filters, "block": as_text.block}
    return environment


HTML = _environment().get_template("edition.html.j2")
MARKDOWN = _markdown().get_template("edition.md.j2")
TEXT = _text().get_template("edition.txt.j2")
NEW_NAMES = _text().get_template("new_names.txt.j2")
