import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from watchdesk.cli import main
from watchdesk.config import load_watchlist

ONE = """\
By: Nadia Sorush

The Zaristan Unity Front (ZUF), led by Latif Sarwari, holds Tangdara province. Commander Karim: “Yes” & 'no' [#1].
Mohammad Aref Karimi, a lawmaker, spoke of a spring congress. ZUF fighters left Tangdara.
"""
TWO = """\
Mohammad Arif Karimi wants the spring congress. Latif Sarwari, who leads the Zaristan Unity Front, does not.
جنرال کریم رحیمی در ولایت غور گفت که صلح می‌آید.
"""
LIST = """\
# who is watched
actors:
  # the front
  - {id: o-front, name: Zaristan Unity Front, type: org}   # kept
  - id: p-sarwari
    name: "Latif Sarwari"
    type: person
ignore: [Tangdara]
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["seed", *map(str, words)])


def test_seed_prints_a_list_that_loads_with_its_evidence_as_comments(corpus: Path, tmp_path: Path) -> None:
    result = run(corpus)
    assert result.exit_code == 0, result.output
    proposed = tmp_path / "watchlist.yaml"
    proposed.write_text(result.stdout, encoding="utf-8")
    watchlist, _ = load_watchlist(proposed)
    front = next(actor for actor in watchlist.actors if actor.id == "o-zuf")
    assert (front.name, front.acronyms, front.type) == ("Zaristan Unity Front", ("ZUF",), "org")
    assert "# 4 times, in 2 texts\n" in result.stdout
    lines = result.stdout.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("  - id: "):
            assert lines[number - 1].startswith("  # > ")


def test_makers_of_the_texts_are_entries_of_their_own_that_bring_nothing(corpus: Path, tmp_path: Path) -> None:
    proposed = tmp_path / "watchlist.yaml"
    proposed.write_text(run(corpus).stdout, encoding="utf-8")
    (maker,) = [actor for actor in load_watchlist(proposed)[0].actors if actor.role == "byline"]
    assert (maker.name, maker.counts) == ("Nadia Sorush", False)


def test_seed_tells_the_same_as_json(corpus: Path) -> None:
    said = json.loads(run(corpus, "--json").stdout)
    assert list(said) == ["actors", "keywords"]
    assert all(
        list(actor) == ["name", "type", "aliases", "acronyms", "mentions", "documents", "role", "evidence"]
        for actor in said["actors"]
    )
    assert {actor["role"] for actor in said["actors"]} == {"actor", "byline"}
    (karimi,) = [actor for actor in said["actors"] if actor["name"].endswith("Karimi")]
    assert (karimi["mentions"], karimi["documents"], len(karimi["evidence"])) == (2, 2, 2)
    assert {"query": '"spring congress"', "mentions": 2}.items() <= said["keywords"][0].items()


def test_merge_adds_what_is_new_and_keeps_the_comments_and_order_of_the_list(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(LIST, encoding="utf-8")
    result = run(corpus, "--merge", own)
    assert result.exit_code == 0, result.output
    text = own.read_text("utf-8")
    kept = LIST.replace("type: org}", "type: org, acronyms: [ZUF]}")
    assert text.startswith(kept.partition("ignore:")[0])
    assert text.endswith("ignore: [Tangdara]\n") or "\nignore: [Tangdara]\n" in text
    assert "added to o-front: ZUF" in result.stdout
    watchlist, _ = load_watchlist(own)
    names = [actor.name for actor in watchlist.actors]
    assert names[:2] == ["Zaristan Unity Front", "Latif Sarwari"]
    assert names.count("Zaristan Unity Front") == names.count("Latif Sarwari") == 1
    assert any(name.endswith("Karimi") for name in names)
    assert "Tangdara" not in names
    assert "added " in result.stdout
    assert "> Mohammad Ar" in text


def test_what_was_merged_is_not_new_a_second_time(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(LIST, encoding="utf-8")
    run(corpus, "--merge", own)
    once = own.read_text("utf-8")
    result = run(corpus, "--merge", own)
    assert "nothing is new" in result.stdout
    assert own.read_text("utf-8") == once


def test_merge_begins_a_list_that_is_not_there(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "new.yaml"
    assert run(corpus, "--merge", own).exit_code == 0
    assert any(actor.id == "o-zuf" for actor in load_watchlist(own)[0].actors)


def test_a_list_that_is_wrong_is_left_untouched(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("actors:\n  - {id: x, name: X, type: ship}\n", encoding="utf-8")
    before = own.read_bytes()
    result = run(corpus, "--merge", own)
    assert result.exit_code == 2
    assert own.read_bytes() == before


def test_a_corpus_without_a_single_name_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nothing that is anybody's name.")
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no name was found in 1 text" in result.stderr


def test_a_corpus_without_a_text_says_so_and_names_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00" * 100)
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"passed over: {tmp_path / 'a.txt'} is binary data" in result.stderr
    assert "no text could be read" in result.stderr
