"""The desk of the demo: settings for the newsroom's outlets, built directly; no configuration file is read."""

from datetime import time, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from watchdesk.demo.articles import MARK, DemoOutlet, load
from watchdesk.model import Feed, Outlet, Watchlist
from watchdesk.settings import NetworkSettings, PollSettings, Schedule, Settings

WATCHLIST: Final = Path(__file__).with_name("watchlist.yaml")
"""The demo's own watchlist, for config.load_watchlist."""

NOTICE: Final = f"{MARK}: the outlets are invented; the texts retell dated reports of 2022 and 2023."


def settings(newsroom_url: str, folder: Path, watchlist: Watchlist) -> Settings:
    """Settings that poll the newsroom at this address and keep everything below ``folder``, an absolute path."""
    timezone = ZoneInfo("Asia/Kabul")
    return Settings(
        folder=folder,
        store=f"sqlite:///{folder / 'var' / 'watchdesk.db'}",
        timezone=timezone,
        digests=folder / "digests",
        schedules=(Schedule("daily", time(7), timezone, formats=("md", "html")),),
        outlets=tuple(_outlet(outlet, newsroom_url) for outlet in load()),
        watchlist=watchlist,
        backfill="all",
        poll=PollSettings(deadline=timedelta(seconds=5), per_host=8),  # six outlets share one host here
        network=NetworkSettings(allow_private=(ip_network("127.0.0.0/8"),)),
        notice=NOTICE,
    )


def _outlet(outlet: DemoOutlet, newsroom_url: str) -> Outlet:
    feed = Feed(newsroom_url + outlet.feed_path)
    return Outlet(outlet.id, outlet.name, outlet.language, outlet.tags, routes=((feed,),))
