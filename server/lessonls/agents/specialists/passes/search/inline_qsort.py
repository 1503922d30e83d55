"""`qsort` calls its comparison through a pointer; a merge sort of one's own has it inlined."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.search.hand_sorts_text import MERGE_SORT
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, indented, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    if code.cpp or "merge_sort(" in code.text:
        return code
    for call in code.nodes("call_expression"):
        found = _sorted(code, call)
        if found is not None and call.parent is not None:
            return _rewritten(code, call.parent, *found)
    return code


INLINE_QSORT = Pass(
    "merge sort instead of qsort",
    "sorting with a merge sort into which the comparison is inlined",
    "because qsort calls the comparison through a pointer and moves bytes",
    _run,
)


def _sorted(code: Code, call: Node) -> tuple[str, str, str, str] | None:
    """The element type, the array, the count and the comparison of a `qsort`."""
    function, listed = (call.child_by_field_name(one) for one in ("function", "arguments"))
    alone = call.parent is not None and call.parent.type == "expression_statement"
    if (
        function is None
        or listed is None
        or text_of(function) != "qsort"
        or not alone
        or call.parent is None
    ):
        return None
    if not in_block(call.parent):
        return None
    texts = [text_of(one) for one in listed.named_children if one.type != "comment"]
    found = lookup(texts[0], call) if len(texts) == 4 else None
    if found is None or len(found.shape.dims) != 1:
        return None
    name, count, size, order = texts
    kind = found.shape.element
    sizes = (f"sizeof({kind})", f"sizeof(*{name})", f"sizeof *{name}", f"sizeof({name}[0])")
    known = re.search(rf"\b{re.escape(order)}\s*\([^;]*?\)\s*\{{", code.context) is not None
    simple = re.fullmatch(r"\w+|\([\w ]+\) ?\w+", count) is not None
    if " ".join(size.split()) not in (*sizes, f"sizeof {name}[0]") or not known or not simple:
        return None
    return kind, name, count, order


def _rewritten(code: Code, statement: Node, kind: str, name: str, count: str, order: str) -> Code:
    names = {one: free_name(code, one.lower()) for one in ("COMES_BEFORE", "MERGE_SORT", "SPARE")}
    helper = MERGE_SORT.replace("TEST", f"{order}(x, y) < 0").replace("KIND", kind)
    for one in ("COMES_BEFORE", "MERGE_SORT"):
        helper = helper.replace(one, names[one])
    unit, spare = indent_unit(code.text), names["SPARE"]
    text = (
        f"{kind} *{spare} = {count} > 16 ? malloc({count} / 2 * sizeof *{spare}) : NULL;\n"
        f"if ({spare} != NULL) {{\n"
        f"{unit}{names['MERGE_SORT']}({name}, {spare}, {count});\n"
        f"{unit}free({spare});\n}} else {{\n{unit}{text_of(statement)}\n}}"
    )
    edit = replace(statement, indented(text, indent_of(code.text, statement)))
    return with_helper(code.edited(edit), ("stdlib.h",), helper)
