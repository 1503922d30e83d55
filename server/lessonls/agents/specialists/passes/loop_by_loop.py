"""Rewriting one loop after the other; each rewrite moves the others, so they are looked up anew."""

from collections.abc import Callable, Iterable

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop
from lessonls.agents.specialists.analysis.source import Code
from lessonls.core.reading.syntax import shared_start


def loop_by_loop(
    code: Code,
    loops: Callable[[Node], Iterable[Loop]],
    rewritten: Callable[[Code, Loop], Code | None],
    most: int,
) -> Code:
    """The code after at most `most` rewrites, each of the first loop that gives one.

    Loops before the first change gave nothing, and are not asked again.
    """
    done = 0
    for _ in range(most):
        found: Iterable[Loop] = [] if code.body is None else loops(code.body)
        left = (loop for loop in found if loop.node.end_byte > done)
        attempts = ((loop, rewritten(code, loop)) for loop in left)
        change = next(((loop, after) for loop, after in attempts if after is not None), None)
        if change is None:
            break
        loop, after = change
        done = min(loop.node.start_byte, _same_bytes(code, after))
        code = after
    return code


def _same_bytes(one: Code, other: Code) -> int:
    before, after = (code.text.encode("utf-8", "surrogatepass") for code in (one, other))
    return shared_start(before, after)
