"""The judge in a process of its own, seen through the port."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from lessonls.adapters.judge.protocol.client import ProcessJudge
from lessonls.adapters.judge.protocol.messages import Open, Reply
from lessonls.adapters.private_files import private_folder
from lessonls.core.errors import BaselineError, TooSlowError
from lessonls.core.opening import WITH_INPUTS, Opening
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from tests.judging import SHORT, target_in
from tests.server.adapters.judge.conftest import waits_for_a_lock

pytestmark = pytest.mark.xdist_group("judge")

RUNNING = """void add_up(int n, double *a) {
    for (int i = 1; i < n; ++i) a[i] = a[i - 1] * 0.5 + a[i];
}
"""


async def test_one_bench_answers_different_questions_one_after_the_other(tmp_path: Path):
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    async with ProcessJudge(ahead=False).open(target, Mode.SERIAL) as bench:
        assert (await bench.judge("not code")).kind is VerdictKind.NOT_COMPILABLE
        (remark,) = await bench.remarks()
        assert remark.startswith("line 2 (for (int i = 1; i < n; ++i) ")
        assert "dependence" in remark
        assert list(await bench.remarks()) == [remark]
        same = await bench.judge(target.code)
        assert (same.kind, same.speedup) == (VerdictKind.CORRECT, 1.0)
        assert (await bench.confirm(target.code)).kind is VerdictKind.CORRECT


async def test_a_file_may_be_named_from_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src").mkdir()
    target = target_in(Path("src/code.c"), f'#include "../scale.h"\n{RUNNING}', "add_up")
    (tmp_path / "scale.h").write_text("", encoding="utf-8")
    async with ProcessJudge(session_seconds=SHORT, ahead=False).open(target, Mode.SERIAL) as bench:
        assert (await bench.judge(target.code)).kind is VerdictKind.CORRECT


async def test_a_second_run_waits_until_the_first_one_is_over(tmp_path: Path):
    """Two editors of one user do not disturb each other's timings."""
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    judge = ProcessJudge(ahead=False)
    over = asyncio.Event()

    async def second() -> bool:
        async with judge.open(target, Mode.SERIAL):
            return over.is_set()

    async with judge.open(target, Mode.SERIAL):
        assert judge.busy()
        waiting = asyncio.create_task(second())
        while not waits_for_a_lock(os.getpid()):
            assert not waiting.done()
            await asyncio.sleep(0.01)
        over.set()
    assert await waiting


async def test_the_keys_of_models_are_not_in_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nor in that of anything it starts."""
    for name in ("OPENAI_API_KEY", "LESSONLS_KEY", "PYTHON"):
        monkeypatch.setenv(name, "tell-nobody")
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    async with ProcessJudge(ahead=False).open(target, Mode.SERIAL):
        seen = list(_environments(os.getpid()))
    assert seen
    assert not any(b"tell-nobody" in environment for environment in seen)


def _environments(process: int) -> Iterator[bytes]:
    """Of the processes that this one started, and of theirs; some end while one looks."""
    with suppress(OSError):
        for file in Path("/proc", str(process), "task").glob("*/children"):
            for child in map(int, file.read_text().split()):
                with suppress(OSError):
                    yield Path("/proc", str(child), "environ").read_bytes()
                yield from _environments(child)


@pytest.mark.parametrize("stage", [Opening.BUILDING, Opening.INPUTS, Opening.TIMING])
async def test_cancelling_in_any_stage_of_opening_leaves_no_process(stage: Opening, tmp_path: Path):
    """Neither the judge nor anything that it has started, in the sandbox or out of it."""
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    before, reached, told = set(_descendants(os.getpid())), asyncio.Event(), list[Opening]()

    def tell(begun: Opening) -> None:
        told.append(begun)
        if begun is stage:
            reached.set()

    async def work() -> None:
        async with ProcessJudge(ahead=False).open(target, Mode.SERIAL, tell):
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await reached.wait()
    started = before
    while len(started - before) < 2:  # until the judge has started something as well
        started = set(_descendants(os.getpid()))
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == list(WITH_INPUTS)[: len(told)]
    while started := {one for one in started - before if _runs(one)}:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


def _descendants(process: int) -> Iterator[int]:
    for file in Path("/proc", str(process), "task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, file.read_text().split()):
                yield child
                yield from _descendants(child)


def _runs(process: int) -> bool:
    """Whether it is there, and not just waits for somebody to be told that it ended."""
    try:
        status = Path("/proc", str(process), "stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


async def test_opening_keeps_to_its_limit(tmp_path: Path):
    """One sentence says what was going on, and what helps."""
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    limited = ProcessJudge(seconds=0.01)
    with pytest.raises(TooSlowError, match=r"longer than 0\.01 s: building the original had not"):
        async with limited.open(target, Mode.SERIAL):
            pass


def test_an_error_that_nobody_foresaw_is_answered_and_said_to_be_ours():
    """Its traceback goes to standard error where that is asked for."""
    ended = subprocess.run(
        [sys.executable, "-m", "lessonls.adapters.judge.worker"],
        input="{}\n",
        env=os.environ | {"LESSONLS_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    failure = Reply.model_validate_json(ended.stdout).failure
    assert failure is not None
    assert failure.kind == "JudgeError"
    assert "a fault of lessonls and not of your code" in failure.message
    assert "ValidationError" in failure.message
    assert "Traceback" in ended.stderr


def test_a_judge_whose_client_was_killed_ends_at_once(tmp_path: Path):
    """It does not even get ready, and leaves no files."""
    folder = private_folder()
    target = target_in(tmp_path / "code.c", RUNNING, "add_up")
    first = Open(target=target, mode=Mode.SERIAL, headers={}, folder=folder, workload=None, seed=0)
    command = [sys.executable, "-m", "lessonls.adapters.judge.worker"]
    ended = subprocess.run(
        command, input=first.model_dump_json() + "\n", capture_output=True, text=True, check=False
    )
    assert '"ready"' not in ended.stdout
    assert ended.returncode == 1
    assert not folder.exists()


async def test_a_baseline_that_does_not_compile_is_an_error_with_its_reason(tmp_path: Path):
    target = target_in(tmp_path / "code.c", "int f(int n) {\n    return nobody + n;\n}\n", "f")
    with pytest.raises(BaselineError, match="nobody"):
        async with ProcessJudge(ahead=False).open(target, Mode.SERIAL):
            pass
