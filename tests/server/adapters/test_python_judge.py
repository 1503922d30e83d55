"""Implementations in Python are judged by their tests."""

from pathlib import Path

from lessonls.adapters.python_judge import PythonJudge
from lessonls.core.target import Language, Mode, Target, Task
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.core.verdict import Outcome, Verdict, VerdictKind

PROMPT = 'import math\n\n\ndef root(x):\n    """The root of x, rounded down."""\n'
TARGET = Target(
    path=Path("root.py"),
    language=Language.PYTHON,
    name="root",
    qualified_name="root",
    returns="",
    parameters=(),
    code=PROMPT,
    before="",
    after="",
    start=0,
    line=1,
    flags=(),
    directory=Path(),
    task=Task.IMPLEMENT,
)
TESTS = (
    UnitTest(code="assert root(9) == 3", origin=Origin.USER),
    UnitTest(code="assert root(8) == math.floor(2.8)"),
    UnitTest(code="assert root(0) == 0"),
)
RIGHT = "import math\n\ndef root(x):\n    return math.isqrt(x)"
ROUNDED = "def root(x):\n    return round(x ** 0.5)"


async def verdict(code: str) -> Verdict:
    async with PythonJudge(TESTS).open(TARGET, Mode.SERIAL) as bench:
        assert bench.workload.tests == TESTS
        assert bench.baseline_score == 0
        assert bench.compiler.startswith("Python 3.")
        return await bench.judge(code)


async def test_one_that_passes_all_is_correct_and_worth_offering():
    found = await verdict(RIGHT)
    assert found.kind is VerdictKind.CORRECT
    assert found.better
    assert found.score == 1
    assert found.phrases[0] == "passes 3 of 3 tests: 1 of yours, 2 that the team wrote"


async def test_one_that_fails_says_which_test_and_what_came():
    found = await verdict(ROUNDED)
    assert found.kind is VerdictKind.INCORRECT
    assert found.outcome is Outcome.FAILS_TESTS
    assert found.score == 3 / 4, "one of the user counts as much as two of the team"
    told = "assert root(8) == math.floor(2.8): 3 came, and 2 is expected"
    assert found.reason == f"1 of 3 tests fail; the first: {told}"
    assert [one.reason for one in found.tests] == ["", told, ""]


async def test_one_that_cannot_be_loaded_passes_nothing():
    found = await verdict("1 / 0")
    assert found.kind is VerdictKind.FAULTY
    assert found.score == 0
    assert found.reason == "it cannot be loaded: ZeroDivisionError: division by zero"
