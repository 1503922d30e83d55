"""Which candidate is submitted, when wrong tests decided, and what tables say of it."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from benchmarks.campaign.folder import Manifest, Setup
from benchmarks.campaign.record import Record
from benchmarks.generation import tables
from benchmarks.generation.grades import Grades, Mark
from benchmarks.generation.grading import Grader
from benchmarks.generation.problems import Hidden
from benchmarks.generation.scores import by_round, contest, plus_by_round, scores
from benchmarks.problems import Subject
from lessonls.adapters.python_judge import PythonJudge
from lessonls.core.errors import InputError
from lessonls.core.lesson import Attempt
from lessonls.core.options import Options
from lessonls.core.target import Mode, Target, Task
from lessonls.core.unit_tests import UnitTest, UnitTestResult
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls_sandbox.python.run import Inputs
from tests.server.adapters.test_python_judge import TARGET as ROOT

Seen = tuple[int, int, int | None, bool | None]


def grades(*marks: Seen, tests: int = 3, wrong: int | None = 0) -> Grades:
    """Of candidates by round, passed tests, right ones among them, and the hidden tests."""
    made = [
        Mark(agent="a", round=round_, code=f"c{at}", passed=passed, right=right, base=base)
        for at, (round_, passed, right, base) in enumerate(marks)
    ]
    return Grades(marks=tuple(made), tests=tests, wrong=wrong)


def test_the_one_that_passes_most_is_submitted_and_the_earliest_of_equals():
    found = grades((0, 1, 1, False), (1, 2, 2, True), (2, 2, 2, False))
    assert found.answer is not None
    assert found.answer.code == "c1"
    assert found.base
    submitted = [mark and mark.code for mark in found.answers(4)]
    assert submitted == ["c0", "c1", "c1", "c1"]
    assert grades().answer is None
    assert not grades().base


@pytest.mark.parametrize(
    ("marks", "decided"),
    [
        ([(0, 2, 1, False), (0, 1, 1, True)], False),  # by the right ones alone the same
        ([(0, 1, 1, True), (1, 2, 1, False)], True),
        ([(0, 2, 0, False), (0, 1, 1, True)], True),
        ([(0, 2, 0, False), (0, 1, 1, False)], False),  # both are wrong
        ([(0, 2, None, False), (0, 1, None, True)], False),  # nobody knows
    ],
)
def test_wrong_tests_decided_if_the_right_ones_alone_give_another_score(
    marks: Sequence[Seen], *, decided: bool
):
    assert grades(*marks).decided is decided


def record(name: str, found: Grades | None, seconds: float = 2.0, repetition: int = 0) -> Record:
    return Record(
        suite="suite",
        name=name,
        category="",
        repetition=repetition,
        grades=found,
        problem="" if found else "The model is gone.",
        seconds=seconds,
        judging=1.0,
        asking=0.9,
    )


RIGHT, WRONG = grades((0, 3, 3, True)), grades((0, 1, 1, False), (1, 2, 2, False))
RECORDS = [record("a", RIGHT), record("b", WRONG), record("c", None), record("d", RIGHT)]
MANIFEST = Manifest(
    setup=Setup(
        strategy="ours",
        team=("m",),
        mode=Mode.SERIAL,
        options=Options(rounds=2),
        repetitions=1,
        problems=("suite/a",),
        digests=("0",),
        task=Task.IMPLEMENT,
    ),
    lessonls="0",
    flags=(),
    machines=(),
    began="now",
    replies="a script",
)


def test_scores_are_shares_of_all_runs_and_failed_ones_count():
    found = scores(RECORDS)
    assert (found.problems, found.base, found.plus, found.wrong) == (4, 0.5, None, 0)
    assert found.overhead == pytest.approx(8 / (4 * 1.9) - 1)
    assert by_round(RECORDS, 2) == [0.5, 0.5]
    assert plus_by_round(RECORDS, 2) == []
    more = grades((0, 1, 1, True), (1, 2, 2, True))
    marks = [one.model_copy(update={"plus": one.round == 1}) for one in more.marks]
    both = [record("a", more.model_copy(update={"marks": tuple(marks)})), record("c", None)]
    assert (by_round(both, 2), plus_by_round(both, 2)) == ([0.5, 0.5], [0.0, 0.5])


def test_a_table_names_what_failed():
    text = tables.text(MANIFEST, RECORDS)
    assert "pass@1 after each round: 0.500, 0.500" in text
    assert "not judged, and counted as failed:\nc: The model is gone." in text
    assert tables.text(MANIFEST, []) == "nothing is finished."
    assert json.loads(tables.as_json(MANIFEST, RECORDS))["suite"]["base"] == 0.5
    lines = tables.as_csv(RECORDS).splitlines()
    assert lines[1] == "suite,a,0,True,,3,3,0,False,0,a,2.0,"
    assert lines[3] == "suite,c,0,False,,,,,,,,2.0,The model is gone."


def test_samples_are_what_evalplus_takes():
    rows = [json.loads(line) for line in tables.as_samples(RECORDS).splitlines()]
    assert rows[0] == {"task_id": "a", "solution": "c0\n"}
    assert [row["task_id"] for row in rows] == ["a", "b", "d"]


def test_two_campaigns_are_compared_problem_by_problem():
    other = [record("a", WRONG), record("b", RIGHT), record("c", RIGHT), record("e", RIGHT)]
    found = contest(RECORDS, other)
    assert (found.better, found.worse, found.every) == (("suite/b", "suite/c"), ("suite/a",), 3)
    assert found.sentence == (
        "B is better on 2, worse on 1, equal on 0 of 3 (sign test: p = 1); pass@1 0.667 against"
        " 0.333"
    )
    with pytest.raises(InputError, match="no problem in common"):
        contest(RECORDS, [record("e", RIGHT)])


TESTS = (UnitTest(code="assert root(9) == 3"), UnitTest(code="assert root(8) == 3"))
SOLUTION = "import math\ndef root(x):\n    return math.isqrt(x)"
ROUNDED = "def root(x):\n    return round(x ** 0.5)"


def attempt(code: str, *passes: bool, round_: int = 0) -> Attempt:
    results = zip(TESTS, passes, strict=True) if passes else ()
    tests = tuple(UnitTestResult(test=test, passed=one) for test, one in results)
    found = Verdict(kind=VerdictKind.INCORRECT, tests=tests)
    return Attempt(agent="a", round=round_, code=code, verdict=found)


def as_it_is(target: Target, _: Path) -> Target:
    return target


async def graded(target: Target, *attempts: Attempt) -> Grades:
    hidden = Hidden(Inputs(SOLUTION, [[0], [9]]), Inputs(SOLUTION, [[8], [15]]), SOLUTION)
    grader = Grader({"suite/root": hidden}, PythonJudge)
    subject = Subject("suite", "root", partial(as_it_is, target))
    return await grader.graded(subject, target, attempts, rounds=2)


async def test_a_run_is_graded_by_tests_that_it_never_had():
    """The second of its own tests is wrong, and made a wrong candidate win."""
    found = await graded(ROOT, attempt(SOLUTION, True, False), attempt(ROUNDED, True, True))
    assert (found.tests, found.wrong) == (2, 1)
    assert [mark.right for mark in found.marks] == [1, 1]
    assert [(mark.base, mark.plus) for mark in found.marks] == [(True, True), (True, False)]
    assert found.base
    assert found.plus is False
    assert not found.decided


async def test_only_those_are_run_that_would_be_submitted():
    nonsense = attempt("no code")
    found = await graded(ROOT, nonsense, attempt(SOLUTION, True, False, round_=1), nonsense)
    assert [mark.base for mark in found.marks] == [False, True, False]
    found = await graded(ROOT, attempt(SOLUTION, True, False), attempt(ROUNDED, False, False))
    assert [mark.base for mark in found.marks] == [True, None]
