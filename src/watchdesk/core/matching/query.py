# ruff: noqa: RUF001 - signs that look like others are the subject
"""The query language of keywords: a text in, a tree out, errors that point at the column.

    "spring offensive"   a phrase; a plain word is a phrase of one
    resist*              words that begin so, three letters at least
    a AND b, a b         both;  a OR b  either;  NOT a  not this, beside something wanted;  ( )  groups
    a NEAR/8 b           at most eight words apart;  a BEFORE/5 b  also in this order
    title:a  lang:fa     in the title; in a language;  actor:ID, place:ID  an actor of the list
    count(a)>=2          at least so many times

What stands first in an AND, a NEAR or a BEFORE is the topic; what follows are its conditions. There are no regular
expressions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, NoReturn, TypeAlias

from watchdesk.core.matching.query_slips import slip
from watchdesk.core.text import tokens

_DEPTH = 16
_TERMS = 200
_PREFIX = 3
_REACH = 1000
_DIGITS = 4
"""No number of a query needs more."""

_QUOTES, _FULL_WIDTH = "“”„‟«»″＂〝〞", {"（": "(", "）": ")", "＊": "*", "：": ":"}
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_PLAIN = str.maketrans({**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_DIRECTIONS, " "), **_FULL_WIDTH})
"""Signs as keyboards and word processors of many languages set them; one for one, so that columns hold."""
_SCAN = re.compile(
    r"""(?P<space>\s+)|(?P<phrase>"[^"]*")|(?P<open>\()|(?P<close>\))|(?P<count>count(?=\s*\())|(?P<least>>=?\s*\d+)|"""
    r"""(?P<near>(?-i:NEAR|BEFORE)/\d+(?=[\s(")]|$))|(?P<name>(?:actor|place|lang):[^\s()"]+)|(?P<title>title:)|"""
    r"""(?P<word>[^\s()"]+)""",
    re.IGNORECASE,
)
_APOSTROPHES = re.compile(r"(?<!\w)['‘][^'’\"]*\s[^'’\"]*['’](?!\w)")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_STOP = re.compile(r"[.!?؟۔]")


