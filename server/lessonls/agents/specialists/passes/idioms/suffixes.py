"""Totals of all that follows or precedes an element, from a table or a running value."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.kinds import element
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.steps import Loop, Set, blocks, plus, returns, stays
from lessonls.agents.specialists.analysis.terms import Term
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper

_NEUTRAL = {"+": "0", "*": "1"}
_EXTREME = {"max": "lowest", "min": "max"}


@dataclass(frozen=True)
class _Found:
    """For every number of `outer`, `inner` adds `value` to `target`: of all from `offset`
    behind it on, or (with `offset` None) of all before it.
    """

    outer: Loop
    inner: Loop
    target: Term
    op: str
    value: Term
    offset: int | None
    kind: str


def _run(code: Code) -> Code:
    for steps in blocks(steps_of(code)):
        for step in steps:
            for inner in step.body if isinstance(step, Loop) else ():
                found = _found(step, inner) if isinstance(step, Loop) else None
                if found is not None and (code.cpp or _fits_c(found)):
                    return _run(_rewritten(code, found))
    return code


SUFFIXES = Pass(
    "totals of the rest",
    "computing the totals of all that follow or precede an element for all elements at once",
    "because every total is one step away from that of the neighbour",
    _run,
)


def _found(outer: Loop, inner: object) -> _Found | None:
    match inner:
        case Loop(body=(Set(target, op, value),)) if (
            op in ("+", "*", "min", "max") and inner.simple
        ):
            pass
        case _:
            return None
    i = Term(outer.name)
    kind = _kind(target, inner)
    moving = value.replaced({inner.name: Term("0")})
    fixed = stays(moving, (outer,)) and outer.name not in value.names and not target.args
    whole = outer.first.number == 0 and outer.step == 1 and kind in NUMBERS
    if not value.pure or not fixed or not whole or inner.name not in value.names:
        return None
    offset = next((by for by in (0, 1) if inner.first.loose in (i, plus(i, by))), None)
    end = inner.end.loose
    covers = outer.end.loose in (end, plus(end, -1)) and stays(inner.end, (outer,))
    if offset is not None:
        offset = 0 if inner.first.loose == i else 1
        return _Found(outer, inner, target, op, value, offset, kind) if covers else None
    before = inner.first.number == 0 and outer.simple and end in (i, plus(i, 1))
    return (
        _Found(outer, inner, target, op, value, None, kind) if before and op in _EXTREME else None
    )


def _fits_c(found: _Found) -> bool:
    """Whether there is no need of `std::max`, and the table is freed whatever happens."""
    return found.op in _NEUTRAL and not returns(found.outer)


def _kind(target: Term, inner: Loop) -> str:
    """The type of the total, where that of the values is not wider."""
    step = inner.body[0]
    found = lookup(target.op, step.node) if target.is_name else None
    return found.shape.element if found is not None and not found.shape.dims else ""


def _neutral(found: _Found) -> str:
    bound = f"std::numeric_limits<{found.kind}>::{_EXTREME.get(found.op, '')}()"
    return _NEUTRAL.get(found.op, bound)


def _combined(found: _Found, one: str, other: str) -> str:
    text = f"std::{found.op}({one}, {other})"
    return text if found.op in _EXTREME else f"{one} {found.op} {other}"


def _rewritten(code: Code, found: _Found) -> Code:
    headers = ("algorithm", "limits") if found.op in _EXTREME else ()
    if found.offset is None:
        return with_helper(_running(code, found), headers)
    cpp = code.cpp
    indent, unit = indent_of(code.text, found.outer.node), indent_unit(code.text)
    table = code.fresh(f"{found.target}_from")
    end = bound_text(found.inner, found.outer)
    head = loop_at(found.inner.node)
    counter = (head.kind if head is not None else "") or (code.size_type)
    at = found.inner.name
    made = f"std::vector<{found.kind}> {table}({end} + 1, {_neutral(found)});"
    if not cpp:
        made = f"{found.kind} *{table} = malloc(({end} > 0 ? {end} + 1 : 1) * sizeof *{table});"
    start = [] if cpp else [f"{table}[{end} > 0 ? {end} : 0] = {_neutral(found)};"]
    sum_ = _combined(found, f"{table}[{at} + 1]", _argument(found, found.value))
    lines = [
        made,
        *start,
        f"for ({counter} {at} = {end}; {at}-- > 0;) {{",
        f"{unit}{table}[{at}] = {sum_};",
        "}",
    ]
    place = found.outer.node.start_byte
    index = plus(Term(found.outer.name), found.offset) if found.offset else found.outer.name
    total = _combined(found, str(found.target), f"{table}[{index}]")
    edits = [
        Edit(place, place, "".join(f"{line}\n{indent}" for line in lines)),
        replace(found.inner.node, f"{found.target} = {total};"),
    ]
    if not cpp:
        tail = found.outer.node.end_byte
        edits.append(Edit(tail, tail, f"\n{indent}free({table});"))
    return with_helper(code.edited(*edits), (*headers, "vector") if cpp else ("stdlib.h",))


def _argument(found: _Found, value: Term) -> str:
    """The value as the total's type, which `std::min` and `std::max` ask for."""
    same = element(value, found.inner.body[0].node) == found.kind
    text = str(value)
    cast = found.op in _EXTREME and not same
    return f"static_cast<{found.kind}>({text})" if cast else _closed(value)


def _closed(value: Term) -> str:
    return f"({value})" if value.op in ("+", "-", "?:") else str(value)


def _running(code: Code, found: _Found) -> Code:
    """All that precede: the best so far, kept outside the loop."""
    indent = indent_of(code.text, found.outer.node)
    inner_indent = indent_of(code.text, found.inner.node)
    name = code.fresh(f"{found.target}_so_far")
    i, place = Term(found.outer.name), found.outer.node.start_byte
    here = found.value.replaced({found.inner.name: i})
    total = f"{found.target} = {_combined(found, str(found.target), name)};"
    grown = f"{name} = {_combined(found, name, _argument(found, here))};"
    if found.inner.end.loose == i:
        before = found.value.replaced({found.inner.name: plus(i, -1)})
        grown = f"if ({i} > 0) {name} = {_combined(found, name, _argument(found, before))};"
    head = f"{found.kind} {name} = {_neutral(found)};\n{indent}"
    text = f"{grown}\n{inner_indent}{total}"
    return code.edited(Edit(place, place, head), replace(found.inner.node, text))
