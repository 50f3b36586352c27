# ruff: noqa: RUF001 - signs that look like others are the subject
"""Recognises what is written in other query languages, or by habit, and would here be read as a word.

Each slip is told with what to write instead: a query that is silently read otherwise finds the wrong thing for months.
"""

import re

_WORD_ITSELF = "in quotation marks it is the word itself"
_SLIPS = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"(?i:and|or|not)", "{word} is an operator only in capitals; " + _WORD_ITSELF),
        (r"(?i:near|before)(?:/?\d*|/.*)", "write NEAR/8 or BEFORE/5, with the number of words; " + _WORD_ITSELF),
        (r"[A-Za-z]+/\d+", "there are NEAR/8 and BEFORE/5, no {word}; " + _WORD_ITSELF),
        (r"&+", "write AND"),
        (r"\|+", "write OR"),
        (r"!.*|[-‐‑–−]\w.*", "write NOT for what is not wanted"),
        (r"\+\w.*", "write AND for what must be there"),
        (r"(?i:actor|place|lang):", "{word} is followed by its value, without a space"),
        (r"[^\W\d]\w*:.*", "before a colon stand title, lang, actor or place; " + _WORD_ITSELF),
        (r".*[,،;؛](?!\d).*", "a comma says neither AND nor OR: write one of them"),
        (r".*\w\?\w.*", "there is no ? for a letter; * stands at the end of a word"),
        (r".*[~^|<>={}\[\]\\].*", "a sign without a meaning here: {word}"),
    )
)


def slip(word: str) -> str:
    """Say what is probably wrong about a word outside quotation marks; empty if nothing is."""
    for pattern, message in _SLIPS:
        if pattern.fullmatch(word):
            return message.format(word=word)
    return ""
