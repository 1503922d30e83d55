"""`pow` with exponent 3 or 4 as a product; gcc does so by itself for squares only."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.core.reading.syntax import text_of

_BODIES = {3: ("cube", "x * x * x"), 4: ("fourth_power", "(x * x) * (x * x)")}


def _run(code: Code) -> Code:
    names: dict[int, str] = {}
    found = [(call, power) for call in code.nodes("call_expression") if (power := _power(call))]
    outer = [(call, power) for call, power in found if not _within(call, [c for c, _ in found])]
    edits = [
        replace(call, f"{names.setdefault(power, free_name(code, _BODIES[power][0]))}({base})")
        for call, (base, power) in outer
    ]
    code = code.edited(*edits)
    for power, name in names.items():
        unit = indent_unit(code.text)
        helper = f"static double {name}(double x) {{\n{unit}return {_BODIES[power][1]};\n}}\n"
        code = with_helper(code, (), helper)
    return code


def _within(call: Node, others: list[Node]) -> bool:
    return any(
        other != call and other.start_byte <= call.start_byte and call.end_byte <= other.end_byte
        for other in others
    )


POWERS = Pass(
    "powers as products",
    "multiplying instead of calling pow with a small whole exponent",
    "because a product takes a few cycles and pow about a hundred",
    _run,
)


def _power(call: Node) -> tuple[str, int] | None:
    """The base and the exponent of a call of pow."""
    function, listed = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if function is None or listed is None or text_of(function) not in ("pow", "std::pow"):
        return None
    arguments = listed.named_children
    match = re.fullmatch(r"([34])(?:\.0*)?", text_of(arguments[1])) if arguments[1:] else None
    return (text_of(arguments[0]), int(match[1])) if match else None
