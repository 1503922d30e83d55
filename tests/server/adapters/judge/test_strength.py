"""How strong a verdict is, and what it says of that."""

import pytest

from lessonls.core.target import Untested
from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench
from tests.tiers import few_of

pytestmark = pytest.mark.xdist_group("strength")

TOLL = """#include <vector>
long toll(const std::vector<int>& axles, int kind) {
    long sum = 0;
    for (int a : axles) {
        const unsigned even = static_cast<unsigned>(a) * 2u;
        if (even % 2 != 0) sum -= 7;
        if (kind == 5120 && a > 900) sum += 3;
        sum += a & 15;
    }
    return sum;
}
"""
SHORT = """long toll(const std::vector<int>& axles, int kind) {
    long sum = 0;
    for (int a : axles) sum += (a & 15) + (kind == 5120 && a > 900 ? 3 : 0);
    return sum;
}"""
NEVER_IN_TEN = SHORT.replace("a > 900", "a >= 900")


def test_the_evidence_says_what_never_happened(open_bench: OpenBench):
    verdict = open_bench(TOLL, "toll").judge(SHORT)
    assert verdict.kind is VerdictKind.CORRECT, verdict.reason
    assert "line 6: `even % 2 != 0` was never true" in verdict.evidence.never
    assert not any("5120" in one or "900" in one for one in verdict.evidence.never)


def test_a_limit_of_a_rare_kind_is_reached(open_bench: OpenBench):
    verdict = open_bench(TOLL, "toll").judge(NEVER_IN_TEN)
    assert verdict.kind is VerdictKind.INCORRECT, verdict.evidence


def test_mutants_of_the_original_are_told_from_it(open_bench: OpenBench):
    bench = open_bench(TOLL, "toll")
    score = bench.mutation_score()
    assert score is not None
    assert score.mutants >= 20
    assert score.told >= 0.7 * score.mutants
    assert all(one.startswith("line ") for one in score.survivors)
    assert str(score).startswith(f"the checks detect {score.told} of {score.mutants} ")


@pytest.mark.exhaustive
def test_members_outside_their_class_have_no_score(open_bench: OpenBench):
    source = """struct Counter { int step; int over(const int *x, int n) const; };
int Counter::over(const int *x, int n) const {
    int found = 0;
    for (int i = 0; i < n; ++i) found += x[i] > step;
    return found;
}
"""
    assert open_bench(source, "Counter::over").mutation_score() is None


LINES = """#include <vector>
int ripe(const std::vector<int>& days) {
    int n = 0;
    for (int d : days) {
        const int weekday = (d % 7 + 7) % 7;
        if (weekday * weekday % 7 == 3) {
            n -= 5;
        }
        n += d > 30;
    }
    return n;
}
"""
WITHOUT = """int ripe(const std::vector<int>& days) {
    int n = 0;
    for (int d : days) n += d > 30;
    return n;
}"""


@pytest.mark.parametrize("untested", few_of(Untested, Untested.STRICT))
def test_a_rewrite_without_lines_that_never_ran_is_right_on_that_condition(
    open_bench: OpenBench, untested: Untested
):
    verdict = open_bench(LINES, "ripe", untested=untested).judge(WITHOUT)
    if untested is Untested.STRICT:
        assert verdict.kind is VerdictKind.INCORRECT
        assert "no input reached" in verdict.reason
    else:
        assert verdict.kind is VerdictKind.CORRECT, verdict.reason
        (condition,) = verdict.evidence.conditions
        assert condition == "line 7 of the original does not run: no input reached it"
