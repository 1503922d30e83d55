"""Campaigns in which scripted models write functions: the score is what the script says."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.campaign.folder import records_of
from benchmarks.campaign.record import Record
from benchmarks.generation.scores import passes as has_passed
from tests.benchmarks.generation import made
from tests.benchmarks.generation.expecting import TEAM, TURNS, passes
from tests.benchmarks.generation.scripting import Plan, Script
from tests.openai_server import OpenAIServer
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("judge")

PROBLEMS = made.entries()
PLANS: Sequence[Mapping[str, Any]] = (
    {"right": {"m0": 1}, "fooling": True},
    {"right": {"m0": 0}, "misleading": True},
    {"right": {"m1": 2}, "broken": True},
    {"right": {"m0": 2}},
    {"right": {"m2": 1}},
    {"right": {"m0": 0, "m1": 0, "m2": 0}},
    {"right": {}},
)
FEW = 4
"""Problems of every day, one for each of the first plans."""


def plans_for(problems: Sequence[Mapping[str, Any]]) -> Sequence[Plan]:
    """Each kind of plan in turn."""
    return [made.plan(one, **PLANS[at % len(PLANS)]) for at, one in enumerate(problems)]


class Campaign:
    """The commands of campaigns with a team of three scripted models."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        self.data = data

    async def run(self, server: OpenAIServer | None, output: str, *words: str) -> str:
        """What `run` prints; without a server no model can be asked."""
        base_url = "http://127.0.0.1:9/v1" if server is None else server.base_url
        agents = [f'[agents.{one}]\nmodel = "{one}"\nbase_url = "{base_url}"\n' for one in TEAM]
        config = self.folder / "config.toml"
        config.write_text("".join(agents) + f"[teams]\nthree = {json.dumps(TEAM)}\n")
        asked = ["--task", "generate", "--data", str(self.data), "--team", "three"]
        return await self.call("run", *asked, "--output", str(self.folder / output), *words)

    async def call(self, *words: str) -> str:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.campaign", *words),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "LESSONLS_CONFIG": str(self.folder / "config.toml")},
        )
        out, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
        return out.decode()

    def records(self, output: str) -> Sequence[Record]:
        return records_of(self.folder / output)


def as_planned(records: Sequence[Record], plans: Sequence[Plan], strategy: str) -> None:
    """Every problem has been solved, or not, as its plan says."""
    told = {one.name: has_passed(one) for one in records}
    assert told == {plan.task: passes(plan, strategy) for plan in plans}
    assert all(one.problem == "" for one in records)


async def test_the_score_is_what_the_script_says_and_a_recording_gives_it_again(tmp_path: Path):
    """Through the commands, with everything that a table shows but the time."""
    problems = PROBLEMS[:FEW]
    plans = plans_for(problems)
    campaign = Campaign(tmp_path, made.written(tmp_path / "made.jsonl", problems))
    async with OpenAIServer(Script(plans)) as server:
        first = await campaign.run(server, "first", "--record")
    as_planned(campaign.records("first"), plans, "ours")
    again = await campaign.run(None, "again", "--replay", str(tmp_path / "first"))
    assert figures(again) == figures(first)
    assert figures(first)[1:4] == ["4", "0.500", "0.500"]
    assert f" {len(server.requests)} " in first, first
    samples = await campaign.call("table", str(tmp_path / "first"), "--as", "samples")
    rows = [json.loads(line) for line in samples.splitlines()]
    assert {row["task_id"] for row in rows} == {one["task_id"] for one in problems}
    solved = next(row for row in rows if row["task_id"] == problems[3]["task_id"])
    assert solved["solution"] == f"{plans[3].solution.rstrip()}\n"
    said = await campaign.call("compare", str(tmp_path / "first"), str(tmp_path / "again"))
    assert "B is better on 0, worse on 0, equal on 4 of 4" in said
    both = [str(tmp_path / name) for name in ("first", "again")]
    await campaign.call("report", *both, "--output", str(tmp_path / "page.html"))
    assert "<td>pass@1</td><td>0.500</td><td>0.500</td>" in (tmp_path / "page.html").read_text()


def figures(table: str) -> Sequence[str]:
    """A table without its seconds and what follows from them."""
    lines = table.splitlines()
    (cells,) = (line.split() for line in lines if line.startswith("made "))
    return [*cells[:8], *cells[9:-1], *(line for line in lines if line.startswith("pass@1"))]


@pytest.mark.parametrize("strategy", few_of(sorted(TURNS), "released", "mixture"))
async def test_every_strategy_scores_what_the_script_says(strategy: str, tmp_path: Path):
    problems = PROBLEMS[FEW : 2 * FEW]
    plans = plans_for(problems)
    campaign = Campaign(tmp_path, made.written(tmp_path / "made.jsonl", problems))
    async with OpenAIServer(Script(plans)) as server:
        await campaign.run(server, strategy, "--strategy", strategy)
    as_planned(campaign.records(strategy), plans, strategy)
    reports = [one.report for one in campaign.records(strategy) if one.report is not None]
    most = 29 if strategy == "mixture" else 25
    assert max(one.usage.requests for one in reports) <= most
