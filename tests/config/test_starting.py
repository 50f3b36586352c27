import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from watchdesk.config import load, write_starter
from watchdesk.errors import OutputError

NAMES = ["config/feeds.yaml", "config/watchlist.yaml", "config/watchdesk.yaml", "digests"]


def uncomment(path: Path, *, strip: str) -> str:
    """Do what a newcomer does: take the # off the example entries."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(re.sub(rf"^  {strip}(?=- |  [a-z]+: )", "  ", line) for line in lines) + "\n"


def test_a_desk_is_written_and_passes_the_check_with_two_warnings(tmp_path: Path):
    written = write_starter(tmp_path / "desk")
    assert written == [(tmp_path / "desk" / name, True) for name in NAMES]
    loaded = load(tmp_path / "desk" / "config", {})
    assert [problem.message for problem in loaded.warnings] == [
        "no outlets yet: add one under outlets:",
        "nothing to watch for yet: add a name under actors:",
    ]


def test_uncommenting_the_examples_gives_a_valid_desk_without_warnings(tmp_path: Path):
    write_starter(tmp_path)
    for name in ("feeds", "watchlist"):
        path = tmp_path / "config" / f"{name}.yaml"
        path.write_text(uncomment(path, strip="# "), encoding="utf-8")
    loaded = load(tmp_path / "config", {})
    assert loaded.warnings == ()
    assert [outlet.id for outlet in loaded.settings.outlets] == ["example-times"]
    assert [actor.id for actor in loaded.settings.watchlist.actors] == ["jane-doe"]
    assert [keyword.id for keyword in loaded.settings.watchlist.keywords] == ["budget"]


def test_what_stands_there_is_never_overwritten(tmp_path: Path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "feeds.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / "config" / "watchlist.yaml").symlink_to(tmp_path / "nowhere")
    assert [is_new for _, is_new in write_starter(tmp_path)] == [False, False, True, True]
    assert (tmp_path / "config" / "feeds.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert [is_new for _, is_new in write_starter(tmp_path)] == [False] * 4


@pytest.mark.parametrize("in_the_way", ["desk", "desk/config", "desk/digests"])
def test_a_folder_that_cannot_be_written_is_one_plain_sentence(tmp_path: Path, in_the_way):
    path = tmp_path / in_the_way
    path.parent.mkdir(exist_ok=True)
    path.touch()
    with pytest.raises(
        OutputError, match=rf"^{tmp_path}/desk\S* cannot be written: .*; choose a folder that is yours$"
    ):
        write_starter(tmp_path / "desk")


def test_a_full_disk_leaves_no_half_written_file(tmp_path: Path):
    # a limit on the size of files, in a process of its own, stands in for a disk that fills up
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom watchdesk.config import write_starter\n"
        "from watchdesk.errors import OutputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "try:\n    write_starter(Path(sys.argv[1]))\nexcept OutputError as error:\n    sys.exit(str(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert list((tmp_path / "config").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_plain_sentence(tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        write_starter(tmp_path)
