"""What EvalPlus knows of single problems of MBPP and HumanEval (`evalplus/data/mbpp.py` and
`evalplus/eval/_special_oracle.py` of its version 0.3): types that JSON does not have, and results
that need not be equal to the solution's.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Inputs = Sequence[Sequence[Any]]


def deserialized(task: str, inputs: Inputs) -> Inputs:
    """The inputs of a problem with tuples, sets and complex numbers where it takes these."""
    suite, _, number = task.partition("/")
    made = _MADE.get(int(number)) if suite == "Mbpp" and number.isdigit() else None
    return inputs if made is None else [made(one) for one in inputs]


def rule_for(task: str, function: str) -> str:
    """The text of a module with the problem's own rule, `accepts`; "" for the common one."""
    suite = task.partition("/")[0]
    if suite == "HumanEval" and function == "find_zero":
        return _ROOT
    return _RULES.get(function, "") if suite == "Mbpp" else ""


_ROOT = """
def accepts(arguments, came, expected, tolerance):
    return abs(sum(one * came ** at for at, one in enumerate(arguments[0]))) <= tolerance
"""
_SAME_ITEMS = """
def accepts(arguments, came, expected, tolerance):
    return set(came) == set(expected)
"""
_SOMETHING = """
def accepts(arguments, came, expected, tolerance):
    expected = expected if isinstance(expected, bool) else expected is not None
    return (came if isinstance(came, bool) else came is not None) == expected
"""
_ANYTHING = """
def accepts(arguments, came, expected, tolerance):
    return True
"""
_OR_NOTHING = """
def accepts(arguments, came, expected, tolerance):
    return came in (expected, 0)
"""
_SURFACE = """
def accepts(arguments, came, expected, tolerance):
    edge, height = arguments
    slant = ((edge / 2) ** 2 + height ** 2) ** 0.5
    return came == expected or abs(came - round(edge ** 2 + 2 * edge * slant)) <= tolerance
"""
_DIGITS = """
def accepts(arguments, came, expected, tolerance):
    one, other = map(str, arguments)
    longest = max(len(one), len(other))
    pairs = zip(one.zfill(longest), other.zfill(longest))
    return came in (expected, sum(abs(int(a) - int(b)) for a, b in pairs))
"""
_RULES: Mapping[str, str] = {
    **dict.fromkeys(
        [
            "similar_elements",
            "find_char_long",
            "common_in_nested_lists",
            "extract_singly",
            "larg_nnum",
            "intersection_array",
            "find_dissimilar",
            "Diff",
        ],
        _SAME_ITEMS,
    ),
    **dict.fromkeys(["check_str", "text_match_three", "text_starta_endb"], _SOMETHING),
    "are_equivalent": _ANYTHING,
    "sum_div": _OR_NOTHING,
    "surface_Area": _SURFACE,
    "digit_distance_nums": _DIGITS,
}

Made = Callable[[Sequence[Any]], Sequence[Any]]


def _tuples(values: Sequence[Any]) -> list[Any]:
    return [tuple(one) for one in values]


def _first(make: Callable[[Any], Any]) -> Made:
    """Makes the first argument."""
    return lambda arguments: [make(arguments[0]), *arguments[1:]]


def _nested(value: Any) -> Any:
    return tuple(map(_nested, _items(value))) if isinstance(value, list) else value


def _sets(values: Sequence[Any]) -> list[Any]:
    return [set(_items(one)) if isinstance(one, list) and one else {} for one in values]


def _tuples_or_not(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(tuple(_items(one)) if isinstance(one, list) else one for one in values)


def _items(value: Any) -> list[Any]:
    return value


def _values_of(table: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: tuple(value) for key, value in table.items()}


def _every(numbers: str, make: Made) -> dict[int, Made]:
    return {int(number): make for number in numbers.split()}


_MADE: Mapping[int, Made] = {
    **_every(
        "2 116 132 143 222 261 273 394 399 421 424 429 470 560 579 596 616 630 726 740 744 809",
        _tuples,
    ),
    **_every(
        "63 64 70 94 120 237 272 299 400 409 417 438 473 614 780",
        lambda arguments: [_tuples(one) for one in arguments],
    ),
    **_every("75 413 444 753", _first(_tuples)),
    **_every("106 750", lambda arguments: [arguments[0], tuple(arguments[1])]),
    **_every("115", _first(_sets)),
    **_every("124", lambda arguments: [float(arguments[0]), complex(arguments[1])]),
    **_every("250 307 405 446 617 720 763 808", _first(tuple)),
    **_every("252", _first(complex)),
    **_every("259 401 445", lambda arguments: [tuple(_tuples(one)) for one in arguments]),
    **_every("278", _first(_tuples_or_not)),
    **_every("580 615 791", lambda arguments: list(map(_nested, arguments))),
    **_every("722", _first(_values_of)),
}
"""By the number of the problem in MBPP."""
