"""What assertions say of two integers: that one is at least as large as the other, or equal."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ASSERTION = re.compile(r"\b\w*(?:assert|check|require|expect)\w*\s*\(", re.IGNORECASE)
_PLACE = r"[A-Za-z_]\w*(?:\s*(?:\.|->)\s*[A-Za-z_]\w*)*"
_COMPARED = re.compile(rf"\(*\s*({_PLACE})\s*(<=|>=|<|>|==)\s*({_PLACE})\s*\)*")


class Relation(NamedTuple):
    """`larger` is at least what `smaller` is, or the same where they are `equal`. Both are places
    such as `matrix.rows`, whether a pointer leads there or not.
    """

    larger: str
    smaller: str
    equal: bool


def relations(code: str) -> Iterator[Relation]:
    """What the assertions of a function say of two places, each on its own or joined by `&&`."""
    for assertion in _ASSERTION.finditer(code):
        for condition in _condition(code, assertion.end()).split("&&"):
            compared = _COMPARED.fullmatch(condition.strip())
            if compared is not None:
                left, operator, right = compared.groups()
                places = _place(left), _place(right)
                larger, smaller = places if operator[0] in ">=" else places[::-1]
                yield Relation(larger, smaller, operator == "==")


def _place(text: str) -> str:
    return re.sub(r"\s*(?:\.|->)\s*", ".", text)


def _condition(code: str, start: int) -> str:
    """What stands between the parenthesis that was opened just before and the end of it, or the
    comma behind which a message stands.
    """
    depth = 0
    for at in range(start, len(code)):
        if code[at] in "([":
            depth += 1
        elif code[at] in ")]":
            depth -= 1
        if depth < 0 or (code[at] == "," and not depth):
            return code[start:at]
    return ""
