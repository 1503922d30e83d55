"""Which calls have no effect but their result."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_MATH = frozenset(
    {
        "sqrt",
        "cbrt",
        "exp",
        "exp2",
        "expm1",
        "log",
        "log2",
        "log10",
        "log1p",
        "pow",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "atan2",
        "sinh",
        "cosh",
        "tanh",
        "fabs",
        "abs",
        "labs",
        "llabs",
        "fmin",
        "fmax",
        "fdim",
        "floor",
        "ceil",
        "round",
        "lround",
        "trunc",
        "rint",
        "nearbyint",
        "hypot",
        "fma",
        "fmod",
        "remainder",
        "copysign",
        "erf",
        "erfc",
        "tgamma",
        "isnan",
        "isinf",
        "isfinite",
        "signbit",
    }
)
_OTHER = frozenset(
    {
        "min",
        "max",
        "clamp",
        "static_cast",
        "conj",
        "norm",
        "arg",
        "real",
        "imag",
        "polar",
        "complex",
        "make_pair",
        "pair",
        "get",
        "popcount",
        "countl_zero",
        "countr_zero",
        "bit_width",
        "midpoint",
        "lerp",
        "strlen",
        "__builtin_popcount",
        "__builtin_popcountl",
        "__builtin_popcountll",
        "__builtin_ctz",
        "__builtin_ctzll",
        "__builtin_clz",
        "__builtin_clzll",
    }
)
READING = frozenset(
    {
        "size",
        "length",
        "empty",
        "data",
        "begin",
        "end",
        "cbegin",
        "cend",
        "front",
        "back",
        "at",
        "real",
        "imag",
        "c_str",
    }
)
"""Methods of the standard containers that change nothing."""

MEASURING = frozenset({"size", "length", "empty"})
"""Methods that look at no element."""

WRITING = frozenset(
    {
        "push_back",
        "emplace_back",
        "pop_back",
        "resize",
        "assign",
        "clear",
        "insert",
        "erase",
        "push",
        "pop",
        "emplace",
        "reserve",
        "fill",
        "push_front",
        "pop_front",
        "append",
        "shrink_to_fit",
    }
)
"""Methods of the standard containers that change their object and nothing else."""

ORDERING = frozenset(
    {
        "sort",
        "stable_sort",
        "nth_element",
        "partial_sort",
        "reverse",
        "fill",
        "iota",
    }
)
"""Algorithms that change the range that they are given and nothing else."""

SEEKING = frozenset(
    {
        *("find", "count", "accumulate", "min_element", "max_element", "inner_product"),
        *("lower_bound", "upper_bound", "binary_search", "equal", "distance"),
    }
)
"""Algorithms that only read the ranges whose ends they are given."""

_LIMIT = re.compile(r"(std::)?numeric_limits<[\w: ]+>::\w+")


def is_pure(function: Node) -> bool:
    """Whether the called function is known to have no effect but its result."""
    if function.type == "primitive_type" or _LIMIT.fullmatch(text_of(function)):
        return True
    return is_math(function) or plain_name(function) in _OTHER


def is_math(function: Node) -> bool:
    """Whether it is a function of the C mathematics library."""
    name = plain_name(function)
    return name in _MATH or (name[:-1] in _MATH and name[-1:] in "fl")


def is_pure_name(name: str) -> bool:
    """Whether a function of this name, written without `std::`, only computes its result."""
    return name in _MATH | _OTHER or (name[:-1] in _MATH and name[-1:] in "fl")