class QueryError(ValueError):
    """A query that cannot be read: what is wrong, and the column (from 1) where."""

    def __init__(self, message: str, column: int) -> None:
        self.message = message
        self.column = column
        super().__init__(f"{message} (column {column})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; the last may be only the beginning of a word. After ``stops`` a full stop is written."""

    words: tuple[str, ...]
    is_prefix: bool = False
    stops: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorIs:
    """A mention of an actor."""

    id: str


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """A document in a language."""

    tag: str


@dataclass(frozen=True, slots=True)
class InTitle:
    """Something found in the title."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the parts."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The absence of a part."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Near:
    """One part with another at most ``reach`` words away, behind it if ordered."""

    left: "Query"
    right: "Query"
    reach: int
    is_ordered: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A part found at least so many times."""

    part: "Query"
    least: int


Query: TypeAlias = Phrase | ActorIs | LanguageIs | InTitle | All | Either | Not | Near | Count


class _Lexeme(NamedTuple):
    kind: str
    text: str
    column: int


def parse_query(text: str) -> Query:
    """Read a query; QueryError says what is wrong and where."""
    parser = _Parser(_lexemes(text))
    query = parser.either(0)
    if parser.next.kind == "close":
        parser.fail("a closing bracket without an opening one")
    if parser.next.kind != "end":
        parser.fail(f"{parser.next.text} is not expected here")
    if not is_positive(query):
        raise QueryError("NOT and lang: need something wanted beside them", parser.first_condition)
    return query


def _lexemes(text: str) -> list[_Lexeme]:
    text = text.translate(_PLAIN)
    found = []
    at = 0
    while at < len(text):
        match = _SCAN.match(text, at)
        if match is None:
            raise QueryError("a quotation mark that is never closed", at + 1)
        kind = str(match.lastgroup)
        if kind == "word":
            kind = _kind_of_word(match)
        if kind != "space":
            found.append(_Lexeme(kind, match.group(), at + 1))
        at = match.end()
    quoted = _APOSTROPHES.search(re.sub('"[^"]*"', lambda phrase: "-" * len(phrase.group()), text))
    if quoted:
        raise QueryError('a phrase stands in double quotation marks: "…"', quoted.start() + 1)
    return [*found, _Lexeme("end", "the end", len(text) + 1)]


def _kind_of_word(match: re.Match[str]) -> str:
    word = match.group()
    if word in {"AND", "OR", "NOT"}:
        return word
    message = slip(word)
    if message:
        raise QueryError(message, match.start() + 1)
    return "word"


class _Parser:
    """Descends through the grammar, one method for each level of binding."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._terms = 0

    @property
    def first_condition(self) -> int:
        """The column of the first NOT or lang:."""
        return next(one.column for one in self._lexemes if one.kind == "NOT" or one.text.lower().startswith("lang:"))

    @property
    def next(self) -> _Lexeme:
        return self._lexemes[self._at]

    def fail(self, message: str) -> NoReturn:
        raise QueryError(message, self.next.column)

    def _take(self) -> _Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def either(self, depth: int) -> Query:
        if depth > _DEPTH:
            self.fail(f"more than {_DEPTH} levels of brackets")
        parts = [self._every(depth)]
        while self.next.kind == "OR":
            self._take()
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self, depth: int) -> Query:
        parts = [self._negated(depth)]
        while self.next.kind not in {"OR", "close", "end", "least"}:
            if self.next.kind == "AND":
                self._take()
            parts.append(self._negated(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self, depth: int) -> Query:
        if self.next.kind != "NOT":
            return self._near(depth)
        self._take()
        if self.next.kind == "NOT":
            self.fail("NOT twice in a row")
        return Not(self._near(depth))

    def _near(self, depth: int) -> Query:
        column = self.next.column
        left = self._atom(depth)
        while self.next.kind == "near":
            word, _, written = self.next.text.partition("/")
            reach = _number(written)
            if not 0 < reach <= _REACH:
                self.fail(f"a distance from 1 to {_REACH}")
            self._take()
            self._must_be_found(left, word, column)
            column = self.next.column
            right = self._atom(depth)
            self._must_be_found(right, word, column)
            left = Near(left, right, reach, word == "BEFORE")
        return left

    def _must_be_found(self, part: Query, operator: str, column: int) -> None:
        if not is_positive(part):
            raise QueryError(f"{operator} is about words that are found, not about NOT or lang:", column)

    def _atom(self, depth: int) -> Query:
        lexeme = self.next
        if lexeme.kind == "open":
            return self._group(depth)
        if lexeme.kind == "count":
            return self._count(depth)
        if lexeme.kind == "title":
            self._take()
            return InTitle(self._atom(depth + 1) if depth < _DEPTH else self.fail(f"more than {_DEPTH} levels"))
        if lexeme.kind in {"name", "phrase", "word"}:
            return self._term()
        if lexeme.kind == "end":
            self.fail("something is missing at the end" if len(self._lexemes) > 1 else "the query is empty")
        return self.fail(f"a word or phrase is expected before {lexeme.text}")

    def _group(self, depth: int) -> Query:
        opened = self._take()
        inner = self.either(depth + 1)
        if self.next.kind == "end":
            raise QueryError("a bracket that is never closed", opened.column)
        if self.next.kind != "close":
            self.fail(f"{self.next.text} is not expected here")
        self._take()
        return inner

    def _count(self, depth: int) -> Query:
        word = self._take().text
        column = self.next.column
        inner = self._group(depth)
        self._must_be_found(inner, word, column)
        if self.next.kind != "least" or not self.next.text.startswith(">="):
            self.fail("count(…) is followed by >= and a number")
        least = _number(self.next.text[2:])
        if not least:
            self.fail(f"a number from 1 to {10**_DIGITS - 1}")
        self._take()
        return Count(inner, least)

    def _term(self) -> Query:
        self._terms += 1
        if self._terms > _TERMS:
            self.fail(f"more than {_TERMS} terms")
        return self._named() if self.next.kind == "name" else self._phrase()

    def _named(self) -> Query:
        kind, _, value = self.next.text.partition(":")
        if kind.lower() == "lang" and not _TAG.fullmatch(value.lower()):
            self.fail("lang: takes one language, as fa or fa-AF")
        self._take()
        return LanguageIs(value.lower()) if kind.lower() == "lang" else ActorIs(value)

    def _phrase(self) -> Query:
        text = self.next.text.strip('"').strip()
        found = tokens(text)
        is_prefix = text.endswith("*")
        if not found:
            self.fail(f"no letter or digit in {self.next.text}")
        if "*" in text.removesuffix("*") or (is_prefix and found[-1].end != len(text) - 1):
            self.fail("* stands only at the end of a word or phrase")
        if is_prefix and len(found[-1].word) < _PREFIX:
            self.fail(f"{_PREFIX} letters at least before *")
        self._take()
        gaps = (text[one.end : other.start] for one, other in pairwise(found))
        stops = tuple(number for number, gap in enumerate(gaps) if _STOP.search(gap))
        return Phrase(tuple(one.word for one in found), is_prefix, stops)


def _number(written: str) -> int:
    """Read a number in the digits of any script; 0 where it has too many of them."""
    digits = written.strip()
    return int(digits) if len(digits) <= _DIGITS else 0


def walk(query: Query) -> Iterator[Query]:
    """Give a query and all its parts."""
    yield query
    match query:
        case All(parts) | Either(parts):
            inner: tuple[Query, ...] = parts
        case Near(left, right):
            inner = (left, right)
        case Not(part) | InTitle(part) | Count(part):
            inner = (part,)
        case _:
            inner = ()
    for part in inner:
        yield from walk(part)


def is_positive(query: Query) -> bool:
    """Whether a query can only be true where something is found: words, or an actor."""
    match query:
        case Not() | LanguageIs():
            return False
        case All(parts):
            return any(map(is_positive, parts))
        case Either(parts):
            return all(map(is_positive, parts))
        case Near(left, right):
            return is_positive(left) and is_positive(right)
        case InTitle(part) | Count(part):
            return is_positive(part)
        case _:
            return True
