# ruff: noqa: RUF001 - Cyrillic letters that look like Latin ones
"""The words by which a text shows its names, as reviewed tables: ``cues.txt`` and ``arabic.txt``, read once."""

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Final

from watchdesk.core.matching.tables import groups

_CASE: Final = re.compile(
    "(?<=[а-я]{3})(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|иям|[ая]х|[ая]м|[оеы]м|им|[ыи]х|[аоеуияыюь])+$"
)
_FLEETING: Final = re.compile("(?<=[а-я]{2})е(?=ц$)|(?<=егип)е(?=т$)|(?<=пав)е(?=л$)")
"""A vowel that stands in the first case only: Египет, Египта."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give a folded Russian word without the endings of its cases; any other word as it is."""
    return word if word.isascii() else _CASE.sub("", _FLEETING.sub("", word))


def _read() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for table in ("cues", "arabic"):
        for name, words in groups(table, Path(__file__).parent).items():
            found[name].update(map(stem, words))
    return {name: frozenset(words) for name, words in found.items()}


CUES: Final = _read()
"""The groups of the tables; Russian words stand without their endings."""
