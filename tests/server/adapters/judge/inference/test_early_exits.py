"""Values with which a function that stops early has something to do in timed calls."""

import pytest

from lessonls.core.workload import Values
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")

FREE = "integer(-50, 50, 2147483647)"


def test_what_is_looked_for_is_rare_in_timed_calls_alone(open_bench: OpenBench):
    """With values of a small range a search would end after a few elements."""
    workload = open_bench(
        """#include <algorithm>
#include <vector>
bool holds(const std::vector<int>& plates, int plate) {
    return std::find(plates.begin(), plates.end(), plate) != plates.end();
}""",
        "holds",
    ).workload
    rare = "integer(1001, 1001 + 2 * plates)"
    assert workload.timing == {"plate": rare, "plates[]": rare}
    assert workload.values == {"plate": FREE, "plates[]": FREE}


@pytest.mark.exhaustive
def test_elements_that_are_looked_for_are_left_out_of_timed_calls(open_bench: OpenBench):
    """Whatever the function asks of them."""
    workload = open_bench(
        """int first_even(int n, const int *numbers) {
    for (int i = 0; i < n; ++i)
        if (numbers[i] % 2 == 0) return i;
    return -1;
}""",
        "first_even",
        "code.c",
    ).workload
    passed = Values.parse(workload.timing["numbers[]"])
    assert all(int(number) % 2 == 1 for number in passed.arguments)


@pytest.mark.exhaustive
def test_a_function_that_looks_at_everything_is_timed_with_the_values_of_checks(
    open_bench: OpenBench,
):
    """Most functions."""
    workload = open_bench(
        """int evens(int n, const int *numbers) {
    int found = 0;
    for (int i = 0; i < n; ++i) found += numbers[i] % 2 == 0;
    return found;
}""",
        "evens",
        "code.c",
    ).workload
    assert workload.timing == {}
