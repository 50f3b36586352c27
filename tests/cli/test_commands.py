"""The outside contract: what each command prints and how it ends, on a newsroom of loopback."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update
from tests.newsroom import FILLER, Newsroom

from watchdesk.cli import main
from watchdesk.cli.start import opened
from watchdesk.store import hits, schema

FEEDS = "outlets:\n  - {{id: gazette, name: The Gazette, language: en, feeds: [{url}/a.xml]}}\n"
WATCHLIST = """\
actors:
  - {id: p-ahmad-massoud, name: Ahmad Massoud, type: person}
  - {id: l-panjshir, name: Panjshir, type: place}
"""
DESK = """\
timezone: Asia/Kabul
backfill: all
network: {allow_private: [127.0.0.0/8]}
digest: {formats: [md, html, txt, json]}
"""


def run(folder: Path, *words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["--config", str(folder / "config"), *words], input=text)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        now = datetime.now(UTC) - timedelta(hours=1)
        newsroom.article("/1", "A winter of talks", "Ahmad Massoud spoke on Friday.", *FILLER)
        newsroom.article("/2", "Snow in Panjshir", "Panjshir is snowed in.", *FILLER)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", now), ("/2", "Snow in Panjshir", "", now))
        yield newsroom


@pytest.fixture
def desk(tmp_path: Path, newsroom: Newsroom) -> Path:
    config = tmp_path / "config"
    config.mkdir()
    (config / "feeds.yaml").write_text(FEEDS.format(url=newsroom.url))
    (config / "watchlist.yaml").write_text(WATCHLIST)
    (config / "watchdesk.yaml").write_text(DESK)
    return tmp_path


def test_a_digest_tells_its_whole_story_as_json(desk: Path, newsroom: Newsroom) -> None:
    result = run(desk, "digest", "--json")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(said) == [
        "digest", "date", "window", "stories", "articles", "new_entries", "paths", "feeds", "problems", "deliveries",
    ]  # fmt: skip
    assert (said["stories"], said["articles"], said["new_entries"]) == (1, 1, 2)
    assert said["feeds"] == {"polled": 1, "unchanged": 0, "failed": 0, "silent": 0}
    assert set(said["paths"]) == {"md", "html", "txt", "json"}
    assert all(Path(path).is_file() for path in said["paths"].values())
    assert datetime.fromisoformat(said["window"][0]).tzinfo is not None


def test_the_edition_as_json_has_the_keys_that_scripts_rely_on(desk: Path, newsroom: Newsroom) -> None:
    said = json.loads(run(desk, "digest", "--json").stdout)
    edition = json.loads(Path(said["paths"]["json"]).read_text(encoding="utf-8"))
    assert list(edition) == ["digest", "date", "window", "stories", "coverage"]
    [article] = edition["stories"][0]["articles"]
    assert list(article) == [
        "url", "title", "outlet", "kind", "copy_of", "text_from", "published", "first_seen", "language", "actors",
        "keywords", "snippets",
    ]  # fmt: skip
    assert article["url"] == f"{newsroom.url}/1"
    assert article["text_from"] == "page"
    assert article["actors"] == ["p-ahmad-massoud"]
    [snippet] = article["snippets"]
    start, end, term = snippet["marks"][0]
    assert (snippet["text"][start:end], term) == ("Ahmad Massoud", "p-ahmad-massoud")
    assert list(edition["coverage"]) == ["outlets", "read", "failed", "silent", "no_text", "possible_gaps"]


def test_a_second_digest_finds_nothing_new_and_touches_no_file(desk: Path) -> None:
    run(desk, "digest")
    before = {path: path.stat().st_mtime_ns for path in (desk / "digests").iterdir()}
    result = run(desk, "digest", "--all", "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["digest"], said["articles"], said["paths"]) == (0, None, 0, {})
    assert said["feeds"]["unchanged"] == 1
    assert {path: path.stat().st_mtime_ns for path in (desk / "digests").iterdir()} == before


def test_a_dry_run_prints_the_edition_and_cuts_nothing(desk: Path) -> None:
    dry = run(desk, "digest", "--dry-run")
    assert "A winter of talks" in dry.stdout
    assert not (desk / "digests").exists() or not list((desk / "digests").iterdir())
    assert json.loads(run(desk, "digest", "--json").stdout)["articles"] == 1


def test_as_of_sets_the_editions_clock_and_polls_nothing(desk: Path, newsroom: Newsroom) -> None:
    run(desk, "poll")
    polls = len(newsroom.requests)
    said = json.loads(run(desk, "digest", "--as-of", "2026-01-02T03:04", "--json").stdout)
    assert said["digest"] == said["date"] == "2026-01-02"
    assert len(newsroom.requests) == polls


def test_a_time_that_is_none_is_a_usage_error(desk: Path) -> None:
    result = run(desk, "digest", "--as-of", "noon")
    assert result.exit_code == 2
    assert "2026-11-20T07:00" in result.stderr


def test_poll_says_in_one_line_what_it_did(desk: Path) -> None:
    result = run(desk, "poll", "--all")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "polled 1 feeds" in result.stdout
    assert "2 new entries" in result.stdout


def test_when_no_feed_answers_the_exit_code_is_three_and_the_reason_stands_in_status(
    desk: Path, newsroom: Newsroom
) -> None:
    del newsroom.pages["/a.xml"]
    polled = run(desk, "poll")
    assert polled.exit_code == 3
    assert "404" in polled.stderr
    status = run(desk, "status", "--json")
    said = json.loads(status.stdout)
    assert (status.exit_code, said["needs_look"]) == (3, True)
    assert "404" in said["failed"][0]["reason"]


def test_status_and_explain_name_an_article_at_which_the_matcher_failed(desk: Path, newsroom: Newsroom) -> None:
    run(desk, "poll")
    with opened(f"sqlite:///{desk / 'var' / 'watchdesk.db'}") as store, store.writing() as connection:
        connection.execute(update(schema.versions).values(matched_with=None))
        for version_id in connection.execute(select(schema.versions.c.id)).scalars().all():
            hits.note_failure(connection, version_id, "IndexError: out of range", "a-list", datetime.now(UTC))
    result = run(desk, "status")
    assert result.exit_code == 3
    assert f"could not be matched: {newsroom.url}/1 since " in result.stdout
    assert "the matcher failed (IndexError: out of range); please report this" in result.stdout
    assert "IndexError" in run(desk, "explain", f"{newsroom.url}/1").stdout
    run(desk, "poll")  # with another list
    assert run(desk, "status").exit_code == 0


def test_a_healthy_desk_ends_status_with_zero(desk: Path) -> None:
    run(desk, "digest")
    result = run(desk, "status")
    assert result.exit_code == 0
    assert "daemon: not running" in result.stdout


def test_explain_says_why_an_article_is_in_an_edition_or_not(desk: Path, newsroom: Newsroom) -> None:
    said = json.loads(run(desk, "digest", "--json").stdout)
    matched = run(desk, "explain", f"{newsroom.url}/1")
    assert f"in edition {said['digest']}" in matched.stdout
    assert "Ahmad Massoud" in matched.stdout
    evidence = run(desk, "explain", f"{newsroom.url}/2")
    assert "evidence and never a reason" in evidence.stdout


def test_explain_shows_what_was_considered_and_refused(desk: Path, newsroom: Newsroom) -> None:
    newsroom.article("/1", "A winter of talks", "Ahmad Massoud spoke. Massoud Pezeshkian did not.", *FILLER)
    run(desk, "digest")
    said = run(desk, "explain", f"{newsroom.url}/1").stdout
    assert "considered text:" in said
    refused = json.loads(run(desk, "explain", f"{newsroom.url}/1", "--json").stdout)["rejected"]
    assert [one["surface"] for one in refused] == ["Massoud"]
    assert refused[0]["reason"]


def test_explain_of_an_unknown_article_ends_with_one(desk: Path) -> None:
    result = run(desk, "explain", "https://nowhere.test/")
    assert result.exit_code == 1
    assert "no article of the archive" in result.stderr


def test_match_prints_one_object_a_mention_with_true_offsets(desk: Path, tmp_path: Path) -> None:
    text = "\r\nIn Panjshir, Ahmad Massoud’s men … احمد\r\n"
    (tmp_path / "note.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    result = run(desk, "match", str(tmp_path / "note.txt"), "--json")
    mentions = [json.loads(line) for line in result.stdout.splitlines()]
    assert [mention["surface"] for mention in mentions] == ["Panjshir", "Ahmad Massoud"]
    assert list(mentions[0]) == ["doc", "start", "end", "surface", "actor", "type", "how", "confidence", "rule"]
    assert {mention["doc"] for mention in mentions} == {"note"}
    assert all(text[mention["start"] : mention["end"]] == mention["surface"] for mention in mentions)


def test_match_reads_stdin_and_a_list_of_its_own_without_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("actors:\n  - {id: o-x, name: The Blue Guild, type: org}\n")
    words = ["match", "-", "--watchlist", str(tmp_path / "list.yaml"), "--json"]
    result = CliRunner().invoke(main, words, input="They met The Blue Guild.")
    assert json.loads(result.stdout)["actor"] == "o-x"
    assert json.loads(result.stdout)["doc"] == "-"


def test_match_of_a_page_reads_its_article(desk: Path, newsroom: Newsroom, tmp_path: Path) -> None:
    by_url = run(desk, "match", "--url", f"{newsroom.url}/1", "--json")
    assert json.loads(by_url.stdout)["doc"] == f"{newsroom.url}/1"
    (tmp_path / "page.html").write_bytes(newsroom.pages["/1"].body)
    by_file = run(desk, "match", "--html", str(tmp_path / "page.html"), "--json")
    assert json.loads(by_file.stdout)["surface"] == "Ahmad Massoud"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_matched(desk: Path) -> None:
    (desk / "note.txt").write_text("Ahmad Massoud spoke.")
    result = run(desk, "match", str(desk / "missing.txt"), str(desk / "note.txt"))
    assert result.exit_code == 1
    assert "Ahmad Massoud" in result.stdout
    assert "missing.txt cannot be read: no such file" in result.stderr


@pytest.mark.parametrize("command", ["digest", "poll", "status", "check", "run", "deliver"])
def test_without_a_configuration_each_command_names_init(command: str, tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    process = subprocess.run(
        [sys.executable, "-m", "watchdesk", command],
        check=False, cwd=tmp_path, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert process.returncode == 2
    assert "watchdesk init" in process.stderr


def test_a_newcomer_gets_from_an_empty_folder_to_an_edition(tmp_path: Path, newsroom: Newsroom) -> None:
    desk = tmp_path / "desk"
    assert CliRunner().invoke(main, ["init", str(desk)]).exit_code == 0
    assert (desk / "digests").is_dir()
    assert run(desk, "check").exit_code == 0
    (desk / "config" / "feeds.yaml").write_text(FEEDS.format(url=newsroom.url))
    (desk / "config" / "watchlist.yaml").write_text(WATCHLIST)
    with (desk / "config" / "watchdesk.yaml").open("a") as file:
        file.write("\nnetwork: {allow_private: [127.0.0.0/8]}\n")
    assert run(desk, "check").exit_code == 0
    assert json.loads(run(desk, "digest", "--json").stdout)["articles"] == 1


def test_init_never_overwrites(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path)])
    (tmp_path / "config" / "feeds.yaml").write_text("outlets: []  # mine\n")
    result = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert result.exit_code == 0
    assert "kept" in result.stdout
    assert (tmp_path / "config" / "feeds.yaml").read_text() == "outlets: []  # mine\n"


def test_check_names_every_problem_with_its_place_and_ends_with_two(desk: Path) -> None:
    (desk / "config" / "watchdesk.yaml").write_text("timezone: Asia/Kabool\n")
    (desk / "config" / "watchlist.yaml").write_text("actors:\n  - {id: x, nmae: Y, type: person}\n")
    result = run(desk, "check")
    assert result.exit_code == 2
    assert "watchdesk.yaml:1:" in result.stdout
    assert "Asia/Kabul" in result.stdout
    assert "watchlist.yaml:2:" in result.stdout
    stopped = run(desk, "digest")
    assert stopped.exit_code == 2
    assert not (desk / "var").exists()


def test_resend_of_an_unknown_edition_ends_with_one(desk: Path) -> None:
    with (desk / "config" / "watchdesk.yaml").open("a") as file:
        file.write("mail: {host: 127.0.0.1, security: none, from: desk@example.org, to: [a@example.org]}\n")
    result = run(desk, "digest", "--resend", "1999-01-01")
    assert result.exit_code == 1
    assert "1999-01-01" in result.stderr


def test_resend_of_an_edition_that_nobody_gets_asks_for_an_address(desk: Path) -> None:
    said = json.loads(run(desk, "digest", "--json").stdout)
    mail = "{host: 127.0.0.1, security: none, from: desk@example.org, to: [{address: a@example.org, schedule: weekly}]}"
    weekly = DESK.replace("formats: [md, html, txt, json]", "schedules: [{id: weekly, at: '07:00'}]")
    (desk / "config" / "watchdesk.yaml").write_text(f"{weekly}mail: {mail}\n")
    result = run(desk, "digest", "--resend", said["digest"])
    assert result.exit_code == 2
    assert "--to" in result.stderr


def test_an_editions_own_clock_hides_nothing_from_the_next_one(desk: Path, newsroom: Newsroom) -> None:
    run(desk, "poll")
    run(desk, "digest", "--as-of", "2099-01-02T03:04")
    newsroom.article("/3", "A spring of talks", "Ahmad Massoud spoke in spring.", *FILLER)
    newsroom.feed("/a.xml", ("/3", "A spring of talks", "", datetime.now(UTC)))
    said = json.loads(run(desk, "digest", "--all", "--json").stdout)
    assert said["new_entries"] == 1
    assert json.loads(run(desk, "status", "--json").stdout)["last_edition"] == said["digest"]


def test_an_edition_that_could_not_be_written_is_told_and_its_files_come_with_the_next_run(desk: Path) -> None:
    (desk / "digests").write_text("a file where the folder should be")
    failed = run(desk, "digest", "--json")
    said = json.loads(failed.stdout)
    assert (failed.exit_code, said["paths"]) == (1, {})
    assert "digests" in failed.stderr
    (desk / "digests").unlink()
    mended = run(desk, "digest", "--json")
    paths = json.loads(mended.stdout)["paths"]
    assert mended.exit_code == 0
    assert sorted(paths) == [f"{said['digest']}.{form}" for form in ("html", "json", "md", "txt")]
    assert all(Path(path).is_file() for path in paths.values())


def test_the_help_imports_no_command(tmp_path: Path) -> None:
    code = (
        "import sys, watchdesk.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    )
    process = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "digest" in process.stdout
    assert not {"sqlalchemy", "pydantic", "httpx", "trafilatura"} & set(process.stdout.split("'"))
