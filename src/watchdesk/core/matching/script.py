"""Tells the script of a folded word by its first letter."""

import re

_ARABIC = re.compile("[\u0600-\u06ff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic script."""
    return _ARABIC.match(word) is not None


def is_cyrillic(word: str) -> bool:
    """Whether a word is in Cyrillic script."""
    return _CYRILLIC.match(word) is not None
