"""Who and what is watched."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

ActorType: TypeAlias = Literal["person", "org", "place"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A watched person, organisation or place with the forms its name takes; ``names`` pairs a language with a name.

    ``counts`` is the list's ``alone``: False makes the actor evidence, never a reason for an edition.
    ``surname`` says whether the bare surname may name the actor: "no" only after the full name in the same document,
    "yes" anywhere, "default" is whom a bare surname means where several could be meant.
    """

    id: str
    name: str
    type: ActorType
    names: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    weight: float = 1.0
    exclude: tuple[str, ...] = ()
    counts: bool = True
    surname: Literal["no", "yes", "default"] = "no"
    cues: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A watched phrase or query with no identity behind it."""

    id: str
    query: str
    weight: float = 1.0
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Actors and keywords; ``hash`` names this content (hex, of everything that matching reads).

    ``ignored`` are names that are not to be proposed for the list; matching does not read them.
    """

    actors: tuple[Actor, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    hash: str = ""
    ignored: tuple[str, ...] = ()
