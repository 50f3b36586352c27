"""What is remembered of a feed, and the report of a run."""

from dataclasses import dataclass, field
from datetime import datetime

from watchdesk.model.editions import Trouble


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
    rematched: int = 0
    problems: tuple[Trouble, ...] = field(default=())

    @property
    def none_answered(self) -> bool:
        """Whether feeds were due and every one of them failed."""
        return self.polled > 0 and self.failed == self.polled
