import os
import re
from pathlib import Path

import pytest

from watchdesk.config import load
from watchdesk.errors import ConfigError

GOOD = {
    "watchdesk": """timezone: Asia/Kabul
store: sqlite:///var/watchdesk.db
poll:
  every: 30m
  max: 24h
network: {contact: "mailto:you@example.org", allow_private: []}
digest:
  at: "07:00"
  formats: [md, html]
mail:
  host: smtp.example.org
  user: desk
  password: "${SMTP_PASSWORD}"
  from: desk@example.org
  to: [a@example.org]
retention: {articles: 400d}
""",
    "feeds": """outlets:
  - id: kabulnow
    name: "KabulNow"
    language: en
    feeds:
      - https://a.example/feed/
      - url: https://a.example/news/
        kind: page
""",
    "watchlist": """actors:
  - id: o-nrf
    name: National Resistance Front
    type: org
    aliases: ["Resistance Front"]
keywords:
  - id: spring
    query: '"spring" OR "summer"'
    weight: 1
""",
}
DESK_SLIPS = """timezone: Asia/Kabol
timezone: UTC
poll:
\tevery: 30m
  min 5m
digets: {at: "07:00"}
mail:
  host: smtp.example.org
  user: desk
  password: hunter2
  from: desk@example.org
  to: [a@example.org]
"""
FEEDS_SLIPS = """outlets:
  - id: a
    name: "A
    language: en
    feeds:
      - https://a.example/
      - {url: https://a.example/feed/, headers: {Authorization: "Bearer ${TOKEN}"}}
"""
WATCHLIST_SLIPS = """keywords:
  - id: k
    query: '"spring offensive'
"""


def test_the_usual_slips_of_all_three_files_are_named_at_once_each_at_its_line(desk):
    found = desk.said(watchdesk=DESK_SLIPS, feeds=FEEDS_SLIPS, watchlist=WATCHLIST_SLIPS)
    expected = [
        ("feeds.yaml:3:11: ", "quote"),
        ("feeds.yaml:6:9: warning: ", "home page"),
        ("feeds.yaml:7:65: warning: ", "the secret TOKEN is not set"),
        ("watchdesk.yaml:1:11: ", "did you mean Asia/Kabul?"),
        ("watchdesk.yaml:2:1: ", "a second time (first on line 1)"),
        ("watchdesk.yaml:4:1: ", "tab"),
        ("watchdesk.yaml:5:3: ", "no colon after `min`"),
        ("watchdesk.yaml:6:1: ", "did you mean `digest`?"),
        ("watchdesk.yaml:10:13: ", 'write password: "${SMTP_PASSWORD}"'),
        ("watchlist.yaml:3:13: ", "quotation mark that is never closed"),
    ]
    assert len(found) == len(expected), "\n".join(found)
    for line, (place, part) in zip(found, expected, strict=True):
        assert line.startswith(place)
        assert part in line
    assert "hunter2" not in "\n".join(found)


def test_any_colon_tab_or_quote_too_few_is_one_sentence_on_its_line(desk):
    desk.environ["SMTP_PASSWORD"] = "x"
    assert desk.said(**GOOD) == []
    spoiled = 0
    for name, content in GOOD.items():
        lines = content.split("\n")
        for number, line in enumerate(lines):
            for slip in (line.replace(":", "", 1), line.replace('"', "", 1), re.sub("^ +", "\t", line)):
                if slip == line:
                    continue
                found = desk.said(**GOOD | {name: "\n".join([*lines[:number], slip, *lines[number + 1 :]])})
                assert len(found) == 1, (slip, found)
                assert found[0].startswith(f"{name}.yaml:{number + 1}:"), (slip, found)
                spoiled += 1
    assert spoiled == 62


def test_a_file_that_cannot_be_parsed_does_not_hide_the_others(desk):
    found = desk.said(watchdesk="a: [\n", feeds="outlets: 7\n", watchlist="actors: 7\n")
    assert [line.split(":")[0] for line in found] == ["feeds.yaml", "watchdesk.yaml", "watchlist.yaml"]


def test_feeds_yaml_is_the_one_file_that_must_exist(tmp_path: Path):
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, {})
    assert [str(problem) for problem in refused.value.problems] == [
        f"{tmp_path}/feeds.yaml: this file is missing; run `watchdesk init DIR` for one to start from",
        (
            f"{tmp_path}/watchlist.yaml: warning: this file is missing, so nothing is watched for; "
            "run `watchdesk init DIR` for one to start from"
        ),
    ]
    assert refused.value.exit_code == 2


def test_without_a_watchlist_nothing_is_watched_for(desk):
    (desk.folder / "watchlist.yaml").unlink()
    loaded = desk.load()
    assert loaded.settings.watchlist.actors == ()
    assert len(loaded.settings.watchlist.hash) == 64
    assert [problem.is_warning for problem in loaded.warnings] == [True]


def test_files_are_named_as_the_folder_was(desk, request):
    before = Path.cwd()
    request.addfinalizer(lambda: os.chdir(before))
    os.chdir(desk.folder.parent)
    desk.write("feeds", "outlets: 7\n")
    with pytest.raises(ConfigError, match=r"^config/feeds\.yaml:1:10: outlets: this must be a list"):
        load(Path("config"), {})


def test_a_relative_folder_gives_absolute_paths(desk, request):
    before = Path.cwd()
    request.addfinalizer(lambda: os.chdir(before))
    os.chdir(desk.folder)
    settings = load(Path(), {}).settings
    assert settings.folder == desk.folder.parent
    assert settings.digests.is_absolute()


def test_the_xdg_folder_keeps_its_data_in_the_xdg_data_folder(tmp_path: Path):
    folder = tmp_path / "conf" / "watchdesk"
    folder.mkdir(parents=True)
    (folder / "feeds.yaml").write_text("outlets:\n", encoding="utf-8")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "conf"), "XDG_DATA_HOME": str(tmp_path / "data")}
    settings = load(folder, environ).settings
    assert settings.store == f"sqlite:///{tmp_path}/data/watchdesk/var/watchdesk.db"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a: [[[[", b"- 1", b"7", b"~", b'"', b"? a", b"&a *a", b"{", b"a: !x"]
)
def test_whatever_stands_in_the_files_the_answer_is_settings_or_problems_with_places(desk, content):
    found = desk.findings(watchdesk=content, feeds=content, watchlist=content)
    assert found
    assert all(problem.message for problem in found)
