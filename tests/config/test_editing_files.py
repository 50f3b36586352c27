"""Edited files: written whole or not at all, in their place, and only if nothing is wrong that was right before."""

import os
import stat
from pathlib import Path

import pytest

from watchdesk.config.editing import append_value, edit_feeds, edit_watchlist
from watchdesk.errors import ConfigError, OutputError

LIST = "actors:\n  - {id: p-a, name: Ada Example, type: person}\n"


def ignoring(name: str):
    return lambda text: append_value(text, ("ignore",), name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "watchlist.yaml"
    path.write_text(LIST)
    return path


def test_the_edited_file_keeps_its_mode_and_leaves_nothing_beside_it(path: Path) -> None:
    path.chmod(0o640)
    edited = edit_watchlist(path, ignoring("Somebody"))
    assert path.read_text() == LIST + "\nignore:\n  - Somebody\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]
    assert edited.document.file == str(path)
    assert edited.document.place(("ignore", 0)) == (5, 5)


def test_byte_order_mark_and_line_ends_stay(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    edit_watchlist(path, ignoring("Somebody"))
    wanted = LIST.replace("\n", "\r\n") + "\r\nignore:\r\n  - Somebody\r\n"
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted.encode()


def test_a_link_stays_a_link_and_its_target_is_edited(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "desk" / "watchlist.yaml"
    link.parent.mkdir()
    link.symlink_to(path)
    edit_watchlist(link, ignoring("Somebody"))
    assert link.is_symlink()
    assert "Somebody" in path.read_text()


def test_a_missing_file_is_begun_with_a_line_that_says_what_it_is(tmp_path: Path) -> None:
    edit_watchlist(tmp_path / "watchlist.yaml", ignoring("Somebody"))
    first, *rest = (tmp_path / "watchlist.yaml").read_text().splitlines()
    assert first.startswith("# ")
    assert rest == ["", "ignore:", "  - Somebody"]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (LIST + "  - {id: p-a, name: Bo Example, type: person}\n", "the id `p-a` stands on line 2 already"),
        (LIST.replace("person", "animal"), "type:"),
        ("actors: [\n", "the [ that opens here is not closed"),
    ],
)
def test_an_edit_that_would_bring_an_error_leaves_the_file_as_it_was(path: Path, new: str, said: str) -> None:
    before = path.stat()
    with pytest.raises(ConfigError, match="not edited") as refused:
        edit_watchlist(path, lambda _: new)
    assert said in str(refused.value)
    assert str(refused.value).startswith(str(path))
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(path.parent.iterdir()) == [path]


def test_an_error_that_was_there_before_does_not_hinder_an_edit_elsewhere(path: Path) -> None:
    path.write_text(LIST + "  - {id: p-a, name: Bo Example, type: person}\n")
    edit_watchlist(path, ignoring("Somebody"))
    assert "Somebody" in path.read_text()


def test_a_file_that_cannot_be_read_as_yaml_is_refused_with_its_place(path: Path) -> None:
    path.write_text(LIST + "ignore: [a\n")
    with pytest.raises(ConfigError, match=r"watchlist\.yaml:3:9: "):
        edit_watchlist(path, ignoring("Somebody"))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        edit_watchlist(path, ignoring("Somebody"))


def test_a_text_that_is_no_utf_8_is_refused(path: Path) -> None:
    with pytest.raises(ConfigError, match=r"U\+DCFF stands here"):
        edit_watchlist(path, ignoring("a\udcff"))
    assert path.read_text() == LIST


def test_what_is_doubtful_since_the_edit_is_told_and_nothing_else(path: Path) -> None:
    path.write_text(LIST + "  - {id: p-b, name: B, type: person}\n")
    assert not edit_watchlist(path, ignoring("Somebody")).warnings
    edited = edit_watchlist(path, lambda text: append_value(text, ("actors", 0, "acronyms"), "ada"))
    assert ["small letters" in warning.message for warning in edited.warnings] == [True]
    assert edited.warnings[0].file == str(path)


def test_an_edit_that_changes_nothing_writes_nothing(path: Path) -> None:
    before = path.stat()
    edit_watchlist(path, lambda text: text)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_somebody_else_writes_at_the_same_moment_is_not_lost(path: Path) -> None:
    def slow(text: str) -> str:
        path.write_text(LIST + "# by hand\n")
        return ignoring("Somebody")(text)

    with pytest.raises(OutputError, match="run the command again"):
        edit_watchlist(path, slow)
    assert path.read_text() == LIST + "# by hand\n"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(path: Path) -> None:
    path.parent.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be edited"):
        edit_watchlist(path, ignoring("Somebody"))
    path.parent.chmod(0o700)
    assert path.read_text() == LIST


def test_a_place_where_no_file_can_be_is_named(tmp_path: Path) -> None:
    link = tmp_path / "watchlist.yaml"
    link.symlink_to(link)
    with pytest.raises(OutputError, match="cannot be edited"):
        edit_watchlist(link, ignoring("Somebody"))
    folder = tmp_path / "feeds.yaml"
    folder.mkdir()
    with pytest.raises(OutputError, match="cannot be edited"):
        edit_feeds(folder, lambda text: text + "# more\n")
