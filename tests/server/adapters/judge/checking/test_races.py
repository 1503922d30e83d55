"""Data races that give the right result in every run are found all the same."""

import pytest

from lessonls.adapters.judge.build.toolchain import archer
from lessonls.adapters.judge.checking.races import NAME
from lessonls.core.target import Mode
from lessonls.core.verdict import VerdictKind
from tests.sandbox.conftest import lacking
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")

MARK = """#include <vector>
void mark(const std::vector<int>& x, std::vector<int>& seen) {
    for (std::size_t i = 0; i < x.size(); ++i)
        seen[x[i]] = 1;
}
"""
HEAD = """void mark(const std::vector<int>& x, std::vector<int>& seen) {
    #pragma omp parallel for
    for (std::size_t i = 0; i < x.size(); ++i) {
"""
RACING = f"{HEAD}        seen[x[i]] = 1;\n    }}\n}}"
ATOMIC = f"{HEAD}        #pragma omp atomic write\n        seen[x[i]] = 1;\n    }}\n}}"


@pytest.fixture(autouse=True)
def with_archer() -> None:
    if archer() is None:
        lacking("clang or its OpenMP is not installed")


@pytest.mark.exhaustive
def test_threads_that_write_the_same_without_order_race(open_bench: OpenBench):
    """All of them write a 1, so that no comparison could see it."""
    bench = open_bench(MARK, "mark", mode=Mode.OPENMP)
    verdict = bench.judge(RACING)
    assert verdict.kind is VerdictKind.FAULTY, verdict.reason
    assert verdict.reason == f"it has a data race ({NAME})."
    honest = bench.judge(ATOMIC)
    assert honest.kind is VerdictKind.CORRECT, honest.reason
    assert honest.evidence.races == NAME


@pytest.mark.exhaustive
def test_no_races_are_claimed_to_have_been_looked_for_in_serial_code(open_bench: OpenBench):
    bench = open_bench(MARK, "mark")
    verdict = bench.judge(bench.target.code.replace("= 1", "= 2 - 1 + 0 * (int)i"))
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert verdict.evidence.races == ""
