"""Which confinement there is, what it refuses, and how it ends."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lessonls_sandbox import confine, landlock
from lessonls_sandbox.confine import Confinement, check, elsewhere, identity, levels
from lessonls_sandbox.errors import SandboxError
from tests.sandbox.conftest import LEVELS, lacking
from tests.sandbox.world import descendants

pytestmark = pytest.mark.xdist_group("judge")

Inside = Callable[[str], str]


def said(level: Confinement, script: str, *, writable: bool = False) -> str:
    process = level.start(
        ["/bin/sh", "-c", script],
        writable=writable,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return process.communicate()[0].decode()


@pytest.fixture
def inside(level: Confinement) -> Inside:
    """Runs a shell script at the level and gives what it said."""
    return lambda script: said(level, script)


def test_this_machine_has_a_sandbox():
    assert check().problem is None
    assert check() == levels()[0]


def test_levels_come_best_first():
    """Continuous integration has all of them."""
    names = [confinement.level for confinement in levels()]
    assert names == [name for name in LEVELS if name in names]
    assert not os.environ.get("CI") or names == list(LEVELS)


def test_without_a_sandbox_nothing_can_be_run():
    none = Confinement("none", "no sandbox found", "install bubblewrap.")
    with pytest.raises(SandboxError, match="install bubblewrap"):
        none.start(["true"])


def test_a_machine_without_any_level_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    """In one sentence, about the best level."""

    def bubblewrap() -> Confinement:
        return Confinement("bubblewrap", "bubblewrap is not installed", "install bubblewrap.")

    def no_landlock() -> Confinement:
        return Confinement("landlock", "this kernel has no Landlock", "use another kernel.")

    monkeypatch.setattr(confine, "_LEVELS", (bubblewrap, no_landlock))
    found = check.__wrapped__()
    assert found.level == "none"
    assert found.problem == (
        "lessonls runs nothing without a sandbox, and there is none: install bubblewrap."
    )
    assert levels.__wrapped__() == ()


def test_the_next_level_is_taken_where_the_first_does_not_work(monkeypatch: pytest.MonkeyPatch):
    first = Confinement("bubblewrap", "bubblewrap does not start", "allow namespaces.")
    second = Confinement("landlock", "works")
    monkeypatch.setattr(confine, "_LEVELS", (lambda: first, lambda: second))
    assert check.__wrapped__() == second


@pytest.mark.parametrize(
    ("platform", "way"),
    [("win32", "WSL 2"), ("darwin", "virtual machine or container"), ("freebsd14", "Linux")],
)
def test_other_systems_are_told_how_to_get_linux(
    platform: str, way: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "platform", platform)
    problem = check.__wrapped__().problem
    assert problem == elsewhere(platform)
    assert way in elsewhere(platform)
    assert levels.__wrapped__() == ()


def test_root_becomes_an_ordinary_user(inside: Inside):
    assert inside("id -u").strip() != "0"
    if os.geteuid() == 0:
        assert "user" in identity()


@pytest.mark.parametrize(
    "script",
    [
        "echo x > /usr/left",
        "echo x > /dev/left",
        "echo x > /left",
        "echo x > /tmp/left",
        "echo x > left",
        "cat /etc/passwd",
        "ls /home",
        "ls /root",
        "ls /sys",
        "ls /var",
        "cat /proc/sys/kernel/core_pattern > /dev/null && echo x > /proc/sys/kernel/core_pattern",
        "unshare --user true",
    ],
)
def test_what_is_outside_stays_outside(script: str, inside: Inside):
    assert inside(f"({script}) 2> /dev/null && echo done") == ""


@pytest.mark.parametrize(
    "script",
    [
        "gcc --version > /dev/null",
        "head -c 1 /dev/urandom /dev/zero > /dev/null",
        "ls /usr/lib > /dev/null",
    ],
)
def test_what_compilers_need_is_there(script: str, inside: Inside):
    assert inside(f"set -e; {script}; echo done") == "done\n"


def test_a_program_can_look_at_its_own_memory(level: Confinement):
    """As sanitizers do when they start."""
    command = ["/bin/cat", "/proc/self/maps"]
    with level.start(command, stdout=subprocess.PIPE) as process:
        assert b"[stack]" in process.communicate()[0]


def test_the_environment_of_the_parent_does_not_come_along(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SECRET_KEY", "planted-secret")
    assert "planted-secret" not in inside("env; cat /proc/[0-9]*/environ 2>&1")


def test_the_number_of_processes_is_limited(inside: Inside):
    """So that a bomb of them leaves room for the rest of the machine."""
    assert 4096 <= int(inside("prlimit --nproc -o SOFT --noheadings")) < 100_000


def test_only_the_pipes_that_are_handed_over_are_open_inside(level: Confinement):
    with tempfile.TemporaryFile() as secret:
        os.set_inheritable(secret.fileno(), True)
        assert "closed" in said(level, f"(: <&{secret.fileno()}) 2> /dev/null || echo closed")


def test_a_working_folder_is_made_only_where_it_is_asked_for(level: Confinement):
    assert said(level, "echo x > left && cat left", writable=True) == "x\n"


def test_killing_it_ends_everything_that_it_started(level: Confinement):
    """Also what it left in the background, or tried to move into a session of its own."""
    before = descendants(os.getpid())
    script = ["/bin/sh", "-c", "sleep 60 & (setsid sleep 60 &) ; echo ready; sleep 60"]
    with level.start(script, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert len(descendants(os.getpid()) - before) > 2
        process.kill()
        process.wait()
    assert descendants(os.getpid()) == before


_JUDGE = """
import sys, tempfile
from pathlib import Path
from lessonls_sandbox.build import build
from lessonls_sandbox.confine import levels
tempfile.tempdir = sys.argv[2]
(level,) = [found for found in levels() if found.level == sys.argv[1]]
build(["/bin/sh", "-c", "sleep 60 & (sleep 61 &) ; sleep 62"], {}, confinement=level)
"""


def test_a_judge_that_is_killed_leaves_no_process_and_no_file(level: Confinement, scratch: Path):
    """There is nobody who could tidy up after it but the sandbox itself."""
    judge = subprocess.Popen([sys.executable, "-c", _JUDGE, level.level, str(scratch)])
    assert becomes_true(lambda: len(descendants(judge.pid)) > 4)
    below = descendants(judge.pid)
    judge.kill()
    judge.wait()
    assert becomes_true(lambda: not any(Path(f"/proc/{pid}").exists() for pid in below))
    assert becomes_true(lambda: not list(scratch.iterdir()))


def becomes_true(condition: Callable[[], bool]) -> bool:
    """Asks again until it is so, for half a minute at most."""
    deadline = time.monotonic() + 30
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


@pytest.mark.parametrize("version", range(1, 8))
def test_older_kernels_confine_with_what_they_have(version: int, monkeypatch: pytest.MonkeyPatch):
    """Their Landlock knows fewer rights; files of the user's stay closed with all of them."""
    if version > landlock.version():
        lacking("this kernel is older")
    monkeypatch.setattr(landlock, "version", lambda: version)
    found = landlock.landlock()
    assert said(found, "cat /etc/passwd 2> /dev/null; echo x > /tmp/left; echo done").endswith(
        "done\n"
    )
    assert said(found, "echo x > left && mv left other && cat other", writable=True) == "x\n"


def test_a_kernel_without_landlock_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    found = landlock.landlock.__wrapped__()
    assert "Linux 5.13" in (found.problem or "")


def test_a_confined_process_cannot_signal_the_judge(inside: Inside):
    received: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _: received.append(number))
    try:
        inside(f"kill -USR1 {os.getpid()}; kill -USR1 -1; kill -USR1 $PPID")
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert received == []
