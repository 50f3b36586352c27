"""``watchdesk feeds`` as a user meets it: offline, and true to the bytes of feeds.yaml."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from watchdesk.cli import main

FEEDS = """\
outlets:
  # --- at home ---
  - id: gazette        # since spring
    name: The Gazette
    language: en
    feeds:
      - https://gazette.example/feed/   # whole texts
      - {routes: [https://gazette.example/b, {url: https://gazette.example/c, kind: page}]}
  # the wire
  - {id: wire, name: Wire, language: fa-AF, tags: [agency], feeds: [https://wire.example/rss]}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "feeds.yaml").write_text(FEEDS)
    return folder


@pytest.fixture
def run(config: Path):
    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, ["--config", str(config), "feeds", *words])

    return invoke


def test_the_list_shows_every_outlet_with_its_addresses(run) -> None:
    assert "wire: Wire (fa-AF) [agency]\n  https://wire.example/rss\n" in run("list").stdout
    [gazette, wire] = json.loads(run("list", "--json").stdout)
    assert gazette["feeds"] == [f"https://gazette.example/{path}" for path in ("feed/", "b", "c")]
    assert wire == {
        "id": "wire", "name": "Wire", "language": "fa-AF", "tags": ["agency"], "feeds": ["https://wire.example/rss"],
    }  # fmt: skip


def test_a_feed_is_added_as_an_outlet_of_its_own(run, config: Path) -> None:
    result = run("add", "https://www.daily-news.example/rss?a=1,2", "--tag", "agency", "--json")
    url = "https://www.daily-news.example/rss?a=1,2"
    path = config / "feeds.yaml"
    assert json.loads(result.stdout) == {
        "outlet": "daily-news", "url": url, "written": True, "file": str(path), "line": 11,
    }  # fmt: skip
    new = "{id: daily-news, name: daily-news.example, language: und, tags: [agency], "
    assert path.read_text() == f"{FEEDS}  - {new}feeds: ['{url}']}}\n"


def test_a_feed_is_added_to_an_outlet_that_is_there(run, config: Path) -> None:
    result = run("add", "https://gazette.example/d", "--to", "gazette")
    path = config / "feeds.yaml"
    assert result.stdout == f"added to gazette: https://gazette.example/d ({path}:9)\n"
    assert path.read_text() == FEEDS.replace("  # the wire", "      - https://gazette.example/d\n  # the wire")


@pytest.mark.parametrize(
    "url", ["https://gazette.example/feed", "http://GAZETTE.example/c", "https://wire.example/rss"]
)
def test_an_address_that_is_there_is_said_and_changes_nothing(run, config: Path, url: str) -> None:
    result = run("add", url)
    assert result.exit_code == 0
    assert result.stdout.startswith("already a feed of ")
    assert (config / "feeds.yaml").read_text() == FEEDS


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "gazette.example/rss"), 2, "write https://gazette.example/rss"),
        (("add", "https://a:b@gazette.example/rss"), 2, "a user name or password"),
        (("add", "https://new.example/rss", "--to", "nobody"), 1, "no outlet has the id nobody"),
        (("add", "https://new.example/rss", "--to", "wire", "--name", "New"), 2, "leave out --id, --name"),
        (("add", "https://new.example/rss", "--id", "wire"), 2, "the outlet `wire` stands on line 10 already"),
        (("remove", "https://new.example/rss"), 1, "no feed the address https://new.example/rss"),
    ],
)
def test_what_cannot_be_done_leaves_the_file_as_it_was(
    run, config: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert said in result.stderr
    assert (config / "feeds.yaml").read_text() == FEEDS


def test_what_looks_like_a_home_page_is_added_with_a_warning(run) -> None:
    result = run("add", "https://new.example/")
    assert result.exit_code == 0
    assert "looks like a home page" in result.stderr


def test_an_outlet_is_removed_with_the_comment_above_it(run, config: Path) -> None:
    assert "removed the outlet wire" in run("remove", "wire").stdout
    assert (config / "feeds.yaml").read_text() == FEEDS[: FEEDS.index("  # the wire")]


def test_a_feed_or_one_of_its_alternatives_is_removed_by_its_address(run, config: Path) -> None:
    path = config / "feeds.yaml"
    run("remove", "https://gazette.example/b")
    run("remove", "https://gazette.example/feed")
    left = FEEDS.replace("https://gazette.example/b, ", "")
    assert path.read_text() == left.replace("      - https://gazette.example/feed/   # whole texts\n", "")


def test_with_its_last_feed_an_outlet_goes_and_that_is_said(run, config: Path) -> None:
    assert json.loads(run("remove", "https://wire.example/rss", "--json").stdout) == {
        "file": str(config / "feeds.yaml"), "outlet": "wire", "url": "https://wire.example/rss", "outlet_removed": True,
    }  # fmt: skip
    run("remove", "https://gazette.example/feed/")
    run("remove", "https://gazette.example/b")
    result = run("remove", "https://gazette.example/c")
    assert "the last feed of gazette" in result.stdout
    assert (config / "feeds.yaml").read_text() == "outlets:\n  # --- at home ---\n"


def test_a_desk_without_feeds_gets_its_first(run, config: Path) -> None:
    (config / "feeds.yaml").unlink()
    (config / "watchlist.yaml").write_text("actors: []\n")
    assert run("add", "https://new.example/rss", "--language", "en", "--name", "The News").exit_code == 0
    assert run("list").stdout == "the-news: The News (en)\n  https://new.example/rss\n"
