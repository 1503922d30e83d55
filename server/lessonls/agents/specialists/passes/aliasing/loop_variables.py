"""Loop variables declared where they are used: `int i; for (i = 0; …)` as `for (int i = 0; …)`.

By itself no gain; but a variable of the loop's own is what the other rewrites look for.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 16)


def _first(code: Code) -> list[Edit]:
    blocks = filter(in_block, code.nodes("declaration"))
    return next((edits for one in blocks if (edits := _moved(code, one))), list[Edit]())


OWN_VARIABLES = Pass(
    "loop variables in their loops",
    "declaring loop variables in their loops",
    "because nothing after the loop can depend on them",
    _run,
    supporting=True,
    example=Example(
        """\
void f(int n, double *a, const double *b) {
    int i, j, last;
    last = n - 1;
    for (i = 0; i < last; i++) {
        for (j = 0; j < n; j++) {
            a[i * n + j] = b[j];
        }
    }
    for (i = 0; i < n; i++) {
        a[i] += 1;
    }
}
""",
        """\
void f(int n, double *a, const double *b) {
    int last;
    last = n - 1;
    for (int i = 0; i < last; i++) {
        for (int j = 0; j < n; j++) {
            a[i * n + j] = b[j];
        }
    }
    for (int i = 0; i < n; i++) {
        a[i] += 1;
    }
}
""",
    ),
)


def _moved(code: Code, statement: Node) -> list[Edit]:
    """Moves those variables of a declaration that only serve to count loops."""
    declared = list(declarations(statement))
    counting = {one.name: heads for one in declared if (heads := _heads(code, one))}
    made = {node: _without_private(text_of(node), set(counting)) for node in _pragmas(code)}
    words = {word for text in made.values() for word in re.findall(r"\w+", text)}
    counting = {name: heads for name, heads in counting.items() if name not in words}
    if not counting:
        return []
    kind = declared[0].shape.element
    left = [
        text_of(child)
        for child in statement.children_by_field_name("declarator")
        if text_of(child) not in counting
    ]
    edits = [Edit(h.start_byte, h.start_byte, f"{kind} ") for hs in counting.values() for h in hs]
    first = statement.children_by_field_name("declarator")[0]
    start = code.slice(statement.start_byte, first.start_byte)
    kept = replace(statement, f"{start}{', '.join(left)};")
    made = {node: _without_private(text_of(node), set(counting)) for node in made}
    edits += [replace(node, text) for node, text in made.items() if text != text_of(node)]
    return [*edits, kept if left else drop_line(code.text, statement)]


def _pragmas(code: Code) -> list[Node]:
    return [node for node in code.nodes("preproc_call") if "pragma" in text_of(node)]


def _without_private(pragma: str, names: set[str]) -> str:
    """The pragma without these names in its `private` clauses: they are so by themselves."""

    def left(clause: re.Match[str]) -> str:
        kept = [one for one in map(str.strip, clause[1].split(",")) if one not in names]
        return f" private({', '.join(kept)})" if kept else ""

    return re.sub(r"\s*,?\s*\bprivate\s*\(([^()]*)\)", left, pragma)


def _means(place: Node, found: Declaration) -> bool:
    """Whether the name means this declaration at a place, or is what it declares."""
    known = lookup(found.name, place)
    return inside(place, found.node) or (known is not None and known.node == found.node)


def _heads(code: Code, found: Declaration) -> list[Node]:
    """The beginnings of the loops that count by this variable, if it does nothing else."""
    shape = found.shape
    if found.init is not None or shape.dims or shape.const or shape.element not in INTEGERS:
        return []
    loops = [
        loop
        for node in code.nodes("for_statement")
        if (loop := loop_at(node)) is not None and loop.variable == found.name and not loop.declared
        if _means(node, found)
    ]
    uses = [node for node in code.nodes("identifier") if _means(node, found)]
    uses = [node for node in uses if text_of(node) == found.name]
    outside = [
        use
        for use in uses
        if not inside(use, found.node) and not any(inside(use, loop.node) for loop in loops)
    ]
    nested = any(a != b and inside(a.node, b.node) for a in loops for b in loops)
    addressed = any(
        use.parent is not None and use.parent.type == "pointer_expression" for use in uses
    )
    mentioned = any(text_of(part) == found.name for loop in loops for part in walk(loop.first))
    if outside or nested or addressed or mentioned:
        return []
    heads = [loop.node.child_by_field_name("initializer") for loop in loops]
    return [head for head in heads if head is not None]
