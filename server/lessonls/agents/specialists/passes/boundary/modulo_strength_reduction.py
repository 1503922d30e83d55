"""Remainders of what a loop counts, `(i + 1) % n`, as counters that begin again at the end.

A division takes far longer than a comparison, and the indices of rings are made of them.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import poly_of
from lessonls.agents.specialists.analysis.arithmetic_types import bits, is_signed, is_unsigned
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, enclosing
from lessonls.agents.specialists.analysis.meaning import resolver
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, at_end, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, renamed, replace
from lessonls.agents.specialists.rewriting.tree import REPEATING, SKIPS, inside, strip_parentheses
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 8)


MODULO_STRENGTH_REDUCTION = Pass(
    "strength reduction of remainders",
    "replacing the modulo by a counter that wraps around (strength reduction)",
    "because a division is far slower than a comparison",
    _run,
    example=Example(
        """\
void f(const std::vector<double> &x, std::vector<double> &out) {
    for (std::size_t i = 0; i < x.size(); ++i) {
        out[i] = x[(i + 1) % x.size()];
    }
}
""",
        """\
void f(const std::vector<double> &x, std::vector<double> &out) {
    std::size_t i_around = x.size() != 0 ? 1 % x.size() : 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        out[i] = x[i_around];
        if (++i_around == x.size()) i_around = 0;
    }
}
""",
    ),
)


@dataclass(frozen=True)
class _Ring:
    """`node` is `total % size`, of which `total` grows by one in every iteration, or falls."""

    node: Node
    total: Node
    size: Node
    kind: str
    rises: bool


def _first(code: Code) -> list[Edit]:
    for node in code.nodes("binary_expression"):
        if text_of(node.child_by_field_name("operator") or node) != "%":
            continue
        for loop in enclosing(node):
            found = _ring(code, loop, node) if inside(node, loop.body) else None
            if found is not None:
                return _edits(code, loop, found)
    return []


def _ring(code: Code, loop: Loop, node: Node) -> _Ring | None:
    total, size = node.child_by_field_name("left"), node.child_by_field_name("right")
    if total is None or size is None or abs(loop.step) != 1 or has_pragma(loop.node):
        return None
    if not loop.declared or any(part.type in (*SKIPS, *REPEATING) for part in walk(loop.body)):
        return None
    read, length = (poly_of(one, resolver(code)) for one in (total, size))
    factor = read.coefficient(loop.variable) if read is not None else None
    step = factor.value if factor is not None else None
    if read is None or length is None or step not in (1, -1) or length.value is not None:
        return None
    names = [one for one in walk(node) if one.type == "identifier"]
    others = [one for one in names if text_of(one) != loop.variable]
    if not all(_is_fixed(loop, one) for one in others) or loop.variable in length.symbols:
        return None
    falls = any(value < 0 for _, value in read.terms)
    above = any(
        value > 0 and length.symbols & set(key) and loop.variable not in key
        for key, value in read.terms
    )
    kind = _kind(code, names)
    if (falls and not above) or not kind or any(one.type in _OTHERS for one in walk(node)):
        return None
    return _Ring(node, total, size, kind, (step == 1) == (loop.step > 0))


_OTHERS = ("subscript_expression", "assignment_expression", "update_expression", "cast_expression")


def _is_fixed(loop: Loop, name: Node) -> bool:
    """Whether it is a number or a container from outside that the loop leaves as it is."""
    found = lookup(text_of(name), name)
    return (
        found is not None
        and not inside(found.node, loop.node)
        and text_of(name) not in changed_names(loop.body)
        and (bool(found.shape.dims) or not found.shape.reference)
    )


def _kind(code: Code, names: list[Node]) -> str:
    """The type of the remainder, where all of it is computed in that; empty for others."""
    found = [lookup(text_of(one), one) for one in names]
    kinds = {one.shape.element if one and not one.shape.dims else "size_t" for one in found}
    if not all(bits(kind) == 64 or (is_signed(kind) and bits(kind) == 32) for kind in kinds):
        return ""
    if any(map(is_unsigned, kinds)):
        return code.size_type
    return "long long" if any(bits(kind) == 64 for kind in kinds) else "int"


def _edits(code: Code, loop: Loop, ring: _Ring) -> list[Edit]:
    name = code.fresh(f"{loop.variable}_around")
    size, body = text_of(ring.size), loop.body
    first = text_of(loop.first)
    first = first if loop.first.type in ("identifier", "number_literal") else f"({first})"
    start = re.sub(
        r"^0 \+ | - 0\b", "", renamed(strip_parentheses(ring.total), {loop.variable: first})
    )
    start = start if re.fullmatch(r"\w+", start) else f"({start})"
    whole = size if ring.size.type in ("identifier", "call_expression") else f"({size})"
    line = f"{ring.kind} {name} = {size} != 0 ? {start} % {whole} : 0;"
    step = f"if (++{name} == {whole}) {name} = 0;"
    if not ring.rises:
        step = f"{name} = ({name} == 0 ? {whole} : {name}) - 1;"
    text = text_of(ring.node)
    same = [one for one in walk(body) if one.type == ring.node.type and text_of(one) == text]
    turned = [replace(one, name) for one in same]
    turned += at_end(code, loop.node, body, step)
    return [*turned, *around(code, loop.node, [line], [])]
