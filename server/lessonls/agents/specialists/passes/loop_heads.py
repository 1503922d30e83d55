"""Loops whose heads do several things, as loops whose heads only count.

`for (i = 0, sum = 0; i < n; i++, p += 3)` and `for (int i = 0, e = n; i != e; ++i)`.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, at_end, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import SKIPS, inside, names_in
from lessonls.agents.specialists.rewriting.views import Assign, Binary
from lessonls.core.reading.syntax import text_of, walk

LOOP_HEADS = Pass(
    "plain loop heads",
    "moving what does not count out of the heads of loops",
    "because the compiler and other rewrites then see the trip count",
    lambda code: edited_repeatedly(code, _first, 16),
    supporting=True,
    example=Example(
        """\
void f(const float *x, float *out, int n) {
    float sum;
    int i;
    for (i = 0, sum = 0; i < n; i++, x += 3) {
        sum += x[0];
    }
    *out = sum;
}
""",
        """\
void f(const float *x, float *out, int n) {
    float sum;
    int i;
    sum = 0;
    for (i = 0; i < n; i++) {
        sum += x[0];
        x += 3;
    }
    *out = sum;
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for node in code.nodes("for_statement"):
        if loop_at(node) is None and not has_pragma(node):
            edits = _updates(code, node) or _starts(code, node) or _ends(code, node)
            if edits:
                return edits
    return []


def _updates(code: Code, node: Node) -> list[Edit]:
    """Moves what changes other variables to the end of the body."""
    update, body = node.child_by_field_name("update"), node.child_by_field_name("body")
    parts = _listed(update)
    own = [one for one in parts if _target(one) in _compared(node)]
    if update is None or body is None or len(parts) < 2 or len(own) != 1 or not _apart(parts):
        return []
    if any(one.type in SKIPS for one in walk(body)):
        return []
    moved = [f"{text_of(one)};" for one in parts if one != own[0]]
    edits = [edit for line in moved for edit in at_end(code, node, body, line)]
    return [replace(update, text_of(own[0])), *edits]


def _starts(code: Code, node: Node) -> list[Edit]:
    """Moves what sets other variables in front of the loop."""
    start = node.child_by_field_name("initializer")
    parts = _listed(start)
    own = [one for one in parts if _target(one) in _compared(node)]
    if start is None or len(parts) < 2 or len(own) != 1 or not _apart(parts):
        return []
    lines = [f"{text_of(one)};" for one in parts if one != own[0]]
    return [replace(start, text_of(own[0])), *around(code, node, lines, [])]


def _ends(code: Code, node: Node) -> list[Edit]:
    """Moves the end that is declared beside the counter in front of the loop."""
    start = node.child_by_field_name("initializer")
    declared = list(declarations(start)) if start is not None else []
    if start is None or start.type != "declaration" or len(declared) != 2:
        return []
    counter, end = declared
    alone = [one for one in code.nodes("identifier") if text_of(one) == end.name]
    plain = not any(one.shape.dims or one.shape.reference for one in declared)
    compared = {counter.name, end.name} <= _compared(node) and counter.init and end.init
    if not plain or not compared or end.init is None or counter.init is None:
        return []
    if counter.name in names_in(end.init) or not all(inside(one, node) for one in alone):
        return []
    kind, first = end.shape.element, start.children_by_field_name("declarator")[0]
    spelled = code.slice(start.start_byte, first.start_byte).strip()
    if kind == "auto":
        return []
    line = f"{spelled} {end.name} = {text_of(end.init)};"
    return [replace(start, f"{spelled} {text_of(first)};"), *around(code, node, [line], [])]


def _listed(node: Node | None) -> list[Node]:
    """What the commas separate."""
    if node is None or node.type != "comma_expression":
        return [node] if node is not None else []
    return [part for child in node.named_children for part in _listed(child)]


def _target(node: Node) -> str:
    found = Assign.of(node)
    return text_of(found.target) if found is not None else ""


def _compared(loop: Node) -> set[str]:
    """The two sides of the loop's condition."""
    test = Binary.of(loop.child_by_field_name("condition"), "<", "<=", ">", ">=", "!=")
    return {text_of(test.left), text_of(test.right)} if test is not None else set()


def _apart(parts: list[Node]) -> bool:
    """Whether each sets a variable that no other one uses, so that their order does not matter."""
    targets = [_target(one) for one in parts]
    plain = all(name.isidentifier() for name in targets) and len(set(targets)) == len(targets)
    return plain and not any(
        name in names_in(other)
        for name, one in zip(targets, parts, strict=True)
        for other in parts
        if other != one
    )
