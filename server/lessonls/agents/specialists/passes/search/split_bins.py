"""Histograms in four copies in turn: the next increment need not wait for the last one's store."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.conditions import declares_plainly, is_plain, of_numbers
from lessonls.agents.specialists.analysis.loops import Loop, innermost
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.locality.jam import bracketed
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.core.reading.syntax import text_of, walk

_ARRAY = re.compile(r"(?:std::)?array<\s*([\w: ]+?)\s*,\s*(\w+)\s*>")


def _run(code: Code) -> Code:
    if not code.cpp or code.body is None:
        return code
    for loop in innermost(code.body):
        edits = _split(code, loop)
        if edits:
            return code.edited(*edits)
    return code


SPLIT_BINS = Pass(
    "four histograms",
    "counting into four copies of the bins in turn",
    "because equal values in a row then do not wait for each other",
    _run,
)


def _split(code: Code, loop: Loop) -> list[Edit]:
    *before, last = loop.statements or [loop.body]
    found = _counted(last)
    plain = loop.step == 1 and loop.declared and loop.relation == "<" and not has_pragma(loop.node)
    if (
        found is None
        or not plain
        or not in_block(loop.node)
        or not all(map(declares_plainly, before))
    ):
        return []
    bins, index = found
    declared = lookup(text_of(bins), bins)
    size = _ARRAY.search(text_of(declared.node)) if declared is not None else None
    uses = [part for part in walk(loop.node) if text_of(part) == text_of(bins)]
    moving = any(text_of(part) == loop.variable for one in (*before, index) for part in walk(one))
    if declared is None or size is None or not moving or not is_plain(index):
        return []
    if declared.shape.dims != ("array",) or declared.shape.element not in INTEGERS:
        return []
    if len([one for one in uses if one.type == "identifier"]) != 1:
        return []
    if not _reads_numbers(code, before, index):
        return []
    return [replace(loop.node, _text(code, loop, before, index, text_of(bins), size[1], size[2]))]


def _reads_numbers(code: Code, before: list[Node], index: Node) -> bool:
    """Whether bins are found by numbers, in no time: else reading takes longer than counting."""
    declared = [one for node in before for one in node.children_by_field_name("declarator")]
    values = [value for one in declared if (value := one.child_by_field_name("value"))]
    numbers = all(of_numbers(code, one) for one in (*values, index))
    texts = [text_of(one) for one in (*values, index)]
    return numbers and not any(sign in text for text in texts for sign in ("][", "/", "%"))


def _counted(statement: Node) -> tuple[Node, Node] | None:
    """The bins and the index of `bins[index]++` and its like."""
    node = statement.named_children[0] if statement.named_children else statement
    place = node.child_by_field_name("left") or node.child_by_field_name("argument")
    whole = " ".join(text_of(node).split())
    if place is None or place.type != "subscript_expression":
        return None
    name = " ".join(text_of(place).split())
    if whole not in (f"{name} += 1", f"{name}++", f"++{name}", f"{name} = {name} + 1"):
        return None
    bins, listed = place.child_by_field_name("argument"), place.child_by_field_name("indices")
    indices = listed.named_children if listed else []
    return (bins, indices[0]) if bins is not None and len(indices) == 1 else None


def _text(
    code: Code, loop: Loop, before: list[Node], index: Node, bins: str, element: str, size: str
) -> str:
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    copies, bin_of, name = code.fresh("counts"), code.fresh("bin_of"), loop.variable
    whole, each, kind, bound = (
        code.fresh(f"{name}_whole"),
        code.fresh("each"),
        loop.kind,
        loop.bound,
    )
    first, count = text_of(loop.first), bracketed(bound)
    rest = f"{count} / 4 * 4"
    if first != "0":
        rest = f"{bracketed(loop.first)} + ({count} - {bracketed(loop.first)}) / 4 * 4"
    lines = [
        f"{element} {copies}[4][{size}] = {{}};",
        f"const auto {bin_of} = [&]({kind} {name}) {{",
        *(f"{unit}{text_of(one)}" for one in before),
        f"{unit}return {text_of(index)};",
        "};",
        f"const {kind} {whole} = {rest};",
        f"for ({kind} {name} = {first}; {name} < {whole}; {name} += 4) {{",
        f"{unit}{copies}[0][{bin_of}({name})]++;",
        *(f"{unit}{copies}[{k}][{bin_of}({name} + {k})]++;" for k in (1, 2, 3)),
        "}",
        f"for ({kind} {name} = {whole}; {name} < {text_of(bound)}; {name}++) {{",
        f"{unit}{bins}[{bin_of}({name})]++;",
        "}",
        f"for (const auto &{each} : {copies}) {{",
        f"{unit}for (std::size_t {name} = 0; {name} < {bins}.size(); {name}++) {{",
        f"{unit}{unit}{bins}[{name}] += {each}[{name}];",
        f"{unit}}}",
        "}",
    ]
    return f"\n{indent}".join(lines)
