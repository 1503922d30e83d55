"""Maps that are filled first and read in order afterwards: hashed, and sorted when they are read.

A tree compares keys at every level for each look-up; its order is only needed at the end.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.passes.containers.lookups import Ordered, asks, ordered
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import REPEATING, ancestors, inside
from lessonls.core.reading.syntax import text_of

_COPYING = re.compile(r"for \((?:const auto &|auto |const auto )(?:\w+|\[[\w, ]+\]) ?:")


def _run(code: Code) -> Code:
    for node in code.nodes("declaration") if code.cpp else ():
        kind = node.child_by_field_name("type")
        found = ordered(code, node, kind) if kind is not None else None
        edits = _sorted(code, node, found) if found is not None else []
        if kind is not None and found is not None and edits:
            after = code.edited(replace(kind, found.hashed), *edits)
            return with_helper(after, ("algorithm", "unordered_map", "utility", "vector"))
    return code


SORTED_LATER = Pass(
    "maps sorted when they are read",
    "filling a hash table and sorting its entries once before they are read in order",
    "because each key is looked up by its hash instead of by comparisons along a tree",
    _run,
    example=Example(
        """\
void f(const std::vector<std::string> &words, std::vector<int> &out) {
    std::map<std::string, int> counts;
    for (const auto &word : words) {
        counts[word]++;
    }
    for (const auto &one : counts) {
        out.push_back(one.second);
    }
}
""",
        """\
void f(const std::vector<std::string> &words, std::vector<int> &out) {
    std::unordered_map<std::string, int> counts;
    for (const auto &word : words) {
        counts[word]++;
    }
    std::vector<std::pair<std::string, int>> sorted_counts(counts.begin(), counts.end());
    std::sort(sorted_counts.begin(), sorted_counts.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &one : sorted_counts) {
        out.push_back(one.second);
    }
}
""",
    ),
)


def _sorted(code: Code, node: Node, found: Ordered) -> list[Edit]:
    """Sorts the entries in front of the loop that reads them; nothing where that does not do."""
    readers = [use for use in found.uses if not asks(use)]
    loop = readers[0].parent if len(readers) == 1 else None
    if found.kind != "map" or loop is None or not _reads_in_order(loop, readers[0], node):
        return []
    if not any(_is_filled(use, node) for use in found.uses if use.end_byte < loop.start_byte):
        return []
    if any(inside(use, loop) for use in found.uses if use != readers[0]):
        return []
    entries, name = code.fresh(f"sorted_{text_of(readers[0])}"), text_of(readers[0])
    pair = f"std::pair<{', '.join(found.arguments)}>"
    lines = [
        f"std::vector<{pair}> {entries}({name}.begin(), {name}.end());",
        f"std::sort({entries}.begin(), {entries}.end(),",
        "          [](const auto &a, const auto &b) { return a.first < b.first; });",
    ]
    return [*around(code, loop, lines, []), replace(readers[0], entries)]


def _reads_in_order(loop: Node, container: Node, declared: Node) -> bool:
    """Whether a loop, run once, goes over the map and cannot change its entries."""
    head = " ".join(text_of(loop).split())
    once = not any(one.type in REPEATING for one in ancestors(loop) if not inside(declared, one))
    ranged = loop.type == "for_range_loop" and loop.child_by_field_name("right") == container
    return ranged and once and in_block(loop) and _COPYING.match(head) is not None


def _is_filled(use: Node, declared: Node) -> bool:
    """Whether the map is asked for a key over and over."""
    return any(one.type in REPEATING for one in ancestors(use) if not inside(declared, one))
