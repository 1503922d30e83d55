"""Rewriting one loop after the other; each rewrite moves the others, so they are looked up anew."""

from collections.abc import Callable, Iterable

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop
from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.passes.repeatedly import repeatedly


def loop_by_loop(
    code: Code,
    loops: Callable[[Node], Iterable[Loop]],
    rewritten: Callable[[Code, Loop], Code | None],
    most: int,
) -> Code:
    """The code after at most `most` rewrites, each of the first loop that gives one."""

    def first(before: Code) -> Code | None:
        found: Iterable[Loop] = [] if before.body is None else loops(before.body)
        attempts = (rewritten(before, loop) for loop in found)
        return next((after for after in attempts if after is not None), None)

    return repeatedly(code, first, most)
