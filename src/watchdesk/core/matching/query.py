"""The query language of keywords: a text in, a tree out, errors that point at the column.

    "spring offensive"   a phrase; a plain word is a phrase of one
    resist*              words that begin so, three letters at least
    a AND b, a b         both;  a OR b  either;  NOT a  not this, beside something wanted;  ( )  groups
    a NEAR/8 b           at most eight words apart;  a BEFORE/5 b  also in this order
    title:a  lang:fa     in the title; in a language;  actor:ID, place:ID  an actor of the list
    count(a)>=2          at least so many times

There are no regular expressions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn, TypeAlias

from watchdesk.core.text import tokens

_DEPTH = 16
_TERMS = 200
_PREFIX = 3
_REACH = 1000

_SCAN = re.compile(
    r"""(?P<space>\s+)|(?P<phrase>"[^"]*")|(?P<open>\()|(?P<close>\))|(?P<count>count(?=\s*\())|(?P<least>>=\s*\d+)|"""
    r"""(?P<near>(?:NEAR|BEFORE)/\d+(?=[\s(")]|$))|(?P<name>(?:actor|place|lang):[^\s()"]+)|(?P<title>title:)|"""
    r"""(?P<word>[^\s()"]+)""",
)


class QueryError(ValueError):
    """A query that cannot be read: what is wrong, and the column (from 1) where."""

    def __init__(self, message: str, column: int) -> None:
        self.message = message
        self.column = column
        super().__init__(f"{message} (column {column})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; the last may be only the beginning of a word."""

    words: tuple[str, ...]
    is_prefix: bool = False


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
    """Two parts with at most ``reach`` words between their nearest ends, in this order if ordered."""

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
    if not _is_positive(query):
        raise QueryError("NOT needs something wanted beside it", 1)
    return query


def _lexemes(text: str) -> list[_Lexeme]:
    found = []
    at = 0
    while at < len(text):
        match = _SCAN.match(text, at)
        if match is None:
            raise QueryError("a quotation mark that is never closed", at + 1)
        kind = str(match.lastgroup)
        if kind == "word" and match.group() in {"AND", "OR", "NOT"}:
            kind = match.group()
        if kind != "space":
            found.append(_Lexeme(kind, match.group(), at + 1))
        at = match.end()
    if len(found) > 2 * _TERMS:
        raise QueryError(f"more than {_TERMS} terms", found[2 * _TERMS].column)
    return [*found, _Lexeme("end", "the end", len(text) + 1)]


class _Parser:
    """Descends through the grammar, one method for each level of binding."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0
        self._terms = 0

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
        left = self._atom(depth)
        while self.next.kind == "near":
            word, _, reach = self.next.text.partition("/")
            if not 0 < int(reach) <= _REACH:
                self.fail(f"a distance from 1 to {_REACH}")
            self._take()
            left = Near(left, self._atom(depth), int(reach), word == "BEFORE")
        return left

    def _atom(self, depth: int) -> Query:
        self._terms += 1
        if self._terms > _TERMS:
            self.fail(f"more than {_TERMS} terms")
        lexeme = self.next
        if lexeme.kind == "open":
            return self._group(depth)
        if lexeme.kind == "count":
            return self._count(depth)
        if lexeme.kind == "title":
            self._take()
            return InTitle(self._atom(depth + 1) if depth < _DEPTH else self.fail(f"more than {_DEPTH} levels"))
        if lexeme.kind == "name":
            return self._named()
        if lexeme.kind in {"phrase", "word"}:
            return self._phrase()
        if lexeme.kind == "end":
            self.fail("something is missing at the end")
        return self.fail(f"a word or phrase is expected before {lexeme.text}")

    def _group(self, depth: int) -> Query:
        opened = self._take()
        inner = self.either(depth + 1)
        if self.next.kind != "close":
            raise QueryError("a bracket that is never closed", opened.column)
        self._take()
        return inner

    def _count(self, depth: int) -> Query:
        self._take()
        inner = self._group(depth)
        if self.next.kind != "least":
            self.fail("count(…) is followed by >= and a number")
        least = int(self._take().text[2:])
        return Count(inner, max(least, 1))

    def _named(self) -> Query:
        kind, _, value = self._take().text.partition(":")
        return LanguageIs(value.lower()) if kind == "lang" else ActorIs(value)

    def _phrase(self) -> Query:
        lexeme = self.next
        words = tuple(token.word for token in tokens(lexeme.text))
        is_prefix = lexeme.text.rstrip('"').endswith("*")
        if not words:
            self.fail(f"no letter or digit in {lexeme.text}")
        if "*" in lexeme.text.rstrip('"').removesuffix("*"):
            self.fail("* stands only at the end of a word")
        if is_prefix and len(words[-1]) < _PREFIX:
            self.fail(f"{_PREFIX} letters at least before *")
        self._take()
        return Phrase(words, is_prefix)


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


def triggers(query: Query) -> frozenset[str]:  # noqa: PLR0911 - one answer for each kind of query
    """Give words of which a text must hold one for a positive query to be true.

    A prefix stands with its star, an actor as ``actor:ID``.
    """
    match query:
        case Phrase(words, is_prefix):
            is_open = is_prefix and len(words) == 1
            return frozenset({words[0] + "*" if is_open else _telling(words, is_prefix=is_prefix)})
        case ActorIs(actor):
            return frozenset({f"actor:{actor}"})
        case All(parts):
            return min((triggers(part) for part in parts if _is_positive(part)), key=_commonness)
        case Either(parts):
            return frozenset().union(*map(triggers, parts))
        case Near(left, right):
            return min(triggers(left), triggers(right), key=_commonness)
        case InTitle(part) | Count(part):
            return triggers(part)
        case _:
            return frozenset()


def _telling(words: tuple[str, ...], *, is_prefix: bool) -> str:
    """Give the whole word of a phrase that is probably the rarest: the longest."""
    return max(words[:-1] if is_prefix else words, key=len)


def _commonness(wanted: frozenset[str]) -> tuple[int, int]:
    """Guess how often a text holds one of these words: few and long ones are rare, prefixes common."""
    return len(wanted) + sum(word.endswith("*") for word in wanted), -min(map(len, wanted), default=0)


def _is_positive(query: Query) -> bool:
    """Whether a query can only be true where something is found."""
    match query:
        case Not() | LanguageIs():
            return False
        case All(parts):
            return any(map(_is_positive, parts))
        case Either(parts):
            return all(map(_is_positive, parts))
        case Near(left, right):
            return _is_positive(left) and _is_positive(right)
        case InTitle(part) | Count(part):
            return _is_positive(part)
        case _:
            return True
