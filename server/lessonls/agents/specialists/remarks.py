"""What the compiler said of the original's loops, and which rewrites are an answer to it."""

import re
from collections.abc import Sequence

from lessonls.agents.specialists.recipes import Variant

_REMARK = re.compile(r"line (?P<line>\d+) \(.*\): (?P<reason>.+)")


def answered(variant: Variant, remarks: Sequence[str]) -> str | None:
    """The first remark whose reason a rewrite removes; None where it is not about any."""
    reasons = {reason for one in variant.passes if not one.supporting for reason in one.answers}
    return next((one for one in remarks if any(reason in one for reason in reasons)), None)


def quoted(remark: str, compiler: str) -> str:
    """A sentence about a remark, for the lesson of a rewrite that answers it."""
    match = _REMARK.match(remark)
    who = compiler.split(maxsplit=1)[0] if compiler else "The compiler"
    if match is None:
        return f"{who} did not vectorize a loop ({remark})."
    return f"{who} did not vectorize the loop in line {match['line']} ({match['reason']})."
