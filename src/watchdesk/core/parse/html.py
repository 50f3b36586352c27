"""A web page's bytes as a tree, for the two formats that are web pages."""

from typing import Any

import lxml.html

from watchdesk.core.parse.charset import decoded
from watchdesk.core.parse.sniff import binary, is_json


def tree_of(body: bytes, content_type: str) -> Any | None:
    """Give the page's root element; None if the bytes are no web page."""
    if binary(body) or is_json(body):
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(decoded(body, content_type).encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml.etree.ParserError):  # a document without a single element
        return None


def text_of(element: Any) -> str:
    """Give an element's text, with lines where its ``br`` stand."""
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "".join(element.itertext())
