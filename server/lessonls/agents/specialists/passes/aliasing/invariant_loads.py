"""Elements that stay the same throughout a loop, loaded once in front of it.

The compiler does that itself unless the loop stores something that might overwrite them.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.affine import at_least
from lessonls.agents.specialists.analysis.dependence import never_meet_in
from lessonls.agents.specialists.analysis.loops import (
    Loop,
    changed_names,
    innermost,
    limits,
    ranges_at,
)
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, identifier_from, in_block, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.tree import CONDITIONAL, ancestors, inside
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _hoisted, 64)


INVARIANT_LOADS = Pass(
    "invariant loads",
    "hoisting loop-invariant loads out of the inner loop",
    "because the compiler must load it again after every store that might overwrite it",
    _run,
    answers=(
        "possible alias",
        "possible dependence",
        "complicated access",
        "data ref analysis",
        "identify array bounds",
    ),
    example=Example(
        """\
void f(int n, std::vector<double> &a) {
    for (int k = 1; k < n; k++)
        for (int j = 0; j < k; j++)
            a[j] -= a[k];
}
""",
        """\
void f(int n, std::vector<double> &a) {
    for (int k = 1; k < n; k++) {
        const double a_k = a[k];
        for (int j = 0; j < k; j++)
            a[j] -= a_k;
    }
}
""",
    ),
)


def _hoisted(code: Code, loop: Loop) -> Code | None:
    accesses = effects_of(code, loop.body).accesses
    stores = [one for one in accesses if one.write and one.steps]
    anchor = _anchor(loop)
    if anchor is None or not stores or not _runs(code, loop):
        return None
    for read in accesses:
        kind = element_kind(read)
        if read.write or not kind or not _stays(read.node, loop) or _guarded(read.node, loop):
            continue
        mine = [one for one in stores if one.base == read.base]
        if any(not never_meet_in(code, loop, one, read) for one in mine):
            continue
        place = text_of(read.node)
        same = [one.node for one in accesses if text_of(one.node) == place and not one.write]
        name = code.fresh(identifier_from(place))
        line = f"const {kind} {name} = {place};"
        edits = [replace(node, name) for node in {node.id: node for node in same}.values()]
        return code.edited(*around(code, anchor, [line], []), *edits)
    return None


def _anchor(loop: Loop) -> Node | None:
    """What a line in front of the loop comes before; None where its pragmas name all variables."""
    above = [text_of(one) for one in pragmas(loop.node)]
    hidden = any("default" in text and "none" in text for text in above)
    return None if hidden or (above and not in_block(loop.node)) else loop.node


def _runs(code: Code, loop: Loop) -> bool:
    """Whether there certainly is an iteration, so that nothing more is read than before."""
    low, high = limits(code, loop)
    if low is None or high is None:
        return False
    return at_least(high - low, 0, ranges_at(code, loop.node))


def element_kind(read: Access) -> str:
    """The type of the element; empty where it is not an element of an array of numbers."""
    place = place_of(read.node)
    found = lookup(text_of(place.root), place.root) if place is not None else None
    if found is None or place is None or read.node.type != "subscript_expression":
        return ""
    whole = len(place.steps) == len(found.shape.dims) and all(
        isinstance(step, Node) for step in place.steps
    )
    return found.shape.element if whole and found.shape.arithmetic else ""


def _stays(node: Node, loop: Loop) -> bool:
    """Whether nothing that the place is named by changes in the loop."""
    varying = changed_names(loop.body) | {loop.variable}
    for part in walk(node):
        if part.type in ("call_expression", "update_expression", "assignment_expression"):
            return False
        if part.type == "identifier":
            found = lookup(text_of(part), part)
            if text_of(part) in varying or found is None or inside(found.node, loop.node):
                return False
    return True


def _guarded(node: Node, loop: Loop) -> bool:
    """Whether a condition decides if the place is looked at."""
    for outer in ancestors(node):
        if outer == loop.node:
            return False
        logical = outer.type == "binary_expression" and any(
            child.type in ("&&", "||") for child in outer.children
        )
        if outer.type in CONDITIONAL or logical:
            return True
    return False
