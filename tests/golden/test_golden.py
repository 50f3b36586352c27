"""Golden folders: feeds, pages and a watchlist on a loopback newsroom give exactly the edition beside them.

After a change that is meant: ``WATCHDESK_GOLDEN=write pytest tests/golden``, then read the difference.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import Newsroom, Page

from watchdesk.config import load_watchlist
from watchdesk.model import Feed, Outlet
from watchdesk.pipeline.cut import cut_now
from watchdesk.pipeline.deliver import hand_over
from watchdesk.pipeline.round import run_round
from watchdesk.store.engine import open_store

HERE = Path(__file__).parent
PAGES = {
    "/gazette/vienna.html": "vienna",
    "/wire/vienna.html": "vienna",
    "/gazette/bridge.html": "bridge",
    "/gazette/bread.html": "bread",
    "/dari/vienna.html": "dari",
}


def outlets(base: str) -> tuple[Outlet, ...]:
    feeds = (
        ("gazette", "The Test Gazette", "en", "gazette.xml"),
        ("wire", "The Test Wire", "en", "wire.json"),
        ("dari", "روزنامهٔ آزمایشی", "fa", "dari.atom"),
    )
    return tuple(
        Outlet(outlet, name, language, routes=((Feed(f"{base}/{path}"),),)) for outlet, name, language, path in feeds
    )


def fill(newsroom: Newsroom, case: Path) -> None:
    for path in (case / "feeds").iterdir():
        body = path.read_text(encoding="utf-8").replace("{base}", newsroom.url)
        newsroom.pages[f"/{path.name}"] = Page(body.encode(), "application/octet-stream")
    for address, name in PAGES.items():
        title, language, text = (case / "pages" / f"{name}.txt").read_text(encoding="utf-8").split("\n", 2)
        newsroom.article(address, title, *text.strip().split("\n\n"), language=language)


@pytest.mark.parametrize("case", [path for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"])
def test_the_edition_is_exactly_the_golden_one(case: Path, tmp_path: Path) -> None:
    watchlist, _ = load_watchlist(case / "watchlist.yaml")
    with Newsroom() as newsroom:
        fill(newsroom, case)
        settings = settings_of(tmp_path, outlets=outlets(newsroom.url), watchlist=watchlist)
        desk = desk_of(settings, Clock(datetime(2026, 11, 20, 2, 30, tzinfo=UTC)), open_store("sqlite://"))
        run_round(desk)
        cut_now(desk, desk.settings.daily, desk.clock())
        hand_over(desk)
        desk.store.close()
        for form in ("md", "json"):
            text = (settings.digests / f"2026-11-20.{form}").read_text(encoding="utf-8")
            text = text.replace("http\\:", "http:").replace(newsroom.url, "{base}")  # Markdown escapes a bare address
            golden = case / f"edition.{form}"
            if os.environ.get("WATCHDESK_GOLDEN") == "write":
                golden.write_text(text, encoding="utf-8")
            assert text == golden.read_text(encoding="utf-8")
