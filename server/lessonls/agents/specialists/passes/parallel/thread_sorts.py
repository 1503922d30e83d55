"""Sorting in tasks: parts of the vector at the same time, then merged.

Only where elements that compare equal are the same, or the vector is the function's own: the
order of equal elements is another one than std::sort's.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import REPEATING, is_in
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_WHOLE = re.compile(r"return (\w+) ?[<>] ?(\w+);")
_HELPER = """\
// Sorts with all cores: the parts in tasks, which are merged as they are finished.
template <class Iterator, class Less>
static void {name}(Iterator first, Iterator last, Less less, std::size_t grain) {{
    const std::size_t count = last - first;
    if (count <= grain) {{
        std::sort(first, last, less);
        return;
    }}
    const Iterator middle = first + count / 2;
    #pragma omp task
    {name}(first, middle, less, grain);
    {name}(middle, last, less, grain);
    #pragma omp taskwait
    std::inplace_merge(first, middle, last, less);
}}
"""


def _run(code: Code) -> Code:
    for node in code.nodes("expression_statement") if code.cpp else ():
        call = node.named_children[0] if node.named_children else node
        after = _in_tasks(code, node, call) if call.type == "call_expression" else None
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


def _in_tasks(code: Code, statement: Node, call: Node) -> Code | None:
    function, listed = (call.child_by_field_name(one) for one in ("function", "arguments"))
    if function is None or listed is None or plain_name(function) != "sort":
        return None
    texts = [text_of(one) for one in listed.named_children if one.type != "comment"]
    name = texts[0].removesuffix(".begin()") if texts else ""
    whole = texts[:2] == [f"{name}.begin()", f"{name}.end()"] and name.isidentifier()
    found = lookup(name, call) if whole else None
    looped = is_in(call, REPEATING)
    if found is None or looped or not in_block(statement) or pragmas(statement):
        return None
    order = texts[2] if texts[2:] else "std::less<>()"
    if len(texts) > 3 or not ((_numbers(found) and _by_value(order)) or _own(code, found, call)):
        return None
    helper = free_name(code, "sort_in_tasks")
    grain = f"std::max<std::size_t>({name}.size() / 4 + 1, 5000)"
    limit = f"#pragma omp parallel if({name}.size() > 20000)"
    text = f"{helper}({name}.begin(), {name}.end(), {order}, {grain})"
    lines = [limit, "#pragma omp single"]
    after = code.edited(*around(code, statement, lines, []), replace(call, text))
    headers = ("algorithm",) if texts[2:] else ("algorithm", "functional")
    return with_helper(after, headers, _HELPER.format(name=helper))


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
