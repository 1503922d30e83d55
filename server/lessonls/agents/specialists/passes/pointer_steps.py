"""Pointers that move along with a counted loop, as subscripts of where they began.

`for (i = 0; i < n; i++) sum += *p++;` becomes `sum += p[i]`, so that the other rewrites see which
element each iteration takes. LLVM calls this rewriting induction variables (`indvars`).
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, bits, is_unsigned
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, innermost
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, replace
from lessonls.agents.specialists.rewriting.tree import (
    JUMPS,
    LOOPS,
    ancestors,
    changed_by,
    inside,
    named,
)
from lessonls.agents.specialists.rewriting.views import Assign, If, Member, Subscript
from lessonls.core.reading.syntax import text_of, walk

_CERTAIN = ("expression_statement", "declaration", "init_declarator", "assignment_expression",
            "binary_expression", "pointer_expression", "parenthesized_expression",
            "cast_expression", "subscript_expression")  # fmt: skip


@dataclass(frozen=True)
class _Step:
    """Moves the pointer on by `by` elements; `place` is the `*p++` that it is part of, if any."""

    node: Node
    by: str
    place: Node | None


POINTER_STEPS = Pass(
    "subscripts for moving pointers",
    "addressing elements by the loop's counter instead of moving pointers",
    "because the compiler and other rewrites see which element each iteration takes",
    lambda code: loop_by_loop(code, innermost, _subscripted, 16),
    supporting=True,
    example=Example(
        """\
void f(int n, const float *in, float *out) {
    for (int i = 0; i < n; i++) {
        *out++ = 2 * *in++;
    }
}
""",
        """\
