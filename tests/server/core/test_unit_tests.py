"""Unit tests as texts: what is one, what it reports, what it expects, and who wrote it."""

from functools import cache
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.contradictions import agreeing
from lessonls.core.doubts import doubts
from lessonls.core.errors import WorkloadError
from lessonls.core.lesson import Attempt
from lessonls.core.reading.assertions import reporting
from lessonls.core.reading.examples import examples
from lessonls.core.reading.test_pieces import pieces, separate
from lessonls.core.target import Language, Target, Task
from lessonls.core.unit_tests import Origin, UnitTest, UnitTestResult, described, pass_rate
from lessonls.core.verdict import Verdict, VerdictKind

FINDER = TreeSitterFinder(cache(CompileCommands()))
FILE = """\
#include "levels.h"
struct Level { int low; };
/* Not a test: it calls nothing. */
static int lowest(void) { return LEVEL; }
static int unused(void) { return 1; }
assert(clamp(5, 0, 3) == 3);
{
    int at = lowest();
    assert(clamp(at, 0, 3) == at);
}
void test_ends(void) {
    assert(clamp(1, 1, 2) == 1);
    assert(clamp(2, 1, 2) == 2);
}
void test_twice(void) {
    int once = clamp(9, 0, 3);
    assert(clamp(once, 0, 3) == once);
}
int main(void) { test_ends(); return 0; }
"""


def stub(description: str, declaration: str, file: str = "a.c") -> Target:
    text = f"/* {description} */\n{declaration}\n"
    return FINDER.named(Path(file), text, "f", Task.IMPLEMENT)


def unit(code: str, origin: Origin = Origin.TEAM) -> UnitTest:
    return UnitTest(code=code, origin=origin)


def results(*passed: bool, origin: Origin = Origin.TEAM) -> tuple[UnitTestResult, ...]:
    return tuple(
        UnitTestResult(test=unit(f"assert(f({at}) == {at});", origin), passed=one)
        for at, one in enumerate(passed)
    )


def attempt(name: str, *passed: bool) -> Attempt:
    kind = VerdictKind.CORRECT if all(passed) else VerdictKind.INCORRECT
    verdict = Verdict(kind=kind, tests=results(*passed))
    return Attempt(agent=name, round=0, code=name, verdict=verdict)


def test_statements_blocks_and_functions_that_call_the_function_are_tests_of_their_own():
    for language in (Language.C, Language.CPP):
        found = separate(FILE, "clamp", language)
        assert [one.splitlines()[-1] for one in found[:1]] == ["assert(clamp(5, 0, 3) == 3);"]
        assert found[2:4] == [
            '#include "levels.h"\nassert(clamp(1, 1, 2) == 1);',
            '#include "levels.h"\nassert(clamp(2, 1, 2) == 2);',
        ]
        assert len(found) == 5
        with_helper = pieces(found[1], language)
        assert with_helper.directives == ('#include "levels.h"',)
        assert with_helper.declarations == ("static int lowest(void) { return LEVEL; }",)
        assert "int at = lowest();" in with_helper.statements


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("assert(f(2) == 4);", ["f(2)"]),
        ("assert(4 == f(f(2)));", ["f(f(2))"]),
        ("assert(strcmp(f(1), name) == 0);", ["f(1)", "name"]),
        ("assert(a[0] == 1 && is(f(3)));", ["a[0]", "f(3)"]),
        ("assert(f(2) != NULL);", ["f(2)"]),
        ("for (int i = 0; i < 2; i++) assert(f(i) == i);", ["f(i)", "i"]),
        ("assert(fabs(f(1) - 1.5) < 1e-9);", ["fabs(f(1) - 1.5)", "f(1)"]),
    ],
)
def test_assertions_report_what_was_compared(written: str, seen: list[str]):
    code = reporting(written, "f", Language.C, statements=True)
    asserted = written[written.index("assert(") + 7 : written.rindex(")")]
    assert f'LESSONLS_ASSERT("{asserted}", (' in code
    assert [part.split('", (')[0] for part in code.split("LESSONLS_SEE(")[1:]] == [
        f'{at}, "{one}' for at, one in enumerate(seen)
    ]
    plain = reporting(written, "f", Language.C, statements=True, values=False)
    assert "LESSONLS_SEE" not in plain


