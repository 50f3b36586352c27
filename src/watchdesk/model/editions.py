"""What goes out: editions and the mails that carry them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from watchdesk.model.findings import Hit
from watchdesk.model.sources import Article, ArticleKind, TextFrom
from watchdesk.model.watchlist import ActorType


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
class NewName:
    """A name on no list that stands near watched actors: ``actors`` are their ids, most often beside it first.

    ``articles`` counts copies of one text once. In the snippet an empty id marks the name itself. ``spelling_of`` is
    the id of an actor whose name is written much alike.
    """

    name: str
    type: ActorType | Literal[""]
    articles: int
    outlets: tuple[str, ...]
    actors: tuple[str, ...]
    snippet: Snippet
    url: str
    outlet: str
    spellings: tuple[str, ...] = ()
    spelling_of: str | None = None
    tags: tuple[str, ...] = ()
    """The tags of its outlets."""


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
    unread: tuple[Trouble, ...] = ()
    unmatched: tuple[Trouble, ...] = ()

    @property
    def has_problem(self) -> bool:
        """Whether a reader should know of something that was not read, not matched or not delivered."""
        return bool(self.failed or self.possible_gaps or self.undelivered or self.unmatched)


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
    new_names: tuple[NewName, ...] = ()
    further_names: int = 0
    """How many more new names there was no room for."""

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
