"""What real gcc and clang say of loops that they could not vectorize, in the real sandbox."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from lessonls.adapters.judge.build.clang_remarks import second_opinions
from lessonls.adapters.judge.build.remarks import remarks
from lessonls.adapters.judge.build.toolchain import Toolchain
from lessonls.adapters.judge.build.translation_unit import Shape, unit
from lessonls.core.target import Mode
from tests.judging import target_in
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")

HEAD = "#include <algorithm>\n#include <cmath>\n#include <vector>\n\nint unrelated;\n\n"
FUNCTIONS = {
    "void f(int n, double *a) {\n"
    "    a[0] = 1;\n"
    "    for (int i = 1; i < n; ++i)\n"
    "        a[i] = a[i - 1] * 2 + a[i];\n"
    "}\n": (
        "line 3 (for (int i = 1; i < n; ++i)): possible dependence,"
        " at line 4 (a[i] = a[i - 1] * 2 + a[i];)",
    ),
    "int f(int n, const int *a) {\n"
    "    for (int i = 0; i < n; ++i)\n"
    "        if (a[i] == 7) return i;\n"
    "    return -1;\n"
    "}\n": (
        "line 2 (for (int i = 0; i < n; ++i)): control flow in loop,"
        " at line 3 (if (a[i] == 7) return i;)",
    ),
    "void f(int n, double *a, const double *b, const int *at) {\n"
    "    for (int i = 0; i < n; ++i) a[at[i]] += b[i];\n"
    "}\n": ("line 2 (for (int i = 0; i < n; ++i) a[at[i]] += b[i];): no gather",),
    "void f(int n, double *a) {\n"
    "    for (int i = 0; i < n; ++i)\n"
    "        a[i] = std::lgamma(a[i]);\n"
    "}\n": (
        "line 2 (for (int i = 0; i < n; ++i)): statement clobbers memory,"
        " at line 3 (a[i] = std::lgamma(a[i]);)",
    ),
    "void f(int n, double *a, const double *b) {\n"
    "    for (int i = 0; i < n; ++i) a[i] = b[i] * 2;\n"
    "}\n": (),
    "int f(std::vector<int> a) {\n"
    "    std::sort(a.begin(), a.end(), [](int b, int c) { return b > c; });\n"
    "    return a[0];\n"
    "}\n": (),
}


NO_GATHER = re.compile("possible alias involving gather/scatter|not suitable for gather load")
"""What gcc 12 says, and gcc 11, or one for processors without such instructions."""


def said(tmp_path: Path, code: str, *, file: str = "code.cpp") -> Sequence[str]:
    target = target_in(tmp_path / file, f"{HEAD}{code}\nint after;\n", "f")
    built = Toolchain(target, Mode.SERIAL).vectorizing(unit(target, target.code, Shape()))
    return remarks(built.files["notes"].decode(), target)


@pytest.mark.parametrize(("code", "expected"), FUNCTIONS.items())
def test_each_loop_that_is_not_vectorized_is_named_with_its_reason(
    tmp_path: Path, code: str, expected: tuple[str, ...]
):
    assert tuple(NO_GATHER.sub("no gather", one) for one in said(tmp_path, code)) == expected


def test_there_are_few_and_all_are_short(tmp_path: Path):
    long = " + ".join(["a[i - 1]"] * 40)
    loops = "".join(f"    for (int i = {k}; i < n; ++i)\n  a[i] = {long};\n" for k in range(1, 20))
    found = said(tmp_path, f"void f(int n, double *a) {{\n{loops}}}\n")
    assert len(found) == 12
    assert found[1].startswith("line 4 (for (int i = 2; i < n; ++i)): ")
    assert all(len(remark) <= 280 and remark.isprintable() for remark in found)


def test_the_bench_gives_remarks_and_goes_on_judging(open_bench: OpenBench):
    code, expected = next(iter(FUNCTIONS.items()))
    bench = open_bench(HEAD + code, "f")
    clang = "value that could not be identified as reduction is used outside the loop"
    assert bench.remarks == (f"{''.join(expected)}; clang: {clang}",)
    assert bench.judge(bench.target.code).speedup == 1.0


def test_what_clang_says_of_loops_that_gcc_vectorizes_is_left_out(tmp_path: Path):
    target = target_in(tmp_path / "code.c", "void f(int n, int *a) {\n    a[n] = 0;\n}\n", "f")
    assert remarks("", target, {(2, 5): "cannot identify array bounds"}) == ()


def test_flags_that_clang_does_not_know_cost_its_opinion_only(tmp_path: Path):
    code = next(iter(FUNCTIONS))
    target = target_in(tmp_path / "code.cpp", HEAD + code, "f")
    target = target.model_copy(update={"flags": (*target.flags, "-fno-tree-slp-nonsense")})
    built = Toolchain(target, Mode.SERIAL).missed(unit(target, target.code, Shape()))
    assert second_opinions(built.files["notes"].decode(), target.path.name) == {}


NOTES = """\
code.cpp:7:6: remark: loop not vectorized: library call cannot be vectorized. Try -ffast-math [-Rpass-analysis=loop-vectorize]
void f(double *a) {
     ^
code.cpp:7:6: note: could not determine the original source location for code.cpp:9:12
code.cpp:7:6: remark: loop not vectorized: instruction cannot be vectorized [-Rpass-analysis=loop-vectorize]
code.cpp:7:6: remark: loop not vectorized [-Rpass-missed=loop-vectorize]
code.cpp:7:6: note: could not determine the original source location for code.cpp:8:5
vector.h:3:1: remark: loop not vectorized: cannot identify array bounds [-Rpass-analysis=loop-vectorize]
vector.h:3:1: remark: loop not vectorized [-Rpass-missed=loop-vectorize]
code.cpp:20:5: remark: loop not vectorized [-Rpass-missed=loop-vectorize]
"""  # noqa: E501


def test_a_loop_has_the_first_reasons_that_were_given_for_it():
    """At the place that is really meant, without advice on options, and only in its own file."""
    reasons = "library call cannot be vectorized, instruction cannot be vectorized"
    assert second_opinions(NOTES, "code.cpp") == {(8, 5): reasons}


def test_what_cannot_be_compiled_has_no_remarks(tmp_path: Path):
    target = target_in(tmp_path / "code.cpp", "void f(int n) {\n    int x = nobody;\n}\n", "f")
    built = Toolchain(target, Mode.SERIAL).vectorizing(unit(target, target.code, Shape()))
    assert not built.succeeded
    assert remarks("", target) == ()
