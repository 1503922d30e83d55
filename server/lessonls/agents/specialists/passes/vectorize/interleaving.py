"""Sums in vector registers, and sums in loops that do not count, in several registers.

An addition takes four cycles, and each one to the same sum waits for the one before. LLVM calls it
interleaving where several iterations add to sums of their own. The iterations stay in order, each
behind its own test of the loop's condition.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.named_types import number_type
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, SKIPS, inside, named, statements
from lessonls.agents.specialists.rewriting.views import Assign, Call, condition_of
from lessonls.core.reading.syntax import text_of, walk

_SUMS = 4
_NOT_COPIED = ("lambda_expression", "preproc_call", "storage_class_specifier", "labeled_statement")
_MOST = 24
"""Statements of a body that is copied."""
_VECTOR = re.compile(r"(_mm\d*)_(add|f(?:n)?madd)_(p[sd])")


@dataclass(frozen=True)
class _Loop:
    """A loop of any kind without another one in it."""

    node: Node
    condition: Node
    update: Node | None
    body: Node


@dataclass(frozen=True)
class _Sum:
    """A local variable that a loop uses for nothing but adding to it."""

    name: str
    kind: str
    updates: list[Node]
    zero: str
    added: str

    def total(self, names: list[str]) -> str:
        """The sum of all of them; of vectors, in pairs."""
        if len(names) == 1 or not self.added:
            return " + ".join(names)
        half = len(names) // 2
        return self.added.format(self.total(names[:half]), self.total(names[half:]))


INTERLEAVING = Pass(
    "interleaving",
    "adding to several sums in turn",
    "because an addition then does not wait for the one before",
    lambda code: loop_by_loop(code, _loops, _interleaved, 8),
    example=Example(
        """\
float f(const float *x, int n) {
    float sum = 0;
    while (n-- > 0) {
        sum += *x++;
    }
    return sum;
}
""",
        """\
float f(const float *x, int n) {
    float sum = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    while (n-- > 0) {
        sum += *x++;
        if (!(n-- > 0)) break;
        sum1 += *x++;
        if (!(n-- > 0)) break;
        sum2 += *x++;
        if (!(n-- > 0)) break;
        sum3 += *x++;
    }
    sum = sum + sum1 + sum2 + sum3;
    return sum;
}
""",
    ),
)


def _loops(root: Node) -> Iterator[_Loop]:
    for node in walk(root):
        body = node.child_by_field_name("body")
        if node.type not in ("while_statement", "for_statement") or body is None:
            continue
        test = node.child_by_field_name("condition")
        test = condition_of(node) if node.type == "while_statement" else test
        kinds = {part.type for part in walk(body)}
        if test is not None and not kinds & {*LOOPS, *SKIPS, *_NOT_COPIED}:
            yield _Loop(node, test, node.child_by_field_name("update"), body)


def _interleaved(code: Code, loop: _Loop) -> Code | None:
    listed = statements(loop.body)
    if has_pragma(loop.node) or len(listed) > _MOST:
        return None
    sums = list(_sums(code, loop))
    most = max((len(one.updates) for one in sums), default=0)
    copies = max(1, _SUMS // most) if most else 0
    if not sums or len(sums) >= _SUMS or copies * most < 2:
        return None
    names = {one.name: _names(code, one, copies) for one in sums}
    before = [f"{one.kind} {name} = {one.zero};" for one in sums for name in names[one.name][1:]]
    after = [f"{one.name} = {one.total(names[one.name])};" for one in sums]
    whole = _body(code, loop, sums, names, copies)
    return code.edited(replace(loop.body, whole), *around(code, loop.node, before, after))


def _names(code: Code, one: _Sum, copies: int) -> list[str]:
    count = copies * len(one.updates)
    return [one.name, *(code.fresh(f"{one.name}{at}") for at in range(1, count))]


def _sums(code: Code, loop: _Loop) -> Iterator[_Sum]:
    """What the loop adds up in registers of its own: of numbers, where it does not count."""
    found: dict[str, list[tuple[Node, str]]] = {}
    for node in walk(loop.body):
        update = Assign.of(node) if node.type == "expression_statement" else None
        if update is not None and update.target.type == "identifier":
            prefix = _added(update)
            found.setdefault(text_of(update.target), []).append((node, prefix))
    counted = loop_at(loop.node) is not None
    for name, updates in found.items():
        declared = lookup(name, loop.node)
        kinds = {prefix for _, prefix in updates}
        prefix = kinds.pop() if len(kinds) == 1 else ""
        uses = sum(len(named(node, name)) for node, _ in updates)
        if declared is None or declared.shape.dims or declared.shape.reference or not prefix:
            continue
        if len(named(loop.node, name)) != uses or any(
            not _once(n, name, prefix) for n, _ in updates
        ):
            continue
        nodes = [node for node, _ in updates]
        if prefix != "+":
            start, _, kind = prefix.partition(" ")
            zero, added = f"{start}_setzero_{kind}()", f"{start}_add_{kind}({{}}, {{}})"
            yield _Sum(name, declared.shape.element, nodes, zero, added)
        elif (
            number_type(code, declared.shape.element) in FLOATS
            and not counted
            and not inside(declared.node, loop.node)
        ):
            yield _Sum(name, declared.shape.element, nodes, "0", "")


def _added(update: Assign) -> str:
    """How it adds: `+`, or the beginning and the end of a vector addition's name."""
    if update.operator in ("+=", "-=") and update.value is not None:
        return "+"
    call = Call.of(update.value) if update.operator == "=" else None
    match = _VECTOR.fullmatch(call.name) if call is not None else None
    if call is None or match is None:
        return ""
    name = text_of(update.target)
    places = [at for at, text in enumerate(call.texts) if text == name]
    allowed = [0], [1]
    fits = places == [2] if "madd" in match[2] else places in allowed
    return f"{match[1]} {match[3]}" if fits else ""


def _once(node: Node, name: str, prefix: str) -> bool:
    return len(named(node, name)) == (1 if prefix == "+" else 2)


def _body(
    code: Code, loop: _Loop, sums: list[_Sum], names: dict[str, list[str]], copies: int
) -> str:
    """The body so many times, each behind the test whether there is another iteration."""
    outer, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    inner = f"\n{outer}{unit}"
    local = any(one.type == "declaration" for one in statements(loop.body))
    parts: list[str] = []
    for copy in range(copies):
        if copy:
            step = [f"{text_of(loop.update)};"] if loop.update is not None else []
            parts += [*step, f"if (!({text_of(loop.condition)})) break;"]
        text = _copied(code, loop, sums, names, copy)
        block = text.replace("\n", f"\n{unit}")
        parts.append(f"{{{inner}{unit}{block}{inner}}}" if local and copies > 1 else text)
    return f"{{{inner}{inner.join(parts)}\n{outer}}}"


def _copied(
    code: Code, loop: _Loop, sums: list[_Sum], names: dict[str, list[str]], copy: int
) -> str:
    """The statements of the body, adding to the sums of this copy."""
    edits: list[Edit] = []
    for one in sums:
        for at, update in enumerate(one.updates):
            own = names[one.name][copy * len(one.updates) + at]
            edits += [replace(node, own) for node in named(update, one.name)]
    listed = statements(loop.body)
    text, start = code.edited(*edits).text, listed[0].start_byte
    before = sum(len(e.text.encode()) - (e.end - e.start) for e in edits if e.start < start)
    grown = sum(len(e.text.encode()) - (e.end - e.start) for e in edits)
    data = text.encode("utf-8", "surrogatepass")
    return data[start + before : listed[-1].end_byte + grown].decode("utf-8", "surrogatepass")
