"""Structs that end in an array which is as long as was allocated."""

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge_open_ends")

PACKETS = """#include <stdlib.h>
struct old { int n; float data[1]; };
float largest(const struct old *o) {
    float found = 0;
    for (int i = 0; i < o->n; i++) found = o->data[i] > found ? o->data[i] : found;
    return found;
}
struct item { int id; double worth; };
struct cart { size_t count; struct item items[]; };
struct cart *doubled(const struct cart *from) {
    struct cart *made = malloc(sizeof *made + from->count * sizeof(struct item));
    made->count = from->count;
    for (size_t i = 0; i < from->count; i++) {
        made->items[i].id = from->items[i].id;
        made->items[i].worth = 2 * from->items[i].worth;
    }
    return made;
}
"""
GRIDS = """class Grid {
  public:
    int rows, columns;
    friend float sum(Grid &grid);
  private:
    float at_[0];
};
float sum(Grid &grid) {
    float sum = 0;
    for (int i = 0; i < grid.rows; i++)
        for (int j = 0; j < grid.columns; j++) sum += grid.at_[i * grid.columns + j] * j;
    return sum;
}
"""


@pytest.mark.parametrize(
    ("name", "lengths", "wrong"),
    [
        pytest.param(
            "largest", {"o.data": "o_n"}, ("> found", "> found + 1"), marks=pytest.mark.exhaustive
        ),
        ("doubled", {"from.items": "from_count"}, ("2 * from", "3 * from")),
        pytest.param(
            "sum",
            {"grid.at_": "grid_rows * grid_columns"},
            ("] * j", "] + j"),
            marks=pytest.mark.exhaustive,
        ),
    ],
)
def test_arrays_at_the_end_are_as_long_as_the_function_needs(
    open_bench: OpenBench, name: str, lengths: dict[str, str], wrong: tuple[str, str]
):
    source, file = (GRIDS, "code.cpp") if name == "sum" else (PACKETS, "code.c")
    bench = open_bench(source, name, file)
    assert bench.workload.lengths == lengths
    verdict = bench.judge(bench.target.code.replace(*wrong))
    assert verdict.kind is VerdictKind.INCORRECT
