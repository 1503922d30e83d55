"""Elements of a std::vector<bool> that a loop computes one by one, stored a word at a time."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import (
    Algorithm,
    algorithm_at,
    operation_of,
)
from lessonls.agents.specialists.analysis.conditions import declares_plainly
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.core.reading.syntax import text_of, walk

_HELPER = """\
/// bits[i] = truth(i), a word at a time: libstdc++ packs a vector<bool> into words.
template <class Truth>
static void {name}(std::vector<bool> &bits, std::ptrdiff_t count, Truth truth) {{
{unit}auto *words = bits.begin()._M_p;
{unit}std::ptrdiff_t i = 0;
{unit}for (; i + 64 <= count; i += 64) {{
{unit}{unit}unsigned char truths[64];
{unit}{unit}for (std::ptrdiff_t k = 0; k < 64; k++) {{
{unit}{unit}{unit}truths[k] = truth(i + k);
{unit}{unit}}}
{unit}{unit}std::uint64_t word = 0;
{unit}{unit}for (int k = 0; k < 64; k += 8) {{
{unit}{unit}{unit}std::uint64_t eight;
{unit}{unit}{unit}std::memcpy(&eight, truths + k, sizeof eight);
{unit}{unit}{unit}// The product moves the lowest bits of the eight bytes into its highest byte.
{unit}{unit}{unit}word |= (eight * 0x0102040810204080 >> 56) << k;
{unit}{unit}}}
{unit}{unit}words[i / 64] = word;
{unit}}}
{unit}for (; i < count; i++) {{
{unit}{unit}bits[i] = truth(i);
{unit}}}
}}
"""
_HEADERS = ("cstddef", "cstdint", "cstring")
_WRITES = ("assignment_expression", "update_expression")
_EITHER = re.compile(
    r"if \((.+)\) \{? ?(.+?) = (true|1); \}? ?else \{? ?\2 = (false|0);(?: \})?"
    r"|if \((.+)\) \{? ?(.+?) = (false|0); \}? ?else \{? ?\6 = (true|1);(?: \})?"
)


def _run(code: Code) -> Code:
    if not code.cpp or code.function is None:
        return code
    helper = free_name(code, "store_truths")
    edits = [
        replace(node, text)
        for node in code.nodes("call_expression", "for_statement")
        if (text := _packed(code, node, helper)) is not None
    ]
    if not edits:
        return code
    text = _HELPER.format(name=helper, unit=indent_unit(code.text))
    return with_helper(code.edited(*edits), _HEADERS, text)


PACKED_TRUTHS = Pass(
    "truths by words",
    "storing the elements of a vector<bool> by whole words",
    "because storing a single bit means to load, change and store its word",
    _run,
)


def _packed(code: Code, node: Node, helper: str) -> str | None:
    if node.type == "call_expression":
        found = algorithm_at(node)
        return _transformed(found, helper) if found is not None else None
    loop = loop_at(node)
    return _looped(code, loop, helper) if loop is not None else None


def _transformed(found: Algorithm, helper: str) -> str | None:
    """What std::transform stores as truths."""
    *sources, target = found.spans
    alone = found.call.parent is not None and found.call.parent.type == "expression_statement"
    if found.name != "transform" or len(found.rest) != 1 or not alone or not sources:
        return None
    if not target.bits or target.backward or target.name in {one.name for one in sources}:
        return None
    values = [one.at("i") for one in sources]
    operation = operation_of(found.rest[0])
    function = text_of(found.rest[0])
    if operation is not None and len(operation.parameters) == len(values):
        value = operation.applied(*values)
    elif re.fullmatch(r"[\w:]+", function):
        value = f"{function}({', '.join(values)})"
    else:
        return None
    truth = f"[&](std::size_t i) {{ return {value}; }}"
    return f"{helper}({target.name}, {found.length}, {truth})"


def _looped(code: Code, loop: Loop, helper: str) -> str | None:
    """What a loop stores as truths, if it does nothing else."""
    *before, last = loop.statements or [loop.body]
    stored = _stored(last)
    plain = loop.from_zero
    if stored is None or not plain or not all(map(declares_plainly, before)):
        return None
    place, value = stored
    name = place.removesuffix(f"[{loop.variable}]")
    if name == place or not _is_bits(name, loop):
        return None
    root = re.split(r"\W", name)[0]
    if any(re.search(rf"\b{root}\b", one) for one in (value, *map(text_of, before))):
        return None
    writes = [part for one in (*before, last) for part in walk(one) if part.type in _WRITES]
    if any(part != _top(last) and not _branch(part, last) for part in writes):
        return None
    if not before:
        truth = f"{{ return {value}; }}"
    else:
        indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
        lines = [*(text_of(one) for one in before), f"return {value};"]
        truth = "{" + "".join(f"\n{indent}{unit}{line}" for line in lines) + f"\n{indent}}}"
    return f"{helper}({name}, {text_of(loop.bound)}, [&]({loop.kind} {loop.variable}) {truth});"


def _top(statement: Node) -> Node | None:
    return statement.named_children[0] if statement.named_children else None


def _branch(part: Node, statement: Node) -> bool:
    """Whether it is what a branch of `if (c) place = true; else place = false;` does."""
    return statement.type == "if_statement" and part.type == "assignment_expression"


def _stored(statement: Node) -> tuple[str, str] | None:
    """The place and the value of `place = value;`, or of a truth that is stored by branches."""
    inner = _top(statement)
    if statement.type == "if_statement":
        match = _EITHER.fullmatch(" ".join(text_of(statement).split()))
        if match is None:
            return None
        return (match[2], match[1]) if match[1] else (match[6], f"!({match[5]})")
    if statement.type != "expression_statement" or inner is None:
        return None
    left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
    if inner.type != "assignment_expression" or left is None or right is None:
        return None
    sign = inner.child_by_field_name("operator")
    if sign is not None and sign.type != "=":
        return None
    return text_of(left), text_of(right)


def _is_bits(name: str, loop: Loop) -> bool:
    """Whether it is a vector<bool>, or a row of a vector of them."""
    match = re.fullmatch(r"(\w+)((?:\[\w+\])*)", name)
    found = lookup(match[1], loop.node) if match is not None else None
    if match is None or found is None or loop.variable in re.findall(r"\w+", match[2]):
        return False
    wanted = ("vector",) * (1 + match[2].count("["))
    return found.shape.element == "bool" and found.shape.dims == wanted
