"""Members and globals that a loop only reads, loaded once in front of it.

A store of a byte may change anything, so that the compiler loads `image->data` and `image->width`
again after each: the rewrite takes it that the loop does not write into the struct. Where an
element is named through the member, it has to be a pointer or an array.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import bits
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.members import (
    is_indexed,
    is_there,
    last_member,
    member_reads,
    stays,
    stored_elements,
    unconditional,
    written_members,
)
from lessonls.agents.specialists.analysis.named_types import field_type
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.tree import (
    mentions,
)
from lessonls.agents.specialists.rewriting.views import squeezed
from lessonls.core.reading.syntax import text_of

MEMBER_LOADS = Pass(
    "member loads",
    "loading members once in front of the loops that only read them",
    "because the compiler loads them again after every store that might change them",
    lambda code: loop_by_loop(code, loops_in, _hoisted, 24),
    answers=("possible alias", "data ref analysis", "number of iterations"),
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(const Limits *limits, unsigned char *x, int n) {
    x[0] = limits->low;
    for (int i = 1; i < n; i++) {
        x[i] = x[i] - limits->low;
    }
}
""",
        """\
void f(const Limits *limits, unsigned char *x, int n) {
    x[0] = limits->low;
    const int limits_low = limits->low;
    for (int i = 1; i < n; i++) {
        x[i] = x[i] - limits_low;
    }
}
""",
        context="""\
struct Limits {
    int low, high;
};
""",
    ),
)


def _hoisted(code: Code, loop: Loop) -> Code | None:
    """The loop with local variables for the members that stay."""
    jumps = code.nodes("goto_statement", "switch_statement")
    if jumps or has_pragma(loop.node) or not _stores_bytes(loop):
        return None
    found: dict[str, list[Node]] = {}
    for node in member_reads(code, loop):
        found.setdefault(squeezed(node), []).append(node)
    if not found or _calls(code, loop):
        return None
    written = written_members(loop.node)
    kept = {path: nodes for path, nodes in found.items()
            if len({is_indexed(node) for node in nodes}) == 1
            and last_member(path) not in written and stays(code, loop, nodes[0])}  # fmt: skip
    sure = {path: nodes for path, nodes in kept.items() if is_there(code, loop, nodes[0])}
    left = [nodes for path, nodes in kept.items() if path not in sure]
    guard = _guard(loop, left) if left and in_block(loop.node) else ""
    edits: list[Edit] = []
    lines: list[str] = []
    for path, nodes in (kept if guard else sure).items():
        name = code.fresh(_name(path))
        edits += [replace(node, name) for node in nodes]
        lines.append(f"{_type(code, last_member(path), is_indexed(nodes[0]))} {name} = {path};")
    if not edits:
        return None
    more = _guarded(code, loop, guard, lines) if guard else around(code, loop.node, lines, [])
    return code.edited(*edits, *more)


def _guard(loop: Loop, reads: list[list[Node]]) -> str:
    """What makes sure that the body of a nest is executed, and all reads with it; empty where they
    may be left out even then.
    """
    nest = [loop]
    while (inner := loop_at(nest[-1].only_loop) if nest[-1].only_loop else None) is not None:
        nest.append(inner)
    counted = {one.variable for one in nest}
    heads = [part for one in nest for part in (one.first, one.bound)]
    plain = all(one.step == 1 and one.relation == "<" for one in nest)
    if not plain or any(mentions(part, counted) or not is_plain(part) for part in heads):
        return ""
    if not all(any(unconditional(node, nest[-1]) for node in nodes) for nodes in reads):
        return ""
    return " && ".join(f"{text_of(one.first)} < {text_of(one.bound)}" for one in nest)


def _guarded(code: Code, loop: Loop, guard: str, lines: list[str]) -> list[Edit]:
    """Puts the loop and the lines in front of it into a branch."""
    outer, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    start, end = loop.node.start_byte, loop.node.end_byte
    head = "".join(f"\n{outer}{unit}{line}" for line in lines)
    data = (loop.node.text or b"").split(b"\n")
    breaks = [start + len(b"\n".join(data[:at])) + 1 for at in range(1, len(data))]
    return [
        Edit(start, start, f"if ({guard}) {{{head}\n{outer}{unit}"),
        *(Edit(place, place, unit) for place in breaks),
        Edit(end, end, f"\n{outer}}}"),
    ]


def _type(code: Code, member: str, indexed: bool) -> str:
    """The type of the variable: that of the field where it is known."""
    kind = field_type(code, member)
    if kind and kind.endswith("*") == indexed:
        return f"{kind}const" if indexed else f"const {kind}"
    word = "auto" if code.cpp else "__auto_type"
    return f"{word} *const" if code.cpp and indexed else f"const {word}"


def _calls(code: Code, loop: Loop) -> bool:
    """Whether the loop does what is not known."""
    return any(one.startswith(("calls", "contains")) for one in effects_of(code, loop.node).opaque)


def _name(path: str) -> str:
    """`image->data` as a name of its own."""
    name = re.sub(r"\W+", "_", path.removeprefix("this->")).rstrip("_")
    return name if name != path else f"{name}_now"


def _stores_bytes(loop: Loop) -> bool:
    """Whether it stores elements that may be parts of a struct, as far as their type tells."""
    return any(one is None or bits(one.shape.element) in (0, 8) for one in stored_elements(loop))
