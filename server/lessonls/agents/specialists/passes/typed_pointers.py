"""Pointers that are cast wherever an element is named, as pointers of that type.

`((float *) p)[i]` on a parameter `p` that stays hides from the other rewrites whose element it is.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, identifier_from
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, is_in, statements, strip_parentheses
from lessonls.agents.specialists.rewriting.views import squeezed
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    bases: dict[str, list[Node]] = {}
    for node in code.nodes("subscript_expression", "pointer_expression"):
        base = node.child_by_field_name("argument")
        if base is not None and is_in(node, LOOPS) and _kind(code, strip_parentheses(base)):
            bases.setdefault(squeezed(strip_parentheses(base)), []).append(base)
    listed = statements(code.body) if code.body is not None else []
    if not bases or not listed:
        return code
    lines: list[str] = []
    edits: list[Edit] = []
    for cast, nodes in bases.items():
        kind = _kind(code, strip_parentheses(nodes[0]))
        value = strip_parentheses(nodes[0]).child_by_field_name("value")
        start = text_of(value) if value is not None else ""
        element = kind.rstrip("* ").split()[-1]
        name = code.fresh(f"{start}_{identifier_from(element)}")
        lines.append(f"{kind.rstrip('* ')} *{name} = {cast};")
        edits += [replace(node, name) for node in nodes]
    return code.edited(*around(code, listed[0], lines, []), *edits)


def _kind(code: Code, cast: Node) -> str:
    """The pointer type that a parameter is cast to; empty where the parameter moves."""
    kind, value = (cast.child_by_field_name(one) for one in ("type", "value"))
    if cast.type != "cast_expression" or kind is None or value is None:
        return ""
    found = lookup(text_of(value), value) if value.type == "identifier" else None
    plain = found is not None and found.parameter and found.shape.dims == ("pointer",)
    pointer = squeezed(kind).endswith("*") and squeezed(kind).count("*") == 1
    return squeezed(kind) if plain and pointer and text_of(value) not in code.assigned else ""


TYPED_POINTERS = Pass(
    "typed pointers",
    "casting pointers once instead of at each element",
    "because the other rewrites then see which elements a loop takes",
    _run,
    supporting=True,
    example=Example(
        """\
double f(const unsigned char *p, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += ((const signed char *) p)[i];
    return sum;
}
""",
        """\
double f(const unsigned char *p, int n) {
    const signed char *p_char = (const signed char *) p;
    double sum = 0;
    for (int i = 0; i < n; i++) sum += p_char[i];
    return sum;
}
""",
    ),
)
