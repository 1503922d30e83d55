"""Lists, rings and trees of every shape."""

import numpy as np
import pytest

from lessonls.adapters.judge.execution.graphs import Links, links
from lessonls.adapters.judge.execution.styles import Style
from lessonls_sandbox.wire import Array, Scalar, Struct

LINK = Scalar("int64", link="node")
NODE = Struct((("key", Scalar("int32")), ("next", LINK), ("children", Array(2, LINK))))


def made(style: Style = Style.PLAIN, *lengths: int, slots: int = 2, seed: int = 1) -> Links:
    sizes = np.array(lengths, np.uint64)
    return Links(sizes, {"child": slots}, style, np.random.default_rng(seed))


def test_the_places_of_links_are_found_with_how_many_there_are():
    assert list(links(NODE, "head[]")) == [("head[].next", 1), ("head[].children[]", 2)]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("first", [0, 0, 0, 0]),
        ("next", [1, 2, -1, -1]),
        ("previous", [-1, 0, 1, -1]),
        ("ring", [1, 2, 0, 0]),
        ("none", [-1, -1, -1, -1]),
    ],
)
def test_each_graph_has_numbers_of_its_own(role: str, expected: list[int]):
    """A list of three nodes, an empty one and one of a single node."""
    assert made(Style.PLAIN, 3, 0, 1).drawn(role, "x", 4).tolist() == expected


@pytest.mark.parametrize("style", [Style.PLAIN, Style.SORTED, Style.REVERSED])
@pytest.mark.parametrize("seed", range(5))
def test_every_node_of_a_tree_but_the_first_is_the_child_of_one_before_it(style: Style, seed: int):
    tree = made(style, 9, seed=seed)
    children = tree.drawn("child", "child", 18).reshape(9, 2)
    parents = tree.drawn("parent", "parent", 9)
    assert sorted(children[children >= 0].tolist()) == list(range(1, 9))
    assert parents[0] == -1
    for node in range(1, 9):
        assert parents[node] < node
        assert node in children[parents[node]]


def test_a_tree_may_be_as_deep_as_a_list():
    children = made(Style.SORTED, 4).drawn("child", "child", 8).reshape(4, 2)
    assert children.tolist() == [[-1, 1], [-1, 2], [-1, 3], [-1, -1]]


def test_nodes_with_lists_of_children_are_trees_as_well():
    counts, children = made(Style.PLAIN, 5, 0, 1).listed()
    assert children.tolist() == [1, 2, 3, 4]
    assert counts.sum() == len(children)
    assert len(counts) == 6


def test_lists_of_links_lead_anywhere_in_a_graph_that_is_alone():
    """There is not one for each node."""
    assert set(made(Style.PLAIN, 3).drawn("next", "x", 40).tolist()) == {-1, 0, 1, 2}
    assert set(made(Style.PLAIN, 3, 2).drawn("next", "x", 40).tolist()) == {-1}
