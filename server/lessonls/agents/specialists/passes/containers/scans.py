"""Running sums and extremes: without a chain from each element to the next.

`s += x[i]; total += s;` becomes `total += x[i] * (n - i);`, and `s += x[i]; y[i] = s;` is done for
four elements at a time, each from its own block's beginning.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop, innermost
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import drop_line, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.templates import filled
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language

_ADDED = re.compile(r"(\w+) ?\+= ?(.*);|(\w+) ?= ?\3 ?\+ ?(.*);", re.DOTALL)
_EXTREME = re.compile(r"if \((.+) ([<>]) (\w+)\) ?\{?\s*\3 = \1;\s*\}?")
_STORED = re.compile(r"(.*\]) = (\w+);")
_ELEMENT = re.compile(r"(\w+)\[(.+)\]")


@dataclass(frozen=True)
class _Running:
    """A running value: its declaration, the operator, and the text of what it takes in."""

    declared: Declaration
    operator: str
    value: str


def _running(statement: Node) -> _Running | None:
    text = text_of(statement)
    if (added := _ADDED.fullmatch(text)) is not None:
        name, operator, value = added[1] or added[3], "+", added[2] or added[4]
    elif (extreme := _EXTREME.fullmatch(text)) is not None:
        name, operator, value = extreme[3], extreme[2], extreme[1]
    elif (called := re.fullmatch(r"(\w+) = std::(min|max)\(\1, (.*)\);", text)) is not None:
        name, operator, value = called[1], "<" if called[2] == "min" else ">", called[3]
    else:
        return None
    found = lookup(name, statement)
    plain = found is not None and found.shape.arithmetic and not found.shape.dims
    return _Running(found, operator, value) if found is not None and plain else None


def _candidate(loop: Loop, anywhere: bool = False) -> tuple[_Running, Node] | None:
    """The running value of a loop over all elements, or from a name on, and the other statement."""
    if len(loop.statements) != 2 or not in_block(loop.node) or has_pragma(loop.node):
        return None
    begins = text_of(loop.first) == "0" or (anywhere and loop.first.type == "identifier")
    counts = begins and loop.step == 1 and loop.relation == "<"
    found = _running(loop.statements[0]) if counts and loop.declared else None
    if found is None or found.declared.parameter or inside(found.declared.node, loop.node):
        return None
    return found, loop.statements[1]


def _weighted(code: Code, loop: Loop) -> Code | None:
    """The sum of running sums: every element counts as often as sums follow it."""
    found = _candidate(loop)
    if found is None:
        return None
    running, second = found
    name = running.declared.name
    total = _running(second)
    if running.operator != "+" or total is None or total.operator != "+" or total.value != name:
        return None
    start = running.declared.init
    zero = start is not None and re.fullmatch(r"0(\.0*f?)?", text_of(start))
    alone = len(running.declared.node.children_by_field_name("declarator")) == 1
    if not running.declared.shape.floating or not zero or not alone or len(code.uses(name)) != 3:
        return None
    bound, kind = text_of(loop.bound), running.declared.shape.element
    left = bound if loop.bound.type in ("identifier", "call_expression") else f"({bound})"
    value = running.value if _ELEMENT.fullmatch(running.value) else f"({running.value})"
    weight = f"static_cast<{kind}>({left} - {loop.variable})"
    if not code.cpp:
        weight = f"({kind})({left} - {loop.variable})"
    return code.edited(
        drop_line(code.text, running.declared.node),
        drop_line(code.text, loop.statements[0]),
        replace(second, f"{total.declared.name} += {value} * {weight};"),
    )


WEIGHTED_SUMS = Pass(
    "weighted sums for sums of running sums",
    "adding up running sums as one sum with weights",
    "because no element has to wait for the one before",
    lambda code: loop_by_loop(code, innermost, _weighted, 8),
    example=Example(
        """\
double f(const std::vector<double> &x) {
    double running = 0.0, total = 0;
    double part = 0.0;
    for (size_t i = 0; i < x.size(); i++) {
        part += x[i];
        total += part;
    }
    return total;
}
""",
        """\
double f(const std::vector<double> &x) {
    double running = 0.0, total = 0;
    for (size_t i = 0; i < x.size(); i++) {
        total += x[i] * static_cast<double>(x.size() - i);
    }
    return total;
}
""",
    ),
)


_SCAN = """
/* $what of all values up to each one; those inside a block of four do not wait
   for the blocks before. */
