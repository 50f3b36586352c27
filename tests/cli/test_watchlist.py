import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from watchdesk.cli import main

LIST = """\
actors:
  - {id: p-noor, name: Ata Mohammad Noor, type: person, aliases: [Atta Mohammad Noor]}
  - {id: o-nrf, name: National Resistance Front, type: org, acronyms: [NRF]}
  - {id: l-kabul, name: Kabul, type: place}
keywords:
  - {id: talks, query: '"unity talks" OR federal*'}
"""


@pytest.fixture
def run(tmp_path: Path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "watchlist.yaml").write_text(LIST)
    (tmp_path / "config" / "feeds.yaml").write_text("outlets: []\n")

    def invoke(*words: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["--config", str(tmp_path / "config"), "watchlist", *words], input=text)

    return invoke


def test_two_spellings_of_a_name_are_the_same_and_the_answer_says_why(run) -> None:
    result = run("same-name", "Ata Mohammad Noor", "Atta Muhammad Nur", "--json")
    said = json.loads(result.stdout)
    assert list(said) == ["a", "b", "same", "why"]
    assert said["same"] is True
    assert said["why"]
    assert result.exit_code == 0


def test_pairs_from_stdin_are_answered_line_by_line_in_their_order(run) -> None:
    pairs = "احمد مسعود\tAhmad Massoud\nAhmad Massoud\tAhmad Shah Massoud\nMohammad\tMahmoud\n"
    result = run("same-name", "--json", text=pairs)
    said = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["same"] for answer in said] == [True, False, False]
    assert [answer["b"] for answer in said] == ["Ahmad Massoud", "Ahmad Shah Massoud", "Mahmoud"]
    assert result.exit_code == 0


def test_a_line_that_is_no_pair_is_answered_so_that_the_answers_stay_in_step(run) -> None:
    result = run("same-name", "--json", text="a\ta\n\none name only\nb\tb\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["same"] for answer in answers] == [True, False, True]
    assert "line 3" in answers[1]["why"]


def test_show_lists_every_entry_and_one_entry_with_its_forms(run) -> None:
    assert "o-nrf: org National Resistance Front" in run("show").stdout
    assert "l-kabul: place Kabul, weight 1 (evidence only)" in run("show").stdout
    assert "alias: Atta Mohammad Noor" in run("show", "p-noor").stdout
    assert json.loads(run("show", "NRF", "--json").stdout)[0]["id"] == "o-nrf"


def test_show_of_an_unknown_name_ends_with_one(run) -> None:
    assert run("show", "Nobody").exit_code == 1


def test_lint_names_what_is_doubtful_with_its_place(run, tmp_path: Path) -> None:
    assert "nothing doubtful" in run("lint").stdout
    path = tmp_path / "config" / "watchlist.yaml"
    path.write_text(LIST.replace("acronyms: [NRF]", "acronyms: [NRF, N]"))
    result = run("lint")
    assert result.exit_code == 0
    assert f"{path}:3:" in result.stdout
    path.write_text(LIST.replace("federal*", '"open'))
    result = run("lint")
    assert result.exit_code == 2
    assert f"{path}:6:" in result.stderr
