"""What is compiled once, and what compilers in the sandbox are given of it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessonls.adapters.judge.build.harness import SOURCES, harness, stage_runtime
from lessonls.adapters.private_files import private_folder

_BINDING = """
#include "serve.hpp"
using LessonlsFunction = int (*)(int);
int main(int argc, char **argv) { return lessonls::serve<LessonlsFunction>(argc, argv); }
"""


@pytest.fixture
def bench() -> Iterator[Path]:
    """A folder of which the sandbox's user can read what is in it."""
    folder = private_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_runtime_can_be_read_by_the_sandboxs_user(bench: Path):
    """Wherever lessonls is installed, and whatever its files' modes are there."""
    folder = stage_runtime(bench / "runtime")
    staged = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert staged.items() >= {file.name: file.read_bytes() for file in SOURCES.iterdir()}.items()
    assert folder.stat().st_mode & 0o777 == 0o755
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o644}


def test_it_is_compiled_once_and_cleared_away_when_it_is_not_used(cache: Path, bench: Path):
    """That of another version stays while that is used, too."""
    old, other = (cache / "lessonls" / f"harness-{number * 16}" for number in "01")
    for version in (old, other):
        version.mkdir(parents=True)
    os.utime(old, (0, 0))
    first = stage_runtime(bench / "first")
    (kept,) = set((cache / "lessonls").iterdir()) - {other}
    before = {file.name: file.stat().st_mtime_ns for file in kept.iterdir()}
    second = stage_runtime(bench / "second")
    assert {file.name: file.stat().st_mtime_ns for file in kept.iterdir()} == before
    for folder in (first, second):
        assert harness(_BINDING, folder, races=False).files.keys() == {"harness", "harness_san"}


def test_where_nothing_can_be_kept_every_bench_compiles_its_own(
    bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    no_folder = tmp_path / "file"
    no_folder.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(no_folder))
    runtime = stage_runtime(bench / "runtime")
    assert harness(_BINDING, runtime, races=False).succeeded
