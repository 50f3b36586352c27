"""Decides what a name is that no sign tells surely: by whom a text calls by its end, by its spelling, by how it stands.

What is named again and again in the midst of sentences is somebody or something, so a weak sign decides, else custom:
people are named in full once and then by the family name, bodies in full again and again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from watchdesk.core.corpus.bodies import called_by_beginning
from watchdesk.core.corpus.context import Votes
from watchdesk.core.corpus.definitions import Definition
from watchdesk.core.corpus.names import Kind, Tally
from watchdesk.core.corpus.people import bare, keys_of
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.script import is_arabic

Words: TypeAlias = tuple[str, ...]
_LEAST_PLACE = 0.5
"""From such a share of its places on at which a name stands as a place does, it is nobody's family name."""
_LONGEST = 5
_ORDINARY = CUES["common"] | CUES["abstract"] | CUES["domain"] | CUES["org"] | CUES["place"] | CUES["demonym"]


def lean(
    kinds: dict[Words, Kind],
    tally: Tally,
    texts: Sequence[AbstractSet[Words]],
    told: Iterable[Definition],
) -> None:
    """Give a kind to what has none, in place; ``texts`` are the names of each text."""
    for names in texts:
        for whole, end in _called_by_end(names, kinds, tally):
            kinds[whole] = kinds[end] = "person"
        for short, _ in called_by_beginning(names, kinds):
            if kinds[short] == "" and tally.votes(short).place == 0:
                kinds[short] = "org"
    for one in told:
        _share(one, kinds)
    known = {key for words, kind in kinds.items() if kind == "person" for key in keys_of(words)}
    for words, kind in kinds.items():
        if kind == "":
            kinds[words] = "person" if known & keys_of(words) else _custom(words, tally)


def _called_by_end(
    names: AbstractSet[Words], kinds: Mapping[Words, Kind], tally: Tally
) -> Iterator[tuple[Words, Words]]:
    """Give the full names of a text that it calls by their last parts as well: Aung San Suu Kyi, Suu Kyi."""
    short: dict[Words, Words] = {bare(words): words for words in names if _may_be_person(words, kinds, tally)}
    for words in names:
        if not 1 < len(words) <= _LONGEST or kinds[words] not in {"", "person"} or _ORDINARY & {*words}:
            continue
        for length in range(1, len(words)):
            end = short.get(bare(words[-length:]))
            if end is not None and end != words:
                yield words, end


def _may_be_person(words: Words, kinds: Mapping[Words, Kind], tally: Tally) -> bool:
    kind = kinds[words]
    return kind == "person" or (kind == "" and tally.votes(words).place < _LEAST_PLACE * tally.mentions[words])


def _share(told: Definition, kinds: dict[Words, Kind]) -> None:
    """Let two names that a text calls one be of one kind, if only one of them has a kind."""
    name, short = kinds.get(told.name), kinds.get(told.short)
    if told.is_acronym and name in {"", "org", "place"} and told.short in kinds:
        kinds[told.name] = kinds[told.short] = name or "org"
    elif name == "" and short:
        kinds[told.name] = short
    elif short == "" and name:
        kinds[told.short] = name


def _custom(words: Words, tally: Tally) -> Kind:
    """Give what a name mentioned twice or more is by the weakest of signs, else by custom."""
    votes, places = tally.votes(words), tally.mentions[words]
    if places < 2 or (votes.source and votes.source >= max(votes[:3])):  # noqa: PLR2004 - once tells nothing
        return ""
    if is_arabic(words[0]):  # no capital tells that it is a name at all: two unknown words in a row do
        is_placed = votes.place >= _LEAST_PLACE * places or (len(words) == 1 and votes.place > 0)
        return "person" if (votes.person > 0 or len(words) > 1) and not is_placed else ""
    if votes.place > 0 and votes.place >= max(votes.person, votes.org):
        return "place"
    return "person" if _acts_alone(words, votes) else "org"


def _acts_alone(words: Words, votes: Votes) -> bool:
    return votes.person > max(votes.org, 0.0) and votes.definite == 0 and not _ORDINARY & {*words}
