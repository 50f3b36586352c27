"""From the ledger to an edition: what is in none yet is chosen, written down and queued in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from watchdesk.core import edition as editing
from watchdesk.core import render
from watchdesk.core.schedule import local_date
from watchdesk.deliver import folder
from watchdesk.deliver.mail import compose, message_id
from watchdesk.model import Edition
from watchdesk.pipeline.coverage import coverage
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import Schedule
from watchdesk.store import editions, outbox

_FORMS = {"md": render.markdown, "html": render.html, "txt": render.text, "json": render.json_text}


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition on its way into the ledger; ``mailed`` and ``written`` say what is made of it."""

    edition: Edition
    version_ids: tuple[int, ...]
    is_written: bool = True
    is_mailed: bool = True


def cut_now(desk: Desk, schedule: Schedule, now: datetime) -> Edition | None:
    """Cut whatever is new for a schedule, whenever; None where nothing is. The day's scheduled edition stays due."""
    with desk.store.writing() as connection:
        draft = _draft(desk, connection, schedule, now, None)
        if not draft.edition.stories:
            return None
        _keep(desk, connection, schedule, draft)
    write_files(desk)
    return draft.edition


def cut_scheduled(desk: Desk, schedule: Schedule, day: date, now: datetime) -> Edition | None:
    """Cut the edition of a local date, once, whatever else runs; None where it was cut, or is empty and skipped."""
    with desk.store.writing() as connection:
        state = editions.schedule_state(connection, schedule.id, now)
        if state.last_date is not None and state.last_date >= day:
            return None
        editions.use_up(connection, schedule.id, day)
        draft = _draft(desk, connection, schedule, now, day)
        has_content = bool(draft.edition.stories) or draft.edition.coverage.has_problem
        if not has_content and schedule.when_empty == "skip":
            return None
        is_mailed = has_content or schedule.when_empty == "mail"
        _keep(desk, connection, schedule, Draft(draft.edition, draft.version_ids, is_mailed=is_mailed))
    write_files(desk)
    return draft.edition


def preview(desk: Desk, schedule: Schedule, now: datetime) -> Edition:
    """What an edition cut now would be; nothing is kept."""
    with desk.store.trying() as connection:
        return _draft(desk, connection, schedule, now, None).edition


def _draft(desk: Desk, connection: Connection, schedule: Schedule, now: datetime, day: date | None) -> Draft:
    state = editions.schedule_state(connection, schedule.id, now)
    candidates, version_ids = editions.candidates(connection, state)
    day = day or local_date(now, schedule.timezone)
    last_cut = editions.last_cut(connection, schedule.id)
    frame = editing.Frame(
        id=editions.next_id(connection, day, lambda name: folder.holds(desk.settings.digests, name)),
        schedule=schedule.id,
        date=day,
        cut_at=now,
        timezone=schedule.timezone.key,
        coverage=coverage(desk, connection, candidates, last_cut),
        new_entries=editions.count_new_entries(connection, last_cut),
        names=names(desk),
        notice=desk.settings.notice,
        outlets=desk.settings.outlets,
    )
    return Draft(editing.build(candidates, frame), version_ids)


def _keep(desk: Desk, connection: Connection, schedule: Schedule, draft: Draft) -> None:
    edition = draft.edition
    kept = editions.KeptEdition(
        id=edition.id,
        schedule=schedule.id,
        date=edition.date,
        cut_at=edition.cut_at,
        body=editing.dump(edition),
        formats=schedule.formats,
    )
    editions.save(connection, kept, draft.version_ids)
    mail = desk.settings.mail
    if mail is None or not draft.is_mailed:
        return
    for person in mail.to:
        if person.schedule == schedule.id:
            identity = message_id(edition.id, edition.cut_at, person.address, mail.sender)
            message = compose(edition, person, mail.sender, message_id=identity)
            outbox.queue(connection, edition.id, message, edition.cut_at)


def write_files(desk: Desk) -> tuple[Path, ...]:
    """Write the files of every edition that was cut and not written yet; OutputError where that cannot be."""
    written: list[Path] = []
    with desk.store.reading() as connection:
        waiting = editions.unwritten(connection)
    for kept in waiting:
        edition = editing.load(kept.body)
        files = {f"{kept.id}.{form}": _FORMS[form](edition).encode() for form in kept.formats}
        written.extend(folder.write(desk.settings.digests, files))
        with desk.store.writing() as connection:
            editions.mark_written(connection, kept.id)
    return tuple(written)


def paths(desk: Desk, edition_id: str, formats: Sequence[str]) -> dict[str, Path]:
    """Where the files of an edition stand, by format."""
    return {form: desk.settings.digests / f"{edition_id}.{form}" for form in formats}


def names(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What a reader calls each watched term, by id."""
    watchlist = desk.settings.watchlist
    actors = ((actor.id, actor.name) for actor in watchlist.actors)
    keywords = ((keyword.id, _label(keyword.id)) for keyword in watchlist.keywords)
    return (*actors, *keywords)


def _label(keyword_id: str) -> str:
    words = keyword_id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
