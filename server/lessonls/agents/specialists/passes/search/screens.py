"""Loops that look for something rare test a whole block at a time.

The condition that nearly always fails is evaluated for a block without branches, which the
compiler vectorizes; only a block in which it holds somewhere goes through the loop's own body.
As long as the condition fails the body changes nothing, so that this is the same.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.conditions import (
    always_touched,
    declares_plainly,
    is_plain,
    of_numbers,
    touched,
)
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, innermost
from lessonls.agents.specialists.analysis.purity import is_math
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.search.screens_text import (
    IMPROVED,
    SEARCHED,
    improved,
    searched,
)
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import mentions
from lessonls.agents.specialists.rewriting.views import If, plain_name
from lessonls.core.reading.syntax import text_of, walk

_STEP = Pattern(f"$start += {SEARCHED}", f"$start += {IMPROVED}")
_LEAVING = ("return_statement", "break_statement")
_JUMPS = ("break_statement", "continue_statement", "goto_statement", "labeled_statement")


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 8)


SCREENED = Pass(
    "screened blocks",
    "testing a block of elements at a time for what is rare",
    "because a test without branches is vectorized, and most blocks hold nothing",
    _run,
    example=Example(
        """\
void f(std::vector<double> const &x, int n, int &at) {
    for (int i = 0; i <= n; i++) {
        if (x[i] < 0) {
            at = i;
            return;
        }
    }
}
""",
        """\
void f(std::vector<double> const &x, int n, int &at) {
    // Whole blocks without a match are passed over; the test has no branches.
    int start = 0;
    for (; start + 63 <= n; start += 64) {
        int matches = 0;
        for (int i = start; i < start + 64; i++) {
            matches |= x[i] < 0;
        }
        if (matches) {
            break;
        }
    }
    for (int i = start; i <= n; i++) {
        if (x[i] < 0) {
            at = i;
            return;
        }
    }
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for loop in innermost(code.body) if code.body is not None else ():
        plain = loop.step == 1 and not has_pragma(loop.node) and not _is_screened(code, loop)
        conditions = _conditions(code, loop) if plain else []
        if not conditions:
            continue
        if all(_leaves(one) for one in _chain(loop)):
            if not in_block(loop.node) or not _may_read_on(loop):
                continue
            return searched(code, loop, conditions)
        if _improves(loop, conditions):
            return improved(code, loop, conditions)
    return []


def _is_screened(code: Code, loop: Loop) -> bool:
    """Whether it begins where a loop over blocks has come to."""
    updates = (one.child_by_field_name("update") for one in code.nodes("for_statement"))
    steps = [_STEP.match(one, code.language) for one in updates]
    return any(one is not None and one["start"] == text_of(loop.first) for one in steps)


def _chain(loop: Loop) -> list[Node]:
    """All `if`s of the body, those after `else` included."""
    found: list[Node] = []
    for statement in loop.statements:
        current: Node | None = statement if statement.type == "if_statement" else None
        while current is not None:
            found.append(current)
            branch = If.of(current)
            other = branch.otherwise if branch is not None else None
            current = other[0] if other and other[0].type == "if_statement" else None
    return found


def _conditions(code: Code, loop: Loop) -> list[Node]:
    """The conditions without which the body does nothing; empty where it is another body."""
    found: list[Node] = []
    certain = frozenset[str]()
    for statement in loop.statements:
        if declares_plainly(statement) and not found:
            certain |= touched(statement)
        elif statement.type != "if_statement":
            return []
    for one in _chain(loop):
        branch = If.of(one)
        other = branch.otherwise if branch is not None else None
        last = other is None or (len(other) == 1 and other[0].type == "if_statement")
        if branch is None or not last or not is_plain(branch.condition):
            return []
        found.append(branch.condition)
    declared = [s for s in loop.statements if s.type == "declaration"]
    certain |= always_touched(found[0]) if found else frozenset()
    if not all(_is_there(loop, one, certain) and of_numbers(code, one) for one in found):
        return []
    values = [v for s in declared for d in s.children_by_field_name("declarator")
              if (v := d.child_by_field_name("value")) is not None]  # fmt: skip
    if not all(of_numbers(code, value) or value.type == "subscript_expression" for value in values):
        return []
    if any(_is_slow(part) for one in [*found, *values] for part in walk(one)):
        return []
    scanned = any(mentions(one, {loop.variable}) for one in [*found, *values])
    return found if scanned else []


def _is_slow(part: Node) -> bool:
    """Whether it calls what is not vectorized, so that testing first means computing twice."""
    function = part.child_by_field_name("function") if part.type == "call_expression" else None
    if function is None or function.type in ("field_expression", "primitive_type"):
        return False
    return is_math(function) and plain_name(function) not in ("abs", "fabs", "fabsf")


def _may_read_on(loop: Loop) -> bool:
    """Whether elements after the match are there: behind a pointer they need not be."""
    for part in walk(loop.body):
        if part.type == "subscript_expression":
            owner = part
            while owner.type == "subscript_expression" and owner.named_children:
                owner = owner.named_children[0]
            found = lookup(text_of(owner), owner)
            if found is None or "pointer" in found.shape.dims:
                return False
            if found.parameter and "[" in text_of(found.node):
                return False
    return True


def _is_there(loop: Loop, condition: Node, certain: frozenset[str]) -> bool:
    """Whether all elements it reads may be read: by the loop's variable, or read in any case."""
    return all(
        text in certain or text.endswith(f"[{loop.variable}]") for text in touched(condition)
    )


def _leaves(statement: Node) -> bool:
    branch = If.of(statement)
    yes = branch.then if branch is not None else []
    return (
        bool(yes)
        and yes[-1].type in _LEAVING
        and not any(part.type in _JUMPS[1:] for one in yes for part in walk(one))
    )


def _improves(loop: Loop, conditions: list[Node]) -> bool:
    """Whether every condition compares with a value that its own branch sets anew."""
    for one, condition in zip(_chain(loop), conditions, strict=True):
        branch = If.of(one)
        yes = branch.then if branch is not None else []
        if any(part.type in (*_JUMPS, "return_statement", "call_expression")
               for inner in yes for part in walk(inner) if not _pure(part)):  # fmt: skip
            return False
        kept = {name for inner in yes for name in changed_names(inner)}
        compared = any(
            part.type == "binary_expression"
            and any(child.type in ("<", ">", "<=", ">=") for child in part.children)
            and mentions(part, kept)
            for part in walk(condition)
        )
        if not compared or not all(inner.type == "expression_statement" for inner in yes):
            return False
        if not any(_keeps_place(loop, inner) for inner in yes):
            return False
    return True


def _keeps_place(loop: Loop, statement: Node) -> bool:
    """Whether a statement notes where it was: a mere minimum is vectorized as it is."""
    value = (
        statement.named_children[0].child_by_field_name("right")
        if statement.named_children
        else None
    )
    return value is not None and mentions(value, {loop.variable}) and "[" not in text_of(value)


def _pure(part: Node) -> bool:
    return part.type == "call_expression" and is_plain(part)
