"""One file of a corpus, from its bytes to what a text shows: run in a worker, as the bytes may be anybody's."""

import re
from datetime import date
from io import BytesIO
from typing import Final, Literal, TypeAlias

from watchdesk.core.corpus.reading import Reading, read
from watchdesk.core.extract import extract
from watchdesk.core.parse.charset import guessed
from watchdesk.core.parse.sniff import binary
from watchdesk.model import Failed

FileKind: TypeAlias = Literal["text", "markdown", "html", "pdf"]

_FRONT_MATTER: Final = re.compile(r"\A---\s*\n.*?\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_AUTHOR: Final = re.compile(r"^(?:author|by)s?:[ \t]*[\"']?([^\s\"'\[{][^\n\"']*)", re.MULTILINE | re.IGNORECASE)
_LINK: Final = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_CODE: Final = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_MARKS: Final = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+|[*`]+|(?<!\w)_+|_+(?!\w)", re.MULTILINE)
_UNREADABLE: Final = "\ufffd"
_MOST_PAGES: Final = 1000


def read_document(body: bytes, kind: FileKind, today: date) -> Reading | Failed:
    """Read a file's bytes; Failed says why it cannot be read. No date of a web page after ``today`` is believed."""
    text, language = _text(body, kind, today)
    if isinstance(text, Failed):
        return text
    if not text.strip():
        return Failed("is empty" if kind != "pdf" else "holds no text, only pictures perhaps")
    return read(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " "), language)


def _text(body: bytes, kind: FileKind, today: date) -> tuple[str | Failed, str]:
    """Give the text and, where it says so, its language."""
    if kind == "pdf":
        return _pdf_text(body), ""
    if (what := binary(body)) is not None:
        return Failed(f"is {what}, not a text"), ""
    if kind == "html" and body.strip():
        return _page_text(body, today)
    text = guessed(body)
    if text is None or text.count(_UNREADABLE) > len(text) // 100:
        return Failed("is in no known encoding; save it as UTF-8"), ""
    return (_plain(text) if kind == "markdown" else text), ""


def _page_text(body: bytes, today: date) -> tuple[str | Failed, str]:
    page = extract(body, "", "text/html", today)
    if isinstance(page, Failed):
        return Failed(page.reason.removeprefix("this ")), ""
    return (f"By: {page.byline}\n\n{page.text}" if page.byline else page.text), page.language or ""


def _plain(markdown: str) -> str:
    """Give the text of a Markdown file, its front matter but for the author, code and marks left out."""
    front = _FRONT_MATTER.match(markdown)
    author = _AUTHOR.search(front.group()) if front else None
    text = _MARKS.sub("", _LINK.sub(r"\1", _CODE.sub("", _FRONT_MATTER.sub("", markdown))))
    return f"By: {author[1].strip()}\n\n{text}" if author else text


def _pdf_text(body: bytes) -> str | Failed:
    from pypdf import PdfReader  # noqa: PLC0415  # an optional extra
    from pypdf.errors import PyPdfError  # noqa: PLC0415  # the same

    try:
        pages = PdfReader(BytesIO(body)).pages
        return "\n\n".join(page.extract_text() for page in pages[:_MOST_PAGES])
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        # pypdf raises whatever a broken structure trips over
        return Failed(f"is no sound PDF: {type(error).__name__}")
