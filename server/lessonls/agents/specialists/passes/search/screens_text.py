"""The texts of loops that test a block of elements at a time."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.conditions import without_branches
from lessonls.agents.specialists.analysis.loops import Loop
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit
from lessonls.core.reading.syntax import text_of

SEARCHED, IMPROVED = 64, 128
"""How many elements are tested at a time in searches, and where the best is kept."""


def searched(code: Code, loop: Loop, conditions: list[Node]) -> list[Edit]:
    """Passes over whole blocks without a match; the loop goes on from there."""
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    start, any_match = code.fresh("start"), code.fresh("matches")
    kind = _kind(loop)
    size = SEARCHED if loop.relation == "<" else SEARCHED - 1
    lines = [
        "// Whole blocks without a match are passed over; the test has no branches.",
        f"{kind} {start} = {text_of(loop.first)};",
        f"for (; {start} + {size} <= {_bound(loop)}; {start} += {SEARCHED}) {{",
        *(
            f"{unit}{line}"
            for line in _screen(
                code, loop, conditions, start, f"{start} + {SEARCHED}", any_match, unit
            )
        ),
        f"{unit}if ({any_match}) {{",
        f"{unit}{unit}break;",
        f"{unit}}}",
        "}",
    ]
    text = _joined(lines, indent)
    return [Edit(loop.node.start_byte, loop.node.start_byte, f"{text}\n{indent}"),
            Edit(loop.first.start_byte, loop.first.end_byte, start)]  # fmt: skip


def improved(code: Code, loop: Loop, conditions: list[Node]) -> list[Edit]:
    """Goes through the loop's body only in blocks that hold something better."""
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    start, end, better = code.fresh("start"), code.fresh("end"), code.fresh("better")
    kind, bound, size = _kind(loop), _bound(loop), IMPROVED
    if loop.relation == "<=":
        bound = bound.removesuffix(" - 1") if bound.endswith(" - 1") else f"{bound} + 1"
    lines = [
        "// Most blocks hold nothing better, which a test without branches finds out.",
        f"for ({kind} {start} = {text_of(loop.first)}; {start} < {bound}; {start} += {size}) {{",
        f"{unit}const {kind} {end} = {bound} - {start} < {size} ? {bound} : {start} + {size};",
        *(f"{unit}{line}" for line in _screen(code, loop, conditions, start, end, better, unit)),
        f"{unit}if (!{better}) {{",
        f"{unit}{unit}continue;",
        f"{unit}}}",
        f"{unit}{_head(loop, start, end)} {{",
        *(f"{unit}{unit}{line}" for line in _body(code, loop)),
        f"{unit}}}",
        "}",
    ]
    return [Edit(loop.node.start_byte, loop.node.end_byte, _joined(lines, indent))]


def _screen(
    code: Code, loop: Loop, conditions: list[Node], start: str, end: str, found: str, unit: str
) -> list[str]:
    tests = [without_branches(code, one) for one in conditions]
    declared = [line for one in loop.statements if one.type == "declaration"
                for line in _dedented(code, one, text_of(one))]  # fmt: skip
    test = tests[0] if len(tests) == 1 else f"({' | '.join(tests)})"
    whole = len(tests) == 1 and test.startswith("(") and conditions[0].type == "binary_expression"
    return [
        f"int {found} = 0;",
        f"{_head(loop, start, end)} {{",
        *(f"{unit}{line}" for line in declared),
        f"{unit}{found} |= {test[1:-1] if whole else test};",
        "}",
    ]


def _head(loop: Loop, start: str, end: str) -> str:
    kind = f"{loop.kind} " if loop.declared else ""
    return f"for ({kind}{loop.variable} = {start}; {loop.variable} < {end}; {loop.variable}++)"


def _body(code: Code, loop: Loop) -> list[str]:
    """The body's lines as they are, at no indentation."""
    if loop.body.type != "compound_statement":
        return _dedented(code, loop.body, text_of(loop.body))
    inner = text_of(loop.body)[1:-1].strip("\n").rstrip()
    lines = inner.split("\n")
    first = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    return [line.removeprefix(first) for line in lines]


def _dedented(code: Code, node: Node, text: str) -> list[str]:
    indent = indent_of(code.text, node)
    return [line.removeprefix(indent) for line in text.split("\n")]


def _bound(loop: Loop) -> str:
    plain = (
        "identifier",
        "call_expression",
        "number_literal",
        "binary_expression",
        "cast_expression",
    )
    text = text_of(loop.bound)
    sums = loop.bound.type != "binary_expression" or all(
        child.type in "+-*/%" for child in loop.bound.children if not child.is_named
    )
    return text if loop.bound.type in plain and sums else f"({text})"


def _kind(loop: Loop) -> str:
    if loop.declared:
        return loop.kind
    found = lookup(loop.variable, loop.node)
    return found.shape.element if found is not None else "int"


def _joined(lines: list[str], indent: str) -> str:
    return "\n".join(f"{indent}{line}" if at and line else line for at, line in enumerate(lines))
