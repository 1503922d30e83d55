"""Loops cut in two where they overwrite an element that all their iterations read.

`for (j…) d[i][j] = min(d[i][j], d[i][k] + d[k][j]);` must load d[i][k] again in every step, as
the step with j = k may change it. It is the same for all j up to k, and for all j after it.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, Effects, effects_of
from lessonls.agents.specialists.analysis.affine import Poly, at_least
from lessonls.agents.specialists.analysis.dependence import overlap
from lessonls.agents.specialists.analysis.loops import (
    Loop,
    changed_names,
    innermost,
    limits,
    ranges_at,
)
from lessonls.agents.specialists.analysis.nests import free_of_pragmas
from lessonls.agents.specialists.passes.aliasing.invariant_loads import element_kind
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import identifier_from, instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, apply, indent_of
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _rewritten, 8)


INDEX_SET_SPLITTING = Pass(
    "index-set splitting",
    "splitting the index set of the inner loop at the iteration that overwrites what all read",
    "because that element stays in a register and the iterations are independent",
    _run,
    answers=("possible dependence", "possible alias", "unsupported use"),
    example=Example(
        """\
void f(unsigned n, int *d) {
    for (unsigned k = 0; k < n; k++)
        for (unsigned i = 0; i < n; i++)
            for (unsigned j = 0; j < n; j++) {
                int via = d[i * n + k] + d[k * n + j];
                if (via < d[i * n + j])
                    d[i * n + j] = via;
            }
}
""",
        """\
void f(unsigned n, int *d) {
    for (unsigned k = 0; k < n; k++)
        for (unsigned i = 0; i < n; i++) {
            int d_ixnpk = d[i * n + k];
            for (unsigned j = 0; j <= k; j++) {
                int via = d_ixnpk + d[k * n + j];
                if (via < d[i * n + j])
                    d[i * n + j] = via;
            }
            d_ixnpk = d[i * n + k];
            for (unsigned j = k + 1; j < n; j++) {
                int via = d_ixnpk + d[k * n + j];
                if (via < d[i * n + j])
                    d[i * n + j] = via;
            }
        }
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    plain = loop.counts_up and loop.relation == "<" and free_of_pragmas(loop)
    effects = effects_of(code, loop.body) if plain else None
    if effects is None or effects.opaque or overlap(effects.accesses):
        return None
    written = [one for one in effects.accesses if one.write and one.steps]
    if len(written) != 1:
        return None
    for read in effects.accesses:
        if not read.write and read.base == written[0].base and element_kind(read):
            place = _met(code, loop, written[0], read)
            same = _same(effects, read)
            if place and all(one.start_byte < _end(written[0].node) for one in same):
                return code.edited(instead(code, loop.node, _text(code, loop, read, same, place)))
    return None


def _end(node: Node) -> int:
    """Where the assignment ends, whose right side is computed before it stores."""
    return node.parent.end_byte if node.parent is not None else node.end_byte


def _met(code: Code, loop: Loop, write: Access, read: Access) -> str:
    """The loop variable around whose value is the one iteration that writes what is read."""
    gaps: list[Poly] = []
    for one, two in zip(write.steps, read.steps, strict=False):
        if not isinstance(one, Poly) or not isinstance(two, Poly):
            return ""
        if loop.variable in one.symbols:
            if one.coefficient(loop.variable) != Poly.constant(1):
                return ""
            gaps.append(two - one.without(loop.variable))
        elif one != two:
            return ""
    names = gaps[0].symbols if len(gaps) == 1 else frozenset[str]()
    (name,) = names if len(names) == 1 else ("",)
    low, high = limits(code, loop)
    around = ranges_at(code, loop.node)
    if not name or gaps[0] != Poly.name(name) or name not in around or low is None or high is None:
        return ""
    if name in changed_names(loop.body) or name == loop.variable:
        return ""
    found = at_least(gaps[0] - low, 0, around) and at_least(high - gaps[0], 0, around)
    return name if found else ""


def _same(effects: Effects, read: Access) -> list[Node]:
    """Where the element is read, as it is written there."""
    reads = [one.node for one in effects.accesses if not one.write]
    return [node for node in reads if text_of(node) == text_of(read.node)]


def _text(code: Code, loop: Loop, read: Access, same: list[Node], place: str) -> str:
    indent, text = indent_of(code.text, loop.node), text_of(read.node)
    name = code.fresh(identifier_from(text))
    start = loop.body.start_byte
    edits = [Edit(one.start_byte - start, one.end_byte - start, name) for one in same]
    body = apply(text_of(loop.body), edits)
    gap = code.slice(loop.head[1], start)
    kind, j = loop.kind, loop.variable
    lines = [
        f"{element_kind(read)} {name} = {text};",
        f"for ({kind} {j} = {text_of(loop.first)}; {j} <= {place}; {j}++){gap}{body}",
        f"{name} = {text};",
        f"for ({kind} {j} = {place} + 1; {j} < {text_of(loop.bound)}; {j}++){gap}{body}",
    ]
    return f"\n{indent}".join(lines)
