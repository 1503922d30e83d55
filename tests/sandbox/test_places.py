"""Threads that are timed run apart, and nowhere else than they might."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from lessonls_sandbox.places import spread

_WAITING = """
import sys, threading
for _ in range(int(sys.argv[1]) - 1):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""
CORES = os.sched_getaffinity(0)


@contextmanager
def process(threads: int) -> Generator[int]:
    """The number of a process with so many threads."""
    command = [sys.executable, "-c", _WAITING, str(threads)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        waiting.stdout.readline()
        yield waiting.pid


def places(pid: int) -> list[set[int]]:
    """Where each thread may run."""
    threads = [int(path.name) for path in Path(f"/proc/{pid}/task").iterdir()]
    return [os.sched_getaffinity(thread) for thread in threads]


def test_every_thread_gets_a_core_of_its_own():
    """Of those that the process may use; a single thread stays free."""
    count = min(len(CORES), 4)
    with process(count) as pid:
        spread(pid)
        found = places(pid)
    if count > 1:
        assert all(len(place) == 1 for place in found)
    assert set[int]().union(*found) <= CORES
    assert len(set[int]().union(*found)) >= count


def test_more_threads_than_cores_stay_where_they_are():
    """Two on one core would wait for each other."""
    with process(len(CORES) + 1) as pid:
        spread(pid)
        assert all(place == CORES for place in places(pid))


def test_a_process_that_is_gone_is_no_error():
    """How it ended is told elsewhere."""
    with process(1) as pid:
        pass
    spread(pid)
