"""A campaign from its first problem to its last, with scripted agents and judges that look up."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from benchmarks.campaign.folder import Manifest, ResultFolder, Setup, begun, resumed
from benchmarks.campaign.record import Record
from benchmarks.campaign.running import finish
from benchmarks.campaign.solving import Method
from benchmarks.problems import Subject
from benchmarks.strategies.lessons import LESSONS
from lessonls.agents.roster import OpenTeam
from lessonls.core.errors import BaselineError, JudgeError, LessonlsError, MachineError
from lessonls.core.opening import Tell, nobody
from lessonls.core.options import Options
from lessonls.core.target import Mode, Target
from lessonls.fakes import (
    MemoryBank,
    ScriptedAgent,
    ScriptedMeter,
    TableJudge,
    WordEmbedder,
    correct,
    example_target,
)
from lessonls.ports import Bench, Judge

FASTER = "void f(void) { }"
NAMES = ("a", "b", "c", "d")


def cut(name: str, folder: Path) -> Target:
    return example_target(f"void f(void) {{ /* {name} */ }}")


SUBJECTS: Mapping[str, Subject] = {
    f"suite/{name}": Subject("suite", name, partial(cut, name), "scan") for name in NAMES
}
SETUP = Setup(
    strategy="lessons",
    team=("agent",),
    mode=Mode.SERIAL,
    options=Options(),
    repetitions=1,
    problems=tuple(SUBJECTS),
    digests=NAMES,
)
MANIFEST = Manifest(setup=SETUP, lessonls="0.1.0", flags=(), machines=(), began="now")


class Judges:
    """Opens a new judge for each bench; `failures` are raised in place of a bench, by problem."""

    def __init__(self, **failures: list[LessonlsError]) -> None:
        self._failures = failures
        self.open_now = self.busiest = 0

    def busy(self) -> bool:
        return False

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        left = self._failures.get(target.code.split()[4], [])
        if left:
            raise left.pop(0)
        self.open_now += 1
        self.busiest = max(self.busiest, self.open_now)
        try:
            async with TableJudge({}, default=correct(2.0)).open(target, mode, tell) as bench:
                yield bench
        finally:
            self.open_now -= 1


@asynccontextmanager
async def team(run: str) -> AsyncGenerator[OpenTeam]:
    yield OpenTeam([ScriptedAgent("agent", [FASTER])], ScriptedMeter())


def method(judge: Judge) -> Method:
    return Method(
        strategy=LESSONS,
        mode=Mode.SERIAL,
        options=Options(),
        team_for=team,
        judge_for=lambda _, timed: timed(judge),
        embedder=WordEmbedder(),
        bank_for=MemoryBank,
    )


async def finished(folder: ResultFolder, judge: Judge, places: int = 1) -> list[Record]:
    """The records in the order in which they were done."""
    found: list[Record] = []
    await finish(folder, SUBJECTS, method(judge), places=places, done=found.append)
    return found


async def test_every_problem_is_solved_and_written(tmp_path: Path) -> None:
    """In the order of the setup."""
    with begun(tmp_path / "c", MANIFEST) as folder:
        found = await finished(folder, Judges())
        assert [one.name for one in found] == list(NAMES)
        assert all(one.speedup == 2.0 and one.category == "scan" for one in found)
        assert folder.finished == found


async def test_a_campaign_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """What is there is not done again."""

    class StoppedError(Exception): ...

    def stop(record: Record) -> None:
        if record.name == "b":
            raise StoppedError

    with begun(tmp_path / "c", MANIFEST) as folder, pytest.raises(ExceptionGroup) as caught:
        await finish(folder, SUBJECTS, method(Judges()), places=1, done=stop)
    assert caught.group_contains(StoppedError)
    with resumed(tmp_path / "c", SETUP) as folder:
        assert [one.name for one in await finished(folder, Judges())] == ["c", "d"]
        assert len(folder.finished) == 4


async def test_a_function_that_cannot_be_judged_is_a_result(tmp_path: Path) -> None:
    """It counts as 1, and is not tried again."""
    judge = Judges(b=[BaselineError("b does not compile as it stands.")])
    with begun(tmp_path / "c", MANIFEST) as folder:
        found = await finished(folder, judge)
        assert [one.speedup for one in found] == [2.0, 1.0, 2.0, 2.0]
        assert found[1].problem == "b does not compile as it stands."
        assert await finished(folder, judge) == []


async def test_a_judge_that_is_lost_costs_one_more_try(tmp_path: Path) -> None:
    """As when a worker of a cluster dies."""
    lost = JudgeError("The worker was lost.")
    with begun(tmp_path / "c", MANIFEST) as folder:
        found = await finished(folder, Judges(b=[lost], c=[lost, lost]))
        assert [one.speedup for one in found] == [2.0, 2.0, 1.0, 2.0]
        assert [one.again for one in found] == [False, False, True, False]
        assert [one.name for one in await finished(folder, Judges())] == ["c"]


async def test_a_machine_that_lacks_something_stops_the_campaign(tmp_path: Path) -> None:
    """After three problems in a row, with the reason."""
    dead = MachineError("No agent is left.")
    judge = Judges(a=[dead], b=[dead], c=[dead])
    with begun(tmp_path / "c", MANIFEST) as folder:
        with pytest.raises(MachineError, match=r"No agent is left\. Mend that"):
            await finished(folder, judge)
        assert [one.name for one in await finished(folder, judge)] == list(NAMES)


async def test_places_of_a_cluster_are_used_at_the_same_time(tmp_path: Path) -> None:
    """And no more than there are."""
    judge = Judges()
    with begun(tmp_path / "c", MANIFEST) as folder:
        assert len(await finished(folder, judge, places=2)) == 4
    assert judge.busiest == 2
