"""Looking for a divisor: the smallest one is not above the square root."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.conditions import branches, condition_of
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, innermost
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.core.reading.syntax import text_of

_BOUNDS = {"<": "{n}|{n} / 2 \\+ 1", "<=": "{n} - 1|{n} / 2"}


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _shortened, 4)


TRIAL_DIVISORS = Pass(
    "divisors up to the root",
    "looking for divisors up to the square root only",
    "because a number that has a divisor has one that is not above its root",
    _run,
)


def _shortened(code: Code, loop: Loop) -> Code | None:
    """`for (d = 2; d < n; d++) if (n % d == 0) { …; break; }` up to `d <= n / d`."""
    first, only = text_of(loop.first), loop.statements
    if first != "2" or loop.step != 1 or not loop.declared or len(only) != 1:
        return None
    number = _divided(only[0], loop.variable)
    if not number or number in changed_names(loop.node):
        return None
    found = lookup(number, loop.node)
    whole = found is not None and not found.shape.dims and found.shape.element in INTEGERS
    bounds = _BOUNDS.get(loop.relation, "").replace("{n}", re.escape(number))
    condition = loop.node.child_by_field_name("condition")
    if not whole or condition is None or not re.fullmatch(bounds, text_of(loop.bound)):
        return None
    limit = f"{loop.variable} <= {number} / {loop.variable}"
    return code.edited(replace(condition, limit))


def _divided(statement: Node, divisor: str) -> str:
    """The name of what is divided, if the first divisor, which is the smallest, ends the loop."""
    condition = condition_of(statement) if statement.type == "if_statement" else None
    match = re.fullmatch(
        rf"\(?(\w+) % {divisor}\)? == 0|!\((\w+) % {divisor}\)",
        text_of(condition) if condition is not None else "",
    )
    yes, no = branches(statement) if match is not None else ([], None)
    leaves = bool(yes) and yes[-1].type in ("break_statement", "return_statement")
    if match is None or no is not None or not leaves:
        return ""
    return match[1] or match[2]
