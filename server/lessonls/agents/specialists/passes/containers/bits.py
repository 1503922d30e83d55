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
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import statements
from lessonls.core.reading.syntax import text_of

_HELPER = """\
/// How many bits are set, a word at a time: libstdc++ packs a vector<bool> into words.
static std::size_t {name}(const std::vector<bool> &bits) {{
{unit}const auto *words = bits.begin()._M_p;
{unit}const std::size_t width = 8 * sizeof(*words);
{unit}const std::size_t whole = bits.size() / width, rest = bits.size() % width;
{unit}std::size_t count = 0;
{unit}for (std::size_t i = 0; i < whole; i++) {{
{unit}{unit}count += __builtin_popcountl(words[i]);
{unit}}}
{unit}if (rest > 0) {{
{unit}{unit}count += __builtin_popcountl(words[whole] << (width - rest));
{unit}}}
{unit}return count;
}}
"""
_OPERATORS = ("binary_expression", "unary_expression", "conditional_expression", "field_expression")


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    helper = free_name(code, "count_set_bits")
    edits = [
        replace(node, text)
        for node in code.nodes("call_expression", "for_statement", "for_range_loop")
        if (text := _counted(node, helper)) is not None
    ]
    if not edits or code.function is None:
        return code
    text = _HELPER.format(name=helper, unit=indent_unit(code.text))
    return with_helper(code.edited(*edits), (), text)


BIT_COUNTS = Pass(
    "bits by words",
    "counting the bits of a vector<bool> by whole words",
    "because 64 elements are counted by one instruction",
    _run,
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
    body = node.child_by_field_name("body")
    seen = _visited(node)
    found = statements(body) if body is not None else []
    if seen is None or len(found) != 1:
        return None
    name, element = seen
    count = f"{helper}({name})"
    text = " ".join(text_of(found[0]).split())
    bit = re.escape(element)
    guarded = re.fullmatch(rf"if \({bit}(?: == true)?\) (?:\{{ )?(.*?;)(?: \}})?", text)
    if guarded is not None:
        added = re.fullmatch(r"(?:\+\+)?(\w+)(?:\+\+| \+= 1)?;", guarded[1])
        flipped = re.fullmatch(r"(\w+) = !\1;", guarded[1])
        if added is not None and ("+" in guarded[1]):
            return _updated(added[1], "+=", count, node)
        return _updated(flipped[1], "^=", f"{count} % 2 != 0", node) if flipped else None
    added = re.fullmatch(rf"(\w+) (?:\+= |= \1 \+ ){bit}(?: \? 1 : 0)?;", text)
    if added is not None:
        return _updated(added[1], "+=", count, node)
    flipped = re.fullmatch(rf"(\w+) (?:\^= |= \1 (?:\^|!=) ){bit};", text)
    return _updated(flipped[1], "^=", f"{count} % 2 != 0", node) if flipped else None


def _updated(name: str, sign: str, value: str, place: Node) -> str | None:
    found = lookup(name, place)
    wanted = found is not None and not found.shape.dims
    whole = found is not None and (found.shape.arithmetic and not found.shape.floating)
    logical = found is not None and found.shape.element == "bool"
    return f"{name} {sign} {value};" if wanted and (whole or (logical and sign == "^=")) else None


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
