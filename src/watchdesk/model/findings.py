"""What the matcher finds, and what it refused."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

TermKind: TypeAlias = Literal["actor", "keyword"]


@dataclass(frozen=True, slots=True)
class Document:
    """What is matched: a text and, where there is one, its title; ``language`` is a BCP 47 tag or empty."""

    text: str
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One span that names a watched term: ``text[start:end] == surface`` in code points of the named field."""

    term: str
    kind: TermKind
    type: str
    start: int
    end: int
    surface: str
    how: str
    confidence: float
    rule: str
    field: Literal["title", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A span that was considered and refused, with the reason."""

    term: str
    start: int
    end: int
    surface: str
    reason: str
    field: Literal["title", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Hit:
    """A document and one watched term: the score is the sum of ``parts`` (what, how much)."""

    term: str
    kind: TermKind
    counts: bool
    score: float
    parts: tuple[tuple[str, float], ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """What the matcher says of one document, in order of field (title first) and start; rejections if asked for."""

    mentions: tuple[Mention, ...] = ()
    hits: tuple[Hit, ...] = ()
    rejected: tuple[Rejected, ...] = ()
