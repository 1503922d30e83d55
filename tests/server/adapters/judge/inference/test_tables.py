"""Objects whose members walk along tables and grids."""

import pytest

from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge_tables")

NOISE = """struct Point { double x, y, z; };
class Noise {
  public:
    double sum(const Point &p, int octaves) const {
        double total = 0, scale = 1;
        for (int i = 0; i < octaves; i++, scale *= 0.5) total += scale * at(p.x * (i + 1), p.y);
        return total;
    }
  private:
    double at(double x, double y) const {
        int i = static_cast<int>(x), j = static_cast<int>(y);
        return gradients[rows[i & 255] ^ columns[j & 255]].x;
    }
    Point *gradients;
    int *rows, *columns;
};
"""


def test_a_member_is_given_one_object_whose_tables_are_as_long_as_masks_say(open_bench: OpenBench):
    bench = open_bench(NOISE, "sum")
    lengths = bench.workload.lengths
    assert (lengths["this.rows"], lengths["this.columns"]) == ("256", "256")
    rewrite = bench.target.code.replace("scale *= 0.5", "scale *= 0.25")
    assert bench.judge(rewrite).kind is VerdictKind.INCORRECT


GRID = """#include <cstddef>
#include <vector>
class Grid {
  public:
    void add(const Grid &other) {
        if (other.side != side || cells.size() < side * side) return;
        if (other.cells.size() < side * side) return;
        for (std::size_t i = 0; i < side * side; ++i) cells[i] += other.cells[i];
    }
    std::size_t side = 0;
    std::vector<double> cells;
};
"""


def test_vectors_have_as_many_elements_as_a_guard_asks_for(open_bench: OpenBench):
    bench = open_bench(GRID, "add")
    assert bench.workload.line_coverage == 1.0
    rewrite = bench.target.code.replace("cells[i] += ", "cells[i] -= ")
    assert bench.judge(rewrite).kind is VerdictKind.INCORRECT
