"""``watchlist add`` and ``watchlist ignore`` as a user meets them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.newsroom import FILLER, Newsroom

from watchdesk.cli import main
from watchdesk.config import load_watchlist

LIST = """\
# Our list.
actors:
  - {id: p-noor, name: Ata Mohammad Noor, type: person}   # usage
  - {id: o-nrf, name: National Resistance Front, type: org, acronyms: [NRF]}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "watchlist.yaml").write_text(LIST)
    (folder / "watchdesk.yaml").write_text("timezone: Asia/Kabul\n")
    return folder


@pytest.fixture
def run(config: Path):
    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, ["--config", str(config), "watchlist", *words])

    return invoke


def test_a_name_is_put_behind_the_others_in_their_way_of_writing(run, config: Path) -> None:
    result = run("add", "Sima Example", "--type", "person", "--alias", "S. Example: editor")
    path = config / "watchlist.yaml"
    assert result.stdout == f"added p-sima-example: person Sima Example ({path}:5)\n"
    added = "  - {id: p-sima-example, name: Sima Example, type: person, aliases: ['S. Example: editor']}\n"
    assert path.read_text() == LIST + added


def test_an_alias_is_put_to_its_actor(run, config: Path) -> None:
    result = run("add", "Ustad Ata", "--to", "p-noor", "--json")
    said = {"id": "p-noor", "aliases": ["Ustad Ata"], "file": str(config / "watchlist.yaml"), "line": 3}
    assert json.loads(result.stdout) == said
    changed = LIST.replace("person}   #", "person, aliases: [Ustad Ata]}   #")
    assert (config / "watchlist.yaml").read_text() == changed


@pytest.mark.parametrize("name", ["Atta Muhammad Nur", "NRF", "عطا محمد نور"])
def test_a_name_that_the_list_finds_already_is_refused_with_the_entry_that_does(run, config: Path, name: str) -> None:
    result = run("add", name, "--type", "person")
    assert result.exit_code == 1
    assert "is found already, by " in result.stderr
    assert f"{config / 'watchlist.yaml'}:" in result.stderr
    assert (config / "watchlist.yaml").read_text() == LIST
    assert run("add", name, "--type", "person", "--force").exit_code == 0


def test_without_a_type_and_without_an_archive_the_type_is_asked_for(run, config: Path) -> None:
    result = run("add", "Sima Example")
    assert result.exit_code == 2
    assert "--type person, org or place" in result.stderr
    assert not (config.parent / "var").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "A Name", "--to", "p-nobody"), 1, "no actor of the watchlist has the id p-nobody"),
        (("add", "A Name", "--to", "p-noor", "--type", "person"), 2, "leave out --id and --type"),
        (("add", "A Name", "--type", "person", "--id", "p-noor"), 2, "the id `p-noor` stands on line 3 already"),
        (("add", " ", "--type", "person"), 2, "a name is empty"),
        (("add", "A\nB", "--type", "person"), 2, "a line break"),
        (("ignore", ""), 2, "this is empty"),
    ],
)
def test_what_cannot_be_added_leaves_the_file_as_it_was(
    run, config: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert said in result.stderr
    assert (config / "watchlist.yaml").read_text() == LIST


def test_a_name_is_silenced_once_and_matching_stays_as_it_is(run, config: Path) -> None:
    path = config / "watchlist.yaml"
    before, _ = load_watchlist(path)
    assert run("ignore", "Kabul Times", "no", "kabul  times").exit_code == 0
    assert path.read_text() == LIST + "\nignore:\n  - Kabul Times\n  - 'no'\n"
    again = run("ignore", "KABUL TIMES", "--json")
    said = {"name": "KABUL TIMES", "file": str(path), "line": 7, "written": False}
    assert json.loads(again.stdout) == [said]
    after, _ = load_watchlist(path)
    assert after.ignored == ("Kabul Times", "no")
    assert after.hash == before.hash


def test_a_desk_without_a_list_gets_one(run, config: Path) -> None:
    (config / "watchlist.yaml").unlink()
    assert run("add", "Sima Example", "--type", "person").exit_code == 0
    assert load_watchlist(config / "watchlist.yaml")[0].actors[0].id == "p-sima-example"


TOLD = (
    "Commander Fawad Daryabi met Ata Mohammad Noor on Friday, people at the talks said.",
    "On Monday Ata Mohammad Noor thanked Commander Fawad Daryabi for the winter coats.",
    "Nobody but Commander Fawad Daryabi came with Ata Mohammad Noor to the old bridge.",
)


@pytest.fixture
def suggested(config: Path, run):
    """A desk that has read of a name in three articles, and proposes it."""
    (config / "watchdesk.yaml").write_text("backfill: all\nnetwork: {allow_private: [127.0.0.0/8]}\n")
    with Newsroom() as newsroom:
        for number, told in enumerate(TOLD):
            newsroom.article(f"/{number}", f"Report {number}", told, *FILLER)
        now = datetime.now(UTC) - timedelta(hours=1)
        newsroom.feed("/a.xml", *((f"/{number}", f"Report {number}", "", now) for number in range(len(TOLD))))
        outlet = f"{{id: gazette, name: The Gazette, language: en, feeds: [{newsroom.url}/a.xml]}}"
        (config / "feeds.yaml").write_text(f"outlets:\n  - {outlet}\n")
        assert CliRunner().invoke(main, ["--config", str(config), "poll"]).exit_code == 0

    def names() -> list[str]:
        return [new["name"] for new in json.loads(run("suggest", "--json").stdout)]

    assert names() == ["Fawad Daryabi"]
    return names


def test_a_suggested_name_is_taken_over_with_the_type_that_the_archive_shows(run, suggested) -> None:
    assert run("add", "Fawad Daryabi").stdout.startswith("added p-fawad-daryabi: person Fawad Daryabi (")
    assert suggested() == []


def test_a_suggested_name_that_is_ignored_is_suggested_no_more(run, suggested) -> None:
    assert run("ignore", "Fawad Daryabi").exit_code == 0
    assert suggested() == []


def test_nothing_is_ignored_in_a_list_that_is_wrong(run, config: Path) -> None:
    wrong = LIST + "keywords: [{id: k, query: '(war'}]\n"
    (config / "watchlist.yaml").write_text(wrong)
    result = run("ignore", "Zed")
    assert result.exit_code == 2
    assert "a bracket that is never closed" in result.stderr
    assert (config / "watchlist.yaml").read_text() == wrong
