# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""What a word may be read as when it does not stand in its plain form: clitics, case endings, oblique forms.

Rules of writing, not dictionaries; they are tried only on words of names already watched.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from watchdesk.core.matching.script import is_arabic, is_cyrillic

# Endings of Russian nouns and adjectives, longest first; what is left of a name must keep three letters. Behind z only
# -ya is one: it is the case of the many names in -zai.
_RUSSIAN = re.compile(
    "(?<=...)(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иеи|иях|иям|ах|ях|ам|ям|ов|ев|еи|ои|ом|ем|ым|им|ых|их|ую|юю|(?<!з)ая|яя|"
    "ое|ее|ые|ие|ыи|ии|ию|ия|ью|ья|ье|а|я|у|ю|о|е|ы|и|ь)$"
)
# Arabic: and, so, by, for, like, before a word of three letters or more; for + article is written with two l.
_CLITIC = re.compile("(?:[وف]?[بلک]|[وف])(?=...)")
_FOR_THE = re.compile("[وف]?لل(?=...)")
ARABIC_PREFIX = "Arabic prefix"
"""Begins the rule by which such a prefix was taken off."""
_ARTICLE = re.compile("ال(?=...)")
_CLITIC_AND_ARTICLE = re.compile("[وف]?(?:[بک]ال|لل)(?=....)|[وف]ال(?=....)")
WITH_ARTICLE = "and article"
"""Ends the rule by which a prefix and the article were taken off."""

_UNKNOWN = "und"
ANY = "*"
"""The language of a text that may be in any: every ending is tried."""
_GLUED = {
    "de": re.compile("(?<=...)(?<![sxz])s$"),
    "tg": re.compile("(?<=...)(?:хо(?:и|ро)?|ро)$"),
    "uz": re.compile("(?<=....)(?:lar(?:i|ning|ni|ga)?|ning|ni|ga|ka|dan|dagi|da)$"),
}
_TAJIK_LETTERS = "ҷӣӯҳҶӢӮҲ"
_UZBEK_LETTERS = re.compile("[oOgG][‘ʻ][a-z]")
_FREQUENT = {
    language: frozenset(words.split())
    for language, words in (
        ("de", "und das ist nicht dem mit fur auf im aus uber nach bei sich ein eine einen einer wurde hat"),
        ("uz", "va bilan uchun ham edi haqida qildi dedi"),
    )
}
"""Words of which two tell such a language."""
_AFTER_APOSTROPHE = re.compile(
    "[ny]?[iu]n?|[nsy]?[ae]|n?[dt][ae](?:n|ki(?:l[ae]r)?)?|y?l[ae]|[dt][iu]r|[dt][iu]|yd[iu]|l[iu]k?|s[iu]z|c[ae]|l[ae]r.{0,4}"
    "|ning|ni|ga|ka|dagi"
)
"""Turkish, Azeri and Uzbek endings as they are written behind an apostrophe, folded."""


@lru_cache(maxsize=200_000)
def comparable(word: str) -> str:
    """Give the form under which a word is looked up: the stem of a Cyrillic word, else the word itself."""
    return _RUSSIAN.sub("", word) if is_cyrillic(word) else word


def language_of_endings(text: str, words: AbstractSet[str], language: str) -> str:
    """Give the language whose endings are glued to a text's names, as told or as its letters and words show."""
    if language and language != _UNKNOWN:
        return language if language == ANY or language in _GLUED else ""
    if not text.isascii():
        if any(letter in text for letter in _TAJIK_LETTERS):
            return "tg"
        if ("‘" in text or "ʻ" in text) and _UZBEK_LETTERS.search(text):
            return "uz"
    return next((known for known, frequent in _FREQUENT.items() if len(frequent & words) > 1), "")


@lru_cache(maxsize=200_000)
def without_ending(word: str, language: str) -> tuple[str, ...]:
    """Give a word without the ending that a language may have glued to it; none for a word without."""
    endings = _GLUED.values() if language == ANY else (_GLUED[language],)
    return tuple(word[: found.start()] for ending in endings if (found := ending.search(word)))


def is_ending(tail: str) -> bool:
    """Whether what stands behind an apostrophe is an ending of a Turkic language."""
    return _AFTER_APOSTROPHE.fullmatch(tail) is not None


def readings(word: str, heads: Iterable[str], *, is_first: bool, is_pashto: bool) -> Iterator[tuple[str, str]]:
    """Give the words a token may stand for beside its plain form, each with the rule by which."""
    for head in heads:
        yield comparable(head), "without its ending"
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
    for match in (_CLITIC.match(word), re.match("[وفبلک](?=...)", word)):
        if match:
            yield word[match.end() :], f"{ARABIC_PREFIX} {match.group()}"
    for_the = _FOR_THE.match(word)
    if for_the:
        yield "ال" + word[for_the.end() :], f"{ARABIC_PREFIX} {for_the.group()}"
    joined = _CLITIC_AND_ARTICLE.match(word)
    if joined:
        yield word[joined.end() :], f"{ARABIC_PREFIX} {WITH_ARTICLE}"


def _out_of_oblique(word: str) -> Iterator[tuple[str, str]]:
    """Give the direct case of a Pashto oblique: jabhe for jabha, Taliban for Talibano."""
    if word.endswith("ی"):
        yield word[:-1] + "ه", "Pashto oblique"
    if word.endswith(("و", "ه")):
        yield word[:-1], "Pashto oblique"
