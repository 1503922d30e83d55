"""Values with which timed calls do all the work, and stay within what whole numbers can hold."""

import pytest

from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")


@pytest.mark.exhaustive
def test_indices_behind_a_guard_pass_it_in_timed_calls_alone(open_bench: OpenBench):
    """Checks also have numbers that do not."""
    workload = open_bench(
        """#include <cstddef>
#include <vector>
struct Load { std::size_t beam, hour; double weight; };
void add_up(const std::vector<Load>& loads, std::vector<double>& total, std::size_t beams,
            std::size_t hours) {
    for (const Load& load : loads)
        if (load.beam < beams && load.hour < hours)
            total[load.beam * hours + load.hour] += load.weight;
}""",
        "add_up",
    ).workload
    assert workload.timing == {
        "loads[].beam": "integer(0, beams - 1)",
        "loads[].hour": "integer(0, hours - 1)",
    }
    assert workload.values["loads[].beam"].startswith("integer(0, 100, ")


def test_sums_of_whole_numbers_fit_their_type_in_timed_calls(open_bench: OpenBench):
    """Round a circle of negative length, ways become shorter and shorter."""
    workload = open_bench(
        """void shortest_ways(int towns, int *way) {
    for (int over = 0; over < towns; ++over)
        for (int from = 0; from < towns; ++from)
            for (int to = 0; to < towns; ++to) {
                int long_way = way[from * towns + over] + way[over * towns + to];
                if (long_way < way[from * towns + to]) way[from * towns + to] = long_way;
            }
}""",
        "shortest_ways",
        "code.c",
    ).workload
    assert workload.timing == {"way[]": "integer(0, 100)"}
    assert workload.values["way[]"] == "integer(-50, 50, 2147483647)"
    assert workload.sizes["towns"].timing > 100
