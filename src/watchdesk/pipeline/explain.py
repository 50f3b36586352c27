"""Why an article of the archive is, or is not, in an edition: read from what is kept, never guessed."""

from dataclasses import dataclass

from watchdesk.core.urls import canonical_url
from watchdesk.errors import UnknownIdError
from watchdesk.model import Document, Matched, Rejected
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import Schedule
from watchdesk.store import archive, editions
from watchdesk.store.archive import Dossier, KeptVersion
from watchdesk.store.hits import MIXED


def find(desk: Desk, url_or_id: str) -> Dossier:
    """All that is kept of an article by its URL or id; UnknownIdError where nothing is."""
    number = int(url_or_id) if url_or_id.isascii() and url_or_id.isdigit() else None
    with desk.store.reading() as connection:
        found = archive.dossier(connection, canonical_url(url_or_id), number)
    if found is None:
        raise UnknownIdError(f"no article of the archive has the URL or id {url_or_id}")
    return found


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the list in force says of a text: None where the matcher fails at it."""

    list_hash: str
    matched: Matched | None

    def has_matched(self, version: KeptVersion) -> bool:
        return version.matched_with in {self.list_hash, self.list_hash + MIXED}


def verdict(article: Dossier, version: KeptVersion, schedule: Schedule, now: _Judged, *, is_waiting: bool) -> str:
    """One sentence: in which edition of a schedule a version stands, or why in none.

    ``is_waiting`` is what the schedule's ledger says.
    """
    for held_by, edition in version.editions:
        if held_by == schedule.id:
            return f"in edition {edition}"
    if article.is_baseline:
        return "in no edition: it is baseline, older than `backfill` when its feed was first polled"
    if version.matched_with is None:
        return f"in no edition yet: {_why_unmatched(version)}"
    if not version.hits:
        return f"in no edition: {_nothing_found(version, now)}"
    if not any(hit.counts for hit in version.hits):
        named = ", ".join(hit.term for hit in version.hits)
        return f"in no edition: only {named} found, which are evidence and never a reason (alone: false)"
    late = "in no edition: the schedule was added after it was first seen"
    return "in no edition yet: it waits for the next one" if is_waiting else late


def _why_unmatched(version: KeptVersion) -> str:
    if version.failure:
        return f"it could not be matched, the matcher failed ({version.failure}); please report this"
    return "it has not been matched; run poll or digest"


def _nothing_found(version: KeptVersion, now: _Judged) -> str:
    found = ", ".join(hit.term for hit in now.matched.hits) if now.matched else ""
    if now.has_matched(version) or (now.matched and not found):
        return "no watched name or keyword was found in it"
    earlier = "an earlier list or matcher found no watched name or keyword in it"
    return f"{earlier}; those in force find {found}" if found else f"{earlier}; the matcher in force fails at it"


def standing(desk: Desk, article: Dossier) -> dict[str, str]:
    """The verdict on an article's newest version, by schedule."""
    if not article.versions:
        return {schedule.id: "in no edition yet: its text has not been read" for schedule in _schedules(desk)}
    newest, now = article.versions[-1], _judged(desk, article)
    with desk.store.reading() as connection:
        states = editions.schedule_states(connection)
        waiting = {name for name, state in states.items() if editions.is_waiting(connection, state, article.id)}
    return {
        schedule.id: verdict(article, newest, schedule, now, is_waiting=schedule.id in waiting)
        for schedule in _schedules(desk)
    }


def refused(desk: Desk, article: Dossier) -> tuple[Rejected, ...]:
    """What the list in force considers in an article's newest text and refuses, and why."""
    matched = _judged(desk, article).matched if article.versions else None
    return matched.rejected if matched else ()


def _judged(desk: Desk, article: Dossier) -> _Judged:
    newest = article.versions[-1].article
    try:
        matched = desk.matcher.match(Document(newest.text, newest.title, newest.language), with_rejected=True)
    except Exception:  # noqa: BLE001  # the article at which the matcher fails is the one that is asked about
        return _Judged(desk.matcher.hash, None)
    return _Judged(desk.matcher.hash, matched)


def _schedules(desk: Desk) -> tuple[Schedule, ...]:
    return desk.settings.schedules or (desk.settings.daily,)
