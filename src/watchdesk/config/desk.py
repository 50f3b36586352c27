"""From watchdesk.yaml to settings: the checks across its sections, then the frozen values."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchdesk.config.desk_schema import DeskFile, DigestSection, MailSection, ScheduleSection
from watchdesk.config.document import EACH, Document
from watchdesk.config.folders import why_unwritable
from watchdesk.config.references import with_absolute_paths
from watchdesk.config.validation import doubled, perhaps
from watchdesk.errors import Problem
from watchdesk.model import Outlet, Watchlist
from watchdesk.settings import MailSettings, NetworkSettings, PollSettings, Recipient, Schedule, Settings

_SQLITE: Final = "sqlite:///"
_DEFAULTS: Final = DeskFile()


@dataclass(frozen=True, slots=True)
class _Addressee:
    """A recipient as written, for the checks: its place in the list, address and schedule."""

    position: int
    address: str
    schedule: str


def check_desk(document: Document, base: Path) -> list[Problem]:
    """Find what is wrong between the sections, whatever else is wrong with them; ``base`` holds the relative paths."""
    ids = [(path, str(found)) for path, found in document.find(("digest", "schedules", EACH, "id"))]
    problems = doubled(document, ids, "the schedule `{value}` stands on line {line} already; give it an id of its own")
    problems += _recipients(document, {found for _, found in ids})
    problems += _store(document, base)
    folder = document.find(("digest", "folder"))
    digests = base / str(folder[0][1] if folder else _DEFAULTS.digest.folder)
    reason = why_unwritable(digests / "edition.md")
    if reason:
        sentence = f"editions cannot be written to {digests}: {reason}; choose another `digest.folder`"
        problems.append(document.problem(("digest", "folder") if folder else (), sentence, is_warning=True))
    return problems


def build_settings(content: DeskFile, base: Path, outlets: tuple[Outlet, ...], watchlist: Watchlist) -> Settings:
    """Make the frozen settings of a file that has passed the checks."""
    poll, network = content.poll, content.network
    return Settings(
        folder=base,
        store=_SQLITE + str(_database(content.store, base)),
        timezone=content.timezone,
        digests=base / content.digest.folder,
        schedules=tuple(_schedule(item, content) for item in _schedules(content.digest)),
        outlets=outlets,
        watchlist=watchlist,
        backfill=content.backfill,
        poll=PollSettings(poll.every, poll.min, poll.max, poll.deadline, poll.max_body, poll.per_host, poll.parallel),
        network=NetworkSettings(network.contact, tuple(network.allow_private)),
        mail=_mail(content.mail, base) if content.mail else None,
        keep_articles=content.retention.articles,
        rematch=content.rematch,
    )


# --- the store ---------------------------------------------------------------------------------------------------


def database(document: Document, base: Path) -> Path | None:
    """The file that a watchdesk.yaml, sound else or not, names as its store; None where it names none."""
    store = _said_store(document)
    return None if _wrong_store(store) else _database(store, base)


def _said_store(document: Document) -> str:
    found = document.find(("store",))
    return str(found[0][1] if found else _DEFAULTS.store)


def _store(document: Document, base: Path) -> list[Problem]:
    path = ("store",) if document.find(("store",)) else ()
    store = _said_store(document)
    wrong = _wrong_store(store)
    if wrong:
        return [document.problem(path, wrong)]
    place = _database(store, base)
    if "?" in str(place):
        return [document.problem(path, f"the store's path {place} holds a ?, which an address cannot; choose another")]
    reason = why_unwritable(place)
    if reason:
        return [document.problem(path, f"the store {place} cannot be written: {reason}", is_warning=True)]
    return []


def _wrong_store(store: str) -> str | None:
    scheme, separator, _ = store.partition("://")
    if scheme.startswith("postgres"):
        return "a store on PostgreSQL is not built yet; write sqlite:///var/watchdesk.db"
    if not separator:
        return f"store: this is not the address of a store; write {_SQLITE}{store.lstrip(':') or 'var/watchdesk.db'}"
    if not store.startswith(_SQLITE) or store == _SQLITE or store.endswith("/"):
        return "store: this does not name a file; write sqlite:///var/watchdesk.db, or sqlite:////with/absolute/path.db"
    return None


def _database(store: str, base: Path) -> Path:
    return base / store.removeprefix(_SQLITE)


# --- schedules ---------------------------------------------------------------------------------------------------


def _schedules(digest: DigestSection) -> tuple[ScheduleSection, ...]:
    return digest.schedules or (ScheduleSection.model_construct(id="daily", at=digest.at),)


def _schedule(item: ScheduleSection, content: DeskFile) -> Schedule:
    return Schedule(
        item.id,
        item.at,
        item.timezone or content.timezone,
        frozenset(item.days),
        tuple(dict.fromkeys(item.formats or content.digest.formats)),
        item.when_empty or content.digest.when_empty,
    )


# --- mail --------------------------------------------------------------------------------------------------------


def _recipients(document: Document, schedules: set[str]) -> list[Problem]:
    addressees = list(_addressees(document))
    problems = doubled(
        document,
        [(("mail", "to", one.position), f"{one.address.lower()} ({one.schedule})") for one in addressees],
        "{value} stands on line {line} already and would get the edition twice; remove one",
    )
    known = schedules or {"daily"}
    for one in addressees:
        if one.schedule in known:
            continue
        sentence = (
            f"there is no schedule `{one.schedule}` under digest.schedules; {perhaps(one.schedule, sorted(known))}"
        )
        place = ("mail", "to", one.position, "schedule")
        problems.append(document.problem(place, sentence, is_warning=one.schedule == "daily"))
    return problems


def _addressees(document: Document) -> list[_Addressee]:
    found = []
    for path, item in document.find(("mail", "to", EACH)):
        written = item if isinstance(item, dict) else {"address": item}
        found.append(_Addressee(int(path[-1]), str(written.get("address")), str(written.get("schedule", "daily"))))
    return found


def _mail(section: MailSection, base: Path) -> MailSettings:
    usual_port = {"starttls": 587, "tls": 465, "none": 25}  # RFC 6409, RFC 8314, RFC 5321
    return MailSettings(
        host=section.host,
        sender=section.sender,
        to=tuple(
            Recipient(one.address, one.schedule, tuple(one.sections), one.format, one.language) for one in section.to
        ),
        port=section.port or usual_port[section.security],
        security=section.security,
        user=section.user,
        password=with_absolute_paths(section.password, base) if section.password else None,
        ca_file=str(base / section.ca_file) if section.ca_file else None,
    )
