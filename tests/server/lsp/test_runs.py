"""Which runs there are, and how they end."""

import asyncio
from pathlib import Path

from lessonls.core.target import Language, Mode, Target
from lessonls.lsp.runs import Run, Runs

URI = "file:///f.c"


def target(name: str = "f", code: str = "int f(){}") -> Target:
    return Target(
        path=Path("f.c"),
        language=Language.C,
        name=name,
        qualified_name=name,
        returns="int",
        parameters=(),
        code=code,
        before="",
        after="",
        start=0,
        line=1,
        flags=(),
        directory=Path(),
    )


class Works:
    """Work that goes on until it is allowed to end, and notes what happens to it."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.log: list[str] = []
        self.began = asyncio.Event()
        self.may_end = asyncio.Event()

    async def work(self, run: Run) -> None:
        async for ahead in self.runs.queueing(run):
            self.log.append(f"{run.name} waits for {ahead}")
        self.log.append(f"{run.name} began")
        self.began.set()
        try:
            await self.may_end.wait()
            self.log.append(f"{run.name} ended")
        finally:
            # A clean-up takes several steps; it must not be interrupted by a second cancel.
            for _ in range(3):
                await asyncio.sleep(0)
            self.log.append(f"{run.name} cleaned up")


async def test_the_same_function_twice_is_one_run() -> None:
    """The second request gets the run that is there."""
    runs = Runs()
    works = Works(runs)
    first, new = runs.start(URI, target(), Mode.SERIAL, works.work)
    again, newer = runs.start(URI, target(), Mode.SERIAL, works.work)
    assert (new, newer) == (True, False)
    assert again is first
    await runs.close()


async def test_the_other_mode_is_a_run_of_its_own() -> None:
    """Serial and OpenMP results are different answers."""
    runs = Runs()
    works = Works(runs)
    serial, _ = runs.start(URI, target(), Mode.SERIAL, works.work)
    openmp, new = runs.start(URI, target(), Mode.OPENMP, works.work)
    assert new
    assert runs.on(URI, target()) == [serial, openmp]
    assert len({serial.id, openmp.id}) == 2
    await runs.close()


async def test_runs_work_one_after_the_other_in_order() -> None:
    """Timings never overlap."""
    runs = Runs()
    works = Works(runs)
    started = [runs.start(URI, target(name), Mode.SERIAL, works.work)[0] for name in "abc"]
    assert [runs.ahead(run) for run in started] == [0, 1, 2]
    await works.began.wait()
    works.may_end.set()
    await asyncio.gather(*(run.task for run in started if run.task))
    steps = ("began", "ended", "cleaned up")
    worked = [line for line in works.log if "waits" not in line]
    assert worked == [f"{name} {step}" for name in "abc" for step in steps]
    assert [line for line in works.log if line.startswith("c waits")] == [
        "c waits for 2",
        "c waits for 1",
    ]


async def test_a_run_on_an_older_text_makes_room() -> None:
    """Nobody could accept its result."""
    runs = Runs()
    works = Works(runs)
    old, _ = runs.start(URI, target(), Mode.SERIAL, works.work)
    await works.began.wait()
    fresh, new = runs.start(URI, target(code="int f(){;}"), Mode.SERIAL, works.work)
    assert new
    assert runs.on(URI, target()) == [fresh]
    assert old.task is not None
    await asyncio.wait([old.task])
    assert old.task.cancelled()
    await runs.close()


async def test_a_second_cancel_does_not_disturb_the_clean_up() -> None:
    """A user who clicks twice leaves nothing behind."""
    runs = Runs()
    works = Works(runs)
    run, _ = runs.start(URI, target(), Mode.SERIAL, works.work)
    await works.began.wait()
    assert runs.cancel(run.id) == 1
    await asyncio.sleep(0)
    assert runs.cancel(run.id) == 0
    await runs.close()
    assert works.log == ["f began", "f cleaned up"]


async def test_cancelling_one_run_lets_the_next_one_begin() -> None:
    """Also when the cancelled one was only queued."""
    runs = Runs()
    works = Works(runs)
    a, b, c = (runs.start(URI, target(name), Mode.SERIAL, works.work)[0] for name in "abc")
    runs.cancel(b.id)
    works.may_end.set()
    await asyncio.wait([run.task for run in (a, b, c) if run.task])
    assert [line for line in works.log if "began" in line] == ["a began", "c began"]


async def test_closing_waits_until_everything_is_cleaned_up() -> None:
    """And leaves no run and no task."""
    runs = Runs()
    works = Works(runs)
    for name in "ab":
        runs.start(URI, target(name), Mode.SERIAL, works.work)
    await works.began.wait()
    await runs.close()
    assert works.log == ["a began", "b waits for 1", "a cleaned up"]
    assert runs.on(URI, target("a")) == []
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_cancel_before_the_first_step_is_a_cancel_too() -> None:
    """The registry forgets a run that never began."""
    runs = Runs()
    works = Works(runs)
    run, _ = runs.start(URI, target(), Mode.SERIAL, works.work)
    runs.cancel()
    await runs.close()
    assert works.log == []
    assert run.task is not None
    assert run.task.cancelled()
    assert runs.cancel() == 0


async def test_an_unknown_run_cannot_be_cancelled() -> None:
    """Tokens of other progresses are none of ours."""
    assert Runs().cancel("something else") == 0
