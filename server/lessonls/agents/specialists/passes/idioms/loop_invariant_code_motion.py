"""Loop-invariant code motion of whole sums: what a loop computes anew in every iteration, though
nothing in it changes, computed once.
"""

import re

from lessonls.agents.specialists.analysis.loop_ir import (
    Declare,
    If,
    Loop,
    Set,
    Statement,
    pure,
    reads,
    written,
)
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import declared_once
from lessonls.agents.specialists.analysis.terms import Name
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, indent_of, replace
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Language


def _run(code: Code) -> Code:
    for loop in reversed(list(loops_of(code))):
        moved = _movable(code, loop)
        if moved:
            return _run(_rewritten(code, loop, moved))
    return code


INVARIANT_SUMS = Pass(
    "invariant sums",
    "hoisting loop-invariant sums out of the loop",
    "because they are then computed once instead of in every iteration",
    _run,
    example=Example(
        """\
void f(int n, const double *x, int m, double *y) {
    for (int i = 0; i < m; i++) {
        double mean = 0;
        for (int j = 0; j < n; j++) mean += x[j] / n;
        y[i] -= mean;
    }
}
""",
        """\
void f(int n, const double *x, int m, double *y) {
    double mean = 0;
    for (int j = 0; j < n; j++) mean += x[j] / n;
    for (int i = 0; i < m; i++) {
        y[i] -= mean;
    }
}
""",
        Language.C,
    ),
)


def _movable(code: Code, outer: Loop) -> tuple[Declare | Loop, ...]:
    """Declarations and loops at the top of the body that do not depend on the outer loop."""
    moved: list[Declare | Loop] = []
    kept: list[Statement] = []
    for one in outer.body:
        if isinstance(one, Declare | Loop) and _is_sum(one) and _invariant(outer, one, moved, kept):
            moved.append(one)
        else:
            kept.append(one)
    loops = tuple(one for one in moved if isinstance(one, Loop))
    touched = written(loops)
    needed = [one for one in moved if isinstance(one, Declare) and one.name in touched]
    names = {one.name for one in needed}
    movable = loops and not names & written(tuple(kept)) and declared_once(code, outer.node, names)
    own = all(written((one,)) - {one.name} <= names for one in loops)
    return (*needed, *loops) if movable and own else ()


def _is_sum(step: Declare | Loop) -> bool:
    """Whether it declares a variable or computes with nothing but assignments."""
    if isinstance(step, Declare):
        return step.value is not None and step.value.pure
    return pure(step.body) and all(map(_is_plain, step.body))


def _is_plain(step: Statement) -> bool:
    match step:
        case Set(Name()):
            return True
        case If(_, body, otherwise):
            return all(map(_is_plain, (*body, *otherwise)))
        case _:
            return False


def _invariant(
    outer: Loop, step: Declare | Loop, moved: list[Declare | Loop], kept: list[Statement]
) -> bool:
    known = {one.name for one in moved if isinstance(one, Declare)}
    changed = (written((outer,)) | {outer.name}) - known
    here, own = written((step,)) - {step.name}, {step.name}
    fixed = not (reads((step,)) - own) & changed
    return fixed and here <= known and not here & written(tuple(kept))


def _rewritten(code: Code, outer: Loop, moved: tuple[Declare | Loop, ...]) -> Code:
    indent = indent_of(code.text, outer.node)
    edits: list[Edit] = []
    lines: list[str] = []
    names = {step.name for step in moved if isinstance(step, Declare)}
    for node in sorted(dict.fromkeys(step.node for step in moved), key=lambda n: n.start_byte):
        if node.type == "declaration":
            every = node.children_by_field_name("declarator")
            kind = code.slice(node.start_byte, every[0].start_byte)
            taken = [one for one in every if _name(text_of(one)) in names]
            left = [text_of(one) for one in every if one not in taken]
            lines.append(f"{kind}{', '.join(text_of(one) for one in taken)};")
            kept = replace(node, f"{kind}{', '.join(left)};")
            edits.append(kept if left else drop_line(code.text, node))
        else:
            own = indent_of(code.text, node)
            lines.append(text_of(node).replace(f"\n{own}", f"\n{indent}"))
            edits.append(drop_line(code.text, node))
    return code.edited(*around(code, outer.node, lines, []), *edits)


def _name(declarator: str) -> str:
    return re.split(r"[=({]", declarator, maxsplit=1)[0].strip(" *&")