void f(int n, const float *in, float *out) {
    for (int i = 0; i < n; i++) {
        out[i] = 2 * in[i];
    }
}
""",
    ),
)


def _subscripted(code: Code, loop: Loop) -> Code | None:
    """The loop after the first of its moving pointers has come to rest."""
    if not loop.from_zero or has_pragma(loop.node):
        return None
    if any(
        part.type in (*JUMPS, "switch_statement", "lambda_expression") for part in walk(loop.body)
    ):
        return None
    for name in sorted(_moved(loop)):
        edits = _edits(code, loop, name)
        if edits:
            return code.edited(*edits)
    return None


def _moved(loop: Loop) -> set[str]:
    """The pointers from outside that the loop moves."""
    found = ((name, lookup(name, loop.body)) for name in changed_names(loop.body))
    return {name for name, one in found if one is not None and _is_local_pointer(one, loop)}


def _is_local_pointer(found: Declaration, loop: Loop) -> bool:
    shape, block = found.shape, found.node.parent
    local = found.parameter or (block is not None and block.type == "compound_statement")
    plain = shape.dims == ("pointer",) and not shape.reference and shape.element != "void"
    return local and plain and not inside(found.node, loop.node)


def _edits(code: Code, loop: Loop, name: str) -> list[Edit]:
    uses = named(loop.body, name)
    steps = [step for use in uses if (step := _step(use)) is not None]
    sizes = [one.by for one in steps]
    known = all(size.isdigit() or (_is_fixed(size, loop) and len(sizes) == 1) for size in sizes)
    changes = [one for one in walk(loop.body) if _changes(one, name)]
    if not known or len(changes) != len(steps) or not all(_certain(s, loop) for s in steps):
        return []
    stride = sizes[0] if len(sizes) == 1 else str(sum(map(int, sizes)))
    edits = _widened(loop) if stride != "1" else []
    if edits is None:
        return []
    for use in uses:
        before = [one for one in steps if one.node.start_byte < use.start_byte]
        own = next((one for one in steps if inside(use, one.node)), None)
        shared = [one for one in steps if one.place and _statement(one.node) == _statement(use)]
        if len(shared) > 1 or (shared and shared[0] is not own):
            return []
        passed = [one.by for one in before if one is not own]
        if any(not size.isdigit() for size in passed):
            return []
        edit = _rewritten(
            code, use, own, _Index(name, loop.variable, stride, sum(map(int, passed)))
        )
        if edit is None:
            return []
        edits.append(edit)
    after = _afterwards(code, loop, name, stride)
    return [*edits, *after] if after is not None else []


def _step(use: Node) -> _Step | None:
    """What moves the pointer, where this use of it does: `p++`, `p += 3`, `*p++`."""
    found = Assign.of(use.parent)
    if found is None or found.node != use.parent or found.target != use or found.operator != "+=":
        return None
    outer = found.node.parent
    alone = outer is not None and outer.type == "expression_statement"
    if found.value is not None:
        return _Step(found.node, text_of(found.value), None) if alone else None
    read = outer is not None and outer.type == "pointer_expression"
    postfix = text_of(found.node).endswith("++")
    return _Step(found.node, "1", outer if read else None) if alone or (read and postfix) else None


def _changes(node: Node, name: str) -> bool:
    target = changed_by(node)
    taken = node.type == "pointer_expression" and text_of(node) == f"&{name}"
    return taken or (target is not None and text_of(target) == name)


def _certain(step: _Step, loop: Loop) -> bool:
    """Whether every iteration makes the step, once."""
    for outer in ancestors(step.node):
        if outer == loop.body:
            return True
        if outer.type not in _CERTAIN or any(one.type in ("&&", "||") for one in outer.children):
            return outer == loop.node
    return False


def _is_fixed(name: str, loop: Loop) -> bool:
    """Whether it is an integer variable that the loop leaves alone."""
    found = lookup(name, loop.node) if name.isidentifier() else None
    changed = changed_names(loop.body) | {loop.variable}
    plain = found is not None and not found.shape.dims and not found.shape.reference
    return plain and found is not None and found.shape.element in INTEGERS and name not in changed


def _widened(loop: Loop) -> list[Edit] | None:
    """The counter as a number of 64 bits, so that its products with a stride do not overflow."""
    start = loop.node.child_by_field_name("initializer")
    kind = start.child_by_field_name("type") if start is not None else None
    if kind is None or bits(loop.kind) == 64:
        return [] if kind is not None else None
    used = any(text_of(one) == loop.variable for one in walk(loop.body))
    return [replace(kind, "long")] if loop.kind == "int" and not used else None


@dataclass(frozen=True)
class _Index:
    """Where the pointer is: `stride` times the counter and `more` behind its beginning."""

    name: str
    counter: str
    stride: str
    more: int

    def element(self, further: str = "") -> str:
        first = self.counter if self.stride == "1" else f"{self.stride} * {self.counter}"
        parts = [first, *([str(self.more)] if self.more else []), *([further] if further else [])]
        return f"{self.name}[{' + '.join(parts)}]"


def _rewritten(code: Code, use: Node, own: _Step | None, index: _Index) -> Edit | None:
    """The use as an element; None where the pointer is used in another way."""
    if own is not None:
        statement = own.node.parent
        if own.place is not None:
            return replace(own.place, index.element())
        return drop_line(code.text, statement) if statement is not None else None
    node = use.parent
    if node is not None and node.type == "argument_list":
        return replace(use, f"&{index.element()}")
    if node is None or node.child_by_field_name("argument") != use:
        return None
    if node.type == "pointer_expression" and text_of(node).startswith("*"):
        return replace(node, index.element())
    found, member = Subscript.of(node), Member.of(node)
    if found is not None:
        text = text_of(found.index)
        simple = found.index.type in ("identifier", "number_literal")
        return replace(node, index.element("" if text == "0" else text)) if simple else None
    arrow = member is not None and member.arrow
    return replace(node, f"{index.element()}.{member.name}") if arrow and member else None


def _statement(node: Node) -> Node | None:
    return next((one for one in ancestors(node) if one.type in _CERTAIN[:2]), None)


def _afterwards(code: Code, loop: Loop, name: str, stride: str) -> list[Edit] | None:
    """Moves the pointer on behind the loop where it is used again; None where that is unclear."""
    found = lookup(name, loop.node)
    again = [one for one in ancestors(loop.node) if one.type in LOOPS]
    again = [one for one in again if found is None or not inside(found.node, one)]
    end = min([loop.node.end_byte, *(one.start_byte for one in again)])
    uses = [one for one in code.uses(name) if not _in_other_branch(loop.node, one)]
    if not any(one.start_byte >= end and not inside(one, loop.node) for one in uses) and not again:
        return []
    if loop.bound.type != "identifier" or not in_block(loop.node):
        return None
    bound, signed = text_of(loop.bound), not is_unsigned(loop.kind)
    count = f"({bound} > 0 ? {bound} : 0)" if signed else bound
    return around(code, loop.node, [], [f"{name} += {_scaled(count, stride)};"])


def _in_other_branch(loop: Node, use: Node) -> bool:
    """Whether it is reached only where the loop is not: behind the `else` of an `if` around it."""
    branches = (If.of(one) for one in ancestors(loop))
    return any(
        one is not None and one.alternative is not None
        and inside(use, one.alternative) and inside(loop, one.consequence)
        for one in branches
    )  # fmt: skip


def _scaled(count: str, stride: str) -> str:
    return count if stride == "1" else f"(long){count} * {stride}"
