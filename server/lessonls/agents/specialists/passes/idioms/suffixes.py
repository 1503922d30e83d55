"""Totals of all that follows or precedes an element, from a table or a running value."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.loop_ir import Loop, Set, plus, returns, stays
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.term_types import element
from lessonls.agents.specialists.analysis.terms import ZERO, Binary, Choice, Name, Term
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.templates import lines_of, placed
from lessonls.core.target import Language

_NEUTRAL = {"+": "0", "*": "1"}
_EXTREME = {"max": "lowest", "min": "max"}
_TABLE = """\
$made
$start
for ($counter $at = $end; $at-- > 0;) {
    $table[$at] = $sum;
}"""


@dataclass(frozen=True)
class _Found:
    """For every number of `outer`, `inner` adds `value` to `target`: of all from `offset`
    behind it on, or (with `offset` None) of all before it.
    """

    outer: Loop
    inner: Loop
    target: str
    op: str
    value: Term
    offset: int | None
    kind: str

    def combined(self, one: str, other: str) -> str:
        text = f"std::{self.op}({one}, {other})"
        return text if self.op in _EXTREME else f"{one} {self.op} {other}"

    @property
    def neutral(self) -> str:
        bound = f"std::numeric_limits<{self.kind}>::{_EXTREME.get(self.op, '')}()"
        return _NEUTRAL.get(self.op, bound)

    def argument(self, value: Term) -> str:
        """The value as the total's type, which `std::min` and `std::max` ask for."""
        same = element(value, self.inner.body[0].node) == self.kind
        if self.op in _EXTREME and not same:
            return f"static_cast<{self.kind}>({value})"
        several = isinstance(value, Choice) or (
            isinstance(value, Binary) and value.sign in ("+", "-")
        )
        return f"({value})" if several else str(value)


def _run(code: Code) -> Code:
    for outer in loops_of(code):
        for inner in outer.body:
            found = _found(outer, inner) if isinstance(inner, Loop) else None
            if found is not None and (code.cpp or _fits_c(found)):
                made = _running(code, found) if found.offset is None else _tabled(code, found)
                return _run(made)
    return code


SUFFIXES = Pass(
    "totals of the rest",
    "computing the totals of all that follow or precede an element for all elements at once",
    "because every total is one step away from that of the neighbour",
    _run,
    example=Example(
        """\
void f(int n, const double *x, double *y) {
    for (int i = 0; i < n; i++) {
        double rest = 0;
        for (int j = i + 1; j < n; j++) rest += x[j];
        y[i] = rest;
    }
}
""",
        """\
void f(int n, const double *x, double *y) {
    double *rest_from = malloc((n > 0 ? n + 1 : 1) * sizeof *rest_from);
    rest_from[n > 0 ? n : 0] = 0;
    for (int j = n; j-- > 0;) {
        rest_from[j] = rest_from[j + 1] + x[j];
    }
    for (int i = 0; i < n; i++) {
        double rest = 0;
        rest = rest + rest_from[i + 1];
        y[i] = rest;
    }
    free(rest_from);
}
""",
        Language.C,
    ),
)


def _found(outer: Loop, inner: Loop) -> _Found | None:
    match inner.body:
        case (Set(Name(target), ("+" | "*" | "min" | "max") as op, value, node),) if inner.simple:
            pass
        case _:
            return None
    i, end = Name(outer.name), inner.end.loose
    declared = lookup(target, node)
    kind = declared.shape.element if declared is not None and not declared.shape.dims else ""
    fixed = stays(value.replaced({inner.name: ZERO}), (outer,)) and outer.name not in value.names
    whole = outer.first.number == 0 and outer.step == 1 and kind in NUMBERS
    if not value.pure or not fixed or not whole or inner.name not in value.names:
        return None
    offset = next((by for by in (0, 1) if inner.first.loose == (plus(i, by) if by else i)), None)
    if offset is not None:
        covers = outer.covered_by(inner) and stays(inner.end, (outer,))
        return _Found(outer, inner, target, op, value, offset, kind) if covers else None
    before = inner.first.number == 0 and outer.simple and end in (i, plus(i, 1))
    extreme = before and op in _EXTREME
    return _Found(outer, inner, target, op, value, None, kind) if extreme else None


def _fits_c(found: _Found) -> bool:
    """Whether there is no need of `std::max`, and the table is freed whatever happens."""
    return found.op in _NEUTRAL and not returns(found.outer)


def _tabled(code: Code, found: _Found) -> Code:
    """All that follow: a table that is filled from its end."""
    outer, at, kind = found.outer, found.inner.name, found.kind
    table, end = code.fresh(f"{found.target}_from"), bound_text(found.inner, outer)
    head = loop_at(found.inner.node)
    made = f"std::vector<{kind}> {table}({end} + 1, {found.neutral});"
    start = ""
    if not code.cpp:
        made = f"{kind} *{table} = malloc(({end} > 0 ? {end} + 1 : 1) * sizeof *{table});"
        start = f"{table}[{end} > 0 ? {end} : 0] = {found.neutral};"
    lines = lines_of(
        code, _TABLE, made=made, start=start, at=at, end=end, table=table,
        counter=(head.kind if head is not None else "") or code.size_type,
        sum=found.combined(f"{table}[{at} + 1]", found.argument(found.value)),
    )  # fmt: skip
    index = plus(Name(outer.name), 1) if found.offset else outer.name
    total = found.combined(found.target, f"{table}[{index}]")
    inner = replace(found.inner.node, f"{found.target} = {total};")
    freed = [] if code.cpp else [f"free({table});"]
    headers = ("algorithm", "limits") if found.op in _EXTREME else ()
    after = code.edited(*around(code, outer.node, lines, freed), inner)
    return with_helper(after, (*headers, "vector") if code.cpp else ("stdlib.h",))


def _running(code: Code, found: _Found) -> Code:
    """All that precede: the best so far, kept outside the loop."""
    outer, inner = found.outer, found.inner
    name, i = code.fresh(f"{found.target}_so_far"), Name(outer.name)
    strict = inner.end.loose == i
    value = found.value.replaced({inner.name: plus(i, -1) if strict else i})
    grown = f"{name} = {found.combined(name, found.argument(value))};"
    total = f"{found.target} = {found.combined(found.target, name)};"
    text = f"{f'if ({outer.name} > 0) {grown}' if strict else grown}\n{total}"
    head = around(code, outer.node, [f"{found.kind} {name} = {found.neutral};"], [])
    after = code.edited(*head, replace(inner.node, placed(code, inner.node, text)))
    return with_helper(after, ("algorithm", "limits"))
