"""Benches for the tests of the judge: real compilers, the real sandbox."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.judge.timing.stopwatch import SESSION_SECONDS
from lessonls.adapters.judge.workbench import Workbench
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.project_headers import project_headers
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.target import Aliasing, Mode, Target
from lessonls.core.workload import Workload

OpenBench = Callable[..., Workbench]


def target_in(path: Path, source: str, name: str) -> Target:
    """The function of that name, in a file with that text."""
    path.write_text(source, encoding="utf-8")
    return TreeSitterFinder(CompileCommands()).named(path, source, name)


def waits_for_a_lock(process: int) -> bool:
    """Whether a child of this process is held up by the kernel until somebody gives a lock back."""
    tasks = Path("/proc", str(process), "task").glob("*/children")
    children = {child for task in tasks for child in task.read_text().split()}
    locks = map(str.split, Path("/proc/locks").read_text().splitlines())
    return any(lock[1] == "->" and lock[5] in children for lock in locks)


@pytest.fixture
def open_bench(tmp_path: Path) -> Iterator[OpenBench]:
    """Opens benches on sources, and closes them all."""
    benches: list[Workbench] = []
    folders: list[Path] = []

    def open_one(
        source: str,
        name: str,
        file: str = "code.cpp",
        mode: Mode = Mode.SERIAL,
        aliasing: Aliasing = Aliasing.CONDITION,
        session_seconds: float = SESSION_SECONDS,
        workload: Workload | None = None,
    ) -> Workbench:
        target = target_in(tmp_path / file, source, name)
        headers = project_headers(target.path, target.before, target.flags)
        folder = private_folder()
        folders.append(folder)
        bench = Workbench(
            target,
            mode,
            headers,
            folder,
            workload,
            aliasing=aliasing,
            session_seconds=session_seconds,
        )
        benches.append(bench)
        return bench

    yield open_one
    for bench in benches:
        bench.close()
    for folder in folders:
        shutil.rmtree(folder)
