"""Implementations judged by unit tests, with real gcc in the real sandbox."""

from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import BaselineError
from lessonls.core.target import Target, Task
from lessonls.core.unit_tests import Origin, UnitTest
from lessonls.core.verdict import Verdict, VerdictKind
from lessonls.core.workload import Workload
from tests.judging import bench_of

pytestmark = pytest.mark.xdist_group("judge")

CLAMP = '#include "limit.h"\n/* Clamps x to its range. */\nint clamp(int x, int lo, int hi);\n'
TESTS = [
    "assert(clamp(5, 0, 3) == 3);",
    "assert(clamp(-5, 0, 3) == 0);",
    "{ int a[2] = {clamp(1, 0, 3), clamp(2, 0, LIMIT)}; assert(a[0] == 1 && a[1] == 2); }",
]
HEAD = "int clamp(int x, int lo, int hi)"
RIGHT = f"{HEAD} {{ return x < lo ? lo : x > hi ? hi : x; }}"
SPLIT = """\
#include <string>
#include <vector>
namespace text {
// Splits a text at a letter.
std::vector<std::string> split(const std::string &s, char by) { throw "not yet"; }
}
"""


def stub(folder: Path, source: str, name: str, file: str) -> Target:
    (folder / "limit.h").write_text("#define LIMIT 3\n")
    (folder / file).write_text(source)
    finder = TreeSitterFinder(CompileCommands())
    return finder.named(folder / file, source, name, Task.IMPLEMENT)


def judged(target: Target, tests: list[str], *candidates: str) -> list[Verdict]:
    workload = Workload(
        function=target.qualified_name, tests=tuple(UnitTest(code=code) for code in tests)
    )
    with bench_of(target, workload=workload) as bench:
        assert [one.code for one in bench.workload.tests] == tests
        return [bench.judge(code) for code in candidates]


def test_a_function_of_c_is_judged_by_its_tests_and_the_sanitizers(tmp_path: Path):
    target = stub(tmp_path, CLAMP, "clamp", "clamp.c")
    right, wrong, broken, crashing, writing = judged(
        target,
        TESTS,
        RIGHT,
        f"{HEAD} {{ return x > hi ? hi : x; }}",
        f"{HEAD} {{ return x }}",
        f"{HEAD} {{ return x < lo ? lo : x > hi ? *(int *)0 : x; }}",
        f"#include <stdlib.h>\n{HEAD} {{ int *a = malloc(4); a[1] = lo; x = x < a[1] ? lo : x;"
        " free(a); return x > hi ? hi : x; }",
    )
    assert (right.kind, right.score, right.better) == (VerdictKind.CORRECT, 1.0, True)
    assert right.phrases[:2] == (
        "passes 3 of 3 tests: 3 that the team wrote, none of them yours",
        "sanitizers clean (address, undefined)",
    )
    assert (wrong.kind, wrong.score) == (VerdictKind.INCORRECT, pytest.approx(2 / 3))
    assert wrong.reason == (
        "fails 1 of 3 tests: expected clamp(-5, 0, 3) == 0, but clamp(-5, 0, 3) is -5."
    )
    assert (broken.kind, broken.score) == (VerdictKind.NOT_COMPILABLE, 0.0)
    assert crashing.kind is VerdictKind.FAULTY
    assert "assert(clamp(5, 0, 3) == 3): accessed an invalid address" in crashing.reason
    assert "insufficient space" in writing.reason, "only the sanitizers see what it writes"


@pytest.mark.exhaustive
def test_a_function_of_cpp_is_judged_in_its_namespace(tmp_path: Path):
    target = stub(tmp_path, SPLIT, "split", "split.cpp")
    head = "std::vector<std::string> split(const std::string &s, char by)"
    tests = [
        'assert(split("a,b", \',\') == std::vector<std::string>({"a", "b"}));',
        "assert(text::split(\"a\", ',').size() == 1);",
    ]
    right, wrong, throwing, nothing = judged(
        target,
        tests,
        f"{head} {{ std::vector<std::string> parts(1); for (char c : s) if (c == by)"
        " parts.emplace_back(); else parts.back() += c; return parts; }",
        f'{head} {{ return {{s, ""}}; }}',
        f"{head} {{ return {{s.substr(9)}}; }}",
        f"{head} {{ }}",
    )
    assert right.kind is VerdictKind.CORRECT, right.reason
    assert wrong.tests[0].reason == (
        'expected split("a,b", \',\') == std::vector<std::string>({"a", "b"}),'
        ' but split("a,b", \',\') is {"a,b", ""}'
    )
    assert "threw std::out_of_range: basic_string::substr" in throwing.reason
    assert nothing.kind is VerdictKind.FAULTY


def test_a_member_and_a_template_are_judged_by_tests_that_use_them(tmp_path: Path):
    text = (
        "struct Box {\n    int w, h;\n    // The area.\n    int area() const;\n};\n"
        "// Doubles a number.\ntemplate <class T> T twice(T x);\n"
    )
    target = stub(tmp_path, text, "Box::area", "box.cpp")
    (right,) = judged(
        target, ["assert((Box{2, 3}.area() == 6));"], "int area() const { return w * h; }"
    )
    assert right.kind is VerdictKind.CORRECT, right.reason
    target = stub(tmp_path, text, "twice", "box.cpp")
    (right,) = judged(
        target,
        ["assert(twice(2) == 4 && twice(0.5) == 1);"],
        "template <class T> T twice(T x) { return x + x; }",
    )
    assert right.kind is VerdictKind.CORRECT, right.reason


def test_tests_that_do_not_compile_are_left_out_but_not_those_of_the_user(tmp_path: Path):
    target = stub(tmp_path, CLAMP, "clamp", "clamp.c")
    wrong = UnitTest(code="assert(clamp(nobody, 0, 3) == 3);")
    unlinked = UnitTest(code="assert(clamp(nobody(), 0, 3) == 3);")
    right = UnitTest(code=TESTS[0])
    workload = Workload(function="clamp", tests=(wrong, right, unlinked))
    with bench_of(target, workload=workload) as bench:
        assert bench.workload.tests == (right,)
        assert len(bench.workload.notes) == 2
    theirs = wrong.model_copy(update={"origin": Origin.USER})
    with (
        pytest.raises(BaselineError, match=r"your test `assert\(clamp\(nobody.* undeclared"),
        bench_of(target, workload=Workload(function="clamp", tests=(right, theirs))),
    ):
        pass
    open_bracket = UnitTest(code="assert(clamp(1, 0, 3 == 1);", origin=Origin.USER)
    with (
        pytest.raises(BaselineError, match="does not compile: a bracket or a quotation mark has"),
        bench_of(target, workload=Workload(function="clamp", tests=(right, open_bracket))),
    ):
        pass
    with (
        pytest.raises(BaselineError, match="no unit test of clamp compiles"),
        bench_of(target, workload=Workload(function="clamp", tests=(wrong,))),
    ):
        pass


@pytest.mark.exhaustive
def test_endless_candidates_cost_no_more_than_two_time_limits(tmp_path: Path):
    target = stub(tmp_path, CLAMP, "clamp", "clamp.c")
    (verdict,) = judged(target, TESTS, f"{HEAD} {{ for (;;) {{ }} }}")
    assert verdict.kind is VerdictKind.FAULTY
    assert verdict.tests[1].reason == "assert(clamp(-5, 0, 3) == 0): took longer than 5 s"
    assert "was not run" in verdict.tests[2].reason
