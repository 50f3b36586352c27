import builtins
import operator
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from watchdesk.model import Failed
from watchdesk.pool import WorkerPool

_HANG = operator.pow, (7, 10**9)
"""Computes in C for longer than any test: neither a thread nor a Python signal handler could end it."""


def children(parent):
    found = [task.read_text().split() for task in Path(f"/proc/{parent}/task").glob("*/children")]
    return [int(child) for task in found for child in task]


def descendants(parent):
    return [process for child in children(parent) for process in (child, *descendants(child))]


def workers():
    """The processes that the server of this process's pools has forked."""
    found = [worker for child in children(os.getpid()) for worker in children(child)]
    assert found
    return found


@pytest.fixture
def pool():
    with WorkerPool(workers=2, timeout=1.5, memory=200_000_000) as pool:
        yield pool


def test_nothing_to_do_starts_no_process():
    before = set(descendants(os.getpid()))
    with WorkerPool() as pool:
        assert list(pool.imap(len, [])) == []
        assert set(descendants(os.getpid())) == before


def test_every_item_comes_back_with_its_own_result(pool):
    items = ((number, ("x" * number,)) for number in range(50))
    assert dict(pool.imap(len, items)) == {number: number for number in range(50)}


def test_the_first_result_comes_soon():
    with WorkerPool() as pool:
        begun = time.monotonic()
        assert next(iter(pool.imap(len, [("a", ("abc",))]))) == ("a", 3)
        assert time.monotonic() - begun < 4


def test_items_are_drawn_only_as_workers_become_free(pool):
    drawn = []

    def items():
        for number in range(100):
            drawn.append(number)
            yield number, (0.01,)

    results = pool.imap(time.sleep, items())
    next(results)
    assert len(drawn) <= 6
    results.close()


def test_a_result_of_none_is_a_result(pool):
    assert list(pool.imap(time.sleep, [("a", (0,))])) == [("a", None)]


def test_an_exception_of_the_function_becomes_a_reason(pool):
    results = dict(pool.imap(int, [("bad", ("x",)), ("good", ("7",))]))
    assert results == {"bad": Failed("cannot be read: ValueError"), "good": 7}


def test_what_computes_for_too_long_is_ended_and_its_neighbours_are_not_affected(pool):
    items = [("before", (2, 3)), ("hang", _HANG[1]), *((number, (number, 1)) for number in range(20))]
    begun = time.monotonic()
    results = dict(pool.imap(_HANG[0], items))
    assert time.monotonic() - begun < 8
    assert results.pop("hang") == Failed("took longer than 1.5 s to read")
    assert results == {"before": 8, **{number: number for number in range(20)}}


def test_a_crash_of_the_worker_costs_only_its_own_item(pool):
    code = "import os, signal, sys\nif {0}: os.kill(os.getpid(), signal.SIGSEGV)\n"
    items = [(number, (code.format(number == 3),)) for number in range(10)]
    results = dict(pool.imap(builtins.exec, items))
    assert results.pop(3) == Failed("the process that reads it crashed")
    assert results == {number: None for number in range(10) if number != 3}


def test_what_needs_too_much_memory_fails_and_its_neighbours_are_not_affected(pool):
    items = [("vast", (1_000_000_000,)), *((size, (size,)) for size in range(5))]
    results = dict(pool.imap(bytearray, items))
    assert results.pop("vast") == Failed("took more than 200 MB of memory to read")
    assert results == {size: bytearray(size) for size in range(5)}


def test_a_worker_that_has_grown_is_replaced_before_the_next_task():
    grow = "import sys; sys.kept = b'x' * 120_000_000"
    check = "import sys; assert not hasattr(sys, 'kept')"
    with WorkerPool(workers=1, memory=200_000_000) as pool:
        results = list(pool.imap(builtins.exec, [("grow", (grow,)), ("next", (check,))]))
    assert results == [("grow", None), ("next", None)]


def test_workers_told_to_end_by_a_signal_to_the_group_lose_no_item(pool):
    results = pool.imap(time.sleep, ((number, (0.2,)) for number in range(12)))
    got = dict([next(results)])
    for worker in workers():
        os.kill(worker, signal.SIGTERM)
    got.update(results)
    assert got == dict.fromkeys(range(12))


def test_workers_ignore_an_interrupt_from_the_keyboard(pool):
    results = pool.imap(time.sleep, ((number, (0.1,)) for number in range(6)))
    got = dict([next(results)])
    for worker in workers():
        os.kill(worker, signal.SIGINT)
    got.update(results)
    assert got == dict.fromkeys(range(6))


def test_an_idle_worker_that_is_killed_does_not_end_the_pool(pool):
    assert dict(pool.imap(len, [("a", ("abc",))])) == {"a": 3}
    for worker in workers():
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.3)
    assert dict(pool.imap(len, [("a", ("abc",)), ("b", ("ab",))])) == {"a": 3, "b": 2}


def test_closing_is_prompt_whatever_the_workers_do():
    pool = WorkerPool(workers=2)
    results = pool.imap(_HANG[0], [("a", (1, 2)), ("b", _HANG[1]), ("c", _HANG[1])])
    next(results)
    mine = workers()
    begun = time.monotonic()
    pool.close()
    assert time.monotonic() - begun < 2
    deadline = time.monotonic() + 2
    while any(Path(f"/proc/{process}").exists() for process in mine) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [process for process in mine if Path(f"/proc/{process}").exists()]


def test_a_worker_whose_parent_was_killed_ends_by_itself(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent("""
            import operator
            from watchdesk.pool import WorkerPool
            if __name__ == "__main__":
                with WorkerPool(workers=1, timeout=1) as pool:
                    for key, _ in pool.imap(operator.pow, [("a", (1, 2)), ("b", (7, 10**9))]):
                        print(key, flush=True)
        """)
    )
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE)
    assert parent.stdout.readline() == b"a\n"
    family = descendants(parent.pid)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{process}").exists() for process in family) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [process for process in family if Path(f"/proc/{process}").exists()]


def test_a_stop_from_another_thread_ends_the_work_promptly(pool):
    results = pool.imap(time.sleep, [("a", (0,)), ("b", (60,)), ("c", (60,))])
    assert next(results) == ("a", None)
    begun = time.monotonic()
    threading.Timer(0.2, pool.stop).start()
    assert list(results) == []
    assert time.monotonic() - begun < 1
    pool.stop()
    assert list(pool.imap(len, [("d", ("abc",))])) == []


def test_a_pool_that_is_done_before_its_second_worker_has_started_leaves_no_complaint(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent("""
            from watchdesk.pool import WorkerPool
            if __name__ == "__main__":
                for _ in range(12):
                    with WorkerPool(workers=6) as pool:
                        assert list(pool.imap(len, [("a", ("abc",))])) == [("a", 3)]
        """)
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
