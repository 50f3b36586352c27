"""Text made safe once, where it enters: nothing that could poison a database, a mail, a page or a terminal gets past.

Markup becomes plain text here. How text is escaped is decided where it is written out.
"""

import html
import re
import unicodedata
from itertools import groupby
from typing import Final

TITLE_LIMIT: Final = 500
TEXT_LIMIT: Final = 200_000

_ELLIPSIS: Final = "…"

# Unicode TR 15's Stream-Safe Text Format: a longer run of marks is no language, and normalising one costs its square.
_MARKS_IN_A_ROW: Final = 30

# Removed: controls, soft hyphen, bidi controls (UAX 9), zero-width space and byte order mark, invisible operators,
# interlinear annotation, the tags block. Zero-width joiner and non-joiner stay: Persian is misspelt without them.
_REMOVED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONG_RUN: Final = re.compile(rf"[^\w\s\x00-\x7f]{{{_MARKS_IN_A_ROW + 1},}}")
_LINE_ENDS: Final = re.compile(r"\r\n?")


def clean_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Give the text as one line of at most ``limit`` code points, cut with an ellipsis."""
    return _capped(" ".join(_purified(text).split()), limit)


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Give the text in paragraphs of one line each, parted by one blank line, at most ``limit`` code points in all."""
    lines = _purified(text).replace("\u2029", "\n\n").split("\n")
    paragraphs = (" ".join(" ".join(group).split()) for _, group in groupby(lines, key=_is_blank))
    return _capped("\n\n".join(part for part in paragraphs if part), limit)


def _is_blank(line: str) -> bool:
    return not line.strip()


def _purified(text: str) -> str:
    text = _REMOVED.sub("", _LINE_ENDS.sub("\n", text))
    text = _SURROGATE.sub("\ufffd", text)
    return unicodedata.normalize("NFC", _LONG_RUN.sub(_with_few_marks, text))


def _with_few_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    in_a_row = 0
    for character in run.group():
        in_a_row = in_a_row + 1 if unicodedata.combining(character) else 0
        if in_a_row <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def _capped(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + _ELLIPSIS


_BLOCK_NAMES: Final = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody tfoot "
    "thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_SPACED: Final = frozenset({"td", "th", "option", "button", "img", "source"})
_CODE: Final = frozenset({"script", "style", "iframe", "noembed", "noframes"})
"""What stands in these is no text up to their end tag, or the end of the document (HTML 13.2.5.2 and .4)."""
_DROPPED: Final = _CODE | frozenset({"template", "svg", "head", "object"})
_TAG_NAME: Final = re.compile(r"/?([a-zA-Z][^\s/>]*)")
_QUOTE_OR_END: Final = re.compile(r"=\s*[\"']|>")
_HUGE_REFERENCE: Final = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
"""A number no character has; Python refuses to convert thousands of digits."""


def markup_to_text(markup: str) -> str:
    """Give the text of an HTML fragment, blocks parted by blank lines; scripts, styles and embedded objects go.

    One pass over the input, whatever it holds: tree builders take the square of the time on hostile attributes.
    Plain text comes back as it is, a lone ``<`` included. The result is not yet cleaned.
    """
    if "<" not in markup:
        return _unescaped(markup)
    return _Stripper(markup).text()


def _unescaped(text: str) -> str:
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text


class _Stripper:
    """One walk from left to right; what was looked for in vain is not looked for again."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._last_end = markup.rfind(">")
        self._last_comment_end = markup.rfind("-->")
        self._unclosed: set[str] = set()
        self._quotes_count = True
        self._pieces: list[str] = []

    def text(self) -> str:
        position = 0
        while (start := self._markup.find("<", position)) >= 0:
            self._pieces.append(_unescaped(self._markup[position:start]))
            position = self._after(start)
        self._pieces.append(_unescaped(self._markup[position:]))
        return "".join(self._pieces)

    def _after(self, start: int) -> int:
        """Take what begins with the ``<`` at ``start`` and say where it ends."""
        if start < self._last_end:
            if self._markup.startswith("<![CDATA[", start):
                return start + len("<![CDATA[")
            if self._markup.startswith("<!--", start):
                return self._after_comment(start)
            if self._markup[start + 1] in "!?":
                return self._markup.find(">", start) + 1
            if name := _TAG_NAME.match(self._markup, start + 1):
                return self._after_tag(name)
        self._pieces.append("<")
        return start + 1

    def _after_comment(self, start: int) -> int:
        if start < self._last_comment_end:
            return self._markup.find("-->", start + 2) + 3
        return self._markup.find(">", start) + 1

    def _after_tag(self, name: re.Match[str]) -> int:
        tag = name.group(1).lower()
        if tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in _SPACED:
            self._pieces.append(" ")
        end = self._tag_end(name.end())
        is_opening = name.group()[0] != "/" and self._markup[end - 2] != "/"
        return self._after_element(tag, end) if is_opening and tag in _DROPPED else end

    def _tag_end(self, position: int) -> int:
        """Find the ``>`` that is in no quoted value; a document whose quotes are broken loses that courtesy."""
        first = position
        while self._quotes_count and (found := _QUOTE_OR_END.search(self._markup, position)):
            if found.group() == ">":
                return found.end()
            position = self._markup.find(found.group()[-1], found.end()) + 1
            if position == 0:
                break
        self._quotes_count = False
        return self._markup.find(">", first) + 1

    def _after_element(self, tag: str, position: int) -> int:
        """Skip an element that holds no text."""
        if tag not in self._unclosed:
            if closing := re.compile(rf"</{tag}\b", re.IGNORECASE).search(self._markup, position):
                return self._markup.find(">", closing.end()) + 1 or len(self._markup)
            self._unclosed.add(tag)
        return len(self._markup) if tag in _CODE else position
