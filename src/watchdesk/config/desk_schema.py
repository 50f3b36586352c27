"""The schema of watchdesk.yaml: its keys, types and defaults, and the rules between the keys of one section."""

from datetime import time, timedelta
from ipaddress import ip_address
from typing import Annotated, Literal, Self, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from watchdesk.config import quantities
from watchdesk.config.sections import (
    Contact,
    Defaulted,
    Duration,
    Id,
    Language,
    ListOf,
    MailAddress,
    Network,
    SecretText,
    Section,
    Size,
    Text,
    TimeOfDay,
    TimeZone,
)
from watchdesk.settings import Backfill, Format, PollSettings, Security, WhenEmpty

_POLL = PollSettings()
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _backfill(said: object) -> Backfill:
    if said == "none":
        return "none"
    return "all" if said == "all" else _length_or(said, "none or all")


def _retention(said: object) -> timedelta | None:
    return None if said == "forever" else _length_or(said, "forever")


def _rematch(said: object) -> timedelta | None:
    return None if said == "none" else _length_or(said, "none")


def _length_or(said: object, words: str) -> timedelta:
    try:
        return quantities.duration(said)
    except ValueError as error:
        raise ValueError(f"{error}; or write {words}") from error


def _day(said: object) -> int:
    if isinstance(said, str) and said in _DAYS:
        return _DAYS.index(said)
    if isinstance(said, int) or (isinstance(said, str) and said.isdigit()):
        raise ValueError(
            f"{said} is no day here: cron counts from Sunday and Python from Monday; write a name, mon to sun"
        )
    near = str(said)[:3].lower()
    hint = f"; perhaps {near}" if near in _DAYS else ""
    raise ValueError(f"{quantities.shown(said)} is not a day; write mon, tue, wed, thu, fri, sat or sun{hint}")


Day: TypeAlias = Annotated[int, PlainValidator(_day)]
Formats: TypeAlias = Annotated[ListOf[Format], Field(min_length=1)]


class PollSection(Section):
    """``poll:``."""

    every: Duration = _POLL.every
    min: Duration = _POLL.min
    max: Duration = _POLL.max
    deadline: Duration = _POLL.deadline
    max_body: Size = _POLL.max_body
    per_host: int = Field(default=_POLL.per_host, ge=1, le=64)
    parallel: int = Field(default=_POLL.parallel, ge=1, le=1024)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise ValueError("`min` is longer than `max`; exchange them")
        return self


class NetworkSection(Section):
    """``network:``."""

    contact: Contact = ""
    allow_private: ListOf[Network] = ()


class ScheduleSection(Section):
    """An item of ``digest.schedules``; what it leaves out, ``digest:`` says."""

    id: Id
    at: TimeOfDay
    days: Annotated[ListOf[Day], Field(min_length=1)] = tuple(range(7))
    timezone: TimeZone | None = None
    formats: Formats | None = None
    when_empty: WhenEmpty | None = None


class DigestSection(Section):
    """``digest:``."""

    at: TimeOfDay = time(7)
    folder: Text = "digests"
    formats: Formats = ("md", "html")
    when_empty: WhenEmpty = "write"
    schedules: ListOf[ScheduleSection] = ()

    @model_validator(mode="after")
    def _one_or_many(self) -> Self:
        if self.schedules and "at" in self.model_fields_set:
            raise ValueError("`at` and `schedules` exclude each other; move the time into a schedule with `id: daily`")
        return self


class RecipientSection(Section):
    """An item of ``mail.to``."""

    address: MailAddress
    schedule: Id = "daily"
    sections: ListOf[Text] = ()
    format: Literal["html", "text"] = "html"
    language: Language = "en"


def _recipient(said: object) -> object:
    return said if isinstance(said, dict) else {"address": said}


class MailSection(Section):
    """``mail:``."""

    host: Text
    port: int | None = Field(default=None, ge=1, le=65_535)
    security: Security = "starttls"
    user: Text = ""
    password: SecretText | None = None
    sender: MailAddress = Field(alias="from")
    to: Annotated[ListOf[Annotated[RecipientSection, BeforeValidator(_recipient)]], Field(min_length=1)]
    ca_file: Text | None = None

    @model_validator(mode="after")
    def _credentials(self) -> Self:
        if bool(self.user) != bool(self.password):
            here, lacking = ("user", "password") if self.user else ("password", "user")
            raise ValueError(f"`{here}` stands without `{lacking}`; write both or neither")
        if self.password and self.security == "none" and not _is_loopback(self.host):
            raise ValueError("`security: none` would send the password in clear; write starttls or tls")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class RetentionSection(Section):
    """``retention:``."""

    articles: Annotated[timedelta | None, PlainValidator(_retention)] = timedelta(days=400)


class DeskFile(Section):
    """watchdesk.yaml; every key may be left out."""

    timezone: TimeZone = ZoneInfo("UTC")
    store: Text = "sqlite:///var/watchdesk.db"
    backfill: Annotated[Backfill, PlainValidator(_backfill)] = timedelta(days=3)
    rematch: Annotated[timedelta | None, PlainValidator(_rematch)] = timedelta(days=3)
    poll: Defaulted[PollSection] = PollSection()
    network: Defaulted[NetworkSection] = NetworkSection()
    digest: Defaulted[DigestSection] = DigestSection()
    mail: MailSection | None = None
    retention: Defaulted[RetentionSection] = RetentionSection()
