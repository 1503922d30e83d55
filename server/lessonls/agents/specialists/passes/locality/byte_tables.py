"""Tables for what is computed from single bytes.

`for (…) pixels[i] = 255 * pow(pixels[i] / 255.0, gamma);` computes one of 256 results for every
pixel. A table holds them all, and the loop looks them up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import is_byte
from lessonls.agents.specialists.analysis.loops import (
    Loop,
    changed_names,
    enclosing,
    innermost,
)
from lessonls.agents.specialists.analysis.nests import free_of_pragmas
from lessonls.agents.specialists.analysis.purity import is_math
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.aliasing.invariant_loads import element_kind
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    indent_of,
    indent_unit,
    indented,
    shifted,
)
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Assign, Call
from lessonls.core.reading.syntax import text_of, walk

_CHEAP = ("abs", "fabs", "fabsf", "min", "max", "fmin", "fmax", "floor", "ceil", "round", "sqrt")
_KINDS = ("declaration", "expression_statement", "if_statement")


@dataclass(frozen=True)
class _Lookup:
    """A loop's body that stores at `target` what it computes from the byte at `source`."""

    loop: Loop
    outer: Node
    source: str
    target: Node
    kind: str


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _rewritten, 4)


BYTE_TABLES = Pass(
    "tables for bytes",
    "looking up what is computed from single bytes in a table of all 256 results",
    "because the table is computed once, and a lookup takes no longer than a load",
    _run,
    example=Example(
        """\
void f(const unsigned char *in, float *out, int n, float scale) {
    for (int i = 0; i < n; i++)
        out[i] = scale * std::log(1.0f + in[i]);
}
""",
        """\
void f(const unsigned char *in, float *out, int n, float scale) {
    float table[256];
    for (int level = 0; level < 256; level++) {
        table[level] = scale * std::log(1.0f + level);
    }
    for (int i = 0; i < n; i++)
        out[i] = table[in[i]];
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    found = _lookup(code, loop) if free_of_pragmas(loop) else None
    return code.edited(*_edits(code, found)) if found is not None else None


def _lookup(code: Code, loop: Loop) -> _Lookup | None:
    body, effects = loop.statements, effects_of(code, loop.body)
    if effects.opaque or not body or any(one.type not in _KINDS for one in body):
        return None
    stores = [one for one in effects.accesses if one.write and one.steps]
    reads = [one for one in effects.accesses if not one.write and one.steps]
    target = _assigned(body[-1])
    places = {text_of(one.node) for one in reads}
    if target is None or len(stores) != 1 or stores[0].node != target:
        return None
    if len(places) != 1 or not _costs(loop.body):
        return None
    if not is_byte(element_kind(reads[0])) or not element_kind(stores[0]):
        return None
    outer = ([loop, *enclosing(loop.node)])[-1]
    index = {one.id for access in (*reads, *stores) for one in walk(access.node)}
    if not in_block(outer.node) or not _invariant(loop, outer, index) or _may_trap(loop.body):
        return None
    return _Lookup(loop, outer.node, places.pop(), target, element_kind(stores[0]))


def _assigned(statement: Node) -> Node | None:
    """The place that a plain assignment stores to."""
    found = Assign.of(statement) if statement.type == "expression_statement" else None
    return found.target if found is not None and found.plain else None


def _costs(body: Node) -> bool:
    """Whether a function is called that takes much longer than a lookup."""
    calls = filter(None, map(Call.of, walk(body)))
    return any(is_math(one.function) and one.name not in _CHEAP for one in calls)


def _invariant(loop: Loop, outer: Loop, index: set[int]) -> bool:
    """Whether all else that the body reads is its own or stays the same in all loops."""
    varying = changed_names(outer.node)
    for part in walk(loop.body):
        if part.type == "identifier" and part.id not in index:
            found = lookup(text_of(part), part)
            if found is None:
                continue
            shape, own = found.shape, inside(found.node, loop.body)
            moves = inside(found.node, outer.node) or text_of(part) in varying or shape.dims
            if shape.element == "auto" if own else moves:
                return False
    return True


def _may_trap(body: Node) -> bool:
    """Whether bytes that do not occur could be divided by."""
    for node in walk(body):
        operator, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
        if operator is None or right is None or operator.type not in ("/", "%", "/=", "%="):
            continue
        found = lookup(text_of(right), right) if right.type == "identifier" else None
        number = right.type == "number_literal" and text_of(right) != "0"
        real = any(one.type == "number_literal" and "." in text_of(one) for one in walk(right))
        if not (number or real or (found is not None and found.shape.floating)):
            return True
    return False


def _edits(code: Code, found: _Lookup) -> Iterator[Edit]:
    unit, outer = indent_unit(code.text), indent_of(code.text, found.outer)
    table, level = code.fresh("table"), code.fresh("level")
    reads = [one for one in walk(found.loop.body) if text_of(one) == found.source]
    new = {one.id: level for one in reads} | {found.target.id: f"{table}[{level}]"}
    moved = [
        shifted(one, {}, new).replace(f"\n{indent_of(code.text, one)}", f"\n{unit}")
        for one in found.loop.statements
    ]
    lines = [
        f"{found.kind} {table}[256];",
        f"for (int {level} = 0; {level} < 256; {level}++) {{",
        *(unit + one for one in moved),
        "}",
    ]
    start = found.outer.start_byte
    yield Edit(start, start, "".join(indented(one, outer) + f"\n{outer}" for one in lines))
    first, last = found.loop.statements[0], found.loop.statements[-1]
    inner = f"{text_of(found.target)} = {table}[{found.source}];"
    yield Edit(first.start_byte, last.end_byte, inner)
