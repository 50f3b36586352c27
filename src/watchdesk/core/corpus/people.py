"""Which names are one person's: spellings, shorter forms, given names and family names alone.

The parts of names and their likeness are the matcher's; this only decides over a whole corpus.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from watchdesk.core.corpus.grouping import Groups
from watchdesk.core.matching.alike import are_one_name
from watchdesk.core.matching.parts import Part, key_of, name_class, parts_of, reduced

Words: TypeAlias = tuple[str, ...]
_A_PART = 3
"""Letters of the shortest part."""
_PAIR = 2
_LEAST_ALONE = 0.95
"""So alike two names of one word must be."""


def spelt(words: Words) -> list[str]:
    """Give the single words of a name, hyphens parted."""
    return [part for word in words for part in word.replace("-", " ").split()]


_ARTICLES = frozenset(
    {"al", "el", "ul", "wal", "ag", "as", "ash", "ad", "an", "ar", "at", "az", "de", "da", "di", "van", "von"}
)


def bare(words: Words) -> Words:
    """Give the single words of a name without the article it begins with: Al-Hilu is Hilu."""
    parts = spelt(words)
    while len(parts) > 1 and parts[0] in _ARTICLES:
        parts = parts[1:]
    return tuple(parts)


def is_full(words: Words) -> bool:
    """Whether a person's name has more than one part."""
    return len(bare(words)) > 1


def keys_of(words: Words) -> frozenset[str]:
    """Give what a full name of somebody shares with its other spellings; nothing for a single name."""
    return frozenset({_key(parts_of(spelt(words)))}) if is_full(words) else frozenset()


def join_spellings(names: Iterable[Words], groups: Groups[Words], mentions: Mapping[Words, int]) -> None:
    """Join the spellings of one name: Ata and Atta Mohammad Noor, in any script."""
    buckets: defaultdict[str, list[tuple[Words, tuple[Part, ...]]]] = defaultdict(list)
    by_letters: dict[str, Words] = {}
    for words in sorted(names, key=lambda one: (-mentions[one], one)):
        parts = parts_of(spelt(words))
        if not parts:
            continue
        as_written = by_letters.setdefault("".join(spelt(words)), words)
        if as_written != words:
            groups.join(words, as_written, "written together and apart")
            continue
        bucket = buckets[_key(parts)]
        for other, others in bucket:
            alike = are_one_name(parts, others) if _as_long(parts, others) else None
            if alike is not None and (len(parts) > 1 or alike >= _LEAST_ALONE):
                groups.join(words, other, "two spellings")
                break
        else:
            bucket.append((words, parts))


def _as_long(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Whether two names have as many parts, or two parts of one are written as one in the other."""
    if len(one) == len(other):
        return True
    letters = (sum(len(word) for part in parts for word in part) for parts in (one, other))
    return abs(next(letters) - next(letters)) < _A_PART


def _key(parts: Sequence[Part]) -> str:
    return key_of(atom for part in parts for atom in part)


def join_short_forms(names: Iterable[Words], groups: Groups[Words], apart: AbstractSet[frozenset[Words]]) -> None:
    """Join a full name with its shorter forms, where no other name has the same: Ali Nazary, Ali Maisam Nazary.

    ``apart`` are pairs of names that a text says are two people's.
    """
    by_key: dict[str, Words] = {}
    longer: defaultdict[str, set[Words]] = defaultdict(set)
    known: dict[str, tuple[tuple[Part, ...], Words]] = {}
    for words in names:
        parts = parts_of(spelt(words))
        if len(parts) < 2:  # noqa: PLR2004 - a full name
            continue
        by_key[_key(parts)] = words
        for short in reduced(parts):
            if len(short) > 1:
                longer[_key(short)].add(groups.of(words))
                known[_key(short)] = (short, words)
    for key, owners in longer.items():
        words = by_key.get(key, ())
        if not words or len(owners) != 1 or groups.of(words) in owners:
            continue
        short, whole = known[key]
        if frozenset((words, whole)) not in apart and are_one_name(parts_of(spelt(words)), short) is not None:
            groups.join(words, whole, "the same but for a part that may be left out")


def join_cut_forms(documents: Iterable[Sequence[Words]], groups: Groups[Words]) -> None:
    """Join a name with the one longer name of the same text that begins or ends with it: Ahmad Zia, Amir Muttaqi."""
    for full in documents:
        beginnings: defaultdict[Words, set[Words]] = defaultdict(set)
        for words in full:
            for length in range(_PAIR, len(words)):
                beginnings[words[:length]].add(groups.of(words))
                beginnings[words[-length:]].add(groups.of(words))
        for words in full:
            owners = beginnings.get(words, set()) - {groups.of(words)}
            if len(owners) == 1:
                groups.join(words, owners.pop())


def family_of(words: Words) -> str:
    """Give what the spellings of a person's family name share."""
    last = spelt(words)[-1]
    return name_class(last) or last


class Families:
    """Whose a bare family name is: that of somebody named in full in the text, else of the only bearer."""

    def __init__(self, full: Iterable[Words], groups: Groups[Words]) -> None:
        self._groups = groups
        self._bearers: defaultdict[str, set[Words]] = defaultdict(set)
        for words in full:
            self._bearers[family_of(words)].add(groups.of(words))

    def bearer(self, word: str, named: Mapping[str, Words]) -> Words | None:
        """Give the group a bare name belongs to; ``named`` are the text's own, by family name."""
        name = name_class(word) or word
        if name in named:
            return self._groups.of(named[name])
        bearers = self._bearers.get(name, set())
        return next(iter(bearers)) if len(bearers) == 1 else None
