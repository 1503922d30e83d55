"""Counting the bits of a std::vector<bool>, and what follows from the count, word by word.

Parity, any and all of the elements are known from how many are true.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import (
    Algorithm,
    Operation,
    algorithm_at,
    operation_of,
)
from lessonls.agents.specialists.analysis.folds import start_of
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations, lookup
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, statements
from lessonls.core.reading.syntax import text_of

_HELPER = Helper(
    "count_set_bits",
    """\
/// How many bits are set, a word at a time: libstdc++ packs a vector<bool> into words.
static std::size_t $name(const std::vector<bool> &bits) {
    const auto *words = bits.begin()._M_p;
    const std::size_t width = 8 * sizeof(*words);
    const std::size_t whole = bits.size() / width, rest = bits.size() % width;
    std::size_t count = 0;
    for (std::size_t i = 0; i < whole; i++) {
        count += __builtin_popcountl(words[i]);
    }
    if (rest > 0) {
        count += __builtin_popcountl(words[whole] << (width - rest));
    }
    return count;
}
""",
)
_OPERATORS = ("binary_expression", "unary_expression", "conditional_expression", "field_expression")
_FLIPPED = Pattern("if ($bit) $x = !$x;", "if ($bit == true) $x = !$x;", "$x ^= $bit;",
                   "$x = $x ^ $bit;", "$x = $x != $bit;")  # fmt: skip
_ADDED = Pattern("if ($bit) $x++;", "if ($bit == true) $x++;", "$x += $bit;",
                 "$x += $bit ? 1 : 0;")  # fmt: skip


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    helper = _HELPER.fresh(code)
    edits = [
        replace(node, text)
        for node in code.nodes("call_expression", *FOR_LOOPS)
        if (text := _counted(node, helper)) is not None
    ]
    return _HELPER.put(code.edited(*edits), helper) if edits else code


BIT_COUNTS = Pass(
    "bits by words",
    "counting the bits of a vector<bool> a word at a time",
    "because one instruction counts 64 elements",
    _run,
    needs=frozenset({Need.GNU, Need.LIBSTDCXX}),
    example=Example(
        """\
int f(const std::vector<bool> &bits) {
return std::count(bits.begin(), bits.end(), true);
}
""",
        """\
int f(const std::vector<bool> &bits) {
return count_set_bits(bits);
}
""",
    ),
)


def _counted(node: Node, helper: str) -> str | None:
    if node.type == "call_expression":
        found = algorithm_at(node)
        text = _reduced(found, helper) if found is not None and found.spans[0].bits else None
        alone = node.parent is not None and node.parent.type not in _OPERATORS
        return text[1:-1] if text is not None and alone and text.startswith("(") else text
    return _looped(node, helper)


def _reduced(found: Algorithm, helper: str) -> str | None:
    """The value of an algorithm that takes in all bits."""
    name = found.spans[0].name
    count, rest = f"{helper}({name})", [text_of(one) for one in found.rest]
    if found.name == "count" and rest in (["true"], ["false"]):
        return count if rest == ["true"] else f"({name}.size() - {count})"
    if found.name not in ("reduce", "accumulate") or not 1 <= len(rest) <= 2 or found.spans[1:]:
        return None
    operation = operation_of(found.rest[1]) if rest[1:] else Operation(("a", "b"), "a + b")
    sign = _operator(operation)
    if rest[0] in ("true", "false"):
        return _logical(sign, rest[0] == "true", name, count)
    start = start_of(found.rest[0], found.call)
    if sign != "+" or start is None or not re.fullmatch(r"0[uUlL]*", start[1]):
        return None
    return f"static_cast<{start[0]}>({count})"


def _operator(operation: Operation | None) -> str:
    if operation is None or len(operation.parameters) != 2:
        return ""
    match = re.fullmatch(r"\(?(\w+) (\S+) (\w+)\)?", operation.expression)
    if match is None or {match[1], match[3]} != {*operation.parameters}:
        return ""
    return match[2]


def _logical(sign: str, start: bool, name: str, count: str) -> str | None:
    match sign, start:
        case ("!=" | "^", _):
            return f"({count} % 2 {'==' if start else '!='} 0)"
        case ("||" | "|", False):
            return f"({count} > 0)"
        case ("&&" | "&", True):
            return f"({count} == {name}.size())"
        case _:
            return None


def _looped(node: Node, helper: str) -> str | None:
    """What a loop over all bits does to the one variable that it updates."""
    body, seen = node.child_by_field_name("body"), _visited(node)
    found = statements(body) if body is not None else []
    if seen is None or len(found) != 1:
        return None
    name, element = seen
    flipped = _FLIPPED.match(found[0])
    match = flipped or _ADDED.match(found[0])
    if match is None or match["bit"] != element:
        return None
    sign, count = ("^=", "{} % 2 != 0") if flipped else ("+=", "{}")
    known = lookup(match["x"], node)
    plain = known is not None and not known.shape.dims
    whole = known is not None and known.shape.arithmetic and not known.shape.floating
    logical = known is not None and known.shape.element == "bool" and bool(flipped)
    text = f"{match['x']} {sign} {count.format(f'{helper}({name})')};"
    return text if plain and (whole or logical) else None


def _visited(node: Node) -> tuple[str, str] | None:
    """The vector<bool> that a loop visits as a whole, and what its current bit is called."""
    if node.type == "for_range_loop":
        right, declared = node.child_by_field_name("right"), list(declarations(node))
        name = text_of(right) if right is not None else ""
        good = len(declared) == 1 and _bits(lookup(name, node)) if name.isidentifier() else False
        return (name, declared[0].name) if good else None
    loop = loop_at(node)
    if loop is None or not loop.from_zero:
        return None
    name = text_of(loop.bound).removesuffix(".size()")
    whole = name != text_of(loop.bound) and name.isidentifier()
    return (name, f"{name}[{loop.variable}]") if whole and _bits(lookup(name, node)) else None


def _bits(found: Declaration | None) -> bool:
    return found is not None and found.shape.dims == ("vector",) and found.shape.element == "bool"
