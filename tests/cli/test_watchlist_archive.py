"""``watchlist lint`` and ``show`` with and without an archive."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from watchdesk.cli import main
from watchdesk.config import load_watchlist
from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Document, Entry, Feed, Outlet
from watchdesk.store import archive, articles, entries, feeds, hits
from watchdesk.store.articles import Reading
from watchdesk.store.engine import open_store
from watchdesk.store.entries import Kept, Origin

LIST = """\
actors:
  - {id: p-noor, name: Ata Mohammad Noor, type: person, aliases: [Atta Muhammad Nur, Teacher of Balkh]}
  - {id: o-front, name: Free Front, type: org, aliases: [Front of the Free], exclude: [Free Front of Sudan]}
keywords:
  - {id: talks, query: 'talks AND Balkh'}
"""
OUTLET = Outlet("gazette", "Gazette", "en", routes=((Feed("http://feeds.test/a"),),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "watchlist.yaml").write_text(LIST)
    outlets = "outlets:\n  - {id: gazette, name: Gazette, language: ru, tags: [a], feeds: [http://feeds.test/a]}\n"
    (tmp_path / "config" / "feeds.yaml").write_text(outlets)
    (tmp_path / "config" / "watchdesk.yaml").write_text("store: sqlite:///desk.db\n")
    return tmp_path


@pytest.fixture
def run(folder: Path):
    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, ["--config", str(folder / "config"), "watchlist", *words])

    return invoke


def keep(folder: Path, days: int, *texts: str) -> None:
    """Texts in the archive, first seen so many days ago and matched with the list."""
    watchlist, _ = load_watchlist(folder / "config" / "watchlist.yaml")
    matcher, at = compile_watchlist(watchlist), datetime.now(UTC) - timedelta(days=days)
    store = open_store(f"sqlite:///{folder / 'desk.db'}")
    with store.writing() as connection:
        state = feeds.enlist(connection, [OUTLET])["http://feeds.test/a"]
        for number, text in enumerate(texts):
            link = f"http://a.test/{days}/{number}"
            kept = Kept(Entry(key=link, url=link, title="Told"), link, "print", is_baseline=False)
            entries.add_entry(connection, Origin(state.id, "gazette", wants_page=True), kept, at)
            dossier = archive.dossier(connection, link, None)
            assert dossier is not None
            articles.add_version(connection, dossier.id, 1, Reading("News", text, "en", "page"), at)
        for version_id in hits.unmatched(connection, 1000):
            hits.save_matches(connection, version_id, matcher.match(Document(texts[0], "News")), watchlist.hash)
    store.close()


def test_lint_makes_no_archive_and_says_that_there_is_none(run, folder: Path) -> None:
    result = run("lint")
    assert result.exit_code == 0
    assert "no archive yet" in result.stdout
    assert not (folder / "desk.db").exists()


def test_lint_names_what_may_go_and_what_is_missing_with_its_place(run, folder: Path) -> None:
    path = folder / "config" / "watchlist.yaml"
    lines = run("lint").stdout.splitlines()
    assert f"{path}:2:67: note: Atta Muhammad Nur is found through Ata Mohammad Noor already: it may go" in lines
    assert [line for line in lines if line.startswith(f"{path}:3:25: note: Free Front has no form in Cyrillic script")]
    assert lines[-2] == f"{path}: 2 actors, 1 keywords, nothing doubtful"


def test_lint_tells_from_an_old_archive_which_forms_found_nothing(run, folder: Path) -> None:
    keep(folder, 100, "Ata Mohammad Noor spoke.")
    keep(folder, 1, "Ata Mohammad Noor spoke of the Free Front.")
    kinds = {one["message"]: one["kind"] for one in json.loads(run("lint", "--json").stdout)}
    unused = [message for message, kind in kinds.items() if kind == "unused"]
    assert unused == [
        "Atta Muhammad Nur was not found in the last 90 days",
        "Teacher of Balkh was not found in the last 90 days",
        "Front of the Free was not found in the last 90 days",
        "talks was not found in the last 90 days",
    ]


def test_lint_prints_the_first_of_each_kind_and_all_on_request(run, folder: Path) -> None:
    keep(folder, 100, "Nobody was there.")
    keep(folder, 1, "Ata Mohammad Noor spoke of the Free Front.")
    assert run("lint").stdout.count("was not found") == 3
    assert "4 in all never found" in run("lint").stdout
    assert run("lint", "--all").stdout.count("was not found") == 4


def test_lint_doubts_an_alias_on_which_nearly_all_hits_rest(run, folder: Path) -> None:
    keep(folder, 1, *["The Front of the Free met."] * 30)
    shown = run("lint").stdout
    assert "warning: of 30 articles with o-front 30 rest on Front of the Free alone: it may be too wide" in shown
    assert "warning: of 30 articles that count 30 rest on Free Front alone" in shown


def test_lint_judges_a_list_although_another_file_of_the_configuration_is_wrong(run, folder: Path) -> None:
    (folder / "config" / "feeds.yaml").write_text("outlets: [")
    result = run("lint")
    assert result.exit_code == 0
    assert "it may go" in result.stdout


def test_show_of_an_actor_prints_examples_and_what_is_not_meant(run) -> None:
    lines = [line.strip() for line in run("show", "p-noor").stdout.splitlines()]
    assert "found too:" in lines
    assert "[Ata Mohammad Noor]’s  (possessive)" in lines
    assert "not taken for it:" in lines
    assert "Free Front of Sudan  (excluded)" in run("show", "o-front").stdout


def test_show_of_a_keyword_reads_its_query_back(run) -> None:
    shown = run("show", "talks").stdout
    assert "reads: “talks”, and “Balkh”" in shown
    assert "Balkh  (without “talks”)" in shown


def test_show_prints_the_last_sentences_of_the_archive(run, folder: Path) -> None:
    keep(folder, 2, "Rain fell. Ata Mohammad Noor spoke. Snow fell.")
    shown = run("show", "p-noor").stdout
    assert "last in the archive:" in shown
    assert "gazette: [Ata Mohammad Noor] spoke.  http://a.test/2/0" in shown
    (entry,) = json.loads(run("show", "p-noor", "--json").stdout)
    assert entry["archive"][0]["snippet"]["text"] == "Ata Mohammad Noor spoke."
    assert entry["examples"][0]["is_found"] is True
