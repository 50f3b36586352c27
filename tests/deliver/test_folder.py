import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from watchdesk.deliver import folder
from watchdesk.errors import OutputError


def names(path):
    return sorted(entry.name for entry in path.iterdir())


def test_files_are_written_whole_under_their_names_for_this_user_alone(tmp_path):
    desk = tmp_path / "desk" / "digests"
    paths = folder.write(desk, {"2026-11-20.md": b"text", "2026-11-20.html": b"<p>"})
    assert paths == (desk / "2026-11-20.md", desk / "2026-11-20.html")
    assert [path.read_bytes() for path in paths] == [b"text", b"<p>"]
    assert names(desk) == ["2026-11-20.html", "2026-11-20.md"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(desk.stat().st_mode) == 0o700


def test_a_file_with_the_same_bytes_is_not_touched(tmp_path):
    (path,) = folder.write(tmp_path, {"a.md": b"text"})
    os.utime(path, ns=(1, 1))
    assert folder.write(tmp_path, {"a.md": b"text"}) == (path,)
    assert path.stat().st_mtime_ns == 1


def test_a_file_with_other_bytes_is_not_replaced_and_nothing_is_written(tmp_path):
    (tmp_path / "b.md").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"b\.md is there already with other content and is not replaced"):
        folder.write(tmp_path, {"a.md": b"one", "b.md": b"two"})
    assert names(tmp_path) == ["b.md"]
    assert (tmp_path / "b.md").read_bytes() == b"mine"


def test_what_a_broken_off_run_left_out_is_written_by_the_next(tmp_path):
    folder.write(tmp_path, {"a.md": b"one"})
    folder.write(tmp_path, {"a.md": b"one", "a.html": b"two"})
    assert names(tmp_path) == ["a.html", "a.md"]


def test_a_link_of_that_name_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "a.md").symlink_to(elsewhere)
    with pytest.raises(OutputError):
        folder.write(desk, {"a.md": b"one"})
    assert not elsewhere.exists()
    assert names(desk) == ["a.md"]


@pytest.mark.parametrize("name", ["../a.md", "a/b", "", ".hidden", "a\0b", "x" * 300, "a\nb"])
def test_a_name_that_is_no_file_name_is_a_bug(tmp_path, name):
    with pytest.raises(ValueError, match="not a file name"):
        folder.write(tmp_path / "desk", {name: b""})
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_said_so(tmp_path):
    (tmp_path / "digests").write_bytes(b"")
    with pytest.raises(OutputError, match=r"digests: it is a file: set digest: folder: to a folder"):
        folder.write(tmp_path / "digests", {"a.md": b""})
    with pytest.raises(OutputError, match="a part of the path is a file"):
        folder.write(tmp_path / "digests" / "inner", {"a.md": b""})


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a file system that lets nobody write")
def test_a_folder_without_permission_is_said_so():
    with pytest.raises(
        OutputError, match=r"cannot be written to /sys/kernel: (no permission|the file system is read-only)"
    ):
        folder.write(Path("/sys/kernel"), {"a.md": b"x"})


def test_nothing_is_left_where_the_second_file_does_not_fit(tmp_path):
    # a limit on the size of files stands in for a disk that fills up: the write fails half-way
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom watchdesk.deliver import folder\n"
        "from watchdesk.errors import OutputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    folder.write(Path(sys.argv[1]), {'a.md': b'x', 'b.md': b'x' * 5000})\n"
        "except OutputError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"editions cannot be written to {tmp_path}: ")
    assert names(tmp_path) == []


def test_a_folder_knows_whether_an_editions_id_is_taken(tmp_path):
    folder.write(tmp_path, {"2026-11-20.md": b""})
    assert folder.holds(tmp_path, "2026-11-20")
    assert not folder.holds(tmp_path, "2026-11-20-2")
    assert not folder.holds(tmp_path, "2026-11")
    assert not folder.holds(tmp_path / "absent", "2026-11-20")
    with pytest.raises(OutputError):
        folder.holds(tmp_path / "2026-11-20.md", "x")
