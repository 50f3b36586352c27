# ruff: noqa: RUF001 - letters and quotes that look like others are the subject
"""Finds runs of capitalised words in Latin and Cyrillic text: the stretches in which names may stand.

It knows letters and joining words only; what a run names is not its business.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from watchdesk.core.corpus.tables import CUES, stem
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import fold

_UPPER = "".join(chr(point) for point in (*range(0x41, 0x250), *range(0x400, 0x530)) if chr(point).isupper())
_U = f"[{_UPPER}]"
_SPACE = r"[^\S\n]"
_PARTICLES = "al|el|ul|ur|ud|us|ush|e|i|o|de|du|la|le|y|y|und|bin|ben|bint|ibn|аль|эль|уль|ад|ан"
_INNER = f"{_PARTICLES}|da|di|del|della|der|den|van|von|zu|ten|ter|et|бин|ибн|оглы"
_JOINERS = r"(?:of|for|on)(?:[^\S\n]the)?|and|и|&"
_STARTS = "The|A|An|And|But|In|On|At|He|She|It|They|His|Her|Its|Their|This|That|These|Those|We|I|As|For|When|After"
"""Words that open the next sentence: the letter before them is no initial."""
_HELD = "|".join(sorted((word.capitalize() for word in CUES["possessed"]), key=len, reverse=True))
_WORD = (
    rf"(?:(?:{_HELD})['’]s?(?={_SPACE}{_U})"
    rf"|(?:{_U}\.){{2,}}"
    rf"|{_U}{{1,4}}-\d{{1,3}}(?![\w-])"
    rf"|{_U}\.(?={_SPACE}?(?!(?:{_STARTS})\b){_U}\w)"
    rf"|{_U}\w*(?:['’](?!s\b)\w+)*(?:-(?:(?:{_PARTICLES})(?:-|{_SPACE}))?{_U}[\w’']*(?<!['’]s)(?<!['’]))*)"
)
_LEAD = r"(?<![\w’'])(?:(?:al|el|wal|bin|ibn|abu|ul|аль|эль|бин)[- ]|(?:ash|an|at|as|ad|ar|az|ас|аш|ат|ан)-)?"
_RUN = re.compile(
    rf"{_LEAD}{_WORD}(?:{_SPACE}(?:(?:{_INNER}|{_JOINERS}){_SPACE}){{0,2}}(?:al-|el-|wal-|ul-|аль-)?{_WORD}){{0,30}}"
)
_SPLIT = re.compile(rf"{_LEAD}{_WORD}|[\w&]+")
_WRAPPED = re.compile(r"[a-zа-я,]\n[a-zа-я]")
_SINGLE_BREAK = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_LEAST_BREAKS = 3
_WIDEST = 130
_OPENS = frozenset(".!?…:;“”\"'‘«»(—–-•*|>[")
_ABBREVIATED = re.compile(r"(\w+)\.\Z")
_SHORT_TITLES = groups("words")["title"] | {"st", "vs", "no"}
_HEADING = 160
_SHARE = 0.75
_NUMBERED = re.compile(rf"{_U}{{1,4}}-?\d{{1,3}}")
_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"[^\W\d_]+")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+\S")


class Word(NamedTuple):
    """A written word of a run and what it is looked up by; joining words stand in small letters."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Whether it is a word of a name rather than one that joins."""
        return any(map(str.isupper, self.text))


class Run(NamedTuple):
    """A stretch of capitalised words; ``opens`` if its first capital may be a sentence's."""

    start: int
    text: str
    opens: bool


def unwrapped(text: str) -> str:
    """Give a text of the same length in which a line break inside a paragraph is a space, if its lines are wrapped."""
    breaks = _SINGLE_BREAK.findall(text)
    if len(breaks) < _LEAST_BREAKS or not (_is_narrow(text) or len(_WRAPPED.findall(text)) >= _LEAST_BREAKS):
        return text
    return _SINGLE_BREAK.sub(" ", text)


def _is_narrow(text: str) -> bool:
    """Whether all lines keep to a width, and several fill it."""
    lengths = [len(line) for line in text.split("\n")]
    return max(lengths) <= _WIDEST and sum(length > _WIDEST / 2 for length in lengths) >= _LEAST_BREAKS


def runs(text: str) -> Iterator[Run]:
    """Give the runs of a text in order."""
    return (Run(match.start(), match.group(), is_opening(text, match.start())) for match in _RUN.finditer(text))


def words_of(run: str) -> tuple[Word, ...]:
    """Cut a run into its words."""
    return tuple(Word(*piece.span(), piece.group(), folded(piece.group())) for piece in _SPLIT.finditer(run))


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """Give what a word is looked up by: small, without accents, a Russian one without its ending; hyphens stay."""
    plain = fold(word).replace(".", "").replace("'", "").replace("\0", "")
    return plain if plain.isascii() else stem(plain)


def is_numbered(text: str) -> bool:
    """Whether a word is a letter and a number: a movement named after a day, but an aircraft and a rifle too."""
    return _NUMBERED.fullmatch(text) is not None


def is_opening(text: str, start: int) -> bool:
    """Whether a capital at a place may be there because a sentence, a quotation or a line begins."""
    at = start - 1
    while at >= 0 and text[at] in " \u00a0":
        at -= 1
    if at < 0 or text[at] == "\n":
        return True
    if text[at] == ".":
        before = _ABBREVIATED.search(text, max(0, at - 12), at + 1)
        return before is None or (len(before[1]) > 1 and before[1].lower() not in _SHORT_TITLES)
    return text[at] in _OPENS and not (text[at] == "-" and at > 0 and text[at - 1].isalnum())


def headings(text: str) -> tuple[tuple[int, int], ...]:
    """Give the lines in which capitals tell nothing: headlines written in capitals or with a capital on every word."""
    return tuple(match.span() for match in _LINE.finditer(text) if _is_heading(match.group()))


def _is_heading(line: str) -> bool:
    if len(line) > _HEADING or _SENTENCE_BREAK.search(line):
        return False
    words = _TOKEN.findall(line)
    if len(words) > 1 and sum(word.isupper() for word in words) > len(words) * _SHARE:
        return True
    if len(words) < 4:  # noqa: PLR2004 - a caption with a name alone
        return len(words) > 1 and all(folded(word) in _PLAIN for word in words)
    small = sum(word.islower() for word in words)
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004 - articles and prepositions stay small
    capitals = sum(word[0].isupper() for word in long)
    if (line.endswith(".") and small) or not capitals or capitals < max(len(long) * _SHARE, len(long) - 1):
        return False
    return any(word[0].isupper() and folded(word) in _ORDINARY for word in words[1:])


_ORDINARY = CUES["common"] | CUES["function"]
_PLAIN = _ORDINARY | CUES["abstract"] | CUES["domain"] | CUES["org"]