@pytest.mark.parametrize(
    ("said", "declaration", "found"),
    [
        ("Doubles: f(2) == 4.", "int f(int a);", ["assert(f(2) == 4);"]),
        (
            "f(2) -> 4, f(3) returns 6",
            "int f(int a);",
            ["assert(f(2) == 4);", "assert(f(3) == 6);"],
        ),
        ("f(2) should be 4.", "int f(int a);", ["assert(f(2) == 4);"]),
        ("f(x) is x + 1; does f(2) work? f is fast.", "int f(int a);", []),
        ("f(1) = 0.33", "double f(int a);", ["assert(fabs(f(1) - 0.33) <= 0.5e-2);"]),
        ('f("a(") == "b"', "char *f(char *a);", ['assert(strcmp(f("a("), "b") == 0);']),
        ("f([1, 2], 2) -> 3", "int f(const int *a, int n);", ["assert(f((int[]){1, 2}, 2) == 3);"]),
        ("f(NULL) == INT_MIN", "int f(void *a);", ["assert(f(NULL) == INT_MIN);"]),
    ],
)
def test_examples_in_the_comment_are_tests(said: str, declaration: str, found: list[str]):
    assert examples(stub(said, declaration)) == found


def test_strings_of_cpp_are_compared_as_they_are():
    target = stub('f(1) == "b"', "std::string f(int a);", "a.cpp")
    assert examples(target) == ['assert(f(1) == "b");']


def test_a_test_of_the_team_that_contradicts_another_is_left_out():
    target = stub("Doubles.", "int f(int a);")
    yours = unit("assert(f(2) == 4);", Origin.USER)
    wrong, same, other = (
        unit("assert(5 == f( 2 ));"),
        unit("assert(f(2) == 4u);"),
        unit("assert(f(x) == 1);"),
    )
    assert agreeing([yours, yours, wrong, same, other], target) == (yours, same, other)
    assert agreeing([wrong, same, other], target) == (other,)


def test_tests_of_the_user_that_contradict_each_other_are_refused():
    target = stub("Doubles.", "int f(int a);")
    with pytest.raises(WorkloadError) as refused:
        agreeing(
            [unit("assert(f(2) == 4);", Origin.COMMENT), unit("assert(f(2) == 5);", Origin.USER)],
            target,
        )
    assert str(refused.value) == (
        "the tests of f contradict each other: `assert(f(2) == 4)` (from the comment) and"
        " `assert(f(2) == 5)` (yours): change one of them."
    )


def test_a_test_that_no_candidate_passes_is_doubted():
    said = list(doubts([attempt("a", True, False), attempt("b", True, False)]))
    assert said == [
        "No candidate passes `assert(f(1) == 1)`, which the team wrote: it may be wrong."
    ]
    assert not list(doubts([attempt("a", True, False), attempt("b", True, True)]))
    assert not list(doubts([attempt("a", True, False)]))


def test_two_tests_of_which_each_candidate_passes_one_are_doubted():
    (said,) = doubts([attempt("a", True, False), attempt("b", False, True)])
    assert said.endswith("they may contradict each other.")


def test_it_is_said_who_wrote_the_tests_and_others_than_the_teams_count_twice():
    team, yours = results(True, True, False), results(True, True, origin=Origin.USER)
    assert described(team) == ("passes 2 of 3 tests: 3 that the team wrote, none of them yours")
    assert described((*yours, *team)) == ("passes 4 of 5 tests: 2 of yours, 3 that the team wrote")
    assert pass_rate(team) == pytest.approx(2 / 3)
    assert pass_rate((*yours, *team)) == pytest.approx(6 / 7)
