"""The best sum of any stretch of a list, in one run over it (Kadane)."""

import re
from dataclasses import dataclass

from lessonls.agents.specialists.analysis.loop_ir import Declare, Loop, Set, stays
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.terms import ZERO, Name, Term
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of

_TEXT = """\
$start
$head {
    $sum = $sum $keep 0 ? $sum + $value : $value;
    if ($sum $keep $best) $best = $sum;
}"""


@dataclass(frozen=True)
class _Found:
    """All stretches from a number of `outer` on; `op` keeps the best sum in `best`.

    `kind` is empty where the sum is declared before the loop.
    """

    outer: Loop
    kind: str
    total: str
    value: Term
    best: Term
    op: str


def _run(code: Code) -> Code:
    for loop in loops_of(code):
        found = _found(loop) if loop.simple else None
        if found is not None and (found.kind or _only_here(code, found)):
            return code.edited(replace(loop.node, _text(code, found)))
    return code


BEST_STRETCH = Pass(
    "best stretch",
    "carrying the best sum that ends at every element along",
    "because a stretch with a sum below zero never begins a better one (Kadane)",
    _run,
    example=Example(
        """\
int f(const std::vector<int>& x) {
    int best = -1000;
    int sum = 0;
    for (int i = 0; i < x.size(); i++) {
        sum = 0;
        for (int j = i; j < x.size(); j++) {
            sum += x[j];
            best = std::max(best, sum);
        }
    }
    return best;
}
""",
        """\
int f(const std::vector<int>& x) {
    int best = -1000;
    int sum = 0;
    for (int i = 0; i < x.size(); i++) {
        sum = sum > 0 ? sum + x[i] : x[i];
        if (sum > best) best = sum;
    }
    return best;
}
""",
    ),
)


def _found(outer: Loop) -> _Found | None:
    match outer.body:
        case (
            (Declare() | Set(op="=")) as fresh,
            Loop(body=(Set(sum_, "+", value), Set(best, ("min" | "max") as op, last))) as inner,
        ) if (start := _start(fresh)) is not None and sum_ == last == Name(start[0]):
            total, kind = start
        case _:
            return None
    begins = inner.simple and value.pure and inner.first.loose == Name(outer.name)
    covers = inner.end.loose == outer.end.loose and stays(inner.end, (outer,))
    own = outer.name not in value.names and not {total, inner.name, outer.name} & best.names
    fixed = stays(value.replaced({inner.name: ZERO}), (outer,)) and total not in value.names
    if not (begins and covers and own and fixed) or kind == "auto":
        return None
    moved = value.replaced({inner.name: Name(outer.name)})
    return _Found(outer, kind, total, moved, best, op)


def _start(step: Declare | Set) -> tuple[str, str] | None:
    """The name of a sum that is set to zero, and its type where it is declared."""
    name, kind = (step.name, step.kind) if isinstance(step, Declare) else (str(step.target), "")
    zero = step.value is not None and step.value.number == 0
    return (name, kind) if zero and name.isidentifier() else None


def _text(code: Code, found: _Found) -> str:
    node, total = found.outer.node, found.total
    body = node.child_by_field_name("body") or node
    elsewhere = code.text.replace(text_of(node), "")
    name = code.fresh(f"{total}_here") if found.kind and total in elsewhere else total
    return placed(
        code, node, _TEXT, start=_begun(found, name), sum=name, value=found.value,
        head=code.slice(node.start_byte, body.start_byte).rstrip(), best=found.best,
        keep=">" if found.op == "max" else "<",
    )  # fmt: skip


def _begun(found: _Found, name: str) -> str:
    """What sets the sum to zero, unless its declaration in the same block does."""
    if found.kind:
        return f"{found.kind} {name} = 0;"
    declared = lookup(name, found.outer.node)
    init = declared.init if declared is not None else None
    zero = init is not None and re.fullmatch(r"0(\.0*)?f?", text_of(init)) is not None
    near = declared is not None and declared.node.parent == found.outer.node.parent
    return "" if near and zero else f"{name} = 0;"


def _only_here(code: Code, found: _Found) -> bool:
    """Whether a sum that is declared before the loop means nothing outside of it."""
    declared = lookup(found.total, found.outer.node)
    return (
        declared is not None
        and not (declared.parameter or declared.shape.reference)
        and all(
            inside(use, found.outer.node) or inside(use, declared.node)
            for use in code.uses(found.total)
        )
    )
