"""`lessonls record` and programs on the command line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

pytestmark = pytest.mark.xdist_group("judge")

PROGRAM = Path(__file__).parents[2] / "programs" / "ledger"
CONFIG = '[program]\nbuild = "make"\nrun = "./ledger"\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROGRAM, tmp_path / "ledger"))


def lessonls(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """In a home of its own: what the user of another run has allowed is not."""
    command = [sys.executable, "-m", "lessonls.cli", *words]
    home = {"HOME": str(folder.parent), "XDG_DATA_HOME": str(folder.parent / "data")}
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_program_is_recorded_only_once_the_workspace_is_allowed(source: Path):
    (source / ".lessonls").mkdir()
    (source / ".lessonls" / "config.toml").write_text(CONFIG)
    refused = lessonls(source, "record", "ledger.c:enter", "--json")
    assert refused.returncode == 2
    assert "allow it with --allow" in refused.stderr
    allowed = lessonls(source, "record", "ledger.c:enter", "--json", "--allow")
    assert json.loads(allowed.stdout)["calls"] == 400
    again = lessonls(source, "record", "ledger.c:enter")
    assert "400 calls" in again.stdout
    assert re.search(r"amount: [\d.,]+ to [\d.,]+, median [\d.,]+", again.stdout)


def test_a_rewrite_is_judged_in_a_program_that_is_named(source: Path):
    (source / "faster.c").write_text(
        "double balance(const struct entry *first, int account) { (void)first; return account; }"
    )
    ran = lessonls(
        source, "judge", "ledger.c:balance", "faster.c", "--build", "make", "--run", "./ledger"
    )
    assert ran.returncode == 1, ran.stderr
    assert "its result (byte 0) is" in ran.stdout


def test_a_program_is_profiled_in_a_copy_of_its_folder(source: Path):
    ran = lessonls(source, "hot", "--build", "make", "--run", "./ledger", "--json")
    if which("valgrind") is None:  # the run is too short for perf
        assert ran.returncode == 2
        assert "cannot be profiled" in ran.stderr
        return
    report = json.loads(ran.stdout)
    commands = [one["command"] for one in report["functions"]]
    assert commands
    assert all(one.endswith(" --build make --run ./ledger") for one in commands)
    assert sorted(path.name for path in source.iterdir()) == sorted(
        path.name for path in PROGRAM.iterdir()
    )


def test_a_program_that_fails_is_not_profiled(source: Path):
    ran = lessonls(source, "hot", "--run", "echo out of paper; false")
    assert ran.returncode == 2
    assert "out of paper" in ran.stderr


def test_a_build_without_a_run_is_refused(source: Path):
    ran = lessonls(source, "judge", "ledger.c:balance", "ledger.h", "--build", "make")
    assert ran.returncode == 2
    assert "give both" in ran.stderr
