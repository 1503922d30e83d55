"""`std::find`, `std::any_of` and their like over numbers, a block of elements at a time."""

import re
from collections.abc import Callable

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import lambda_of, operation_of
from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_HELPER = """\
// The first element that passes the test. Blocks without one are passed over by a loop without
// branches, which is vectorized.
template <class Iterator, class Test>
static Iterator NAME(Iterator first, Iterator last, Test test) {
    while (last - first >= 64) {
        int matches = 0;
        for (int k = 0; k < 64; k++) {
            matches |= test(first[k]);
        }
        if (matches) {
            break;
        }
        first += 64;
    }
    return std::find_if(first, last, test);
}
"""
_BEST = """\
// The first of the best elements. Blocks without a better one are passed over by a loop without
// branches, which is vectorized.
template <class Iterator, class Test>
static Iterator NAME(Iterator first, Iterator last, Test is_better) {
    Iterator best = first;
    while (last - first >= 128) {
        int better = 0;
        for (int k = 0; k < 128; k++) {
            better |= is_better(first[k], *best);
        }
        for (int k = 0; better && k < 128; k++) {
            best = is_better(first[k], *best) ? first + k : best;
        }
        first += 128;
    }
    for (; first != last; ++first) {
        best = is_better(*first, *best) ? first : best;
    }
    return best;
}
"""
_TESTS = {"find_if": "", "any_of": " != ", "none_of": " == "}
_BETTER = {"min_element": "value < best", "max_element": "best < value"}
_RANGE = re.compile(r"(?:(\w+)\.c?begin\(\)|(?:std::)?c?begin\((\w+)\)|(\w+))")


def _finds(code: Code) -> Code:
    return _with_helper(code, "find_in_blocks", _HELPER, _found)


def _extremes(code: Code) -> Code:
    return _with_helper(code, "best_in_blocks", _BEST, _best)


def _with_helper(code: Code, name: str, helper: str, called: Callable[[Node, str], str]) -> Code:
    """The code with the calls that `called` gives for its own, and the helper that they call."""
    if not code.cpp or name in code.text:
        return code
    name = free_name(code, name)
    found = [(one, text) for one in code.nodes("call_expression") if (text := called(one, name))]
    made = code.edited(*(replace(one, text) for one, text in found))
    return with_helper(made, ("algorithm",), helper.replace("NAME", name)) if found else code


FINDS_IN_BLOCKS = Pass(
    "finds in blocks",
    "searching numbers a block at a time",
    "because a test without branches is vectorized, and most blocks hold no match",
    _finds,
)
BEST_IN_BLOCKS = Pass(
    "extremes in blocks",
    "looking for the smallest or largest number a block at a time",
    "because a test without branches is vectorized, and most blocks hold nothing better",
    _extremes,
)


def _best(call: Node, name: str) -> str:
    """The call of the helper for a `min_element` or `max_element`; empty for other calls."""
    kind, arguments = _call(call)
    if len(arguments) != 2 or kind not in _BETTER or not _numbers(arguments[0]):
        return ""
    first, last = (text_of(one) for one in arguments)
    test = f"[](auto value, auto best) {{ return {_BETTER[kind]}; }}"
    return f"{name}({first}, {last}, {test})"


def _found(call: Node, name: str) -> str:
    """The call of the helper that finds the same; empty for other calls."""
    kind, arguments = _call(call)
    if len(arguments) != 3 or not _numbers(arguments[0]):
        return ""
    first, last, wanted = (text_of(one) for one in arguments)
    if kind == "find":
        by_value = is_plain(arguments[2]) and not re.search(r"\bvalue\b", wanted)
        test = f"[&](auto value) {{ return value == {wanted}; }}"
        return f"{name}({first}, {last}, {test})" if by_value else ""
    if kind not in _TESTS or lambda_of(arguments[2]) is None or operation_of(arguments[2]) is None:
        return ""
    text = f"{name}({first}, {last}, {wanted})"
    return f"({text}{_TESTS[kind]}{last})" if _TESTS[kind] else text


def _call(call: Node) -> tuple[str, list[Node]]:
    function, listed = (call.child_by_field_name(one) for one in ("function", "arguments"))
    arguments = [one for one in listed.named_children if one.type != "comment"] if listed else []
    return (plain_name(function) if function is not None else "", arguments)


def _numbers(begin: Node) -> bool:
    """Whether a range begins in a vector or an array of numbers."""
    match = _RANGE.fullmatch(text_of(begin))
    found = lookup(match[1] or match[2] or match[3], begin) if match else None
    if found is None:
        return False
    shape = found.shape
    direct = match is not None and match[3] is not None
    known = ("pointer", "array") if direct else ("vector", "array")
    numbers = shape.element in NUMBERS
    return numbers and len(shape.dims) == 1 and shape.dims[0] in known
