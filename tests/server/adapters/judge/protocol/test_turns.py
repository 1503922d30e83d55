"""Judges of one user on one machine take turns on each core."""

import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from lessonls.adapters.judge.protocol import turns
from tests.server.adapters.judge.conftest import waits_for_a_lock

CORES = sorted(os.sched_getaffinity(0))
TAKING = """import os, sys
from lessonls.adapters.judge.protocol import turns
os.sched_setaffinity(0, map(int, sys.argv[1:]))
turns.take()
print("taken", flush=True)
sys.stdin.read()
"""

Taker = subprocess.Popen[str]
Started = Callable[..., Taker]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Starts processes that take their turn on these cores; the files are the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    processes: list[Taker] = []

    def start(*cores: int) -> Taker:
        command = [sys.executable, "-c", TAKING, *map(str, cores)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": str(tmp_path)},
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def has_its_turn(process: Taker, seconds: float = 30.0) -> bool:
    ready, _, _ = select.select([cast("IO[str]", process.stdout)], [], [], seconds)
    return bool(ready)


def test_the_second_one_waits_until_the_first_has_ended(started: Started):
    """However that ended."""
    assert not turns.taken()
    first = started(*CORES)
    assert has_its_turn(first)
    assert turns.taken()
    second = started(*CORES)
    while not waits_for_a_lock(os.getpid()):
        assert not has_its_turn(second, 0.01)
    first.kill()
    assert has_its_turn(second)


@pytest.mark.skipif(len(CORES) < 2, reason="needs two cores")
def test_cores_of_ones_own_are_not_waited_for(started: Started):
    """As workers of a cluster on one machine have them."""
    assert has_its_turn(started(CORES[0]))
    assert has_its_turn(started(CORES[1]))


def test_a_file_that_cannot_be_opened_is_not_waited_for(started: Started, tmp_path: Path):
    """Nobody keeps another user from judging."""
    for core in CORES:
        (tmp_path / f"lessonls-{os.getuid()}-core-{core}.lock").symlink_to(tmp_path / "elsewhere")
    assert has_its_turn(started(*CORES))
    assert not turns.taken()
    assert not (tmp_path / "elsewhere").exists()
