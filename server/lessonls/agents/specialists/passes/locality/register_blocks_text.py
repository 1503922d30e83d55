"""How a product is written in register blocks."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.loops import Loop
from lessonls.agents.specialists.rewriting.blocks import identifier_from
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    apply,
    bracketed,
    indent_of,
    indent_unit,
    shifted,
)
from lessonls.core.reading.syntax import text_of, walk

SIZE = 4
"""Rows and steps in a block: its numbers fit into registers."""


@dataclass(frozen=True)
class Product:
    """The nest: rows, steps of the sum and the loop along memory, with its statement's parts.

    `factor` is the part of what is added that stays the same along the innermost loop; all
    numbers are of the type `element`, and `outer` is the outermost of the three loops.
    """

    rows: Loop
    steps: Loop
    along: Loop
    outer: Loop
    added: Node
    factor: Node
    element: str


def block_text(code: Code, found: Product) -> str:
    """The blocked nest, and the rows that are left over."""
    rows, steps, along = found.rows, found.steps, found.along
    i, k = rows.variable, steps.variable
    outer, unit = indent_of(code.text, found.outer.node), indent_unit(code.text)
    row_end, step_end = code.fresh(f"{i}_whole"), code.fresh(f"{k}_whole")
    r, s = code.fresh("r"), code.fresh("s")
    block = code.fresh(f"{identifier_from(_first_name(found.factor))}_block")
    factor = shifted(found.factor, {i: r, k: s})
    taken = [
        _term(found, {i: r, k: str(step) if step else k}, block, step, r) for step in range(SIZE)
    ]
    deep = outer + 4 * unit
    sums = f"\n{deep}{unit}+ ".join(taken)
    one_step = _statement(code, found, {i: r})
    head = code.slice(*along.head)
    some = f"{bracketed(along.first)} {along.relation} {bracketed(along.bound)}"
    rest = f"({rows.kind} {i} = {row_end}; {i} < {text_of(rows.bound)}; {i}++)"
    lines = [
        "// Nothing of the block may be read where the innermost loop is empty.",
        f"const {rows.kind} {row_end} = {some} ? {bracketed(rows.bound)} / {SIZE} * {SIZE} : 0;",
        f"const {steps.kind} {step_end} = {bracketed(steps.bound)} / {SIZE} * {SIZE};",
        f"for ({rows.kind} {i} = 0; {i} < {row_end}; {i} += {SIZE}) {{",
        f"{unit}for ({steps.kind} {k} = 0; {k} < {step_end}; {k} += {SIZE}) {{",
        f"{unit * 2}{found.element} {block}[{SIZE}][{SIZE}];",
        f"{unit * 2}for ({rows.kind} {r} = 0; {r} < {SIZE}; {r}++) {{",
        f"{unit * 3}for ({steps.kind} {s} = 0; {s} < {SIZE}; {s}++) {{",
        f"{unit * 4}{block}[{r}][{s}] = {factor};",
        f"{unit * 3}}}",
        f"{unit * 2}}}",
        f"{unit * 2}#pragma omp simd",
        f"{unit * 2}for {head} {{",
        f"{unit * 3}for ({rows.kind} {r} = 0; {r} < {SIZE}; {r}++) {{",
        f"{unit * 4}{_left(code, found, {i: r})}{sums};",
        f"{unit * 3}}}",
        f"{unit * 2}}}",
        f"{unit}}}",
        f"{unit}for ({steps.kind} {k} = {step_end}; {k} < {text_of(steps.bound)}; {k}++) {{",
        f"{unit * 2}#pragma omp simd",
        f"{unit * 2}for {head} {{",
        f"{unit * 3}for ({rows.kind} {r} = 0; {r} < {SIZE}; {r}++) {{",
        f"{unit * 4}{one_step}",
        f"{unit * 3}}}",
        f"{unit * 2}}}",
        f"{unit}}}",
        "}",
        _nest(code, found, rest),
    ]
    return f"\n{outer}".join(lines)


def _nest(code: Code, found: Product, head: str) -> str:
    """The nest as it was, rows outside, their loop with another head."""
    outer = found.outer.node
    inner = found.steps if found.outer == found.rows else found.rows
    edits = [
        Edit(place.head[0] - outer.start_byte, place.head[1] - outer.start_byte, text)
        for place, text in ((found.outer, head), (inner, code.slice(*found.steps.head)))
    ]
    return apply(text_of(outer), edits)


def _first_name(node: Node) -> str:
    """The array that a factor is read from, else its first name."""
    for part in walk(node):
        if part.type == "subscript_expression":
            place = place_of(part)
            return text_of(place.root) if place is not None else "factor"
    return "factor"


def _term(found: Product, moved: dict[str, str], block: str, step: int, row: str) -> str:
    """What one step adds, with the factor out of the block."""
    k = found.steps.variable
    shifts = {name: by for name, by in moved.items() if name != k} | (
        {k: str(step)} if step else {}
    )
    return shifted(found.added, shifts, {found.factor.id: f"{block}[{row}][{step}]"})


def _left(code: Code, found: Product, moved: dict[str, str]) -> str:
    """The statement up to what is added: the place and the operator."""
    statement = found.along.statements[0]
    place = statement.named_children[0].child_by_field_name("left")
    if place is None:
        return ""
    return shifted(place, moved) + code.slice(place.end_byte, found.added.start_byte)


def _statement(code: Code, found: Product, moved: dict[str, str]) -> str:
    return f"{_left(code, found, moved)}{shifted(found.added, moved)};"
