"""The words of watchdesk as frozen values: what the parts hand to each other.

Nothing here does anything; every time is an aware datetime in UTC unless a field says otherwise.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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
    """Actors and keywords; ``hash`` names this content (hex, of everything that matching reads)."""

    actors: tuple[Actor, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    hash: str = ""


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
    """Everything the matcher says of one document; mentions in order of field (title first) and start."""

    mentions: tuple[Mention, ...] = ()
    hits: tuple[Hit, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article with its hits, not yet in an edition of the schedule: what cutting selects from."""

    article: Article
    version_id: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence that shows a mention; ``marks`` are (start, end, term id) in code points of ``text``."""

    text: str
    marks: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EditionArticle:
    """An article as an edition shows it; ``copy_of`` is the URL of the story's article whose text it repeats."""

    url: str
    title: str
    outlet: str
    kind: ArticleKind
    text_from: TextFrom
    published: datetime | None
    first_seen: datetime
    language: str
    score: float
    actors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    copy_of: str | None = None
    text: str = ""
    marks: tuple[tuple[int, int, str], ...] = ()
    """Every mention in ``text``: (start, end, term id) in code points."""
    title_marks: tuple[tuple[int, int, str], ...] = ()
    reasons: tuple[str, ...] = ()
    """The ids among ``actors`` and ``keywords`` that count: why the article is in the edition."""
    tags: tuple[str, ...] = ()
    """The tags of its outlet."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell the same event, the lead first."""

    score: float
    articles: tuple[EditionArticle, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed, page or recipient that needs a look: since when, and a plain reason."""

    what: str
    since: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What this edition could and could not look at, in counts of outlets and lists of troubles."""

    outlets: int = 0
    read: int = 0
    failed: tuple[Trouble, ...] = ()
    silent: tuple[Trouble, ...] = ()
    no_text: tuple[Trouble, ...] = ()
    possible_gaps: tuple[Trouble, ...] = ()
    undelivered: tuple[Trouble, ...] = ()

    @property
    def has_problem(self) -> bool:
        """Whether a reader should know of something that was not read or not delivered."""
        return bool(self.failed or self.possible_gaps or self.undelivered)


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest. ``names`` and ``outlets`` pair the ids of terms and of outlets with the names a reader knows.

    ``timezone`` is an IANA name.
    """

    id: str
    schedule: str
    date: date
    cut_at: datetime
    timezone: str
    stories: tuple[Story, ...]
    coverage: Coverage
    new_entries: int = 0
    window: tuple[datetime, datetime] | None = None
    names: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    """A sentence that stands on top of every form of the edition, e.g. that its texts are samples."""
    outlets: tuple[tuple[str, str], ...] = ()

    @property
    def articles(self) -> tuple[EditionArticle, ...]:
        """Every article, story by story."""
        return tuple(article for story in self.stories for article in story.articles)


DeliveryState: TypeAlias = Literal["queued", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Message:
    """A mail ready for the wire: the same bytes at every try."""

    to: str
    message_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """An edition on its way to one recipient."""

    id: int
    edition: str
    to: str
    message_id: str
    state: DeliveryState
    attempts: int = 0
    next_try: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between polls; ``checked_since`` is None until the first whole, parsed poll."""

    id: int
    url: str
    outlet: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    next_poll: datetime | None = None
    last_poll: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    checked_since: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    reason: str = ""
    gap_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The report of one run over the due feeds."""

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    articles: int = 0
    hits: int = 0
    problems: tuple[Trouble, ...] = field(default=())

    @property
    def none_answered(self) -> bool:
        """Whether feeds were due and every one of them failed."""
        return self.polled > 0 and self.failed == self.polled
