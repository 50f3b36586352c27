"""Which names are one body's: an acronym and its name, a name and the shorter forms that hold nothing else.

Two names with one head (Council) are one body if all that one says the other says too, and no third fits as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from watchdesk.core.corpus.definitions import Definition, is_spelt_exactly, parts_of_body
from watchdesk.core.corpus.grouping import Groups
from watchdesk.core.corpus.names import Kind
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.acronyms import swapped
from watchdesk.core.matching.forms import SMALL_WORDS

Words: TypeAlias = tuple[str, ...]

_COUNTRIES = CUES["country"] | CUES["demonym"] - {
    "islamic",
    "democratic",
    "christian",
    "muslim",
    "communist",
    "republican",
}
_LINKS = frozenset({"of", "for", "on", "in"})
_DOMINATES = 5
_STEM = 4
"""By so many letters Afghan is Afghanistan."""


@dataclass(frozen=True, slots=True)
class _Body:
    words: Words
    head: str
    content: frozenset[str]
    """What its name says besides its head and its country."""
    country: frozenset[str]


def join_acronyms(
    definitions: Sequence[Sequence[Definition]],
    mentioned: Sequence[frozenset[Words]],
    groups: Groups[Words],
    mentions: Mapping[Words, int],
) -> dict[Words, set[Words]]:
    """Join acronyms with the names that texts define them for, or that stand beside them spelling them exactly.

    Gives for each name's words the acronyms that it has. An acronym that texts define for several is the first's.
    """
    owner: dict[Words, Words] = {}
    for told in definitions:
        for one in told:
            if one.is_acronym and owner.setdefault(one.short, one.name) is not None:
                groups.join(one.short, owner[one.short])
            if not one.is_acronym:
                groups.join(one.short, one.name, "a text calls one by the other name")
    for names in mentioned:
        bodies = [words for words in names if len(parts_of_body(words)) > 1]
        for short in (words for words in names if words not in owner and _may_be_acronym(words)):
            spelt = [name for name in bodies if is_spelt_exactly(short, name)]
            if len({groups.of(name) for name in spelt}) == 1:
                owner[short] = spelt[0]
                groups.join(short, spelt[0])
            elif slip := _meant(short, names, owner, mentions):
                groups.join(short, slip)
    acronyms: defaultdict[Words, set[Words]] = defaultdict(set)
    for short, name in owner.items():
        acronyms[name].add(short)
    return dict(acronyms)


_LONGEST = 8
"""Letters of an acronym."""
_LEAST_SLIP = 3
_OF_TWO_LETTERS = frozenset({"us", "uk", "un", "eu", "au"})


def _may_be_acronym(words: Words) -> bool:
    """Whether a name is short enough for initials; of two letters, only those that everybody knows."""
    least = 2 if words[0] in _OF_TWO_LETTERS else _LEAST_SLIP
    return len(words) == 1 and least <= len(words[0]) <= _LONGEST


def _meant(
    short: Words, names: frozenset[Words], owner: Mapping[Words, Words], mentions: Mapping[Words, int]
) -> Words | None:
    """Give the acronym of a text of which another is a slip: NFR for NRF."""
    if len(short[0]) < _LEAST_SLIP:
        return None
    often = _DOMINATES * mentions[short]
    meant = (one for one in sorted(names) if one in owner and one != short and mentions[one] > often)
    return next((one for one in meant if short[0] in swapped(one[0])), None)


def join_short_names(
    names: Iterable[Words],
    groups: Groups[Words],
    acronyms: Mapping[Words, set[Words]],
    mentions: Mapping[Words, int],
    documents: Mapping[Words, frozenset[int]],
) -> None:
    """Join bodies whose names differ only in that one says more."""
    bodies = [body for body in map(_body, names) if body is not None]
    holders: defaultdict[tuple[str, str], list[_Body]] = defaultdict(list)
    for body in bodies:
        for word in body.content:
            holders[body.head, word].append(body)
    for body in sorted(bodies, key=lambda one: (len(one.content), len(one.words), one.words)):
        rarest = min((holders[body.head, word] for word in body.content), key=len)
        longer = [
            other
            for other in rarest
            if other.words != body.words
            and body.content <= other.content
            and len(other.content) + len(other.country) >= len(body.content) + len(body.country)
            and _agree(body, other, acronyms)
            and (len(body.content) > 1 or _is_cut(body, other, documents))
        ]
        whole = _only(longer, groups, mentions)
        if whole is not None:
            shared = ", ".join(sorted(body.content))
            groups.join(body.words, whole.words, f"one says all that the other says ({body.head}: {shared})")


def called_by_beginning(names: AbstractSet[Words], kinds: Mapping[Words, Kind]) -> Iterator[tuple[Words, Words]]:
    """Give the bodies of a text that it calls by their first word too, if one only begins so: Amal, Amal Movement."""
    longer: defaultdict[Words, set[Words]] = defaultdict(set)
    for words in names:
        if kinds[words] == "org" and len(words) > 1 and words[-1] in CUES["org"] | CUES["kind_of_body"]:
            longer[words[:1]].add(words)
    for short, whole in longer.items():
        is_other = short[0] in CUES["org"] | _OF_TWO_LETTERS  # the UN is more than its General Assembly
        if short in names and len(whole) == 1 and kinds[short] in {"", "org"} and not is_other:
            yield short, next(iter(whole))


def _body(words: Words) -> _Body | None:
    parts = parts_of_body(words)
    head = _head(parts)
    if not head:
        return None
    rest = [part for part in parts if part != head and part not in SMALL_WORDS and part not in {"the", "s"}]
    country = frozenset(part[:_STEM] for part in rest if part in _COUNTRIES)
    content = frozenset(part for part in rest if part not in _COUNTRIES)
    return _Body(words, head, content, country) if content else None


def _head(parts: Sequence[str]) -> str:
    """Give the head of a body's name: the last such word before the first "of", else the last, else the first."""
    first = next((at for at, part in enumerate(parts) if part in _LINKS and at), len(parts))
    heads = [part for part in parts[:first] if part in CUES["org"]] or [part for part in parts if part in CUES["org"]]
    if heads:
        return heads[-1]
    return parts[0] if parts[0] in CUES["ar_org"] else ""


def _agree(one: _Body, other: _Body, acronyms: Mapping[Words, set[Words]]) -> bool:
    """Whether nothing sets two bodies apart: another country, another acronym."""
    if one.country and other.country and one.country != other.country:
        return False
    mine, theirs = acronyms.get(one.words, set()), acronyms.get(other.words, set())
    return not mine or not theirs or bool(mine & theirs)


def _is_cut(short: _Body, whole: _Body, documents: Mapping[Words, frozenset[int]]) -> bool:
    """Whether a short name stands in the longer one word by word, and in one of its texts."""
    inside = f" {' '.join(short.words)} " in f" {' '.join(whole.words)} "
    return inside and bool(documents[short.words] & documents[whole.words])


def _only(longer: Sequence[_Body], groups: Groups[Words], mentions: Mapping[Words, int]) -> _Body | None:
    """Give the body that a shorter name can only mean: the most frequent, unless another's is about as frequent."""
    if not longer:
        return None
    ranked = sorted(longer, key=lambda one: (-mentions[one.words], one.words))
    best = ranked[0]
    for other in ranked[1:]:
        differs = best.country and other.country and best.country != other.country
        apart = not (best.content <= other.content or other.content <= best.content)
        same = groups.of(best.words) == groups.of(other.words)
        if not same and (differs or apart) and mentions[best.words] < _DOMINATES * mentions[other.words]:
            return None
    return best
