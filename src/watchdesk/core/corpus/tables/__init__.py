# ruff: noqa: RUF001 - Cyrillic letters that look like Latin ones
"""The words by which a text shows its names, as a reviewed table: ``cues.txt``, read once."""

import re
from pathlib import Path
from typing import Final

from watchdesk.core.matching.tables import groups

_CASE: Final = re.compile(
    "(?<=[а-яё]{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ей|ом|ем|ах|ях|ий|ый|ая|яя|ое|ее|ые|ие|ия|ию|ии|ью|ую|юю|"
    "а|у|е|ы|и|я|ю|й|ь|о)$"
)


def stem(word: str) -> str:
    """Give a folded Russian word without the ending of its case; any other word as it is."""
    return _CASE.sub("", word)


CUES: Final = {name: frozenset(map(stem, words)) for name, words in groups("cues", Path(__file__).parent).items()}
"""The groups of the table; Russian words stand without their endings."""
