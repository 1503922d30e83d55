"""Rewriting one loop after the other; each rewrite moves the others, so they are looked up anew."""

from collections.abc import Callable, Iterable

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop
from lessonls.agents.specialists.analysis.source import Code


def loop_by_loop(
    code: Code,
    loops: Callable[[Node], Iterable[Loop]],
    rewritten: Callable[[Code, Loop], Code | None],
    most: int,
) -> Code:
    """The code after at most `most` rewrites, each of the first loop that gives one."""
    for _ in range(most):
        attempts: Iterable[Loop] = [] if code.body is None else loops(code.body)
        after = _first(code, attempts, rewritten)
        if after is None:
            return code
        code = after
    return code


def _first(
    code: Code, loops: Iterable[Loop], rewritten: Callable[[Code, Loop], Code | None]
) -> Code | None:
    attempts = (rewritten(code, loop) for loop in loops)
    return next((after for after in attempts if after is not None), None)
