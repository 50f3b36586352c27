"""``watchdesk replay`` as a user calls it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.newsroom import FILLER, Newsroom

from watchdesk.cli import main

LIST = "actors:\n  - {id: p-ahmad-massoud, name: Ahmad Massoud, type: person}\n"
EDITED = """\
actors:
  - {id: p-pedram, name: Latif Pedram, type: person}
keywords:
  - {id: road, query: 'road AND snow'}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A desk that has read two articles, of which an edition holds one."""
    config = tmp_path / "config"
    config.mkdir()
    with Newsroom() as newsroom:
        now = datetime.now(UTC) - timedelta(hours=1)
        newsroom.article("/1", "A winter of talks", "Ahmad Massoud spoke on Friday.", *FILLER)
        newsroom.article("/2", "Another speech", "Latif Pedram spoke on Saturday.", FILLER[0], FILLER[2])
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", now), ("/2", "Another speech", "", now))
        (config / "feeds.yaml").write_text(
            f"outlets:\n  - {{id: gazette, name: The Gazette, language: en, feeds: [{newsroom.url}/a.xml]}}\n"
        )
        (config / "watchlist.yaml").write_text(LIST)
        (config / "watchdesk.yaml").write_text("backfill: all\nnetwork: {allow_private: [127.0.0.0/8]}\n")
        (tmp_path / "new.yaml").write_text(EDITED)
        assert CliRunner().invoke(main, ["--config", str(config), "digest"]).exit_code == 0
        yield tmp_path


@pytest.fixture
def replay(folder: Path) -> Callable[..., Result]:
    def replay(*words: str, watchlist: str = "new.yaml") -> Result:
        words = ("--config", str(folder / "config"), "replay", "--watchlist", str(folder / watchlist), *words)
        return CliRunner().invoke(main, list(words))

    return replay


def test_a_replay_can_be_read_by_a_person(replay) -> None:
    result = replay("--since", "30d")
    assert result.exit_code == 0
    said = result.stdout.splitlines()
    assert said[0].startswith("2 articles since ")
    assert said[0].endswith("+2 hits, −1; 0 stay")
    assert "Latif Pedram (p-pedram): +1" in said
    assert "  + Latif Pedram spoke on Saturday." in said
    assert "Ahmad Massoud (p-ahmad-massoud): −1" in said
    assert "  − Ahmad Massoud spoke on Friday." in said
    assert any("The Gazette  http://" in line for line in said)
    assert "1 article in no edition, and would have been in one (1 would be in the next):" in said


def test_a_replay_can_be_read_by_a_script(replay) -> None:
    said = json.loads(replay("--json").stdout)
    assert list(said) == ["since", "same", "articles", "without_text", "unmatched", "hits", "terms", "enters", "leaves"]
    assert said["hits"] == {"gained": 2, "lost": 1, "stay": 0}
    assert sorted(term["term"] for term in said["terms"]) == ["p-ahmad-massoud", "p-pedram", "road"]
    assert [(article["title"], article["next"]) for article in said["enters"]] == [("Another speech", True)]


def test_a_replay_changes_nothing_in_the_store(folder: Path, replay) -> None:
    before = dump(folder)
    assert replay().exit_code == 0
    assert dump(folder) == before


def dump(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "var" / "watchdesk.db") as connection:
        found = list(connection.iterdump())
    connection.close()
    return found


def test_the_list_in_force_is_known_as_itself(replay) -> None:
    result = replay(watchlist="config/watchlist.yaml")
    assert result.exit_code == 0
    assert "says what the list in force says" in result.stdout
    assert json.loads(replay("--json", watchlist="config/watchlist.yaml").stdout)["same"] is True


def test_a_wrong_list_is_refused_with_its_place(folder: Path, replay) -> None:
    (folder / "new.yaml").write_text("actors:\n  - {id: p, name: Latif Pedram, type: perso}\n")
    result = replay()
    assert result.exit_code == 2
    assert "new.yaml:2:" in result.stderr
    assert result.stdout == ""
    missing = replay(watchlist="nowhere.yaml")
    assert missing.exit_code == 2
    assert "nowhere.yaml" in missing.stderr


@pytest.mark.parametrize("said", ["30", "0d", "yesterday", "3 d"])
def test_a_time_that_is_none_is_a_usage_error_that_says_what_is_allowed(replay, said: str) -> None:
    result = replay("--since", said)
    assert result.exit_code == 2
    assert "write" in result.stderr
