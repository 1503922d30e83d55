"""`while` loops that count, and loops over iterators, as the loops that the other rewrites know.

`int i = 0; while (i < n) { …; i++; }` counts in three places; iterators that are only
dereferenced stand for the elements of a range.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.loops import changed_names
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, replace
from lessonls.agents.specialists.rewriting.tree import SKIPS, inside, statements, strip_parentheses
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 16)


WHILE_LOOPS = Pass(
    "for loops",
    "writing loops that count, or run over iterators, as plain for loops",
    "because the compiler then knows the trip count",
    _run,
    supporting=True,
    example=Example(
        """\
void f(std::vector<int> &v, const std::vector<double> &x, int n) {
    int i = 0;
    while (i < n) {
        v[i] = i;
        i += 1;
    }
}
""",
        """\
void f(std::vector<int> &v, const std::vector<double> &x, int n) {
    for (int i = 0; i < n; i++) {
        v[i] = i;
    }
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for node in code.nodes("while_statement", "for_statement"):
        edits = _counting(code, node) if node.type == "while_statement" else _iterating(code, node)
        if edits:
            return edits
    return []


def _counting(code: Code, node: Node) -> list[Edit]:
    start, body = node.prev_named_sibling, node.child_by_field_name("body")
    clause = node.child_by_field_name("condition")
    if start is None or body is None or clause is None or start.type != "declaration":
        return []
    declared = list(declarations(start))
    listed = statements(body)
    if len(declared) != 1 or declared[0].init is None or len(listed) < 2 or pragmas(node):
        return []
    name, update = declared[0].name, text_of(listed[-1]).rstrip("; ")
    inner = clause.child_by_field_name("value") or clause
    condition = text_of(strip_parentheses(inner))
    counts = update in (f"{name}++", f"++{name}", f"{name} += 1", f"{name} = {name} + 1")
    if not counts or declared[0].shape.element not in INTEGERS or declared[0].shape.dims:
        return []
    if name not in condition or any(part.type in SKIPS for part in walk(body)):
        return []
    if any(name in changed_names(one) for one in listed[:-1]) or _used_later(node, name):
        return []
    head = f"for ({text_of(start)} {condition}; {name}++)"
    first = drop_line(code.text, start)
    return [first, Edit(node.start_byte, body.start_byte, f"{head} "),
            drop_line(code.text, listed[-1])]  # fmt: skip


def _used_later(node: Node, name: str) -> bool:
    block = node.parent
    parts = list(walk(block)) if block is not None else []
    return any(
        one.type == "identifier" and text_of(one) == name and one.start_byte >= node.end_byte
        for one in parts
    )


def _iterating(code: Code, node: Node) -> list[Edit]:
    start, condition, update, body = (
        node.child_by_field_name(one) for one in ("initializer", "condition", "update", "body")
    )
    if start is None or condition is None or update is None or body is None:
        return []
    declared = list(declarations(start)) if start.type == "declaration" else []
    init = text_of(declared[0].init) if len(declared) == 1 and declared[0].init else ""
    owner = init.removesuffix(".begin()")
    name = declared[0].name if declared else ""
    ends = (f"{name} != {owner}.end()", f"{name} < {owner}.end()")
    if not init.endswith(".begin()") or not owner.isidentifier() or text_of(condition) not in ends:
        return []
    if text_of(update) not in (f"++{name}", f"{name}++"):
        return []
    names = [text_of(one) for one in walk(body) if one.type == "identifier"]
    found = lookup(owner, node)
    if owner in names or found is None or found.shape.element == "bool":
        return []
    value = code.fresh("value")
    edits: list[Edit] = []
    for one in walk(body):
        if one.type == "identifier" and text_of(one) == name:
            place = _dereferenced(one)
            if place is None:
                return []
            edits.append(replace(place[0], value + place[1]))
    head = f"for (auto &{value} : {owner}) "
    return [Edit(node.start_byte, body.start_byte, head), *edits] if edits else []


def _dereferenced(node: Node) -> tuple[Node, str] | None:
    """`*it`, or `it->field` and what is left of it for a reference."""
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "pointer_expression" and text_of(parent).startswith("*"):
        return parent, ""
    field = parent.child_by_field_name("field")
    arrow = any(child.type == "->" for child in parent.children)
    is_owner = parent.child_by_field_name("argument") == node and inside(node, parent)
    return (parent, f".{text_of(field)}") if field is not None and arrow and is_owner else None
