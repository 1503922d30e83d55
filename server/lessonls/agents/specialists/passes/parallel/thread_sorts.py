"""Sorting in tasks: parts of the vector at the same time, then merged.

Only where elements that compare equal are the same, or the vector is the function's own: the
order of equal elements is another one than std::sort's.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.sortings import Sort, sort_at
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper, free_name
from lessonls.agents.specialists.rewriting.tree import REPEATING, is_in
from lessonls.core.reading.syntax import text_of

_WHOLE = re.compile(r"return (\w+) ?[<>] ?(\w+);")
_TEXT = """\
// Sorts with all cores: the parts in tasks, which are merged as they are finished.
template <class Iterator, class Less>
static void $name(Iterator first, Iterator last, Less less, std::size_t grain) {
    const std::size_t count = last - first;
    if (count <= grain) {
        std::sort(first, last, less);
        return;
    }
    const Iterator middle = first + count / 2;
    #pragma omp task
    $name(first, middle, less, grain);
    $name(middle, last, less, grain);
    #pragma omp taskwait
    std::inplace_merge(first, middle, last, less);
}
"""


def _run(code: Code) -> Code:
    for node in code.nodes("call_expression") if code.cpp else ():
        sort = sort_at(node)
        after = _in_tasks(code, sort) if sort is not None and not sort.stable else None
        if after is not None:
            return after
    return code


THREAD_SORTS = Pass(
    "sort in tasks",
    "sorting parts on all cores and merging them",
    "because the parts are sorted at the same time, and merging is quick",
    _run,
    example=Example(
        """\
void f(std::vector<int> &v) {
    std::sort(v.begin(), v.end());
}
""",
        """\
void f(std::vector<int> &v) {
    #pragma omp parallel if(v.size() > 20000)
    #pragma omp single
    sort_in_tasks(v.begin(), v.end(), std::less<>(), std::max<std::size_t>(v.size() / 4 + 1, 5000));
}
""",
    ),
)


def _in_tasks(code: Code, sort: Sort) -> Code | None:
    found, node, name = sort.declared, sort.node, sort.name
    if is_in(node, REPEATING) or not in_block(sort.statement) or pragmas(sort.statement):
        return None
    order = text_of(sort.order) if sort.order is not None else "std::less<>()"
    if not ((_numbers(found) and _by_value(order)) or _own(code, found, node)):
        return None
    helper = free_name(code, "sort_in_tasks")
    grain = f"std::max<std::size_t>({name}.size() / 4 + 1, 5000)"
    limit = f"#pragma omp parallel if({name}.size() > 20000)"
    text = f"{helper}({name}.begin(), {name}.end(), {order}, {grain})"
    lines = [limit, "#pragma omp single"]
    after = code.edited(*around(code, sort.statement, lines, []), replace(node, text))
    headers = ("algorithm",) if sort.order is not None else ("algorithm", "functional")
    return Helper("sort_in_tasks", _TEXT, headers).put(after, helper)


def _numbers(found: Declaration) -> bool:
    """Whether it holds plain numbers, also as a copy of something that does."""
    source = text_of(found.init) if found.init is not None else ""
    if found.shape.element == "auto" and source.isidentifier():
        original = lookup(source, found.node)
        return original is not None and _numbers(original)
    return found.shape.dims == ("vector",) and found.shape.arithmetic


def _by_value(order: str) -> bool:
    """Whether elements that compare equal are equal numbers."""
    if re.fullmatch(r"(std::)?(less|greater)<[\w: ]*>(\(\)|\{\})", order):
        return True
    compared = _WHOLE.search(" ".join(order.split()))
    return compared is not None and compared[1] != compared[2] and order.count(";") == 1


def _own(code: Code, found: Declaration, call: Node) -> bool:
    """Whether the function alone sees the vector, and only computes numbers from it."""
    if found.parameter or found.shape.reference or found.shape.element == "bool":
        return False
    later = [
        one
        for one in code.nodes("assignment_expression", "call_expression", "return_statement")
        if one.start_byte >= call.end_byte
    ]
    return not any(_hands_on(one, found.name) for one in later)


def _hands_on(node: Node, name: str) -> bool:
    """Whether a statement stores elements, of whatever, one by one, or returns the vector."""
    left, function = node.child_by_field_name("left"), node.child_by_field_name("function")
    if left is not None:
        return left.type != "identifier"
    if function is not None:
        return text_of(function).endswith(("push_back", "emplace_back", "insert"))
    return re.search(rf"\b{name}\b", text_of(node)) is not None
