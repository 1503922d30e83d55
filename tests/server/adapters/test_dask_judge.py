"""A judge on a real Dask cluster: a scheduler and workers as processes of this machine."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lessonls.adapters import dask_judge
from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.dask_judge import DaskJudge
from lessonls.adapters.judge.machine import this_machine
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import BaselineError, JudgeError, MachineError, SettingsError
from lessonls.core.opening import WITH_INPUTS, Opening
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import VerdictKind
from tests.dask_cluster import CORES, Cluster

pytestmark = pytest.mark.xdist_group("judge")

SUM = """double sum(const double *a, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) s += a[i];
    return s;
}
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    yield found
    found.close()


@pytest.fixture
def cluster(scheduler: Cluster) -> Iterator[Cluster]:
    """One that has no workers yet."""
    yield scheduler
    scheduler.dismiss()


TargetOf = Callable[[str], Target]


@pytest.fixture
def target_of(tmp_path: Path) -> TargetOf:
    def target(source: str) -> Target:
        path = tmp_path / "sum.c"
        path.write_text(source)
        return TreeSitterFinder(CompileCommands()).named(path, source, "sum")

    return target


async def test_baseline_and_candidates_are_judged_on_one_worker(
    cluster: Cluster, target_of: TargetOf
) -> None:
    """The bench says on which; the stages of opening and the errors of the tree come through."""
    worker = cluster.add_worker("--resources", "timing=1")
    judge = DaskJudge(cluster.address, ahead=False)
    told = list[Opening]()
    async with judge.open(target_of(SUM), Mode.SERIAL, told.append) as bench:
        assert told == list(WITH_INPUTS)
        assert bench.where == worker
        assert bench.workload.sizes
        wrong = await bench.judge(SUM.replace("double s = 0", "double s = 1"))
        assert wrong.kind is VerdictKind.INCORRECT
        same = await bench.judge(SUM)
        assert (same.kind, same.speedup) == (VerdictKind.CORRECT, 1.0)
    with pytest.raises(BaselineError, match="does not compile"):
        async with judge.open(target_of(SUM.replace("s += a", "s += b")), Mode.SERIAL):
            pass


async def _second_waits_for_the_first(judge: DaskJudge, target: Target) -> bool:
    closed = asyncio.Event()

    async def second() -> bool:
        async with judge.open(target, Mode.SERIAL):
            return closed.is_set()

    async with judge.open(target, Mode.SERIAL) as bench:
        waiting = asyncio.create_task(second())
        await bench.judge(SUM.replace("s += a[i]", "s = a[i] + s"))
        closed.set()
    return await waiting


@pytest.mark.exhaustive
async def test_a_worker_times_one_thing_at_a_time(
    cluster: Cluster, target_of: TargetOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second bench opens when the first one is closed, however often it looks until then."""
    monkeypatch.setattr(dask_judge, "BEATS", 0.05)
    cluster.add_worker("--resources", "timing=1")
    assert await _second_waits_for_the_first(
        DaskJudge(cluster.address, ahead=False), target_of(SUM)
    )


@pytest.mark.exhaustive
async def test_workers_that_share_cores_take_turns(cluster: Cluster, target_of: TargetOf) -> None:
    """Two of one machine, each with a place: what they time would not be alone."""
    for _ in range(2):
        cluster.add_worker("--resources", "timing=1", cores=CORES[:1])
    assert await _second_waits_for_the_first(
        DaskJudge(cluster.address, ahead=False), target_of(SUM)
    )


@pytest.mark.skipif(len(CORES) < 2, reason="needs two cores")
@pytest.mark.exhaustive
async def test_workers_with_cores_of_their_own_judge_at_the_same_time(
    cluster: Cluster, target_of: TargetOf
) -> None:
    """The second bench opens beside the first one."""
    for core in CORES[:2]:
        cluster.add_worker("--resources", "timing=1", cores=[core])
    judge = DaskJudge(cluster.address, ahead=False)
    async with (
        judge.open(target_of(SUM), Mode.SERIAL) as one,
        judge.open(target_of(SUM), Mode.SERIAL) as other,
    ):
        assert one.where != other.where


async def test_a_worker_that_dies_is_told_and_another_one_goes_on(
    cluster: Cluster, target_of: TargetOf
) -> None:
    """Nobody waits for a verdict that will not come."""
    workers = [cluster.add_worker("--resources", "timing=1") for _ in range(2)]
    judge = DaskJudge(cluster.address, ahead=False)
    async with judge.open(target_of(SUM), Mode.SERIAL) as bench:
        lost = bench.where
        judging = asyncio.create_task(bench.judge(SUM.replace("s += a[i]", "s = a[i] + s")))
        cluster.workers[workers.index(lost)].kill()
        with pytest.raises(JudgeError, match="died: run it again"):
            await judging
    async with judge.open(target_of(SUM), Mode.SERIAL) as bench:
        assert bench.where not in {lost, ""}


@pytest.mark.exhaustive
async def test_the_last_worker_that_dies_is_told_as_well(
    cluster: Cluster, target_of: TargetOf
) -> None:
    """Nobody waits for another worker that may never come."""
    cluster.add_worker("--resources", "timing=1")
    async with DaskJudge(cluster.address, ahead=False).open(target_of(SUM), Mode.SERIAL) as bench:
        judging = asyncio.create_task(bench.judge(SUM.replace("s += a[i]", "s = a[i] + s")))
        cluster.workers[0].kill()
        with pytest.raises(JudgeError, match="died: run it again"):
            await judging


@pytest.mark.exhaustive
async def test_a_scheduler_that_dies_is_told(tmp_path: Path, target_of: TargetOf) -> None:
    """Where nobody can be told that the run is over, nobody is."""
    with closing(Cluster(tmp_path)) as cluster:
        cluster.add_worker("--resources", "timing=1")
        async with DaskJudge(cluster.address, ahead=False).open(
            target_of(SUM), Mode.SERIAL
        ) as bench:
            cluster.scheduler.kill()
            with pytest.raises(JudgeError, match="died: run it again"):
                await bench.judge(SUM.replace("s += a[i]", "s = a[i] + s"))


async def test_the_machines_that_judge_are_described(cluster: Cluster) -> None:
    """Those of workers with a place, and no others."""
    for words in (("--resources", "timing=1"), ("--resources", "timing=1"), ()):
        cluster.add_worker(*words)
    found = await DaskJudge(cluster.address, ahead=False).machines()
    assert [one.make for one in found] == [this_machine().make] * 2


async def test_a_cluster_without_places_is_refused(cluster: Cluster, target_of: TargetOf) -> None:
    """It says how workers are started."""
    cluster.add_worker()
    with pytest.raises(MachineError, match="--resources timing=1"):
        async with DaskJudge(cluster.address, ahead=False).open(target_of(SUM), Mode.SERIAL):
            pass


async def test_a_scheduler_that_is_not_there_is_named(target_of: TargetOf) -> None:
    """With its address, as the user can check it."""
    with pytest.raises(SettingsError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        async with DaskJudge("dask://127.0.0.1:9").open(target_of(SUM), Mode.SERIAL):
            pass
