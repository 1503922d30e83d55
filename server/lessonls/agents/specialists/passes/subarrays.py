"""The best sum of any stretch of a list, in one run over it (Kadane)."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.analysis.steps import (
    Declare,
    Loop,
    Set,
    blocks,
    stays,
)
from lessonls.agents.specialists.analysis.terms import Term
from lessonls.agents.specialists.passes.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.recipes import Pass


@dataclass(frozen=True)
class _Found:
    """All stretches from a number of `outer` on; `op` keeps the best sum in `best`."""

    outer: Loop
    kind: str
    total: str
    value: Term
    best: Term
    op: str


def _run(code: Code) -> Code:
    for steps in blocks(steps_of(code)):
        for step in steps:
            found = _found(step) if isinstance(step, Loop) and step.simple else None
            if found is not None:
                return _rewritten(code, found)
    return code


BEST_STRETCH = Pass(
    "best stretch",
    "carrying the best sum that ends at every element along",
    "because a stretch with a sum below zero never begins a better one (Kadane)",
    _run,
)


def _found(outer: Loop) -> _Found | None:
    match outer.body:
        case (
            Declare(total, kind, Term() as start),
            Loop(
                body=(
                    Set(Term() as sum_, "+", value),
                    Set(best, ("min" | "max") as op, Term() as last),
                )
            ) as inner,
        ) if start.number == 0 and sum_ == last == Term(total):
            pass
        case _:
            return None
    begins = inner.simple and value.pure and inner.first.loose == Term(outer.name)
    covers = inner.end.loose == outer.end.loose and stays(inner.end, (outer,))
    own = outer.name not in value.names and not {total, inner.name, outer.name} & best.names
    fixed = stays(value.replaced({inner.name: Term("0")}), (outer,)) and total not in value.names
    if not (begins and covers and own and fixed) or kind == "auto":
        return None
    moved = value.replaced({inner.name: Term(outer.name)})
    return _Found(outer, kind, total, moved, best, op)


def _rewritten(code: Code, found: _Found) -> Code:
    node, total = found.outer.node, found.total
    body = node.child_by_field_name("body")
    if body is None:
        return code
    unit, indent = indent_unit(code.text), indent_of(code.text, node)
    name = total if total not in _elsewhere(code, found) else code.fresh(f"{total}_here")
    keep = ">" if found.op == "max" else "<"
    head = code.slice(node.start_byte, body.start_byte).rstrip()
    last = f"{name} = {name} {keep} 0 ? {name} + {found.value} : {found.value};"
    lines = [
        f"{found.kind} {name} = 0;",
        f"{head} {{",
        f"{unit}{last}",
        f"{unit}if ({name} {keep} {found.best}) {found.best} = {name};",
        "}",
    ]
    return code.edited(replace(node, f"\n{indent}".join(lines)))


def _elsewhere(code: Code, found: _Found) -> str:
    """The function without the loop."""
    node = found.outer.node
    return code.text.replace(code.slice(node.start_byte, node.end_byte), "")
