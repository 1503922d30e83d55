"""Counting by conditions without branches: `if (a) n[0]++; else if (b) n[1]++;` as sums of truths.

Branches that depend on data are mispredicted; truths are added, and counters live in registers.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.counting import Counting
from lessonls.agents.specialists.analysis.loops import changed_names
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.term_types import field_kinds
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, inside, statements
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 8)


BRANCHLESS_COUNTING = Pass(
    "branch-free counting",
    "counting branch-free, by summing booleans",
    "because branches that depend on data are mispredicted, and sums are vectorized",
    _run,
    example=Example(
        """\
void f(const double *x, int n, int *low, int *high) {
    for (int i = 0; i < n; i++) if (x[i] < 0) (*low)++; else if (x[i] > 9) ++*high;
}
""",
        """\
void f(const double *x, int n, int *low, int *high) {
    int count0 = 0;
    int count1 = 0;
    for (int i = 0; i < n; i++) {
        const bool in0 = x[i] < 0;
        count0 += in0;
        count1 += !in0 & (x[i] > 9);
    }
    if (count0 != 0) *low += count0;
    if (count1 != 0) *high += count1;
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for node in code.nodes(*LOOPS):
        block = node.child_by_field_name("body")
        if block is None or has_pragma(node) or any(p.type in LOOPS for p in walk(block)):
            continue
        body = Counting(code, _variable(node))
        if not body.read(statements(block), ()) or not body.flags:
            continue
        counters = _counters(code, node, body)
        if counters is not None and in_block(_outermost(node)) and _pays(body, counters):
            return _edits(code, node, block, body, counters)
    return []


def _variable(loop: Node) -> str:
    update = loop.child_by_field_name("update")
    return text_of(update).strip("+-; ").split(" ")[0] if update is not None else ""


@dataclass(frozen=True)
class _Counter:
    """A counter of the loop's own for a place in memory; a local variable is its own counter."""

    place: str
    name: str
    kind: str
    local: bool
    guarded: bool


def _counters(code: Code, loop: Node, body: Counting) -> dict[str, _Counter] | None:
    """The counter of every place that is counted in; None where the loop reads one."""
    places = {" ".join(text_of(one.place).split()): one.place for one in body.tallies}
    roots = {_root(place) for place in places.values()}
    changed, found = changed_names(loop), dict[str, _Counter]()
    targets = [one.place for one in body.tallies]
    for part in walk(_outermost(loop)):
        own = any(inside(part, place.parent or place) for place in targets)
        if part.type == "identifier" and text_of(part) in roots and not own:
            return None
    for text, place in places.items():
        declared = lookup(_root(place), place)
        if declared is None or inside(declared.node, loop):
            return None
        local = place.type == "identifier" and not declared.shape.reference
        kind = _kind(code, place)
        inner = {text_of(p) for p in walk(place) if p.type == "identifier"} - {text}
        if kind not in INTEGERS or inner & changed or not is_plain(place):
            return None
        guarded = not local and _may_be_missing(place, declared)
        name = text if local else code.fresh(f"count{len(found)}")
        found[text] = _Counter(text, name, kind, local, guarded)
    return found


def _may_be_missing(place: Node, declared: Declaration) -> bool:
    """Whether there need not be such a place as long as nothing is counted in it."""
    pointed = any(part.type == "pointer_expression" for part in walk(place))
    element = place.type == "subscript_expression" and declared.shape.dims[:1] != ("array",)
    return element or pointed or "->" in text_of(place)


def _root(place: Node) -> str:
    inner = place
    while inner.type != "identifier" and inner.named_children:
        inner = inner.named_children[0]
    return text_of(inner)


def _kind(code: Code, place: Node) -> str:
    """The declared type of what is counted in; empty where it is not known."""
    if place.type == "field_expression":
        name = place.child_by_field_name("field")
        kinds = set(field_kinds(text_of(name), code.context)) if name is not None else set[str]()
        return kinds.pop() if len(kinds) == 1 else ""
    depth, inner = 0, place
    while inner.type in ("subscript_expression", "pointer_expression", "parenthesized_expression"):
        depth += inner.type != "parenthesized_expression"
        inner = inner.named_children[0]
    found = lookup(text_of(inner), inner)
    whole = found is not None and len(found.shape.dims) == depth
    return found.shape.element if found is not None and whole else ""


def _pays(body: Counting, counters: dict[str, _Counter]) -> bool:
    """Integers that are compared and counted in locals are vectorized as they are."""
    if any(not one.local for one in counters.values()):
        return True
    for condition in body.conditions.values():
        for part in walk(condition):
            if part.type == "identifier":
                found = lookup(text_of(part), part)
                if found is not None and found.shape.element in FLOATS:
                    return len(body.flags) > 1
            if part.type == "field_expression":
                return len(body.flags) > 1
    return False


def _edits(
    code: Code, loop: Node, block: Node, body: Counting, counters: dict[str, _Counter]
) -> list[Edit]:
    around = _outermost(loop)
    indent, inner = (
        indent_of(code.text, around),
        indent_of(code.text, loop) + indent_unit(code.text),
    )
    uses = [guard for one in body.tallies for guard in one.guards]
    uses += [part for text in body.flags.values() for part in text.split(" & ") if "in" in part]
    truth = "bool" if code.cpp else "int"
    inlined = {n: t for n, t in body.flags.items() if uses.count(n) == 1 and f"!{n}" not in uses
               and not any(n in text.split() for text in body.flags.values())}  # fmt: skip
    lines = [*body.kept]
    lines += [f"const {truth} {n} = {_bare(t)};" for n, t in body.flags.items() if n not in inlined]
    for one in body.tallies:
        name = counters[" ".join(text_of(one.place).split())].name
        truths = " & ".join(inlined.get(guard, guard) for guard in one.guards)
        alone = "&" not in truths
        value = (
            one.amount if not truths else truths if alone or one.amount == "1" else f"({truths})"
        )
        times = f" * {one.amount}" if truths and one.amount != "1" else ""
        lines.append(f"{name} {one.sign}= {_bare(value) if not times else value}{times};")
    text = (
        "{\n"
        + "".join(f"{inner}{line}\n" for line in lines)
        + inner.removesuffix(indent_unit(code.text))
        + "}"
    )
    own = [one for one in counters.values() if not one.local]
    before = "".join(f"{one.kind} {one.name} = 0;\n{indent}" for one in own)
    after = "".join(f"\n{indent}{_written_back(one)}" for one in own)
    start, end = around.start_byte, around.end_byte
    return [Edit(start, start, before), replace(block, text), Edit(end, end, after)]


def _written_back(one: _Counter) -> str:
    place = _bare(one.place) if one.place.startswith("(") else one.place
    adding = f"{place} += {one.name};"
    return f"if ({one.name} != 0) {adding}" if one.guarded else adding


def _bare(text: str) -> str:
    """Without the brackets around all of it."""
    depth = 0
    for place, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0 and place < len(text) - 1:
            return text
    return text[1:-1]


def _outermost(loop: Node) -> Node:
    """The loop, or the outermost loop around it that does nothing else."""
    above = loop.parent
    block = above.parent if above is not None and above.type == "compound_statement" else above
    if block is None or block.type not in LOOPS or above is None:
        return loop
    alone = above == block or len(statements(above)) == 1
    return _outermost(block) if alone else loop
