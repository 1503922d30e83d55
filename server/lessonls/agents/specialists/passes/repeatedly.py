"""A rewrite over and over: each moves what is around it, so that places are looked up anew."""

from collections.abc import Callable, Sequence

from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.passes.edits import Edit


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
