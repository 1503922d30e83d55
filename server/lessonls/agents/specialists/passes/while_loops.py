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
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import SKIPS, named, statements
from lessonls.agents.specialists.rewriting.views import Assign, For, Member, condition_of
from lessonls.core.reading.syntax import text_of, walk

_FROM = Pattern("$T $it = $v.begin();")
_UNTIL, _ON = Pattern("$it != $v.end()", "$it < $v.end()"), Pattern("$it++")


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
    test = condition_of(node)
    if start is None or body is None or test is None or start.type != "declaration":
        return []
    declared = list(declarations(start))
    listed = statements(body)
    if len(declared) != 1 or declared[0].init is None or len(listed) < 2 or pragmas(node):
        return []
    name, condition, update = declared[0].name, text_of(test), Assign.of(listed[-1])
    counts = update is not None and update.counts and text_of(update.target) == name
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
    return block is not None and any(one.start_byte >= node.end_byte for one in named(block, name))


def _iterating(code: Code, node: Node) -> list[Edit]:
    head = For.of(node)
    match = _FROM.match(head.start) if head is not None else None
    if head is None or match is None:
        return []
    name, owner = match["it"], match["v"]
    same = {"it": match.holes["it"], "v": match.holes["v"]}
    runs = _UNTIL.match(head.condition, known=same) and _ON.match(head.update, known=same)
    found = lookup(owner, node) if owner.isidentifier() and not named(head.body, owner) else None
    if runs is None or found is None or found.shape.element == "bool":
        return []
    value = code.fresh("value")
    edits: list[Edit] = []
    for one in named(head.body, name):
        place = _dereferenced(one)
        if place is None:
            return []
        edits.append(replace(place[0], value + place[1]))
    text = f"for (auto &{value} : {owner}) "
    return [Edit(node.start_byte, head.body.start_byte, text), *edits] if edits else []


def _dereferenced(node: Node) -> tuple[Node, str] | None:
    """`*it`, or `it->field` and what is left of it for a reference."""
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "pointer_expression" and text_of(parent).startswith("*"):
        return parent, ""
    member = Member.of(parent)
    arrow = member is not None and member.arrow and member.owner == node
    return (parent, f".{member.name}") if arrow and member is not None else None
