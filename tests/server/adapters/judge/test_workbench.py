"""Verdicts on candidates, with real gcc in the real sandbox."""

import re

import pytest

from lessonls.core.errors import WorkloadError
from lessonls.core.target import Aliasing, Mode
from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")


SUM = """#include <vector>
double sum(const std::vector<double>& x) {
    double s = 0;
    for (std::size_t i = 0; i < x.size(); ++i) s += x[i];
    return s;
}
"""
HEAD = "double sum(const std::vector<double>& x) {"


def body(statements: str) -> str:
    return f"{HEAD}\n{statements}\n}}"


def test_an_identical_candidate_needs_no_timing(open_bench: OpenBench):
    bench = open_bench(SUM, "sum")
    verdict = bench.judge(bench.target.code)
    assert verdict.kind is VerdictKind.CORRECT
    assert (verdict.speedup, verdict.pairs) == (1.0, 0)


@pytest.mark.exhaustive
def test_a_reassociated_sum_is_correct_and_measured_faster(open_bench: OpenBench):
    bench = open_bench(SUM, "sum", session_seconds=None)
    code = body(
        """    double s[8] = {};
    std::size_t i = 0, n = x.size() / 8 * 8;
    for (; i < n; i += 8) for (int k = 0; k < 8; ++k) s[k] += x[i + k];
    double total = 0;
    for (int k = 0; k < 8; ++k) total += s[k];
    for (; i < x.size(); ++i) total += x[i];
    return total;"""
    )
    verdict = bench.judge(code)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.faster
    assert verdict.evidence.line_coverage == 1.0
    assert verdict.evidence.sanitizers == ("address", "undefined")
    assert len(verdict.baseline_times) == verdict.pairs == len(verdict.candidate_times)
    assert bench.confirm(code).evidence.confirmed


# An original that makes system calls itself: the linker has nothing against them.
CALLING = """#include <unistd.h>
#include <vector>
double sum(const std::vector<double>& x) {
    if (x.size() > 1000000000) syscall(39);
    double s = 0;
    for (std::size_t i = 0; i < x.size(); ++i) s += x[i];
    return s;
}
"""
REJECTED = {
    "wrong on the last element": (
        "double s = 0; for (std::size_t i = 0; i + 1 < x.size(); ++i) s += x[i]; return s;",
        VerdictKind.INCORRECT,
        "the return value",
    ),
    "float for double": (
        "float s = 0; for (double v : x) s += float(v); return s;",
        VerdictKind.INCORRECT,
        "the return value",
    ),
    "wrong when empty": (
        "double s = x.empty() ? 1 : 0; for (double v : x) s += v; return s;",
        VerdictKind.INCORRECT,
        "= 0",
    ),
    "reads beyond the end": (
        "double s = 0; const double *p = x.data(); volatile double t = x.size() ? p[x.size()] : 0;"
        " for (double v : x) s += v; return s;",
        VerdictKind.FAULTY,
        "heap-buffer-overflow",
    ),
    "changes a constant argument": (
        "double s = 0; for (double v : x) s += v;"
        " if (!x.empty()) const_cast<double&>(x[0]) = 3; return s;",
        VerdictKind.INCORRECT,
        "x",
    ),
    "never ends": (
        "volatile int go = 1; while (go) {} return 0;",
        VerdictKind.FAULTY,
        "took too long",
    ),
    "opens a socket": (
        "double s = 0; for (double v : x) s += v; __builtin_prefetch(&s);"
        " return s + 0 * syscall(41, 2, 1, 0);",
        VerdictKind.FAULTY,
        "called socket",
    ),
    "writes a file": (
        "double s = 0; for (double v : x) s += v;"
        ' return s + 0 * syscall(257, -100, "/tmp/left", 0101, 0600);',
        VerdictKind.FAULTY,
        "called open",
    ),
    "starts a process": (
        "double s = 0; for (double v : x) s += v; return s + 0 * syscall(57);",
        VerdictKind.FAULTY,
        "called fork",
    ),
    "leaves early": (
        "syscall(231, 0); return 0;",
        VerdictKind.FAULTY,
        "ended its process",
    ),
    "forges a message to the judge": (
        'double s = 0; for (double v : x) s += v; char m[16] = "done";'
        " syscall(1, 3, m, 16); return s;",
        VerdictKind.FAULTY,
        "out of turn",
    ),
    "prints": (
        'double s = 0; for (double v : x) s += v; syscall(1, 1, "hello", 5); return s;',
        VerdictKind.FAULTY,
        "prints",
    ),
    "does not compile": ("return total(x);", VerdictKind.NOT_COMPILABLE, "total"),
}


