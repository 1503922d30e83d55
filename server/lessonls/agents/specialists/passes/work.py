"""How much a loop nest does: expressions for `if` clauses, so that small inputs do not lose."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import mentions
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.source import inside
from lessonls.core.reading.syntax import text_of, walk

ENOUGH = 50000
"""Iterations of an innermost loop from which starting threads pays."""


def deepest(loop: Loop) -> list[Loop]:
    """The longest nest of counted loops that begins with `loop`."""
    below = [deepest(one) for one in loops_in(loop.body)]
    return [loop, *max(below, key=len)] if below else [loop]


def condition(loop: Loop) -> str:
    """`(double)n * m > 50000` from the bounds that are known before the loop; or empty."""
    counts = [count for one in deepest(loop) if (count := _count(one, loop)) is not None]
    if not counts:
        return ""
    if len(counts) == 1:
        return f"{counts[0]} > {ENOUGH}"
    return f"(double){' * '.join(counts)} > {ENOUGH}"


def _count(one: Loop, outer: Loop) -> str | None:
    end = one.bound if one.step > 0 else one.first
    if not _known_before(end, outer):
        return None
    text = text_of(end)
    return (
        text if end.type in ("identifier", "call_expression", "field_expression") else f"({text})"
    )


def _known_before(end: Node, outer: Loop) -> bool:
    for part in walk(end):
        if part.type == "identifier":
            found = lookup(text_of(part), part)
            if text_of(part) == outer.variable or (found and inside(found.node, outer.node)):
                return False
    return not any(part.type == "number_literal" for part in [end])


def triangular(loop: Loop) -> bool:
    """Whether inner loops do more in some iterations than in others."""
    inner = [one for node in walk(loop.body) if (one := loop_at(node)) is not None]
    names = {loop.variable}
    return any(mentions(one.bound, names) or mentions(one.first, names) for one in inner)
