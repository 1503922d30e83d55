"""The largest or smallest of all sums or differences of two elements: one run with the best so
far.
"""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.loop_ir import Set, stays
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.pairs import Pairs, pairs_in
from lessonls.agents.specialists.analysis.term_types import element
from lessonls.agents.specialists.analysis.terms import ZERO, Binary, Index, Name, Term
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.core.target import Language

_TEXT = """\
$kind $name = $end > 0 ? $first : 0;
for ($counter $j = 1; $j < $end; ++$j) {
    if ($value $keep $best) $best = $value;
    if ($here $sign $name) $name = $here;
}"""


@dataclass(frozen=True)
class _Found:
    """`best` of `early op late`; `early` is an element of a type `kind`."""

    pairs: Pairs
    best: Term
    keep: str
    value: Term
    early: Term
    smallest: bool
    kind: str


def _run(code: Code) -> Code:
    for pairs in pairs_in(code):
        found = _found(pairs)
        if found is not None:
            return code.edited(replace(pairs.outer.node, _text(code, found)))
    return code


EXTREMES = Pass(
    "best earlier element",
    "carrying the best earlier element along",
    "because only the largest or smallest of the earlier elements can be in the best pair",
    _run,
    example=Example(
        """\
int f(int days, const int *price) {
    int best = 0;
    for (int a = 0; a < days; a++)
        for (int b = a + 1; b < days; b++)
            best = price[b] - price[a] > best ? price[b] - price[a] : best;
    return best;
}
""",
        """\
int f(int days, const int *price) {
    int best = 0;
    int lowest = days > 0 ? price[0] : 0;
    for (int b = 1; b < days; ++b) {
        if (price[b] - lowest > best) best = price[b] - lowest;
        if (price[b] < lowest) lowest = price[b];
    }
    return best;
}
""",
        Language.C,
    ),
)


def _found(pairs: Pairs) -> _Found | None:
    match pairs.body:
        case (Set(best, ("min" | "max") as keep, Binary("+" | "-" as sign, left, right) as value),):
            pass
        case _:
            return None
    i, j = pairs.outer.name, pairs.inner.name
    first = i in left.names and j not in left.names
    early, late = (left, right) if first else (right, left)
    separate = i in early.names and j in late.names and not {j} & early.names | {i} & late.names
    if not pairs.ordered or not value.pure or not separate or {i, j} & best.names:
        return None
    kind = element(early, pairs.inner.body[0].node)
    fixed = stays(value.replaced({i: ZERO, j: ZERO}), (pairs.outer,))
    if kind not in NUMBERS or not fixed or not isinstance(early, Index) or early.index != Name(i):
        return None
    smallest = (keep == "min") != (sign == "-" and not first)
    return _Found(pairs, best, keep, value, early, smallest, kind)


def _text(code: Code, found: _Found) -> str:
    pairs = found.pairs
    i, j = pairs.outer.name, pairs.inner.name
    same_loop = pairs.end == pairs.inner.end
    name = code.fresh("lowest" if found.smallest else "highest")
    here = found.early.replaced({i: Name(j)})
    value = found.value.substituted(found.early, Name(name))
    if not same_loop:
        here, value, j = found.early, value.replaced({j: Name(i)}), i
    counted = loop_at(pairs.inner.node)
    return placed(
        code, pairs.outer.node, _TEXT, kind=found.kind, name=name, j=j, here=here, value=value,
        end=bound_text(pairs.inner if same_loop else pairs.outer, pairs.outer), best=found.best,
        first=found.early.replaced({i: ZERO}), keep="<" if found.keep == "min" else ">",
        sign="<" if found.smallest else ">",
        counter=(counted.kind if counted is not None else "") or "int",
    )  # fmt: skip