def test_wrong_faulty_and_hostile_candidates_are_rejected_each_for_its_reason(
    open_bench: OpenBench,
):
    """One bench for all: a candidate must not spoil what comes after it."""
    bench = open_bench(CALLING, "sum")
    for name, (statements, kind, reason) in REJECTED.items():
        verdict = bench.judge(body(statements))
        assert verdict.kind is kind, f"{name}: {verdict.kind} {verdict.reason}"
        assert reason in verdict.reason, f"{name}: {verdict.reason}"
        assert verdict.speedup is None
    assert bench.judge(body("double s = 0; for (double v : x) s += v; return s;")).score > 0


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "empty"),
        ("double total(const std::vector<double>& x) { return 0; }", "sum"),
        ("float sum(const std::vector<double>& x) { return 0; }", "return"),
        ("double sum(const std::vector<float>& x) { return 0; }", "parameter"),
        (f"{HEAD} return 0; }}\nint main() {{ return 0; }}", "main"),
    ],
)
def test_a_candidate_that_is_not_the_function_does_not_reach_the_compiler(
    open_bench: OpenBench, code: str, reason: str
):
    verdict = open_bench(SUM, "sum").judge(code)
    assert verdict.kind is VerdictKind.NOT_COMPILABLE
    assert reason in verdict.reason


def test_memoizing_across_calls_gains_nothing(open_bench: OpenBench):
    """Every sample is a new process with inputs that did not exist before."""
    bench = open_bench(SUM, "sum", session_seconds=None)
    verdict = bench.judge(
        body(
            """    static const double *last = nullptr;
    static std::size_t n = 0;
    static double old = 0;
    if (last == x.data() && n == x.size()) return old;
    double s = 0;
    for (double v : x) s += v;
    last = x.data(); n = x.size(); old = s;
    return s;"""
        )
    )
    assert verdict.kind is not VerdictKind.CORRECT or not verdict.faster


def test_work_that_is_moved_to_loading_is_found(open_bench: OpenBench):
    bench = open_bench(SUM, "sum")
    verdict = bench.judge(
        """static const double prepared = [] {
    volatile double s = 0;
    for (int i = 0; i < 30000000; ++i) s = s + 1e-9;
    return s * 0;
}();
"""
        + body("    double s = prepared; for (double v : x) s += v; return s;")
    )
    assert verdict.kind in {VerdictKind.FAULTY, VerdictKind.NOT_COMPILABLE}
    assert "Line 1" in verdict.reason or "loaded" in verdict.reason


OUTSIDE = """#include <vector>
static int calls = 0;
static const double weights[3] = {1, 2, 3};
double weigh(const std::vector<double>& x) {
    calls += 1;
    double s = 0;
    for (std::size_t i = 0; i < x.size(); ++i) s += x[i] * weights[i % 3];
    return calls % 2 ? s : -s;
}
"""


def test_variables_outside_the_function_are_arguments_too(open_bench: OpenBench):
    bench = open_bench(OUTSIDE, "weigh")
    assert "calls" in bench.workload.values
    assert "weights[]" not in bench.workload.values
    good = bench.target.code.replace("calls % 2", "(calls & 1) != 0")
    assert bench.judge(good).kind is VerdictKind.CORRECT
    forgetful = bench.target.code.replace("calls += 1;", "")
    verdict = bench.judge(forgetful)
    assert verdict.kind is VerdictKind.INCORRECT
    assert "calls" in bench.judge(bench.target.code.replace("+= 1", "-= 1")).reason


def test_a_function_with_a_memory_of_its_own_is_refused(open_bench: OpenBench):
    code = "int next(int step) { static int last = 0; return last += step; }\n"
    with pytest.raises(WorkloadError, match="keeps “last” from one call to the next"):
        open_bench(code, "next")


SHIFT = """void shift(int n, double *out, const double *in) {
    for (int i = 1; i < n; ++i) out[i] = in[i - 1] + 1;
}
"""


