"""The settings as frozen values; config/ builds them from YAML and the environment, nobody else does.

A secret stays a reference (model.Secret) until the conductor that needs it asks config/ to reveal it.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from watchdesk.model import Outlet, Secret, Watchlist

Backfill: TypeAlias = timedelta | Literal["none", "all"]
Format: TypeAlias = Literal["md", "html", "txt", "json"]
WhenEmpty: TypeAlias = Literal["write", "mail", "skip"]
Security: TypeAlias = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class PollSettings:
    """How feeds are polled; ``max_body`` is in bytes after inflation, ``per_host`` and ``parallel`` in requests."""

    every: timedelta = timedelta(minutes=30)
    min: timedelta = timedelta(minutes=5)
    max: timedelta = timedelta(hours=24)
    deadline: timedelta = timedelta(seconds=20)
    max_body: int = 10_000_000
    per_host: int = 2
    parallel: int = 32


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Who we say we are, and which private networks a feed may live in."""

    contact: str = ""
    allow_private: tuple[IPv4Network | IPv6Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """When editions are cut; ``days`` are weekday numbers, Monday 0; ``timezone`` is the schedule's own clock."""

    id: str
    at: time
    timezone: ZoneInfo
    days: frozenset[int] = frozenset(range(7))
    formats: tuple[Format, ...] = ("md", "html")
    when_empty: WhenEmpty = "write"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a schedule's edition by mail; ``sections`` are outlet tags or term ids to keep (empty keeps all)."""

    address: str
    schedule: str = "daily"
    sections: tuple[str, ...] = ()
    format: Literal["html", "text"] = "html"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The SMTP relay and the recipients."""

    host: str
    sender: str
    to: tuple[Recipient, ...]
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: Secret | None = None
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the configuration says; paths are absolute."""

    folder: Path
    """The folder that relative paths in the configuration start from."""
    store: str
    """An SQLAlchemy URL, e.g. ``sqlite:////srv/desk/var/watchdesk.db``."""
    timezone: ZoneInfo
    digests: Path
    schedules: tuple[Schedule, ...]
    outlets: tuple[Outlet, ...]
    watchlist: Watchlist
    backfill: Backfill = timedelta(days=3)
    poll: PollSettings = field(default_factory=PollSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    mail: MailSettings | None = None
    keep_articles: timedelta | None = timedelta(days=400)
    rematch: timedelta | None = timedelta(days=3)
    notice: str = ""

    @property
    def feed_urls(self) -> tuple[str, ...]:
        """Every configured address, in order."""
        return tuple(feed.url for outlet in self.outlets for route in outlet.routes for feed in route)

    @property
    def daily(self) -> Schedule:
        """The schedule whose ledger ``watchdesk digest`` cuts from: ``daily``, configured or not."""
        for schedule in self.schedules:
            if schedule.id == "daily":
                return schedule
        return Schedule("daily", time(7), self.timezone)
