"""Nodes that own other nodes."""

import pytest

from lessonls.core.errors import WorkloadError
from lessonls.core.verdict import VerdictKind
from tests.server.adapters.judge.conftest import OpenBench

pytestmark = pytest.mark.xdist_group("judge_owners")

NODES = """#include <memory>
#include <vector>
struct Node { int key; std::unique_ptr<Node> left, right; };
void pruned(std::unique_ptr<Node> &node) {
    if (!node) return;
    if (node->key < 0) return node.reset();
    pruned(node->left);
    pruned(node->right);
}
struct Item { double worth; std::shared_ptr<Item> next; };
double worth(std::shared_ptr<Item> item) {
    double sum = 0;
    for (; item; item = item->next) sum += item->worth;
    return sum;
}
struct Folder { short size; std::vector<std::unique_ptr<Folder>> inner; };
long sizes(const Folder &folder) {
    long sum = folder.size;
    for (const auto &one : folder.inner) sum += sizes(*one);
    return sum;
}
struct Tree { double weight; std::vector<Tree> inner; };
double weight(const Tree &tree) { return tree.weight + tree.inner.size(); }
"""


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        pytest.param("pruned", ("< 0", "<= 0"), marks=pytest.mark.exhaustive),
        ("worth", ("+= item->worth", "-= item->worth")),
        pytest.param("sizes", ("sum += sizes", "sum -= sizes"), marks=pytest.mark.exhaustive),
    ],
)
def test_they_are_lists_and_trees(open_bench: OpenBench, name: str, wrong: tuple[str, str]):
    bench = open_bench(NODES, name)
    assert bench.workload.line_coverage == 1.0
    verdict = bench.judge(bench.target.code.replace(*wrong))
    assert verdict.kind is VerdictKind.INCORRECT


def test_what_holds_values_of_its_own_kind_is_refused(open_bench: OpenBench):
    with pytest.raises(WorkloadError, match="Tree contains values of its own type"):
        open_bench(NODES, "weight")


def test_what_is_owned_and_only_declared_is_passed_on(open_bench: OpenBench):
    source = """#include <memory>
struct Engine;
struct Car { int wheels; std::unique_ptr<Engine> engine; int seats; ~Car(); };
int room(const Car &car) { return car.seats * car.wheels; }
"""
    bench = open_bench(source, "room")
    assert bench.judge(bench.target.code.replace("seats", "wheels")).kind is VerdictKind.INCORRECT
