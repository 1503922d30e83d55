"""Lessons of the lasting bank over many runs: harmful ones leave it, good ones prove themselves."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from lessonls.adapters.disk_bank import DiskBank
from lessonls.core.admission import Standing, standing_of
from lessonls.core.description import Description
from lessonls.core.events import RoundStarted
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal
from lessonls.core.options import Options
from lessonls.core.predicate import Predicate
from lessonls.core.target import Mode, Target
from lessonls.fakes import (
    MemoryBank,
    TableJudge,
    WordEmbedder,
    correct,
    example_lesson,
    example_target,
    rejected,
)
from lessonls.loop import optimize
from lessonls.ports import LessonBank

SUMS = Predicate(nest=1, loops=("for",), reductions=("+",), dependence=("reduction",))
JUDGE = {"wrong": rejected(), "double": correct(2.0), "triple": correct(3.0)}


class Obedient:
    """A model that does what the first lesson says, and without one has an idea of its own.

    What it writes of its attempts is new each time, so that the bank grows with every run.
    """

    name = "obedient"

    async def propose(self, brief: Brief) -> Proposal | None:
        said = brief.lessons[0].text.split()[0] if brief.lessons else ""
        return Proposal(code=said if said in JUDGE else "double")

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:  # noqa: ARG002
        return None

    async def explain(self, brief: Brief, attempt: Attempt) -> str:  # noqa: ARG002
        return f"Do what {brief.target.digest} had."


def lesson(text: str) -> Lesson:
    return example_lesson(text, text=text, predicate=SUMS, embedder=WordEmbedder.name)


def function(number: int) -> Target:
    return example_target(f"void f(void) {{ blur({number}); }}")


def sums(_target: Target, _mode: Mode, _remarks: Sequence[str]) -> Description:
    return Description(SUMS)


async def run(bank: LessonBank, target: Target) -> list[Lesson]:
    """One run; the lessons of its first round."""
    events = optimize(
        target,
        Mode.SERIAL,
        team=[Obedient()],
        judge=TableJudge(JUDGE),
        bank=bank,
        embedder=WordEmbedder(),
        describe=sums,
        options=Options(rounds=1),
    )
    started = [one async for one in events if isinstance(one, RoundStarted)]
    return list(started[0].lessons)


@pytest.mark.parametrize("functions", [20, 1])
async def test_a_harmful_lesson_is_expelled_within_twenty_runs(tmp_path: Path, functions: int):
    """On a new function in each run, and on the same one again and again."""
    harmful = lesson("wrong")
    bank = DiskBank(tmp_path, WordEmbedder())
    await bank.add(harmful)
    shown = 0
    for number in range(20):
        lessons = await run(bank, function(number % functions))
        shown += harmful.id in {one.id for one in lessons}
    assert not await bank.get([harmful.id])
    assert shown == 7


async def test_a_lesson_that_helps_is_proven_and_then_shown():
    """But for the few runs that go on checking it."""
    helpful = lesson("triple")
    bank = MemoryBank([helpful])
    for number in range(20):
        await run(bank, function(number))
    (after,) = await bank.get([helpful.id])
    assert standing_of(after) is Standing.PROVEN
    shown = [await run(bank, function(number)) for number in range(20, 40)]
    first = sum(
        lessons[:1] == [one for one in lessons if one.id == helpful.id] for lessons in shown
    )
    assert first >= 15


async def test_a_lesson_that_changes_nothing_stays_a_candidate():
    """However many runs see it; others have their turn as well."""
    idle = lesson("double")
    bank = MemoryBank([idle])
    for number in range(20):
        await run(bank, function(number))
    (after,) = await bank.get([idle.id])
    assert standing_of(after) is Standing.CANDIDATE
    assert after.tied >= 1
    assert sum(one.tied for one in await bank.lessons()) == 10
