"""Names the usual slips of YAML's syntax in plain words and, where it is clear what was meant, mends the line.

Looks at lines only where the parser has failed; a file that parses is none of its business. Never repeats a value:
it may be a password.
"""

import re
from dataclasses import dataclass
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

from watchdesk.config.document import Place

_KEY = re.compile(r"(?P<head> *(?:- +)*)(?P<key>[A-Za-z_]+)(?P<rest>.*)")
_TEXT_BEGINS = re.compile(r" *(?:- +)*|.*: +|.*[\[{] *|.*[\[{].*, *")
_TAB_AFTER_COLON = re.compile(r"(?P<head> *(?:- +)*[A-Za-z_]+: *)\t")
_BRACKETS = re.compile(r"[\[\]{}]")
_BESIDES = re.compile(r"""(?:(?<=[\s\[{,])|^)(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|\#.*)""")
"""What is quoted, and what is a note."""
_CLOSES: Final = {"[": "]", "{": "}"}
_LOOK_BACK: Final = 3
_LONGEST_LINE: Final = 10_000
_STRAY_COLON = (
    "a colon cannot stand here: the line above lacks its colon or is indented differently, "
    "or a text that contains `: ` needs quotes"
)
_MISFIT = (
    "this does not fit what stands above it; indent it like the lines it belongs to, "
    "and put text that contains quotes into single quotes"
)
_SENTENCES: Final = (
    ("mapping values are not allowed", _STRAY_COLON),
    ("could not find expected ':'", "this line has no colon; write `key: value`"),
    (
        "expected <block end>, but found '<block sequence",
        "this item is indented differently from the others of its list",
    ),
    ("expected <block end>", _MISFIT),
    ("expected '<document start>'", _MISFIT),
    ("expected ',' or ']'", "the [ that opens here is not closed; end the list with ]"),
    ("expected ',' or '}'", "the { that opens here is not closed; end the mapping with }"),
    ("unexpected end of stream", "the quote that opens here is never closed"),
    ("that cannot start any token", "text that begins with this character needs quotes"),
    ("found unknown escape character", "after a \\ in double quotes only certain letters may stand; use single quotes"),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: its place, the sentence that names it and its mend, and the line as it was meant (None: unclear)."""

    place: Place
    sentence: str
    mended: str | None = None


def find(lines: list[str], error: MarkedYAMLError, keys: frozenset[str]) -> list[Slip]:
    """Find what the parser stumbled over: all tabs at once, or the nearest slip with a mend, or its own words."""
    tabs = _tabs(lines) or _tabs_between(lines, error)
    if tabs:
        return tabs
    last = min(_line(error), len(lines) - 1)
    return [_nearest(lines, last, keys) or _unclosed(lines, error) or _unmendable(error)]


def _line(error: MarkedYAMLError) -> int:
    return int(error.problem_mark.line) if error.problem_mark else 0


def _nearest(lines: list[str], last: int, keys: frozenset[str]) -> Slip | None:
    looked_at = 0
    for number in range(last, -1, -1):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#") or len(line) > _LONGEST_LINE:
            continue
        slip = _quote(line, number + 1)
        if not slip and looked_at <= _LOOK_BACK:
            slip = _colon(line, number + 1, keys)
        if slip:
            return slip
        looked_at += 1
    return None


def _unclosed(lines: list[str], error: MarkedYAMLError) -> Slip | None:
    """See the bracket that stands open where the file ends, the innermost if several do."""
    if "the node content, but found '<stream end>'" not in str(error.problem):
        return None
    opened: list[tuple[Place, str]] = []
    for number, line in enumerate(lines, 1):
        for found in _BRACKETS.finditer(_BESIDES.sub(lambda one: " " * len(one[0]), line)):
            if found[0] in _CLOSES:
                opened.append(((number, found.start() + 1), found[0]))
            elif opened:
                opened.pop()
    if not opened:
        return None
    place, bracket = opened[-1]
    said = f"expected ',' or '{_CLOSES[bracket]}'"
    return Slip(place, next(plain for part, plain in _SENTENCES if part == said))


def _unmendable(error: MarkedYAMLError) -> Slip:
    said = str(error.problem or error.context or "")
    sentence = next((plain for part, plain in _SENTENCES if part in said), f"this is not valid YAML: {said}")
    opens_here = any(word in said for word in ("expected ','", "end of stream"))
    mark = error.context_mark if opens_here and error.context_mark else error.problem_mark
    return Slip((mark.line + 1, mark.column + 1) if mark else (1, 1), sentence)


# --- tabs --------------------------------------------------------------------------------------------------------


def _tabs(lines: list[str]) -> list[Slip]:
    sentence = "a tab stands in the indentation; YAML wants spaces, so replace it by spaces"
    mended = list(lines)
    found = []
    for number, line in enumerate(lines):
        indentation = line[: len(line) - len(line.lstrip())]
        if "\t" in indentation and line.strip():
            mended[number] = _indented_like(mended, number, line.lstrip())
            found.append(Slip((number + 1, indentation.index("\t") + 1), sentence, mended[number]))
    return found


def _tabs_between(lines: list[str], error: MarkedYAMLError) -> list[Slip]:
    """See the tab that the parser stopped at, and those that stand after a key's colon like it."""
    mark = error.problem_mark
    if mark is None or mark.line >= len(lines) or lines[mark.line][mark.column : mark.column + 1] != "\t":
        return []
    alike = {number: found.end("head") for number, line in enumerate(lines) if (found := _TAB_AFTER_COLON.match(line))}
    places = alike | {mark.line: mark.column}
    return [
        Slip((number + 1, column + 1), "a tab; write a space", _spaced(lines[number], column))
        for number, column in sorted(places.items())
    ]


def _spaced(line: str, column: int) -> str:
    return f"{line[:column]} {line[column:].lstrip()}"


def _indented_like(lines: list[str], number: int, content: str) -> str:
    """Indent by what stands above line ``number``: below an opening key two more, else like the last item or key."""
    for above in range(number - 1, -1, -1):
        line = lines[above]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        dashes = re.match(r" *(?:- +)*", line)
        column = len(dashes[0]) if dashes else 0
        if line.rstrip().endswith(":"):
            return " " * (column + 2) + content
        if not content.startswith("- "):
            return " " * column + content
        if line.lstrip().startswith("- "):
            return " " * (len(line) - len(line.lstrip())) + content
    return content


# --- quotes ------------------------------------------------------------------------------------------------------


def _quote(line: str, number: int) -> Slip | None:
    """See a quote that is not closed on its line, or text that goes on after the closing one."""
    opening = _open_quote(line)
    if opening is not None:
        quote = line[opening]
        body = line.rstrip()
        closers = len(body) - len(body.rstrip("]}")) if re.search(r"[\[{]", line[:opening]) else 0
        mended = body[: len(body) - closers] + quote + body[len(body) - closers :]
        sentence = f"the quote {quote} that opens here is not closed; end the text with {quote}"
        return Slip((number, opening + 1), sentence, mended)
    around = re.match(r"(?P<head> *(?:- +)*(?:[A-Za-z_]+: +)?)(?P<text>(['\"]).*)", line)
    if not around or not _goes_on_after_quote(around["text"]):
        return None
    text = around["text"].rstrip()
    meant = "'" + text.replace("'", "''") + "'"
    sentence = "text goes on after the closing quote; put the whole, with its quotes, into single quotes: '…'"
    return Slip((number, len(around["head"]) + 1), sentence, around["head"] + meant)


def _open_quote(line: str) -> int | None:
    """Find the quote that begins a text and is not closed on this line."""
    opening: int | None = None
    position = 0
    while position < len(line):
        step = 1
        if opening is not None:
            step, closes = _inside_quotes(line, position, line[opening])
            opening = None if closes else opening
        elif line[position] == "#" and (position == 0 or line[position - 1] == " "):
            return None
        elif line[position] in "'\"" and _TEXT_BEGINS.fullmatch(line[:position]):
            opening = position
        position += step
    return opening


def _inside_quotes(line: str, position: int, quote: str) -> tuple[int, bool]:
    """Tell how many characters to pass and whether the quotation ends here (YAML 1.2, 7.3)."""
    if quote == '"' and line[position] == "\\":
        return 2, False
    if line[position] != quote:
        return 1, False
    if quote == "'" and line[position : position + 2] == "''":
        return 2, False
    return 1, True


def _goes_on_after_quote(text: str) -> bool:
    position = 1
    while position < len(text):
        step, closes = _inside_quotes(text, position, text[0])
        position += step
        if closes:
            rest = text[position:].strip()
            return bool(rest) and rest[0] not in "#:,]}"
    return False


# --- colons ------------------------------------------------------------------------------------------------------


def _colon(line: str, number: int, keys: frozenset[str]) -> Slip | None:
    """See a known key without its colon, or without the space after it."""
    parts = _KEY.fullmatch(line)
    if not parts or parts["key"] not in keys:
        return None
    head, key, rest = parts["head"], parts["key"], parts["rest"]
    place = number, len(head) + 1
    if rest.startswith(":") and rest[1:2].strip():
        sentence = f"there is no space after the colon; write `{key}: …`"
        return Slip(place, sentence, f"{head}{key}: {rest[1:]}")
    value = rest.strip()
    if (rest and not rest.startswith(" ")) or value.startswith(("-", ":")):
        return None
    sentence = f"there is no colon after `{key}`; write `{key}:{' …' if value else ''}`"
    return Slip(place, sentence, f"{head}{key}: {value}".rstrip())
