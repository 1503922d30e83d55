"""`qsort` calls its comparison through a pointer; a merge sort of one's own has it inlined."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.search.merge_sort import is_fallback, merge_sorted
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.views import Call
from lessonls.core.target import Language

_SIMPLE = re.compile(r"\w+|\([\w ]+\) ?\w+")
_QSORT = Pattern("qsort($values, $count, $size, $order)")


def _run(code: Code) -> Code:
    for node in code.nodes("call_expression") if not code.cpp else ():
        after = _rewritten(code, node)
        if after is not None:
            return after
    return code


INLINE_QSORT = Pass(
    "merge sort instead of qsort",
    "sorting with a merge sort into which the comparison is inlined",
    "because qsort calls the comparison through a pointer and moves bytes",
    _run,
    example=Example(
        """\
void f(int *values, int count) {
    qsort(values, count, sizeof *values, by_value);
}
""",
        """\
void f(int *values, int count) {
    int *spare = count > 16 ? malloc(count / 2 * sizeof *spare) : NULL;
    if (spare != NULL) {
        merge_sort(values, spare, count);
        free(spare);
    } else {
        qsort(values, count, sizeof *values, by_value);
    }
}
""",
        Language.C,
        context="""\
static int by_value(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}
""",
    ),
)


def _rewritten(code: Code, node: Node) -> Code | None:
    match, call = _QSORT.match(node, Language.C), Call.of(node)
    statement = call.statement if call is not None else None
    if match is None or statement is None or not in_block(statement):
        return None
    if is_fallback(code, statement):
        return None
    name, count, size, order = (match[one] for one in ("values", "count", "size", "order"))
    found = lookup(name, node)
    if found is None or len(found.shape.dims) != 1 or not _SIMPLE.fullmatch(count):
        return None
    kind = found.shape.element
    sizes = (f"sizeof({kind})", f"sizeof(*{name})", f"sizeof *{name}", f"sizeof({name}[0])",
             f"sizeof {name}[0]")  # fmt: skip
    if size not in sizes or not order.isidentifier() or code.around.definition(order) is None:
        return None
    return merge_sorted(code, statement, kind, name, count, f"{order}(x, y) < 0")
