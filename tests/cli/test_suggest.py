"""``watchdesk watchlist suggest`` on a desk whose newsroom tells of a name that is on no list."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.newsroom import FILLER, Newsroom

from watchdesk.cli import main

TOLD = (
    "Commander Fawad Daryabi met Ahmad Massoud on Friday, people at the talks said.",
    "On Monday Ahmad Massoud thanked Commander Fawad Daryabi for the winter coats.",
    "Nobody but Commander Fawad Daryabi came with Ahmad Massoud to the old bridge.",
)


@pytest.fixture
def run(tmp_path: Path) -> Iterator:
    config = tmp_path / "config"
    config.mkdir()
    (config / "watchlist.yaml").write_text("actors:\n  - {id: p-massoud, name: Ahmad Massoud, type: person}\n")
    (config / "watchdesk.yaml").write_text("backfill: all\nnetwork: {allow_private: [127.0.0.0/8]}\n")
    now = datetime.now(UTC) - timedelta(hours=1)
    with Newsroom() as newsroom:
        for number, told in enumerate(TOLD):
            newsroom.article(f"/{number}", f"Report {number}", told, *FILLER)
        newsroom.feed("/a.xml", *((f"/{number}", f"Report {number}", "", now) for number in range(3)))
        outlet = f"{{id: gazette, name: The Gazette, language: en, feeds: [{newsroom.url}/a.xml]}}"
        (config / "feeds.yaml").write_text(f"outlets:\n  - {outlet}\n")

        def invoke(*words: str) -> Result:
            return CliRunner().invoke(main, ["--config", str(config), *words])

        yield invoke


def test_suggest_says_who_stands_near_whom_and_what_can_be_done(run) -> None:
    assert run("poll").exit_code == 0
    result = run("watchlist", "suggest")
    assert result.exit_code == 0
    assert "- Fawad Daryabi (person): 3 articles from 1 outlet, near Ahmad Massoud" in result.stdout
    assert 'watchdesk watchlist add "NAME"' in result.stdout


def test_suggest_gives_json_and_looks_back_as_far_as_asked(run) -> None:
    run("poll")
    (new,) = json.loads(run("watchlist", "suggest", "--since", "2h", "--json").stdout)
    assert (new["name"], new["articles"], new["actors"]) == ("Fawad Daryabi", 3, ["p-massoud"])
    time.sleep(1)
    assert json.loads(run("watchlist", "suggest", "--since", "1s", "--json").stdout) == []


def test_suggest_says_so_where_there_is_nothing_to_propose(run) -> None:
    assert "no unknown name" in run("watchlist", "suggest").stdout


def test_a_time_that_is_none_is_refused_with_the_way_to_write_it(run) -> None:
    result = run("watchlist", "suggest", "--since", "soon")
    assert result.exit_code == 2
    assert "such as 30m" in result.stderr
