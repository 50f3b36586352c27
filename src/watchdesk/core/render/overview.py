"""What an edition says of itself in a sentence or two: its subject, its overview, its coverage statement."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from watchdesk.core.render.marked import plain
from watchdesk.core.render.new_names import new_names_said
from watchdesk.core.render.words import capital, counted, listed, moments
from watchdesk.model import Coverage, Edition, Trouble

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that was not read, heard or delivered; ``when`` says since or on when, or nothing."""

    what: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class Concerns:
    """The concerns of one kind under their heading; ``more`` says how many there is no room for."""

    heading: str
    troubles: tuple[Concern, ...]
    more: str


def subject(edition: Edition) -> str:
    """The edition in a mail's subject: its id and counts, never what it is about."""
    schedule = "" if edition.schedule == "daily" else f" {plain(edition.schedule)}"
    return f"watchdesk{schedule} {edition.id}: {_counts(edition)}"


def summary_line(edition: Edition) -> str:
    """The edition in one line for a terminal or a log: what it holds and how much was read."""
    return f"{edition.id}: {_counts(edition)}; {outlets_read(edition.coverage)}"


def overview(edition: Edition) -> str:
    """What the edition holds, in the sentences that stand above the stories."""
    if not edition.stories:
        return "Nothing new matched the watchlist."
    return " ".join((_told(edition) + _first_seen(edition) + ".", *_most_named(edition)))


def reading(edition: Edition) -> str:
    """What was looked through for it, whether anything was missed, and whether new names were met."""
    looked = ""
    if edition.new_entries:
        verb = "was" if edition.new_entries == 1 else "were"
        looked = f"{counted(edition.new_entries, 'new entry', 'new entries')} {verb} looked through. "
    read = looked + capital(outlets_read(edition.coverage)) + _alarm(edition.coverage) + "."
    return " ".join(filter(None, (read, new_names_said(edition))))


def outlets_read(coverage: Coverage) -> str:
    """``41 of 44 outlets were read``."""
    if coverage.outlets and coverage.read >= coverage.outlets:
        said = {1: "the one outlet was", 2: "both outlets were"}
        return f"{said.get(coverage.outlets, f'all {coverage.outlets:,} outlets were')} read"
    return f"{coverage.read:,} of {counted(coverage.outlets, 'outlet')} were read"


def concerns(edition: Edition, at_most: int) -> tuple[Concerns, ...]:
    """The troubles of an edition's coverage, so many of each kind; kinds that have none are left out."""
    coverage, zone = edition.coverage, ZoneInfo(edition.timezone)
    kinds = (
        ("Could not be read", "since", coverage.failed),
        ("Possible gaps", "on", coverage.possible_gaps),
        ("Could not be matched", "since", coverage.unmatched),
        ("Not delivered", "on", coverage.undelivered),
        ("Not read yet", "since", coverage.unread),
        ("Silent", "since", coverage.silent),
        ("Page not readable, the feed's text stands in", "on", coverage.no_text),
    )
    return tuple(
        Concerns(
            heading,
            tuple(_concern(trouble, word, zone) for trouble in troubles[:at_most]),
            f"and {len(troubles) - at_most:,} more" if len(troubles) > at_most else "",
        )
        for heading, word, troubles in kinds
        if troubles
    )


def _concern(trouble: Trouble, word: str, zone: ZoneInfo) -> Concern:
    when = f"{word} {moments(zone, trouble.since)[0]}" if trouble.since else ""
    return Concern(plain(trouble.what) or "(no title, no address)", when, plain(trouble.reason))


def _counts(edition: Edition) -> str:
    if not edition.stories:
        return "nothing new"
    return f"{counted(len(edition.stories), 'story', 'stories')}, {counted(len(edition.articles), 'article')}"


def _told(edition: Edition) -> str:
    outlets = len({article.outlet for article in edition.articles})
    stories = counted(len(edition.stories), "story", "stories")
    return f"{stories} in {counted(len(edition.articles), 'article')} from {counted(outlets, 'outlet')}"


def _first_seen(edition: Edition) -> str:
    if edition.window is None:
        return ""
    zone, (first, last) = ZoneInfo(edition.timezone), edition.window
    if moments(zone, first) == moments(zone, last):
        return f", first seen on {moments(zone, first)[0]}"
    start, end = moments(zone, first, last)
    return f", first seen from {start} to {end}"


def _most_named(edition: Edition) -> Iterator[str]:
    names = {term: plain(name) for term, name in edition.names}
    counts = Counter(term for article in edition.articles for term in article.actors if term in article.reasons)
    most = sorted(counts, key=lambda term: (-counts[term], names.get(term, term)))[:_MOST_NAMED]
    if most:
        yield f"Named most: {listed([f'{names.get(term, term)} ({counts[term]})' for term in most])}."


def _alarm(coverage: Coverage) -> str:
    ills = (
        (coverage.failed, "feed could not be polled", "feeds could not be polled"),
        (coverage.possible_gaps, "feed may have gaps", "feeds may have gaps"),
        (coverage.unmatched, "article could not be matched", "articles could not be matched"),
        (coverage.undelivered, "delivery failed", "deliveries failed"),
    )
    said = [counted(len(troubles), one, many) for troubles, one, many in ills if troubles]
    return f"; {listed(said)} (see Coverage at the end)" if said else ""
