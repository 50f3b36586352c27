from pathlib import Path

import pytest

from watchdesk.config import reveal
from watchdesk.config.references import missing, with_absolute_paths
from watchdesk.errors import ConfigError
from watchdesk.model import Secret


def test_an_environment_variable_takes_the_place_of_its_reference():
    assert reveal(Secret("Bearer ${TOKEN}!"), {"TOKEN": "t0k${X}\\1"}) == "Bearer t0k${X}\\1!"


def test_a_file_takes_the_place_of_its_reference_without_its_last_line_break(tmp_path: Path):
    (tmp_path / "smtp").write_text("hunter2\n", encoding="utf-8")
    secret = with_absolute_paths("${file:smtp}", tmp_path)
    assert secret == Secret(f"${{file:{tmp_path / 'smtp'}}}")
    assert reveal(secret, {}) == "hunter2"


def test_everything_missing_is_named_at_once(tmp_path: Path):
    with pytest.raises(ConfigError) as refused:
        reveal(Secret(f"${{A}}${{file:{tmp_path}/none}}${{B}}"), {"B": "set", "OTHER": "hunter2"})
    first, second = refused.value.problems
    assert str(first) == "${A}: the secret A is not set; set the environment variable A before starting watchdesk"
    assert f"{tmp_path}/none cannot be read: No such file or directory" in str(second)
    assert "hunter2" not in str(refused.value)


def test_an_empty_secret_is_a_missing_one(tmp_path: Path):
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    assert missing(Secret("${A}"), {"A": ""}) == [
        "the secret A is empty; set the environment variable A before starting watchdesk"
    ]
    assert "is empty; write it into the file" in missing(Secret(f"${{file:{tmp_path}/empty}}"), {})[0]


def test_a_secret_file_that_is_not_text_is_named(tmp_path: Path):
    (tmp_path / "key").write_bytes(b"\xff\xfe")
    assert "cannot be read: it is not UTF-8 text" in missing(Secret(f"${{file:{tmp_path}/key}}"), {})[0]


def test_a_text_without_references_lacks_nothing():
    assert missing(Secret("fa"), {}) == []
    assert reveal(Secret("fa"), {}) == "fa"
