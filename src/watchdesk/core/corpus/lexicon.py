# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""The ordinary words of Dari, Pashto, Arabic and Urdu: what is none of them, in a text of the language, may be a name.

The words stand in tables, one a language; regular endings and prefixes are taken off by rule.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from watchdesk.core.matching.tables import groups

_LEAST_STEM: Final = 3
_MOST_KNOWN: Final = 200_000
_OFTEN_OF_NAMES: Final = frozenset({"ان", "ین", "ون", "م", "ن", "ت", "گی", "گان"})
"""Names end so too (رحمان, حکمت): before these one letter more must be left."""


class _Rules(NamedTuple):
    """What a language writes before and behind a word, folded, and what a noun may have lost before an ending."""

    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    lost: tuple[str, ...]


def _rules(prefixes: str, endings: str, lost: str) -> _Rules:
    return _Rules(("", *prefixes.split()), ("", *endings.split()), ("", *lost.split()))


_RULES: Final = {
    "fa": _rules(
        "می نمی نا بی هم",
        "ها های هایی هایش هایشان ی یی ایی ان انی ات گان گانی گی تر تری ترین ش اش شان مان تان م ام ای اند یم ید ه",
        "ه",
    ),
    "ps": _rules(
        "و ونه نا بی",
        "ونه ونو ونی انو ان گانو گانی گان والو وال والی توب تیا تیاوی ولو ول یدو یدل یدلی ی یو و ه ل م ات اتو",
        "ه ی",
    ),
    "ar": _rules(
        "ال وال فال بال کال لل ولل و ف ب ل ک س وب ول وس فس وبال",
        "ه ها هم هما نا ک کم ی ا ات اته اتها اتهم ان ین ون تین تان ت تا ته تها تهم وا وه ن یه یات یون یین نی",
        "ه ی",
    ),
    "ur": _rules(
        "نا بی غیر",
        "ون ین یان یون یین اون ان وی نی نا تی تا ی ا ات یات یه نگ",
        "ه ی ا",
    ),
}


@dataclass(frozen=True)
class Lexicon:
    """The ordinary words of one language, folded; ``either`` are those that name somebody or something too."""

    language: str
    words: AbstractSet[str]
    either: AbstractSet[str]
    stops: AbstractSet[str]
    """The words that end every name: verbs, prepositions, pronouns, times."""
    peoples: AbstractSet[str]
    """The words for peoples and what is theirs."""
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_ordinary(self, word: str) -> bool:
        """Whether a folded word, or what regular endings and prefixes leave of it, is ordinary and hardly a name."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = word in self.words or (not self._is_either(word) and self._is_form(word))
        return known

    def _is_either(self, word: str) -> bool:
        """Whether a word names somebody or something too, or is made of such a name by the -i of family names."""
        return word in self.either or (word.endswith("ی") and word[:-1] in self.either)

    def _is_form(self, word: str) -> bool:
        return any(base in self.words for base in _bases(word, _RULES[self.language]))

    def is_people(self, word: str) -> bool:
        """Whether a folded word is one for a people or what is theirs, with or without endings and article."""
        return any(base in self.peoples for base in _bases(word, _RULES[self.language]))


def _bases(word: str, rules: _Rules) -> Iterator[str]:
    """Give the words that a word may be a form of, itself first."""
    for prefix in filter(word.startswith, rules.prefixes):
        for ending in filter(word.endswith, rules.endings):
            stem = word[len(prefix) : len(word) - len(ending)]
            if len(stem) >= min(_LEAST_STEM + (ending in _OFTEN_OF_NAMES), len(word)):
                yield from (f"{stem}{lost}" for lost in rules.lost if not lost or ending)


@cache
def _lexicon(language: str) -> Lexicon:
    found = groups(f"ordinary_{language}", Path(__file__).parent / "tables")
    words = frozenset().union(*(words for kind, words in found.items() if kind != "either"))
    return Lexicon(language, words, found["either"], found["stop"], found["people"])


_FREQUENT: Final = {
    "fa": frozenset(("است", "را", "که", "در", "از", "به", "این", "شد", "کرد", "های", "خود", "برای")),
    "ps": frozenset(("دی", "ده", "چی", "کی", "په", "او", "سره", "شوی", "یی", "دا", "وو", "کری", "ته")),
    "ar": frozenset(("فی", "من", "علی", "الی", "ان", "التی", "الذی", "عن", "مع", "هذا", "بعد", "قال")),
    "ur": frozenset(("هی", "کی", "کا", "کو", "می", "نی", "هی", "تها", "اور", "یه", "هین", "کیا", "سی", "مین")),
}
"""The words that are most frequent in each language, folded."""


def lexicon_of(words: AbstractSet[str]) -> Lexicon:
    """Give the lexicon of the language in which a text with these different folded words seems to be."""
    hits = {language: float(len(words & frequent)) for language, frequent in _FREQUENT.items()}
    hits["ar"] += sum(word.startswith("ال") for word in words) / 2
    return _lexicon(max(hits, key=hits.__getitem__))
