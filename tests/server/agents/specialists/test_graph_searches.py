"""Searches through graphs over lists of nodes that get shorter."""

import pytest

from lessonls.agents.specialists.passes.containers.reachability import REACHABILITY
from lessonls.agents.specialists.passes.containers.unvisited import UNVISITED
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode
from tests.server.agents.specialists.tables import Rewrite

HEAD = "#include <numeric>\n#include <vector>\n"

SEARCH = """{head}int f(const std::vector<int> &a, int n, int from) {{
    std::vector<bool> seen({size});{list}
    std::vector<int> todo(1, from);
    seen[from] = true;
    for (size_t at = 0; at < todo.size(); at++) {{
        int node = todo[at];
        {loop}
    }}
    return {result};
}}
"""
TRIES = """for (int i = 0; i < n; i++) {
            if (!seen[i] && a[node * n + i] > 0) {
                seen[i] = true;
                todo.push_back(i);
            }
        }"""
LISTED = """std::size_t kept = 0;
        for (const int i : unvisited) {
            if (seen[i]) continue;
            if (a[node * n + i] > 0) {
                seen[i] = true;
                todo.push_back(i);
            } else {
                unvisited[kept++] = i;
            }
        }
        unvisited.resize(kept);"""
LIST = """
    std::vector<int> unvisited(n);
    std::iota(unvisited.begin(), unvisited.end(), 0);"""


def search(loop: str, made: str = "", size: str = "n, false", result: str = "todo.size()") -> str:
    return SEARCH.format(head=HEAD, size=size, list=made, loop=loop, result=result)


@pytest.mark.parametrize("size", ["n", "n, false", "n, 0"])
def test_only_nodes_that_were_not_visited_are_tried(rewritten: Rewrite, size: str) -> None:
    """The list begins with all nodes and is shortened in every round, in order."""
    assert rewritten(UNVISITED, search(TRIES, size=size)) == search(LISTED, LIST, size)


@pytest.mark.parametrize(
    "text",
    [
        search(TRIES, size="n + 1, false"),
        search(TRIES, size="n, true"),
        search(TRIES.replace("todo.push_back(i);", "todo.push_back(i); break;")),
        search(TRIES.replace("!seen[i] && ", "")),
        search(TRIES.replace("seen[i] = true;", "")),
        search(TRIES + " seen[node] = false;"),
        search(TRIES, result="g(seen)"),
        search(TRIES.replace("int i = 0", "int i = 1")),
        search(TRIES).replace("for (size_t at = 0; at < todo.size(); at++) {", "size_t at = 0; {"),
    ],
    ids=[
        "more flags than nodes",
        "flags that begin with true",
        "a loop that is left",
        "nodes that are tried again",
        "nodes that are not marked",
        "flags that are taken back",
        "flags that others see",
        "a node that is never tried",
        "a search from one node only",
    ],
)
def test_other_searches_stay(rewritten: Rewrite, text: str) -> None:
    """Where flags are taken back or nodes are left out, all nodes are tried."""
    assert rewritten(UNVISITED, text) == text


HELPER = """void mark(const int *edge, int node, int n, std::vector<bool> &seen) {
    seen[node] = true;
    for (int i = 0; i < n; i++) {
        if (edge[node * n + i] && !seen[i]) {
            mark(edge, i, n, seen);
        }
    }
}

"""
GROUPS = """int f(const int *edge, int n) {{
    std::vector<bool> seen(n);{list}
    int groups = 0;
    for (int i = 0; i < n; i++) {{
        if (!seen[i]) {{
            {call};
            groups++;
        }}
    }}
    return groups;
}}
"""


def test_a_recursive_helper_becomes_a_loop() -> None:
    """The helper of the file stays; the function gets one of its own, with the same parameters."""
    before = GROUPS.format(list="", call="mark(edge, i, n, seen)")
    code = Code(before, Language.CPP, Mode.SERIAL, HEAD + HELPER)
    made = REACHABILITY.run(code)
    assert made.sound
    assert made.text.endswith(
        "\n" + GROUPS.format(list=LIST, call="mark_all(edge, i, n, seen, unvisited)")
    )
    assert made.text.startswith("/// Marks every node that is reached from `node`")
    assert "if (edge[node * n + i]) {" in made.text
    assert REACHABILITY.run(made) == made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seen[node] = true;", "seen[node] = true; order.push_back(node);"),
        ("mark(edge, i, n, seen);", "mark(edge, i + 1, n, seen);"),
        ("!seen[i]", "!seen[n - 1 - i]"),
        ("edge[node * n + i] &&", "next(edge) &&"),
    ],
)
def test_helpers_that_do_more_stay(old: str, new: str) -> None:
    """A helper that keeps an order or asks others is called as before."""
    before = GROUPS.format(list="", call="mark(edge, i, n, seen)")
    code = Code(before, Language.CPP, Mode.SERIAL, HEAD + HELPER.replace(old, new))
    assert REACHABILITY.run(code) == code
