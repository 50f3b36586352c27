"""The templates that ship with the package, read once; a value that is not there is an error, never a gap.

HTML escapes every value by itself. For Markdown and plain text the format's own writer stands at every value's exit.
"""

from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from watchdesk.core.render import as_markdown, as_text

_FOLDER = files("watchdesk") / "templates"
_LOADER = DictLoader(
    {
        name: (_FOLDER / name).read_text("utf-8")
        for name in ("edition.css", "edition.html.j2", "edition.md.j2", "edition.txt.j2")
    }
)


def _html() -> Template:
    environment = Environment(
        loader=_LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("edition.html.j2")


def _markdown() -> Template:
    environment = Environment(  # noqa: S701 - as_markdown.finished escapes every value for this format
        loader=_LOADER,
        finalize=as_markdown.finished,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"block": as_markdown.block, "link": as_markdown.link}
    return environment.get_template("edition.md.j2")


def _text() -> Template:
    environment = Environment(  # noqa: S701 - plain text has no markup
        loader=_LOADER,
        finalize=as_text.finished,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"block": as_text.block}
    return environment.get_template("edition.txt.j2")


HTML = _html()
MARKDOWN = _markdown()
TEXT = _text()
