"""Divisions by the same number: its reciprocal is computed once, and multiplied by.

Either several divisions in one iteration share a divisor, or all iterations of a loop do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.loops import Loop, innermost
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import inside, statements, strip_parentheses
from lessonls.core.reading.syntax import text_of, walk

_PLAIN = ("identifier", "subscript_expression", "binary_expression")
_UNSURE = ("conditional_expression", "lambda_expression")
_ONES = {"double": "1.0", "float": "1.0f"}


@dataclass(frozen=True)
class _Division:
    """One division in a statement of the loop's body."""

    statement: Node
    sign: Node
    divisor: Node

    @property
    def key(self) -> str:
        return "".join(text_of(strip_parentheses(self.divisor)).split())


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _multiplied, 32)


COMMON_DIVISORS = Pass(
    "common divisors",
    "dividing once and multiplying by the reciprocal",
    "because a division takes several times as long as a multiplication",
    _run,
    example=Example(
        """\
void f(int n, std::vector<float> &x, float total) {
    for (int i = 0; i < n; i++) x[i] /= total;
}
""",
        """\
void f(int n, std::vector<float> &x, float total) {
    const float inverse = 1.0f / total;
    for (int i = 0; i < n; i++) x[i] *= inverse;
}
""",
    ),
)


def _multiplied(code: Code, loop: Loop) -> Code | None:
    found = list(_divisions(loop))
    for first in found:
        same = [one for one in found if one.key == first.key]
        kind = _kind(code, first.divisor)
        if not kind or first != same[0]:
            continue
        fixed = not has_pragma(loop.node) and _fixed(code, loop, first)
        if not fixed and (len(same) < 2 or not _stays(code, loop, same)):
            continue
        name = code.fresh("inverse")
        line = f"const {kind} {name} = {_ONES[kind]} / {text_of(first.divisor)};"
        edits = [edit for one in same for edit in (_times(one), replace(one.divisor, name))]
        return code.edited(*_above(code, loop, first, line, fixed), *edits)
    return None


def _above(code: Code, loop: Loop, first: _Division, line: str, fixed: bool) -> list[Edit]:
    return around(code, loop.node if fixed else first.statement, [line], [])


def _times(one: _Division) -> Edit:
    return replace(one.sign, text_of(one.sign).replace("/", "*"))


def _divisions(loop: Loop) -> Iterator[_Division]:
    """The divisions in the body that every iteration makes, by anything but plain numbers."""
    for statement in statements(loop.body):
        if statement.type not in ("expression_statement", "declaration"):
            continue
        if any(part.type in _UNSURE for part in walk(statement)):
            continue
        for node in walk(statement):
            right, sign = node.child_by_field_name("right"), node.child_by_field_name("operator")
            if right is None or sign is None or sign.type not in ("/", "/="):
                continue
            if strip_parentheses(right).type in _PLAIN:
                yield _Division(statement, sign, right)


def _kind(code: Code, divisor: Node) -> str:
    """double or float where all numbers of the divisor are of that type."""
    kinds: set[str] = set()
    for part in walk(divisor):
        if part.type in ("call_expression", "cast_expression"):
            return ""
        if part.type == "identifier" and not _indexes(part, divisor):
            found = lookup(text_of(part), part)
            kinds.add(found.shape.element if found is not None else "")
    effects = effects_of(code, divisor)
    return kinds.pop() if not effects.opaque and len(kinds) == 1 and kinds <= set(_ONES) else ""


def _indexes(node: Node, limit: Node) -> bool:
    """Whether the name stands in brackets."""
    below, outer = node, node.parent
    while outer is not None and inside(outer, limit):
        if outer.type == "subscript_argument_list":
            return True
        if outer.type == "subscript_expression" and outer.child_by_field_name("index") == below:
            return True
        below, outer = outer, outer.parent
    return False


def _fixed(code: Code, loop: Loop, one: _Division) -> bool:
    """Whether the divisor is the same in all iterations."""
    reads = effects_of(code, one.divisor).accesses
    writes = [a for a in effects_of(code, loop.body).accesses if a.write]
    varying = {loop.variable, *(a.base for a in writes)}
    names = {text_of(part) for part in walk(one.divisor) if part.type == "identifier"}
    declared = [lookup(name, one.divisor) for name in names]
    local = any(found is not None and inside(found.node, loop.body) for found in declared)
    return not local and not varying & (names | {a.base for a in reads})


def _stays(code: Code, loop: Loop, same: list[_Division]) -> bool:
    """Whether nothing of the divisor is written between its first and last use."""
    reads = effects_of(code, same[0].divisor).accesses
    first, last = same[0].statement, same[-1].statement
    between = [
        one
        for one in statements(loop.body)
        if first.start_byte <= one.start_byte and one.end_byte < last.end_byte
    ]
    writes = [a for one in between for a in effects_of(code, one).accesses if a.write]
    pairs = [(read, write) for read in reads for write in writes if read.base == write.base]
    return all(_elsewhere(read, write) for read, write in pairs)


def _elsewhere(one: Access, two: Access) -> bool:
    """Whether two accesses in one iteration differ by a fixed distance."""
    for a, b in zip(one.steps, two.steps, strict=False):
        if a is None or b is None or isinstance(a, str) or isinstance(b, str):
            continue
        if (a - b).value not in (None, 0):
            return True
    return False
