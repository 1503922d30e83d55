"""Values with which results are numbers."""

import pytest

from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge")


@pytest.mark.exhaustive
def test_powers_that_overflow_are_of_numbers_below_one(open_bench: OpenBench):
    """Where results are infinite there is nothing to compare."""
    workload = open_bench(
        """void fade(int n, double factor, const double *heard, double *echo) {
    double sum = 0;
    for (int i = 0; i < n; ++i) echo[i] = sum = sum * factor + heard[i];
}""",
        "fade",
        "code.c",
    ).workload
    assert workload.values["factor"] == "real(0.1, 0.9)"


@pytest.mark.exhaustive
def test_entries_of_a_matrix_to_be_factored_have_a_heavy_diagonal(open_bench: OpenBench):
    """Entries anywhere would make matrices that have no factors."""
    workload = open_bench(
        """#include <vector>
struct Entry { int row, column; double value; };
void factors(const std::vector<Entry>& entries, std::vector<double>& result, int n) {
    std::vector<std::vector<double>> a(n, std::vector<double>(n, 0.0));
    for (const Entry& entry : entries) a[entry.row][entry.column] = entry.value;
    for (int k = 0; k < n; ++k)
        for (int i = k + 1; i < n; ++i) {
            a[i][k] /= a[k][k];
            for (int j = k + 1; j < n; ++j) a[i][j] -= a[i][k] * a[k][j];
        }
    for (int i = 0; i < n * n; ++i) result[i] = a[i / n][i % n];
}""",
        "factors",
    ).workload
    places = ("entries[].row", "entries[].column", "entries[].value")
    assert {workload.values[place] for place in places} == {"diagonal(n)"}
