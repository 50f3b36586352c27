import os
import stat
import subprocess
import sys
import time
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


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that makes no folders")
def test_a_folder_that_cannot_be_made_names_its_mend():
    with pytest.raises(OutputError, match=r"no folder can be made there: set digest: folder: to"):
        folder.write(Path("/proc/x"), {"a.md": b"x"})


def test_a_path_that_is_too_long_or_goes_in_a_circle_names_its_mend(tmp_path):
    with pytest.raises(OutputError, match=r"the path is too long: set digest: folder: to a shorter one"):
        folder.write(tmp_path / ("x" * 300), {"a.md": b"x"})
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(OutputError, match=r"links lead in a circle: set digest: folder: to"):
        folder.write(tmp_path / "circle" / "inner", {"a.md": b"x"})


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
    assert done.stdout.startswith(f"editions cannot be written to {tmp_path}: a file would be larger than")
    assert names(tmp_path) == []


def test_a_folder_knows_whether_an_editions_id_is_taken(tmp_path):
    folder.write(tmp_path, {"2026-11-20.md": b""})
    assert folder.holds(tmp_path, "2026-11-20")
    assert not folder.holds(tmp_path, "2026-11-20-2")
    assert not folder.holds(tmp_path, "2026-11")
    assert not folder.holds(tmp_path / "absent", "2026-11-20")
    assert not folder.holds(tmp_path / "2026-11-20.md", "x")  # what is wrong with it is told when it is written to


def test_two_processes_that_write_the_same_files_at_once_both_succeed(tmp_path):
    files = {f"2026-11-20.{form}": form.encode() * 200_000 for form in ("md", "html", "txt", "json")}
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom watchdesk.deliver import folder\n"
        "files = {name: name.rpartition('.')[2].encode() * 200_000 for name in sys.argv[3:]}\n"
        "while time.time() < float(sys.argv[2]): pass\n"
        "folder.write(Path(sys.argv[1]), files)\n"
    )
    for attempt in range(3):
        desk = tmp_path / str(attempt)
        words = [sys.executable, "-c", script, str(desk), str(time.time() + 1), *files]
        writers = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(3)]
        assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 3
        assert {path.name: path.read_bytes() for path in desk.iterdir()} == files


def test_a_file_that_has_its_name_is_not_taken_back_when_a_later_one_cannot_have_its_own(tmp_path):
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="leads nowhere"):
        folder.write(tmp_path, {"a.md": b"one", "b.md": b"two"})
    assert (tmp_path / "a.md").read_bytes() == b"one"


def test_what_a_killed_process_left_is_removed_after_an_hour(tmp_path):
    old, young, strange = (
        tmp_path / name for name in (".watchdesk-old.partial", ".watchdesk-young.partial", ".x.partial")
    )
    for path in (old, young, strange):
        path.write_bytes(b"half")
    for path in (old, strange):
        os.utime(path, (time.time() - 4000,) * 2)
    folder.write(tmp_path, {"a.md": b"one"})
    assert names(tmp_path) == [".watchdesk-young.partial", ".x.partial", "a.md"]
