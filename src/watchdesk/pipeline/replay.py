"""An edited watchlist on the archive, beside the list in force: hits gained and lost. Nothing is changed.

Both lists are tried on the newest text of each article; what is stored of the list in force is taken where that very
list and matcher have found it, and nothing stands beside it. An article that stands in an edition stays there: what
would come into one, or no longer come, is in none yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from watchdesk.core.comparison import Difference, Text, compare
from watchdesk.errors import WatchdeskError
from watchdesk.model import Failed, Watchlist
from watchdesk.pipeline.desk import Desk
from watchdesk.pool import WorkerPool
from watchdesk.store import archive
from watchdesk.store.archive import KeptText

_BATCH = 50
_EXAMPLES = 3
_LONGEST = 120.0
"""Seconds for a batch: a bound, not a pace."""
_ROOM = 600_000_000
"""Resident bytes of a worker: two lists of ten thousand actors."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article of the archive; ``changed_at`` is when its text, or what the feeds tell of it, was new last."""

    id: int
    url: str
    outlet: str
    title: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Example:
    """An article with the sentence that shows a hit."""

    article: Place
    sentence: str


@dataclass(slots=True)
class TermChange:
    """In how many articles a term is gained and lost, with the newest of them."""

    term: str
    gained: int = 0
    lost: int = 0
    gained_in: list[Example] = field(default_factory=list)
    lost_in: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Replayed:
    """What an edited list would change; ``without_text`` articles were compared by their title alone.

    ``unmatched`` articles could not be compared: the matcher failed at them.
    ``enters`` would have been in an edition, and ``leaves`` would not; neither stands in one. Newest first.
    """

    since: datetime
    articles: int = 0
    without_text: int = 0
    unmatched: int = 0
    stays: int = 0
    enters: list[Place] = field(default_factory=list)
    leaves: list[Place] = field(default_factory=list)
    terms: dict[str, TermChange] = field(default_factory=dict)

    @property
    def gained(self) -> int:
        """Hits gained in all."""
        return sum(change.gained for change in self.terms.values())

    @property
    def lost(self) -> int:
        """Hits lost in all."""
        return sum(change.lost for change in self.terms.values())


def replay(desk: Desk, edited: Watchlist, since: datetime) -> Replayed:
    """Match the archive since a time with the list in force and with an edited one; as far as it came when stopped."""
    with desk.store.reading() as connection:
        total = archive.count_texts_since(connection, since)
    report = Replayed(since)
    for batch, differences in _compared(desk, edited, since, total):
        for text, difference in zip(batch, differences, strict=True):
            _add(report, text, difference)
        desk.progress("articles", report.articles + report.unmatched, total)
    for places in (report.enters, report.leaves):
        places.sort(key=_age)
    return report


def _compared(
    desk: Desk, edited: Watchlist, since: datetime, total: int
) -> Iterator[tuple[tuple[KeptText, ...], tuple[Difference | None, ...]]]:
    """Each batch with its differences, as they come; workers are worth their start for more than a few."""
    lists = desk.settings.watchlist, edited
    tasks = ((batch, (*lists, [_known(desk, text) for text in batch])) for batch in _batches(desk, since))
    if total <= 2 * _BATCH:
        yield from ((batch, compare(*arguments)) for batch, arguments in tasks)
        return
    with WorkerPool(timeout=_LONGEST, memory=_ROOM) as pool, desk.stop.waking(pool.stop):
        for batch, found in pool.imap(compare, tasks):
            if isinstance(found, Failed):
                raise WatchdeskError(f"the archive cannot be replayed: {len(batch)} articles: {found.reason}")
            yield batch, found


def _known(desk: Desk, text: KeptText) -> Text:
    return Text(text.document, text.found if text.matched_with == desk.matcher.hash else None)


def _batches(desk: Desk, since: datetime) -> Iterator[tuple[KeptText, ...]]:
    """The texts in batches, each read in a view of its own, so that nobody waits for a long one."""
    before = None
    while not desk.stop():
        with desk.store.reading() as connection:
            batch = archive.texts_since(connection, since, before, _BATCH)
        if not batch:
            return
        yield batch
        before = batch[-1].changed_at, batch[-1].version_id


def _add(report: Replayed, text: KeptText, difference: Difference | None) -> None:
    if difference is None:
        report.unmatched += 1
        return
    article = Place(text.article_id, text.url, text.outlet, text.document.title, text.changed_at)
    report.articles += 1
    report.without_text += not text.document.text
    report.stays += difference.stays
    for term, sentence in difference.gained:
        change = report.terms.setdefault(term, TermChange(term))
        change.gained += 1
        _show(change.gained_in, Example(article, sentence))
    for term, sentence in difference.lost:
        change = report.terms.setdefault(term, TermChange(term))
        change.lost += 1
        _show(change.lost_in, Example(article, sentence))
    if text.is_baseline or text.is_published or difference.counted == difference.counts:
        return
    (report.enters if difference.counts else report.leaves).append(article)


def _show(examples: list[Example], one: Example) -> None:
    """Keep the newest few, each sentence once: the copies of one agency's text show nothing more."""
    newest = min((example for example in (*examples, one) if example.sentence == one.sentence), key=_age_of)
    others = (example for example in examples if example.sentence != one.sentence)
    examples[:] = sorted((*others, newest), key=_age_of)[:_EXAMPLES]


def _age_of(example: Example) -> tuple[float, int]:
    return _age(example.article)


def _age(article: Place) -> tuple[float, int]:
    return -article.changed_at.timestamp(), -article.id
