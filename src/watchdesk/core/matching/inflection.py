# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""What a word may be read as when it does not stand in its plain form: clitics, case endings, oblique forms.

Rules of writing, not dictionaries; they are tried only on words of names already watched.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchdesk.core.matching.script import is_arabic, is_cyrillic

# Endings of Russian nouns and adjectives, longest first; what is left of a name must keep three letters.
_RUSSIAN = re.compile(
    "(?<=...)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иеи|иях|иям|ах|ях|ам|ям|ов|ев|еи|ои|ом|ем|ым|им|ых|их|ую|юю|ая|яя|"
    "ое|ее|ые|ие|ыи|ии|ию|ия|ью|ья|ье|а|я|у|ю|о|е|ы|и|ь)$"
)
# Arabic: and, so, by, for, like, before a word of four letters or more; for + article is written with two l.
_CLITIC = re.compile("(?:[وف]?[بلک]|[وف])(?=....)")
_FOR_THE = re.compile("[وف]?لل(?=...)")
ARABIC_PREFIX = "Arabic prefix"
"""Begins the rule by which such a prefix was taken off."""
_ARTICLE = re.compile("ال(?=...)")


@lru_cache(maxsize=200_000)
def comparable(word: str) -> str:
    """Give the form under which a word is looked up: the stem of a Cyrillic word, else the word itself."""
    return _RUSSIAN.sub("", word) if is_cyrillic(word) else word


def readings(word: str, head: str, *, is_first: bool, is_pashto: bool) -> Iterator[tuple[str, str]]:
    """Give the words a token may stand for beside its plain form, each with the rule by which."""
    if head:
        yield comparable(head), "ending after an apostrophe"
    if is_arabic(word):
        yield from _without_prefix(word, is_first=is_first)
        if is_pashto and len(word) > 3:  # noqa: PLR2004 - three letters must be left of a name
            yield from _out_of_oblique(word)


def _without_prefix(word: str, *, is_first: bool) -> Iterator[tuple[str, str]]:
    """Take prefixes from a name's first word, the article from a later one."""
    if not is_first:
        article = _ARTICLE.match(word)
        if article:
            yield word[article.end() :], "Arabic article"
        return
    for match in (_CLITIC.match(word), re.match("[وفبلک](?=....)", word)):
        if match:
            yield word[match.end() :], f"{ARABIC_PREFIX} {match.group()}"
    for_the = _FOR_THE.match(word)
    if for_the:
        yield "ال" + word[for_the.end() :], f"{ARABIC_PREFIX} {for_the.group()}"


def _out_of_oblique(word: str) -> Iterator[tuple[str, str]]:
    """Give the direct case of a Pashto oblique: jabhe for jabha, Taliban for Talibano."""
    if word.endswith("ی"):
        yield word[:-1] + "ه", "Pashto oblique"
    if word.endswith(("و", "ه")):
        yield word[:-1], "Pashto oblique"
