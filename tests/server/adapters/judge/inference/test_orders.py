"""Containers whose keys are ordered and hashed by code of the program."""

import pytest

from lessonls.core.errors import WorkloadError
from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge_orders")

CONTAINERS = """#include <functional>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>
namespace {
struct Shorter {
    bool operator()(const std::string &a, const std::string &b) const {
        return a.size() < b.size() || (a.size() == b.size() && a > b);
    }
};
}
void counted(const std::vector<std::string> &words, std::map<std::string, int, Shorter> &counts) {
    for (const auto &word : words) counts[word] = words.size();
}
struct Point {
    int x, y;
    bool operator==(const Point &other) const { return x == other.x && y == other.y; }
    bool operator<(const Point &other) const { return x != other.x ? x < other.x : y > other.y; }
};
struct Mixed {
    std::size_t operator()(const Point &point) const noexcept { return point.x * 31u + point.y; }
};
template <> struct std::hash<Point> {
    std::size_t operator()(const Point &point) const { return point.x * 7u + point.y; }
};
std::unordered_map<Point, double, Mixed> heavier(
    const std::unordered_map<Point, double, Mixed> &weights, const std::set<Point> &known) {
    std::unordered_map<Point, double, Mixed> found;
    for (const Point &point : known)
        if (auto at = weights.find(point); at != weights.end()) found[point] = at->second * 2;
    return found;
}
void widened(std::unordered_set<Point> &points, std::map<int, std::vector<double>> &rows) {
    if (points.count({0, 0}) == 0) points.insert({0, 0});
    for (auto &row : rows) row.second.resize(40, 1);
}
class Graph {
    struct Edge { int to; double cost; };
    struct Farther {
        bool operator()(const Edge &a, const Edge &b) const { return a.cost > b.cost; }
    };
  public:
    double drained(std::priority_queue<Edge, std::vector<Edge>, Farther> &queue) const {
        double sum = 0;
        for (int place = 1; !queue.empty(); queue.pop()) sum += place++ * queue.top().cost;
        return sum;
    }
};
int chosen(const std::set<int, bool (*)(int, int)> &numbers) { return numbers.size(); }
inline const auto later = [](int a, int b) { return a > b; };
int unnamed(const std::set<int, decltype(later)> &numbers) { return numbers.size(); }
"""


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        pytest.param(
            "counted", ("counts[word] =", "counts[word] +="), marks=pytest.mark.exhaustive
        ),
        pytest.param("heavier", ("* 2", "* 3"), marks=pytest.mark.exhaustive),
        pytest.param("widened", ("(40, 1)", "(40, 2)"), marks=pytest.mark.exhaustive),
        ("Graph::drained", ("place++ *", "++place *")),
    ],
)
def test_they_are_made_and_compared_as_the_program_orders_them(
    open_bench: OpenBench, name: str, wrong: tuple[str, str]
):
    bench = open_bench(CONTAINERS, name)
    assert bench.workload.line_coverage == 1.0
    verdict = bench.judge(bench.target.code.replace(*wrong))
    assert verdict.kind is VerdictKind.INCORRECT


@pytest.mark.parametrize("name", ["chosen", "unnamed"])
def test_orders_without_a_name_or_with_a_state_are_refused(open_bench: OpenBench, name: str):
    with pytest.raises(WorkloadError, match="std::set is ordered by unnamed code"):
        open_bench(CONTAINERS, name)
