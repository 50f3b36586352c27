import os
from pathlib import Path

import pytest

from watchdesk.config import base_folder, find_folder
from watchdesk.config.folders import why_unwritable
from watchdesk.errors import ConfigError


def make(folder: Path, name: str = "feeds.yaml") -> Path:
    folder.mkdir(parents=True)
    (folder / name).touch()
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path / "xdg"), "XDG_DATA_HOME": str(tmp_path / "data")}


def test_the_option_wins_over_everything(tmp_path: Path, environ):
    named = make(tmp_path / "named")
    environ["WATCHDESK_CONFIG"] = str(make(tmp_path / "other"))
    make(tmp_path / "config")
    assert find_folder(str(named), environ, tmp_path) == named
    assert find_folder("named", environ, tmp_path) == named


def test_the_environment_wins_over_the_working_folder_and_that_over_xdg(tmp_path: Path, environ):
    xdg = make(tmp_path / "xdg" / "watchdesk")
    assert find_folder(None, environ, tmp_path) == xdg
    here = make(tmp_path / "config", "watchdesk.yaml")
    assert find_folder(None, environ, tmp_path) == here
    assert find_folder(None, environ | {"WATCHDESK_CONFIG": ""}, tmp_path) == here
    other = make(tmp_path / "other")
    assert find_folder(None, environ | {"WATCHDESK_CONFIG": str(other)}, tmp_path) == other


def test_a_path_is_shown_as_it_was_typed(tmp_path: Path, environ, request):
    before = Path.cwd()
    request.addfinalizer(lambda: os.chdir(before))
    make(tmp_path / "config")
    os.chdir(tmp_path)
    assert find_folder(None, environ, Path()) == Path("config")


def test_without_any_configuration_one_sentence_names_init(tmp_path: Path, environ):
    (tmp_path / "config").mkdir()  # some other program's
    with pytest.raises(ConfigError) as refused:
        find_folder(None, environ, tmp_path)
    assert str(refused.value) == (
        f"{tmp_path}/config: no configuration found here, nor in {tmp_path}/xdg/watchdesk; "
        "run `watchdesk init DIR`, then `watchdesk --config DIR/config …`"
    )


def test_a_named_folder_without_configuration_is_not_passed_over(tmp_path: Path, environ):
    make(tmp_path / "config")
    with pytest.raises(ConfigError, match="nowhere: no configuration found here; run `watchdesk init DIR`"):
        find_folder("nowhere", environ, tmp_path)


def test_naming_the_folder_above_is_answered_with_the_right_one(tmp_path: Path, environ):
    inner = make(tmp_path / "desk" / "config")
    with pytest.raises(ConfigError) as refused:
        find_folder("desk", environ, tmp_path)
    assert str(refused.value).endswith(f"it lies in {inner}")


def test_relative_paths_start_around_the_folder_or_in_the_xdg_data_folder(tmp_path: Path, environ):
    assert base_folder(tmp_path / "desk" / "config", environ) == tmp_path / "desk"
    assert base_folder(tmp_path / "desk" / "x" / ".." / "config", environ) == tmp_path / "desk"
    assert base_folder(tmp_path / "xdg" / "watchdesk", environ) == tmp_path / "data" / "watchdesk"


def test_a_symlink_to_the_folder_counts_where_it_stands(tmp_path: Path, environ):
    real = make(tmp_path / "etc" / "real")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "config").symlink_to(real)
    assert base_folder(tmp_path / "desk" / "config", environ) == tmp_path / "desk"


def test_what_does_not_exist_yet_is_judged_by_the_nearest_folder(tmp_path: Path):
    assert why_unwritable(tmp_path / "a" / "b" / "c") is None
    (tmp_path / "file").touch()
    assert why_unwritable(tmp_path / "file") is None
    assert why_unwritable(tmp_path / "file" / "digests") == f"{tmp_path}/file is a file, not a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_others_cannot_be_written(tmp_path: Path):
    tmp_path.chmod(0o500)
    assert why_unwritable(tmp_path / "digests") == f"{tmp_path} cannot be written by this user"
