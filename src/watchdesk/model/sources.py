"""What comes in: outlets and their feeds, what the web answers, entries, pages, articles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Secret:
    """A text with references to secrets (``${NAME}`` or ``${file:PATH}``), never the secrets themselves."""

    template: str


FeedKind: TypeAlias = Literal["feed", "sitemap", "page", "channel"]


@dataclass(frozen=True, slots=True)
class Feed:
    """One address that yields entries: RSS, Atom, RDF, JSON Feed, a news sitemap, a section or channel page."""

    url: str
    kind: FeedKind = "feed"
    every: timedelta | None = None
    fulltext: Literal["always", "never"] = "always"
    headers: tuple[tuple[str, Secret], ...] = ()
    ca_file: str | None = None
    select: str | None = None


Route: TypeAlias = tuple[Feed, ...]
"""Feeds that stand in for each other, in order of preference; nearly always one."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: its language is a BCP 47 tag (fa, fa-AF and prs are matched alike)."""

    id: str
    name: str
    language: str
    tags: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """An expected failure, as a value: a plain reason, and what the other side said about trying again."""

    reason: str
    status: int | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the gate is asked to fetch; ``headers`` go to the origin of ``url`` only."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    ca_file: str | None = None
    obeys_robots: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole answer: status 200 with its inflated body, or 304 with none."""

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    max_age: timedelta | None = None
    moved_to: str | None = None
    """Where a leading run of permanent redirects (301, 308) led, if there was one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the feed tells it: plain, cleaned text; ``key`` tells it from the feed's other entries."""

    key: str
    url: str | None
    title: str
    summary: str = ""
    content: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        """The longest text that the feed itself gives: its content, else its summary."""
        return max(self.content, self.summary, key=len)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's document, read whole; ``ttl`` is its own wish for the polling interval."""

    title: str
    entries: tuple[Entry, ...]
    language: str | None = None
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """The article of a page: text in paragraphs parted by a blank line; empty text never gets this far."""

    title: str
    text: str
    language: str | None = None
    byline: str = ""
    published: datetime | None = None
    canonical_url: str | None = None


TextFrom: TypeAlias = Literal["page", "feed"]


ArticleKind: TypeAlias = Literal["new", "update", "followup"]


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article's text, as kept."""

    id: int
    version: int
    url: str
    outlet: str
    title: str
    text: str
    language: str
    text_from: TextFrom
    first_seen: datetime
    byline: str = ""
    published: datetime | None = None
    kind: ArticleKind = "new"
