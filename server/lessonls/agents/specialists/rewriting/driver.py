"""Rewrites over and over: each moves what is around it, so that places are looked up anew."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit
from lessonls.core.reading.syntax import shared_start


class Located(Protocol):
    """Anything that is a node of the tree, such as a loop."""

    @property
    def node(self) -> Node: ...


L = TypeVar("L", bound=Located)


def repeatedly(code: Code, once: Callable[[Code], Code | None], most: int) -> Code:
    """The code after at most `most` rewrites; None from `once` is the end of them."""
    for _ in range(most):
        after = once(code)
        if after is None:
            return code
        code = after
    return code


def edited_repeatedly(code: Code, edits_of: Callable[[Code], Sequence[Edit]], most: int) -> Code:
    """The same for rewrites that come as edits, of which there are none in the end."""

    def once(before: Code) -> Code | None:
        edits = edits_of(before)
        return before.edited(*edits) if edits else None

    return repeatedly(code, once, most)


def loop_by_loop(
    code: Code,
    loops: Callable[[Node], Iterable[L]],
    rewritten: Callable[[Code, L], Code | None],
    most: int,
) -> Code:
    """The code after at most `most` rewrites, each of the first loop that gives one.

    Loops before the first change gave nothing, and are not asked again.
    """
    done = 0
    for _ in range(most):
        found: Iterable[L] = [] if code.body is None else loops(code.body)
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
