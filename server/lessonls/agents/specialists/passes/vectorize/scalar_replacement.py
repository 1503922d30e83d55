"""Running sums in memory, `C[i*N + j] += e` in a loop over k, kept in a local variable."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, innermost
from lessonls.agents.specialists.analysis.named_types import number_type
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Assign
from lessonls.core.reading.syntax import text_of, walk


@dataclass(frozen=True)
class _Sum:
    """A place that a loop updates and that stays the same place throughout the loop."""

    place: Node
    kind: str
    name: str


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _rewritten, 64)


SCALAR_REPLACEMENT = Pass(
    "scalar replacement",
    "keeping running sums in scalars instead of in memory",
    "because the sum stays in a register and the loop no longer stores it in every iteration",
    _run,
    answers=("possible alias", "complicated access"),
    example=Example(
        """\
void f(int n, float *c, const float *a, const float *b) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            c[i] -= a[i * n + k] * b[k];
}
""",
        """\
void f(int n, float *c, const float *a, const float *b) {
    for (int i = 0; i < n; i++) {
        float c_sum = c[i];
        for (int k = 0; k < n; k++)
            c_sum -= a[i * n + k] * b[k];
        c[i] = c_sum;
    }
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    if has_pragma(loop.node):
        return None
    found = independence(code, loop)
    if found.reason or not found.updates:
        return None
    accesses = effects_of(code, loop.body).accesses
    taken: list[_Sum] = []
    for update in found.updates:
        group = [access for access in accesses if access.base == update.name and access.write]
        one = _sum(code, loop, group)
        if one is not None:
            taken.append(one)
    return _edited(code, loop, taken) if taken else None


def _sum(code: Code, loop: Loop, writes: list[Access]) -> _Sum | None:
    texts = {text_of(access.node) for access in writes}
    place = place_of(writes[0].node)
    if len(texts) != 1 or place is None or not place.steps:
        return None
    varying = changed_names(loop.body) | {loop.variable}
    for part in walk(writes[0].node):
        if part.type == "identifier":
            found = lookup(text_of(part), part)
            if text_of(part) in varying or (found and inside(found.node, loop.node)):
                return None
        elif part.type == "call_expression" and not text_of(part).endswith(".size()"):
            return None
    kind = _type(code, place.root, [isinstance(step, str) and step != "*" for step in place.steps])
    name = code.fresh(f"{text_of(place.root)}_sum")
    return _Sum(writes[0].node, kind, name) if kind else None


def _type(code: Code, root: Node, fields: list[bool]) -> str:
    """The type of the element; empty where it is not known to be a number."""
    found = lookup(text_of(root), root)
    if found is None:
        return ""
    if any(fields):
        return "auto" if code.cpp else ""
    whole = len(found.shape.dims) == len(fields)
    return found.shape.element if whole and number_type(code, found.shape.element) else ""


def _edited(code: Code, loop: Loop, sums: list[_Sum]) -> Code:
    edits: list[Edit] = []
    before: list[str] = []
    for one in sums:
        place = text_of(one.place)
        edits += [
            replace(part, one.name)
            for part in walk(loop.body)
            if text_of(part) == place and part.type == one.place.type
        ]
        first = _start_value(loop.node, place, [text_of(other.place) for other in sums])
        if first is None:
            before.append(f"{one.kind} {one.name} = {place};")
        else:
            statement, value = first
            edits.append(replace(statement, f"{one.kind} {one.name} = {text_of(value)};"))
    after = [f"{text_of(one.place)} = {one.name};" for one in sums]
    return code.edited(*edits, *around(code, loop.node, before, after))


def _start_value(loop: Node, place: str, others: list[str]) -> tuple[Node, Node] | None:
    """The statement above the loop that sets the place, and the value it is set to."""
    statement = loop.prev_named_sibling if in_block(loop) else None
    while statement is not None and statement.type == "expression_statement":
        found = Assign.of(statement)
        if found is None or found.value is None or not found.plain:
            return None
        if text_of(found.target) == place:
            return statement, found.value
        if text_of(found.target) not in others or place in text_of(found.value):
            return None
        statement = statement.prev_named_sibling
    return None
