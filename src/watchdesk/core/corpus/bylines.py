# ruff: noqa: RUF001 - letters and quotes that look like others are the subject
"""Finds who made a text: authors, translators, photographers, and whose life a note at its end tells.

They are people whom a text names, and nobody that it is about.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchdesk.core.corpus.runs import words_of
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.text.boilerplate import boilerplate_spans

_NAME = r"(?-i:[A-ZÀ-ÞА-ЯЁ][\w’'-]+\.?(?:[^\S\n]+(?:(?:bin|al|van|von|de|del|der)[^\S\n]+)?[A-ZÀ-ÞА-ЯЁ][\w’'.-]*){1,3})"
_ARABIC = r"[\u0620-\u06ff\u200c]+(?:[^\S\n]+[\u0620-\u06ff\u200c]+){1,3}"
_MAKES = (
    r"by|translated\s+by|written\s+by|reporting\s+by|reported\s+by|edited\s+by|editing\s+by|photos?\s+by|story\s+by|"
    r"photographs?\s+by|illustration\s+by|interview\s+by|compiled\s+by|text\s+by|words\s+by|author|writer|translator|"
    r"photographer|photo|photograph|illustration|editor|автор|перевод(?:\s+с\s+\w+)?|перевёл|перевела|фото|текст|беседовала?|записала?"
)
_MAKES_ARABIC = (
    r"نویسنده|مترجم|گزارش‌?گر|خبرنگار|برگردان|ترجمه|عکس|عکاس|گفتگو\s?کننده|لیکوال|ژباړه|ژباړن|بقلم|كتب|كتبت|ترجمة|تصوير|"
    r"تحریر|مصنف|ترجمہ|به\s?قلم"
)
_CREDIT_LINE = re.compile(rf"(?:^|[|;•·/(\[]|\n)\s*(?:{_MAKES})\s*[:：]?\s+({_NAME})", re.IGNORECASE)
_CREDIT_ARABIC = re.compile(rf"(?:^|[|؛;•/(\[]|\n)\s*(?:{_MAKES_ARABIC})\s*[:：]\s*({_ARABIC})")
_MORE = re.compile(rf"\s*(?:,|&|and|и)\s+({_NAME})", re.IGNORECASE)
_AGENCY = re.compile(
    r"([A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){1,3})\s?/\s?"
    r"(?:AFP|AP|EPA|EFE|DPA|Reuters|REUTERS|Getty|GETTY|Anadolu|ANADOLU|TASS|Xinhua|NurPhoto|Bloomberg|Shutterstock|UPI)\b"
)
_CREDIT_BEHIND = re.compile(
    rf"(?<=[.!?)])[^\S\n]+(?:Translated|Edited|Editing|Reporting|Photos?|Photographs?|Graphics|Illustrations?|Video)\s+by\s+"
    rf"({_NAME})"
)
"""A credit that follows another on its line."""
_REPORTED = re.compile(
    rf"(?:^|\n|(?<=[.;]\s)|\(|\b(?:writers?|reporters?|correspondents?|journalists?|staff)\s)({_NAME})"
    rf"(?=(?:\s*(?:,|&|and)\s+{_NAME})*(?:\s+in\s+[^\n.,]{{2,40}})?,?\s+"
    r"(?:reported\s+from|reports\s+from|contributed\s+(?:to\s+th|report)|contributed\.))"
)
_A_NAME = re.compile(_NAME)
_NAMES_ALONE = re.compile(
    rf"\W{{0,3}}(?P<names>{_NAME}(?:(?:,\s*|\s*&\s*|,?\s+and\s+){_NAME}){{0,3}})"
    r"(?:\s*[|/–—•·]\s*[^\n]{2,40}|(?:,|\s+in)\s+[A-ZÀ-Þ][\w’'.-]+(?:\s[A-ZÀ-Þ][\w’'.-]+){0,2})?\W{0,3}"
)
_TOP_LINE = re.compile(r"[^\n]*\S[^\n]*")
_TOP_LINES = 6
_HEAD = 1200
_NO_PERSON = frozenset().union(
    *(CUES[group] for group in ("org", "org_known", "org_name", "place", "outlet", "outlet_name", "country", "city")),
    *(CUES[group] for group in ("region", "demonym", "common", "function", "never", "role")),
)
_BIOGRAPHY = re.compile(
    rf"\W*(?:(?:about\s+the\s+author|editor['’]s\s+note)\s*:?\s*)?({_NAME}),?\s+(?:is|was)\s", re.IGNORECASE
)
_SIGNED = re.compile(
    rf"\s*({_NAME}),?\s+is\s+an?\s[^.\n]{{0,90}}?\b(?:expert|analyst|journalist|writer|author|researcher|professor|"
    r"lecturer|scholar|fellow|correspondent|columnist|editor|activist|reporter|student)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 200
_TAIL = 800
_NO_NAME = frozenset(
    {"the", "a", "our", "staff", "getty", "picture", "photo", "image", "file", "reuters", "afp", "news"}
)


class Byline(NamedTuple):
    """Who is credited, as written, and where."""

    start: int
    end: int
    name: str


def bylines(text: str) -> tuple[Byline, ...]:
    """Give the credits of a text in order, each place once."""
    found = {one.start: one for one in _credits(text)}
    return tuple(found[start] for start in sorted(found))


def _credits(text: str) -> Iterator[Byline]:
    for pattern in (_CREDIT_LINE, _CREDIT_ARABIC):
        for match in pattern.finditer(text):
            if _stands_alone(text, match):
                yield from _all_of(text, match)
    for pattern in (_AGENCY, _CREDIT_BEHIND):
        for match in pattern.finditer(text):
            yield from _named(match)
    for match in _REPORTED.finditer(text):
        yield from _all_of(text, match)
    yield from _head_lines(text)
    yield from _described(text)


def _described(text: str) -> Iterator[Byline]:
    """Give those whose life a note tells: X is a journalist."""
    for start, end in boilerplate_spans(text):
        note = _BIOGRAPHY.match(text, start, end)
        if note:
            yield from _named(note)
    for line in re.finditer(r"[^\n]+", text[-_TAIL:]):
        signed = _SIGNED.match(text, len(text) - min(len(text), _TAIL) + line.start())
        if signed and line.end() - line.start() < _LONGEST_LINE:
            yield from _named(signed)


def _head_lines(text: str) -> Iterator[Byline]:
    """Give the names of a line of names alone under a headline: A B and C D, A B in Town, A B | Paper."""
    for number, line in enumerate(_TOP_LINE.finditer(text, 0, _HEAD)):
        if number >= _TOP_LINES:
            return
        alone = _NAMES_ALONE.fullmatch(line.group()) if number else None
        if alone and all(_may_be_maker(one.group()) for one in _A_NAME.finditer(alone["names"])):
            for one in _A_NAME.finditer(text, line.start(), line.start() + alone.end("names")):
                yield _byline(*one.span(), one.group())


def _may_be_maker(name: str) -> bool:
    """Whether a name is written as a person's: no word of it is a body's, a place's or of the news."""
    words = [word.folded for word in words_of(name)]
    return not _NO_PERSON & {*words, "_".join(words)}


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a credit stands in a line of its own, not in the flow of a paragraph."""
    start = text.rfind("\n", 0, match.start(1)) + 1
    end = text.find("\n", match.end(1))
    line = text[start : end if end >= 0 else len(text)]
    return len(line) <= _LONGEST_LINE and not line.rstrip().endswith((".”", "?", "!"))


def _all_of(text: str, match: re.Match[str]) -> Iterator[Byline]:
    """Give the name of a credit and those that follow it: By X and Y."""
    following: re.Match[str] | None = match
    while following is not None:
        yield from _named(following)
        following = _MORE.match(text, following.end(1))


def _named(match: re.Match[str]) -> Iterator[Byline]:
    words = words_of(match[1]) or ()
    if not words or (words[0].folded not in _NO_NAME and words[-1].folded not in _NO_NAME):
        yield _byline(match.start(1), match.end(1), match[1])


def _byline(start: int, end: int, name: str) -> Byline:
    whole = " ".join(name.rstrip(".").split())
    return Byline(start, end - (len(name) - len(name.rstrip("."))), whole.title() if whole.isupper() else whole)
