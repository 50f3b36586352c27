"""What was seen near actors in many articles, brought together: one name in its spellings, and what is told of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from watchdesk.core.discovery.nearby import folded
from watchdesk.core.discovery.roll import Roll, words_of
from watchdesk.core.matching import same_name
from watchdesk.model import ActorType, NewName, Outlet, Snippet

_MOST_SPELLINGS = 20
_MOST_ACTORS = 20


@dataclass(frozen=True, slots=True)
class Spelling:
    """How often a name is written so: in how many articles, in how many different sentences."""

    key: str
    surface: str
    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Found:
    """A name to propose: its spellings, the most frequent first.

    ``articles`` counts those that say the same sentence once: copies of an agency's text, an outlet's own note.
    """

    key: str
    spellings: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """A name in one version of an article; ``is_together`` if an actor stands in the same sentence."""

    id: int
    key: str
    surface: str
    type: ActorType | Literal[""]
    actors: tuple[str, ...]
    outlet: str
    is_together: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that shows a name, and the article it is from."""

    snippet: Snippet
    url: str
    outlet: str


def gather(
    spellings: Iterable[Spelling], roll: Roll, outlets: Iterable[Outlet], least: int, shown: Collection[str] = ()
) -> tuple[Found, ...]:
    """Give the names that stand in so many articles, those in most first.

    Left out is what the roll has, what is called like an outlet, and a name of which a spelling was ``shown`` before.
    """
    theirs = frozenset(folded(outlet.name) for outlet in outlets)
    found = [name for name in _names(spellings, least) if not _is_known(name, roll, theirs.union(shown))]
    return tuple(sorted(found, key=lambda name: (-name.articles, name.spellings)))


def _is_known(name: Found, roll: Roll, known: Collection[str]) -> bool:
    return any(folded(spelling) in known for spelling in name.spellings) or any(map(roll.has, name.spellings))


def _names(spellings: Iterable[Spelling], least: int) -> Iterator[Found]:
    """Bring the spellings of one name together, of keys that stand in enough articles."""
    by_key: dict[str, list[Spelling]] = {}
    for one in spellings:
        by_key.setdefault(one.key, []).append(one)
    for key, alike in by_key.items():
        if _articles(alike) < least:
            continue
        for group in _groups(alike):
            if _articles(group) >= least:
                yield Found(key, tuple(one.surface for one in group[:_MOST_SPELLINGS]), _articles(group))


def _articles(group: Sequence[Spelling]) -> int:
    return min(sum(one.articles for one in group), sum(one.sentences for one in group))


def _groups(alike: Iterable[Spelling]) -> list[list[Spelling]]:
    """Part the spellings with one key into names: Ahmad and Hamid share one."""
    groups: list[list[Spelling]] = []
    for one in sorted(alike, key=lambda one: (-one.articles, one.surface)):
        group = next((group for group in groups if _is_spelling(group[0].surface, one.surface)), None)
        if group is not None:
            group.append(one)
        elif len(groups) < _MOST_SPELLINGS:
            groups.append([one])
    return groups


def _is_spelling(one: str, other: str) -> bool:
    return words_of(one) == words_of(other) or same_name(one, other).same


def best(appearances: Iterable[Appearance]) -> Appearance:
    """The appearance whose sentence tells most: the newest, of those with an actor in the sentence if there are any."""
    return max(appearances, key=lambda one: (one.is_together, one.id))


def new_name(
    found: Found, appearances: Sequence[Appearance], sentence: Sentence, roll: Roll, outlets: Mapping[str, Outlet]
) -> NewName:
    """Say what is known of a name: where it appeared, near whom, and whose name it may misspell."""
    near = Counter(actor for one in appearances for actor in one.actors)
    sources = sorted({one.outlet for one in appearances})
    return NewName(
        name=found.spellings[0],
        type=_type(one.type for one in appearances),
        articles=found.articles,
        outlets=tuple(sources),
        actors=tuple(sorted(near, key=lambda actor: (-near[actor], actor))[:_MOST_ACTORS]),
        snippet=sentence.snippet,
        url=sentence.url,
        outlet=sentence.outlet,
        spellings=found.spellings[1:],
        spelling_of=next(filter(None, map(roll.resembling, found.spellings)), None),
        tags=tuple(sorted({tag for source in sources if source in outlets for tag in outlets[source].tags})),
    )


def type_among(appearances: Iterable[Appearance], name: str) -> ActorType | None:
    """The type that cues gave a name most often, in whatever spelling, or None where none did."""
    return _type(one.type for one in appearances if _is_spelling(name, one.surface)) or None


def _type(types: Iterable[ActorType | Literal[""]]) -> ActorType | Literal[""]:
    given = Counter(one for one in types if one).most_common()
    return min(given, key=lambda found: (-found[1], found[0]))[0] if given else ""
