"""Plain numbers sorted by their bits: a few passes over the data instead of comparisons."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, bits, is_signed
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_WHOLE = """    const auto key = [](KIND value) {
        return static_cast<BITS>(value)FLIP;
    };
"""
_REAL = """    const auto key = [](KIND value) {
        BITS bits;
        std::memcpy(&bits, &value, sizeof bits);
        return bits >> LAST ? ~bits : bits | BITS{1} << LAST;
    };
"""
_HELPER = """\
// Sorts by eleven bits at a time, the lowest first; equal numbers cannot be told apart.
static void NAME(std::vector<KIND> &values) {
    if (values.size() < SMALL) {
        std::sort(values.begin(), values.end());
        return;
    }
KEY    const std::size_t count = values.size();
    std::vector<KIND> spare(count);
    KIND *from = values.data(), *to = spare.data();
    for (int shift = 0; shift < WIDTH; shift += 11) {
        std::vector<std::size_t> places(2049);
        for (std::size_t i = 0; i < count; i++) {
            places[(key(from[i]) >> shift & 2047) + 1]++;
        }
        if (places[(key(from[0]) >> shift & 2047) + 1] == count) {
            continue;
        }
        for (int digit = 0; digit < 2048; digit++) {
            places[digit + 1] += places[digit];
        }
        for (std::size_t i = 0; i < count; i++) {
            to[places[key(from[i]) >> shift & 2047]++] = from[i];
        }
        std::swap(from, to);
    }
    if (from != values.data()) {
        std::copy(from, from + count, values.data());
    }
}
"""
_RISING = re.compile(r"(?:std::)?less(?:<\w*>)?(?:\(\)|\{\})")
_FALLING = re.compile(r"(?:std::)?greater(?:<[\w: ]*>)?(?:\(\)|\{\})")
_COMPARING = re.compile(
    r"\[\]\(.*?(\w+), .*?(\w+)\) ?(?:-> ?bool ?)?\{ ?return (\w+) ([<>]) (\w+); ?\}"
)


def _run(code: Code) -> Code:
    if not code.cpp or "eleven bits at a time" in code.text:
        return code
    found = [(call, *one) for call in code.nodes("call_expression") if (one := _sorted(call))]
    kinds = {kind for _, _, kind, _ in found}
    if len(kinds) != 1:
        return code
    kind, name = kinds.pop(), free_name(code, "radix_sort")
    edits = list[Edit]()
    for call, vector, _, rising in found:
        again = f"{indent_of(code.text, call)}std::reverse({vector}.begin(), {vector}.end())"
        text = f"{name}({vector})"
        edits.append(replace(call, text if rising else f"{text};\n{again}"))
    return with_helper(code.edited(*edits), _headers(kind), _helper(code, kind, name))


RADIX_SORT = Pass(
    "radix sort",
    "sorting numbers by their bits",
    "because its few passes have no comparison to mispredict",
    _run,
)


def _sorted(call: Node) -> tuple[str, str, bool] | None:
    """The vector of numbers that a call sorts as a whole, their type, whether they rise."""
    function, listed = (call.child_by_field_name(one) for one in ("function", "arguments"))
    if function is None or listed is None or plain_name(function) not in ("sort", "stable_sort"):
        return None
    texts = [" ".join(text_of(one).split()) for one in listed.named_children]
    name = texts[0].removesuffix(".begin()") if texts else ""
    if texts[:2] != [f"{name}.begin()", f"{name}.end()"] or not name.isidentifier():
        return None
    found = lookup(name, call)
    if found is None or found.shape.dims != ("vector",) or bits(found.shape.element) < 16:
        return None
    rising = _direction(texts[2:])
    statement = call.parent
    alone = statement is not None and statement.type == "expression_statement"
    if rising is None or statement is None or not alone or not in_block(statement):
        return None
    return name, found.shape.element, rising


def _direction(order: list[str]) -> bool | None:
    if not order or _RISING.fullmatch(order[0]):
        return True
    match = _COMPARING.fullmatch(order[0])
    if match is None:
        return False if _FALLING.fullmatch(order[0]) else None
    first, second, left, sign, right = match.groups()
    if {left, right} != {first, second} or left == right:
        return None
    return (sign == "<") == (left == first)


def _headers(kind: str) -> tuple[str, ...]:
    headers = ("algorithm", "cstddef", "cstdint", "utility", "vector")
    return headers if kind in INTEGERS else (*headers[:3], "cstring", *headers[3:])


def _helper(code: Code, kind: str, name: str) -> str:
    width = bits(kind)
    flip = f" ^ std::uint{width}_t{{1}} << {width - 1}" if is_signed(kind) else ""
    key = _WHOLE.replace("FLIP", flip) if kind in INTEGERS else _REAL
    small = 1024 if width <= 32 else 4096
    text = _HELPER.replace("KEY", key).replace("SMALL", str(small)).replace("NAME", name)
    text = text.replace("WIDTH", str(width)).replace("LAST", str(width - 1))
    return text.replace("BITS", f"std::uint{width}_t").replace("KIND", code.spelled(kind))
