"""Lines of a target that nothing has run, in words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lessonls.core.target import Target


def spans(lines: Sequence[int]) -> Iterator[str]:
    """`line 3`, `lines 5 to 7`."""
    start: int | None = None
    for line, after in pairwise([*lines, -1]):
        start = line if start is None else start
        if after != line + 1:
            yield f"line {start}" if start == line else f"lines {start} to {line}"
            start = None


def condition(target: Target, code: str, lines: Sequence[int], nothing: str) -> str:
    """On what condition a rewrite is right that changes some of the lines, which never ran; empty
    where it has all of them as they were. `nothing` is what did not reach them: “no input”.
    """
    own = target.code.split("\n")
    kept = {" ".join(line.split()) for line in code.split("\n")}
    changed = [n for n in lines if " ".join(own[n - target.line].split()) not in kept]
    told = ", ".join(spans(changed))
    if len(changed) == 1:
        return f"{told} of the original does not run: {nothing} reached it"
    return f"{told} of the original do not run: {nothing} reached them" if changed else ""
