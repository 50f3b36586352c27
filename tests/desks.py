"""Desks for tests: real settings, a real store, a clock that is set by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Feed, Outlet, Watchlist
from watchdesk.pipeline.desk import Desk
from watchdesk.settings import MailSettings, NetworkSettings, PollSettings, Recipient, Schedule, Settings
from watchdesk.store.engine import Store, open_store

KABUL = ZoneInfo("Asia/Kabul")
LOOPBACK = (ip_network("127.0.0.0/8"),)
WATCHLIST = Watchlist(
    actors=(
        Actor("p-ahmad-massoud", "Ahmad Massoud", "person", names=(("fa", "احمد مسعود"),)),
        Actor("o-nrf", "National Resistance Front", "org", acronyms=("NRF",)),
        Actor("l-panjshir", "Panjshir", "place", counts=False),
    ),
    hash="a-list",
)


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = field(default=datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def settings_of(folder: Path, *feeds: str, **other: object) -> Settings:
    """Settings that poll these addresses, one outlet each, and cut an edition at seven in Kabul."""
    settings = Settings(
        folder=folder,
        store=f"sqlite:///{folder / 'desk.db'}",
        timezone=KABUL,
        digests=folder / "digests",
        schedules=(Schedule("daily", time(7), KABUL, formats=("md", "html", "json")),),
        outlets=tuple(
            Outlet(f"outlet-{number}", f"Outlet {number}", "en", routes=((Feed(url),),))
            for number, url in enumerate(feeds, 1)
        ),
        watchlist=WATCHLIST,
        backfill="all",
        network=NetworkSettings(contact="mailto:desk@example.org", allow_private=LOOPBACK),
        poll=PollSettings(deadline=timedelta(seconds=5)),
    )
    return replace(settings, **other)  # type: ignore[arg-type]


def mail_to(port: int, *addresses: str) -> MailSettings:
    """Mail through a relay on loopback, without TLS."""
    recipients = tuple(Recipient(address) for address in addresses)
    return MailSettings("127.0.0.1", "desk@example.org", recipients, port=port, security="none")


def desk_of(settings: Settings, clock: Callable[[], datetime], store: Store | None = None) -> Desk:
    """A desk on these settings; a store on the settings' file unless one is given."""
    return Desk(
        settings=settings,
        store=store or open_store(settings.store),
        matcher=compile_watchlist(settings.watchlist),
        environ={},
        clock=clock,
    )