static $kind $name(const $kind *values, $count count, $kind *results, $kind running)
{
    $start
    $count i = 0;
    for (; i + 4 <= count; i += 4) {
        const $kind a = $first;
        const $kind b = $ab;
        const $kind c = $bc;
        const $kind d = $cd;
        results[i] = $ra;
        results[i + 1] = $rb;
        results[i + 2] = $rc;
        running = $rd;
        results[i + 3] = running;
    }
    for (; i < count; i++) {
        running = $rest;
        results[i] = running;
    }
    return running;
}
"""
_NAMES = {"+": "running_sums", "<": "running_minimums", ">": "running_maximums"}


def _blocked(code: Code, loop: Loop) -> Code | None:
    found = _candidate(loop, anywhere=True)
    stored = _STORED.fullmatch(text_of(found[1])) if found else None
    if found is None or stored is None or not found[0].declared.shape.floating:
        return None  # integers are added in one cycle
    running = found[0]
    kind, name = running.declared.shape.element, running.declared.name
    source, target = _place(running.value, loop), _place(stored[1], loop)
    if stored[2] != name or source is None or target is None or target[1]:
        return None
    arrays = [_data(array, kind, loop.node) for array in (source[0], target[0])]
    if None in arrays:
        return None
    helper = free_name(code, _NAMES[running.operator])
    count, first = text_of(loop.bound), text_of(loop.first)
    if first != "0":
        if source[1]:
            return None
        arrays = [f"{array} + {first}" for array in arrays]
        count = f"{count} > {first} ? {count} - {first} : 0"
    call = f"{helper}({arrays[0]}, {count}, {arrays[1]}, {name});"
    later = [use for use in code.uses(name) if use.start_byte > loop.node.end_byte]
    text = f"{name} = {call}" if later else call
    above = _helper(code, running, loop.kind, helper, source[1])
    return with_helper(code.edited(replace(loop.node, text)), (), above + "\n")


def _place(text: str, loop: Loop) -> tuple[str, bool] | None:
    """The array of which `text` is the element of this iteration, and whether from its end."""
    match = _ELEMENT.fullmatch(text)
    if match is None:
        return None
    bound, counter = text_of(loop.bound), loop.variable
    if match[2] in (f"{bound} - 1 - {counter}", f"{bound} - {counter} - 1"):
        return match[1], True
    return (match[1], False) if match[2] == counter else None


def _data(name: str, kind: str, place: Node) -> str | None:
    found = lookup(name, place)
    if found is None or found.shape.element != kind or len(found.shape.dims) != 1:
        return None
    contained = "vector" in found.shape.dims or "array<" in text_of(found.node)
    return f"{name}.data()" if contained else name


def _helper(code: Code, running: _Running, count: str, name: str, backward: bool) -> str:
    def step(one: str, other: str) -> str:
        if running.operator == "+":
            return f"{one} + {other}"
        return f"{other} {running.operator} {one} ? {other} : {one}"

    def value(offset: int) -> str:
        if backward:
            return f"values[count - {1 + offset} - i]"
        return f"values[i + {offset}]" if offset else "values[i]"

    kind, summed = running.declared.shape.element, running.operator == "+"
    words = {"+": "The sums", "<": "The minimums", ">": "The maximums"}
    return filled(
        _SCAN,
        indent_unit(code.text),
        what=words[running.operator],
        kind=kind,
        name=name,
        count=count,
        start="" if summed else f"const {kind} start = running;",
        first=value(0) if summed else step("start", value(0)),
        ab=step("a", value(1)),
        bc=step("b", value(2)),
        cd=step("c", value(3)),
        rest=step("running", value(0)),
        **{f"r{one}": step("running", one) for one in "abcd"},
    )


BLOCKED_SCANS = Pass(
    "scans in blocks",
    "computing running sums and extremes in blocks of four",
    "because the chain from one element to the next is four times as short",
    lambda code: loop_by_loop(code, innermost, _blocked, 4),
    example=Example(
        """\
void f(const float *in, int n, float *out) {
    float low = 9;
    for (int i = 0; i < n; i++) {
        if (in[i] < low) low = in[i];
        out[i] = low;
    }
    out[0] = low;
}
""",
        """\
void f(const float *in, int n, float *out) {
    float low = 9;
    low = running_minimums(in, n, out, low);
    out[0] = low;
}
""",
        Language.C,
    ),
)
