# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Ways to write a name otherwise, as examples: by the table of name parts and common habits of spelling.

Whether the matcher takes them is not known here.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from watchdesk.core.matching.parts import atoms, name_class
from watchdesk.core.matching.script import is_arabic, is_cyrillic
from watchdesk.core.matching.tables import lines
from watchdesk.core.text import tokens

_MOST_OF_A_CLASS = 4
_ZWNJ = "\u200c"
_HALVES = {"abd", "abu", "allah", "din", "poor", "zada"}
_ADJECTIVES = ("ый", "ий", "ое", "ая")
_GENITIVES = (
    ("ый", "ого"), ("ий", "ого"), ("ое", "ого"), ("ая", "ой"), ("ие", "ия"), ("ье", "ья"), ("ия", "ии"),
    ("га", "ги"), ("ка", "ки"), ("ха", "хи"), ("ша", "ши"), ("а", "ы"), ("я", "и"), ("во", "ва"), ("ь", "я"),
    ("й", "я"),
)  # fmt: skip
_UNCHANGED = "аеёиоуыэюя"
_THRICE = re.compile(r"(.)\1\1")
_HABITS = (
    ("oo", "u"), ("ou", "u"), ("ee", "i"), ("aa", "a"), ("u", "oo"), ("i", "ee"), ("sh", "sch"), ("o", "u"), ("e", "i"),
    ("q", "k"), ("ai", "ay"), ("ah", "a"), ("w", "v"), ("y", "i"), ("i", "y"), ("tt", "t"), ("ss", "s"), ("kh", "x"),
)  # fmt: skip
_CLASSES = {line.name.rstrip("+"): line.words for line in lines("name_parts")}


def respellings(text: str) -> Iterator[str]:
    """Give a form with one of its words spelled otherwise, the last word first."""
    for token in reversed(tokens(text)):
        for word in _spellings(text[token.start : token.end], token.word):
            yield text[: token.start] + word + text[token.end :]


def _spellings(raw: str, word: str) -> Iterator[str]:
    known = (one for one in _CLASSES.get(name_class(word), ()) if one != word and not is_arabic(one))
    for one in islice((one for one in known if _script(one) == _script(word)), _MOST_OF_A_CLASS):
        yield one.capitalize() if raw[:1].isupper() else one
    for habit, other in _HABITS:
        at = raw.find(habit, 1)
        written = raw[:at] + other + raw[at + len(habit) :]
        if at > 0 and not _THRICE.search(written):
            yield written


def _script(word: str) -> str:
    return "Arabic" if is_arabic(word) else "Cyrillic" if is_cyrillic(word) else "Latin"


def spacings(text: str) -> Iterator[str]:
    """Give a form with two of its words joined: by a sign in Arabic script, else where they are halves of one part."""
    words = tokens(text)
    for one, other in pairwise(words):
        before, after = text[: one.end], text[other.start :]
        if is_arabic(one.word):
            yield f"{before}{_ZWNJ}{after}"
            yield before + after
        elif {*atoms(one.word), *atoms(other.word)} & _HALVES:
            yield before + after[:1].lower() + after[1:]
            yield f"{before}-{after}"


def endings(text: str, language: str) -> Iterator[tuple[str, str, str, str]]:
    """Give a form as sentences of a language write it: what stands before it, it, what stands after it, the rule."""
    if language == "en":
        yield "", text, "’s", "possessive"
    elif language == "ru":
        if _declined(text) != text:
            yield "", _declined(text), "", "Russian case"
    elif language == "ar":
        yield "", f"و{text}", "", "after an Arabic prefix"
    elif language == "ps" and text.endswith(("ه", "ان")):
        oblique = f"{text[:-1]}{'و' if text.endswith('ونه') else 'ې'}" if text.endswith("ه") else f"{text}و"
        yield "", oblique, " وویل", "Pashto oblique case"


def _declined(text: str) -> str:
    """Give the genitive of a Russian name: of all words of a person's, else of the first noun and what describes it."""
    words = text.split()
    nouns = (at for at, word in enumerate(words) if not word.endswith(_ADJECTIVES))
    last = len(words) if text == text.title() else next(nouns, 0) + 1
    return " ".join([*map(_genitive, words[:last]), *words[last:]])


def _genitive(word: str) -> str:
    """Give the Russian genitive of a word; of one that keeps its form, the word."""
    for ending, genitive in _GENITIVES:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + genitive
    return word if word[-1] in _UNCHANGED else f"{word}а"
