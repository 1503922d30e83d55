"""What names and calls in index expressions stand for, as polynomials."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, Resolver, poly_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.reading.syntax import text_of

_DEPTH = 8


def resolver(code: Code, depth: int = _DEPTH) -> Resolver:
    """Names stand for themselves, but constants for what they were set to.

    `const size_t row = i * N;` makes `row` mean `i * N`; `x.size()` is a name of its own.
    """

    def resolve(node: Node) -> Poly | None:
        name = text_of(node)
        if node.type == "call_expression":
            return Poly.name(name) if name.endswith((".size()", "->size()")) else None
        if depth == 0 or name in code.assigned or name in code.counters:
            return Poly.name(name)
        found = lookup(name, node)
        if found is None or found.init is None or found.ranged or found.shape.dims:
            return Poly.name(name)
        value = poly_of(found.init, resolver(code, depth - 1))
        stays = value is not None and not value.symbols & code.assigned
        return value if value is not None and stays else Poly.name(name)

    return resolve
