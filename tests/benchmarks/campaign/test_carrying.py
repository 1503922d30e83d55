"""The carry-over experiment, with a scripted agent and a judge that looks up."""

import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from math import exp, log
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.campaign.carrying import carried
from benchmarks.campaign.folder import records_of
from benchmarks.campaign.solving import Method
from benchmarks.problems import Subject
from benchmarks.strategies.lessons import LESSONS
from lessonls.adapters.disk_bank import DiskBank
from lessonls.adapters.lexical_embedder import LexicalEmbedder
from lessonls.agents.roster import OpenTeam
from lessonls.config import Settings
from lessonls.core.description import Description
from lessonls.core.errors import InputError
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.predicate import Predicate
from lessonls.core.target import Mode, Target
from lessonls.fakes import (
    ScriptedAgent,
    ScriptedMeter,
    TableJudge,
    correct,
    example_target,
    rejected,
)

CODE = """void f(double *row, int n) {
    for (int i = 1; i < n; i++) row[i] += row[i - 1];
}
"""


def cut(name: str, folder: Path) -> Target:
    return example_target(CODE.replace("row", name))


def problems(*names: str) -> dict[str, Subject]:
    return {f"suite/{one}": Subject("suite", one, partial(cut, one), "scan") for one in names}


def test_a_bank_is_filled_on_one_half_and_the_other_is_run_four_times(tmp_path: Path) -> None:
    """Without lessons, with those of the first half, with the proven ones (here none), and with
    what others of it say; run again it says the same and asks nobody, and with other options it
    is refused.
    """
    agents: list[ScriptedAgent] = []

    @asynccontextmanager
    async def team(run: str) -> AsyncGenerator[OpenTeam]:
        agents.append(
            ScriptedAgent("agent", ["void f(double *row, int n) { }"], f"{run} taught this.")
        )
        yield OpenTeam([agents[-1]], ScriptedMeter())

    settings = Settings(rounds=1)
    embedder = LexicalEmbedder()
    method = Method(
        strategy=LESSONS,
        mode=Mode.SERIAL,
        options=settings.options,
        team_for=team,
        judge_for=lambda _, timed: timed(TableJudge({}, default=correct(2.0))),
        embedder=embedder,
        bank_for=lambda: DiskBank(tmp_path / "bank", embedder),
    )
    run = partial(carried, tmp_path, problems("a", "b"), problems("c"), method)
    said = run(settings, 1, 0)
    assert said.startswith("2 lessons in the bank; after the trials 0 proven, 0 expelled.")
    assert "A is empty, B is filled: B is better on 0" in said
    shown = [{lesson.text for lesson in one.briefs[0].lessons} for one in agents]
    learned = {f"suite.{name}.0 taught this." for name in "ab"}
    assert shown[2:] == [set(), learned, set(), learned]
    assert [one.name for one in records_of(tmp_path / "unrelated")] == ["c"]
    assert run(settings, 1, 0) == said
    assert len(agents) == 6
    other = replace(method, options=Settings(rounds=2).options)
    with pytest.raises(InputError, match="other options"):
        carried(tmp_path, problems("a", "b"), problems("c"), other, settings, 1, 0)


ACTIONS = ("unroll", "merge", "tidy")
RIGHT = {"sum": "unroll", "sort": "merge"}
VERDICTS = {
    f"{action} {kind}": correct(3.0) if action == right else rejected()
    for kind, right in RIGHT.items()
    for action in ACTIONS
} | {f"tidy {kind}": correct(1.3) for kind in RIGHT}
KINDS = {
    "sum": Predicate(nest=1, reductions=("+",), dependence=("reduction",)),
    "sort": Predicate(nest=2, calls=("sort",), traits=("allocates memory",)),
}


WORDS = ("wave", "price", "edge", "letter", "pixel", "voter")


def word_of(target: Target) -> str:
    return next(word for word in WORDS if word in target.code)


def kind_of(target: Target) -> str:
    return next(kind for kind in KINDS if kind in target.code)


class Obedient:
    """A model that does what the first lesson says; without one it has an idea of its own for each
    function. What it writes down is what it did, also where that was wrong.
    """

    name = "obedient"

    async def propose(self, brief: Brief) -> Proposal | None:
        own = ACTIONS[(WORDS.index(word_of(brief.target)) + len(kind_of(brief.target))) % 3]
        told = next((one.text.split()[0] for one in brief.lessons), own)
        return Proposal(code=f"{told} {kind_of(brief.target)}")

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:  # noqa: ARG002
        return None

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        return f"{attempt.code.split()[0]} what is about {word_of(brief.target)}."


@asynccontextmanager
async def obedient(_run: str) -> AsyncGenerator[OpenTeam]:
    yield OpenTeam([Obedient()], ScriptedMeter())


def described(target: Target, _mode: Mode, _remarks: Sequence[str]) -> Description:
    return Description(KINDS[kind_of(target)])


def of_kind(kind: str, name: str, _folder: Path) -> Target:
    return example_target(f"void {kind}(void) {{ {name}(); }}")


def of_both_kinds(half: str) -> dict[str, Subject]:
    names = [(kind, f"{half}_{word}_{kind}") for kind in KINDS for word in WORDS]
    return {
        f"suite/{name}": Subject("suite", name, partial(of_kind, kind, name), kind)
        for kind, name in names
    }


@pytest.mark.exhaustive
def test_proven_lessons_help_where_all_and_misplaced_ones_do_not(tmp_path: Path) -> None:
    """Where the right lesson matters, and differs from one kind of function to the other: one idea
    of three is right.
    """
    settings = Settings(rounds=1)
    embedder = LexicalEmbedder()
    method = Method(
        strategy=LESSONS,
        mode=Mode.SERIAL,
        options=settings.options,
        team_for=obedient,
        judge_for=lambda _, timed: timed(TableJudge(VERDICTS)),
        embedder=embedder,
        bank_for=lambda: DiskBank(tmp_path / "bank", embedder),
        describe=described,
    )
    first, second = of_both_kinds("a"), of_both_kinds("b")
    said = carried(tmp_path, first, second, method, settings, 1, 6)
    sys.stdout.write(said)
    mean = {
        name: exp(fmean(log(one.speedup) for one in records_of(tmp_path / name)))
        for name in ("empty", "filled", "proven", "unrelated")
    }
    assert mean["proven"] == pytest.approx(3)
    assert max(mean["empty"], mean["filled"], mean["unrelated"]) < 2.5
