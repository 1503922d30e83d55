"""The carry-over experiment, with a scripted agent and a judge that looks up."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

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
from lessonls.core.errors import InputError
from lessonls.core.target import Mode, Target
from lessonls.fakes import ScriptedAgent, ScriptedMeter, TableJudge, correct, example_target

CODE = """void f(double *row, int n) {
    for (int i = 1; i < n; i++) row[i] += row[i - 1];
}
"""


def cut(name: str, folder: Path) -> Target:
    return example_target(CODE.replace("row", name))


def problems(*names: str) -> dict[str, Subject]:
    return {f"suite/{one}": Subject("suite", one, partial(cut, one), "scan") for one in names}


def test_a_bank_is_filled_on_one_half_and_the_other_is_run_three_times(tmp_path: Path) -> None:
    """Without lessons, with those of the first half, and with what others of it say; run again
    it says the same and asks nobody, and with other options it is refused.
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
        judge=TableJudge({}, default=correct(2.0)),
        embedder=embedder,
        bank_for=lambda: DiskBank(tmp_path / "bank", embedder),
    )
    run = partial(carried, tmp_path, problems("a", "b"), problems("c"), method)
    said = run(settings, 1)
    assert said.startswith("2 lessons in the bank.")
    assert "A is empty, B is filled: B is better on 0" in said
    shown = [{lesson.text for lesson in one.briefs[0].lessons} for one in agents]
    learned = {f"suite.{name}.0 taught this." for name in "ab"}
    assert shown[2:] == [set(), learned, learned]
    assert [one.name for one in records_of(tmp_path / "unrelated")] == ["c"]
    assert run(settings, 1) == said
    assert len(agents) == 5
    with pytest.raises(InputError, match="other options"):
        run(Settings(rounds=2), 1)
