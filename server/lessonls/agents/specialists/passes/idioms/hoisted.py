"""What a loop computes anew in every turn, though nothing in it changes: computed once."""

import re

from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.analysis.steps import (
    Declare,
    If,
    Loop,
    Set,
    Step,
    blocks,
    pure,
    reads,
    written,
)
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, indent_of
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    for steps in reversed(list(blocks(steps_of(code)))):
        for step in steps:
            moved = _movable(code, step) if isinstance(step, Loop) else ()
            if isinstance(step, Loop) and moved:
                return _run(_rewritten(code, step, moved))
    return code


HOISTED = Pass(
    "sums computed once",
    "computing sums that are the same in every turn of a loop before it",
    "because they are then computed once instead of in every turn",
    _run,
)


def _movable(code: Code, outer: Loop) -> tuple[Step, ...]:
    """Declarations and loops at the top of the body that do not depend on the outer loop."""
    moved: list[Step] = []
    kept: list[Step] = []
    for step in outer.body:
        (moved if _is_sum(step) and _invariant(outer, step, moved, kept) else kept).append(step)
    needed = [one for one in moved if isinstance(one, Declare)]
    loops = [one for one in moved if isinstance(one, Loop)]
    touched = written(tuple(loops))
    needed = [one for one in needed if one.name in touched]
    names = {one.name for one in needed}
    if not loops or names & written(tuple(kept)) or not _free(code, outer, names):
        return ()
    if not all(written((one,)) - {one.name} <= names for one in loops):
        return ()
    return (*needed, *loops)


def _is_sum(step: Step) -> bool:
    """Whether it declares a variable or computes with nothing but assignments."""
    match step:
        case Declare(value=value):
            return value is not None and value.pure
        case Loop(body=body):
            return pure(body) and all(_is_plain(one) for one in body)
        case _:
            return False


def _is_plain(step: Step) -> bool:
    match step:
        case Set(target):
            return target.is_name
        case If(_, body, otherwise):
            return all(_is_plain(one) for one in (*body, *otherwise))
        case _:
            return False


def _invariant(outer: Loop, step: Step, moved: list[Step], kept: list[Step]) -> bool:
    known = {one.name for one in moved if isinstance(one, Declare)}
    changed = (written((outer,)) | {outer.name}) - known
    own = {step.name} if isinstance(step, Loop | Declare) else set[str]()
    here = written((step,)) - own
    return (
        not (reads((step,)) - own) & changed and here <= known and not here & written(tuple(kept))
    )


def _free(code: Code, outer: Loop, names: set[str]) -> bool:
    every = [(one.name, node) for node in code.nodes("declaration") for one in declarations(node)]
    outside = {name for name, node in every if not inside(node, outer.node)}
    within = [name for name, node in every if inside(node, outer.node)]
    used = {text_of(n) for n in code.nodes("identifier") if not inside(n, outer.node)}
    return not names & (outside | used) and all(within.count(name) == 1 for name in names)


def _rewritten(code: Code, outer: Loop, moved: tuple[Step, ...]) -> Code:
    indent = indent_of(code.text, outer.node)
    edits: list[Edit] = []
    texts: list[str] = []
    names = {step.name for step in moved if isinstance(step, Declare)}
    for node in sorted(dict.fromkeys(step.node for step in moved), key=lambda n: n.start_byte):
        if node.type == "declaration":
            every = node.children_by_field_name("declarator")
            kind = code.slice(node.start_byte, every[0].start_byte)
            taken = [one for one in every if _name(text_of(one)) in names]
            left = [text_of(one) for one in every if one not in taken]
            texts.append(f"{kind}{', '.join(text_of(one) for one in taken)};")
            whole = drop_line(code.text, node)
            kept = Edit(node.start_byte, node.end_byte, f"{kind}{', '.join(left)};")
            edits.append(kept if left else whole)
        else:
            own = indent_of(code.text, node)
            texts.append(text_of(node).replace(f"\n{own}", f"\n{indent}"))
            edits.append(drop_line(code.text, node))
    text = "".join(f"{one}\n{indent}" for one in texts)
    place = outer.node.start_byte
    return code.edited(Edit(place, place, text), *edits)


def _name(declarator: str) -> str:
    return re.split(r"[=({]", declarator, maxsplit=1)[0].strip(" *&")