@pytest.mark.exhaustive
def test_a_rewrite_that_fails_only_when_arguments_overlap_says_so(open_bench: OpenBench):
    bench = open_bench(SHIFT, "shift", "code.c")
    backwards = bench.target.code.replace("int i = 1; i < n; ++i", "int i = n - 1; i > 0; --i")
    verdict = bench.judge(backwards)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.evidence.conditions == ("out must not overlap in",)
    strict = open_bench(SHIFT, "shift", "code.c", aliasing=Aliasing.STRICT)
    assert strict.judge(backwards).kind is VerdictKind.INCORRECT


RACE = """#include <vector>
void scale(int n, std::vector<double>& x) {
    for (int r = 0; r < 30; ++r)
        for (int i = 0; i < n; ++i) x[i] = x[i] * 1.0001 + 1.0;
}
"""


@pytest.mark.exhaustive
def test_openmp_rewrites_are_checked_with_several_numbers_of_threads(open_bench: OpenBench):
    bench = open_bench(RACE, "scale", mode=Mode.OPENMP)
    honest = """void scale(int n, std::vector<double>& x) {
    #pragma omp parallel for
    for (int i = 0; i < n; ++i)
        for (int r = 0; r < 30; ++r) x[i] = x[i] * 1.0001 + 1.0;
}"""
    verdict = bench.judge(honest)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.evidence.threads == (1, 2, 3, 4, 8)
    assert "build with -fopenmp to get this speed" in verdict.evidence.notes
    racing = """void scale(int n, std::vector<double>& x) {
    #pragma omp parallel for
    for (int r = 0; r < 30; ++r)
        for (int i = 0; i < n; ++i) x[i] = x[i] * 1.0001 + 1.0;
}"""
    assert bench.judge(racing).kind is VerdictKind.INCORRECT


@pytest.mark.exhaustive
def test_a_rewrite_that_starts_no_threads_is_not_run_with_several(open_bench: OpenBench):
    """It is timed by its CPU clock, which others on the machine do not move."""
    bench = open_bench(RACE, "scale", mode=Mode.OPENMP)
    serial = """void scale(int n, std::vector<double>& x) {
    for (int i = 0; i < n; ++i)
        for (int r = 0; r < 30; ++r) x[i] = x[i] * 1.0001 + 1.0;
}"""
    verdict = bench.judge(serial)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.evidence.threads == ()
    assert verdict.evidence.races == ""
    assert verdict.pairs > 0
    asking = "#include <omp.h>\n" + serial.replace("i < n", "i < n * (omp_get_max_threads() > 0)")
    verdict = bench.judge(asking)
    assert verdict.evidence.threads == (1, 2, 3, 4, 8), verdict.reason


def test_what_compiles_to_the_same_as_an_earlier_rewrite_needs_no_timing(open_bench: OpenBench):
    bench = open_bench(RACE, "scale")
    once = """void scale(int n, std::vector<double>& x) {
    for (int i = 0; i < n; ++i)
        for (int r = 0; r < 30; ++r) x[i] = x[i] * 1.0001 + 1.0;
}"""
    first = bench.judge(once)
    renamed = re.sub(r"\br\b", "turn", once)
    again = bench.judge(renamed)
    assert first.kind is VerdictKind.CORRECT, first.reason
    assert again.reason.startswith("compiles to the same machine code as an earlier")
    assert again.baseline_times == first.baseline_times
    assert again.evidence == first.evidence
    confirmed = bench.confirm(renamed)
    assert confirmed.kind is VerdictKind.CORRECT
    assert confirmed.baseline_times != first.baseline_times


@pytest.mark.exhaustive
def test_c_functions_are_judged_as_c(open_bench: OpenBench):
    bench = open_bench(
        """#include <stdlib.h>
void prefix(size_t n, const int *restrict in, long *restrict out) {
    for (size_t i = 0; i < n; ++i) {
        long s = 0;
        for (size_t j = 0; j <= i; ++j) s += in[j];
        out[i] = s;
    }
}
""",
        "prefix",
        "code.c",
        session_seconds=None,
    )
    verdict = bench.judge(
        """void prefix(size_t n, const int *restrict in, long *restrict out) {
    long s = 0;
    for (size_t i = 0; i < n; ++i) out[i] = s += in[i];
}"""
    )
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.speedup is not None
    assert verdict.speedup > 2
