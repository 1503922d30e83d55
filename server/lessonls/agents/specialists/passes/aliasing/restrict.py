"""Raw pointers that a function gets, as local pointers that promise not to alias."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import Declaration, declarations, parameters
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, inside, is_in, statements
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    function, body = code.function, code.body
    if function is None or body is None or not statements(body):
        return code
    members = [one for one in _members(code) if _uses(code, one.name, one.node)]
    pointers = [one for one in parameters(function) if _plain(code, one)]
    uses = {one.name: _uses(code, one.name, one.node) for one in (*pointers, *members)}
    pointers = [one for one in pointers if uses[one.name]]
    written = [one for one in uses if any(_stored(node) for node in uses[one])]
    if len(pointers) + len(members) < 2 or not written:
        return code
    word = "__restrict__" if code.cpp else "restrict"
    names = {one.name: code.fresh(f"{one.name}_only") for one in pointers}
    lines = [
        f"{'const ' if one.shape.const else ''}{one.shape.element} *const {word} "
        f"{names[one.name]} = {one.name};"
        for one in pointers
    ]
    edits = [replace(node, names[name]) for name in names for node in uses[name]]
    edits += [_promised(one, word) for one in members]
    return code.edited(*around(code, statements(body)[0], lines, []), *edits)


RESTRICT = Pass(
    "restrict pointers",
    "using the pointers through restrict-qualified local ones",
    "because the compiler may then assume that a store through one does not change the others",
    _run,
    answers=(
        "possible alias",
        "possible dependence",
        "complicated access",
        "data ref analysis",
        "identify array bounds",
    ),
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(int n, const float *in, float *out) {
    for (int i = 0; i < n; i++) {
        out[i] = in[i] + in[0];
    }
}
""",
        """\
void f(int n, const float *in, float *out) {
    const float *const __restrict__ in_only = in;
    float *const __restrict__ out_only = out;
    for (int i = 0; i < n; i++) {
        out_only[i] = in_only[i] + in_only[0];
    }
}
""",
    ),
)


def _plain(code: Code, one: Declaration) -> bool:
    shape = one.shape
    return shape.dims == ("pointer",) and not shape.restrict and one.name not in code.assigned


def _members(code: Code) -> list[Declaration]:
    """The local pointers that stay, and are members of a struct."""
    every = (one for node in code.nodes("declaration") for one in declarations(node))
    return [
        one
        for one in every
        if one.init is not None and one.init.type == "field_expression"
        if _plain(code, one) and f"*const {one.name} =" in text_of(one.node)
    ]


def _promised(one: Declaration, word: str) -> Edit:
    before, _, after = text_of(one.node).partition(f"*const {one.name} =")
    return replace(one.node, f"{before}*const {word} {one.name} ={after}")


def _uses(code: Code, name: str, declared: Node) -> list[Node]:
    """The places where an element is named; none where the pointer is used in other ways."""
    nodes = [node for node in code.uses(name) if not inside(node, declared)]
    indexed = [node for node in nodes if _indexed(node)]
    return indexed if len(indexed) == len(nodes) and any(_looped(node) for node in nodes) else []


def _indexed(node: Node) -> bool:
    outer = node.parent
    named = outer is not None and outer.type == "subscript_expression"
    return named and outer is not None and outer.child_by_field_name("argument") == node


def _looped(node: Node) -> bool:
    return is_in(node, LOOPS)


def _stored(node: Node) -> bool:
    """Whether the element, or a field of it, is written."""
    place: Node = node
    while place.parent is not None and place.parent.type in (
        "subscript_expression",
        "field_expression",
    ):
        place = place.parent
    outer = place.parent
    if outer is None:
        return False
    if outer.type == "assignment_expression":
        return outer.child_by_field_name("left") == place
    return outer.type in ("update_expression", "pointer_expression")
