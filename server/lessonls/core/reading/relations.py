"""What a function asks of two integers before it begins: that they are equal, or one at least as
large as the other.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ASSERTION = re.compile(r"\b\w*(?:assert|check|require|expect)\w*\s*\(", re.IGNORECASE)
_GUARD = re.compile(r"\bif\s*\(")
_LOOP = re.compile(r"\b(?:for|while|do)\b")
_BRANCHES = re.compile(r"\{|\b(?:if|for|while|switch)\b")
_LEAVES = re.compile(r"\b(?:return|throw|abort|exit|goto)\b")
_PLACE = r"[A-Za-z_]\w*(?:\s*(?:\.|->)\s*[A-Za-z_]\w*)*(?:\(\))?"
_CALL = re.compile(r"(\w+)\(\)$")
_ACCESSOR = re.compile(
    r"\b(\w+)\s*\(\s*\)\s*(?:const\b|noexcept\b|\s)*\{\s*return\s+(?:this->)?(\w+)\s*;\s*\}"
)
_COMPARED = re.compile(rf"\(*\s*({_PLACE})\s*(<=|>=|<|>|==|!=)\s*({_PLACE})\s*\)*")
_OTHERWISE = {"!=": "==", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


class Relation(NamedTuple):
    """`larger` is at least what `smaller` is, or the same where they are `equal`. Both are places
    such as `matrix.rows`, whether a pointer leads there or not. What is `asserted` may not be
    broken; else the function returns at once.
    """

    larger: str
    smaller: str
    equal: bool
    asserted: bool


def relations(code: str, helpers: str = "") -> Iterator[Relation]:
    """What assertions say of two places, each on its own or joined by `&&`, and what has to hold
    where a condition before the first loop makes the function return at once. What `helpers` do no
    more than return is the place itself: `a.rows()` is `a.rows_`.
    """
    members = dict(_ACCESSOR.findall(helpers))

    def place(text: str) -> str:
        return _CALL.sub(lambda call: members.get(call[1], call[0]), text)

    for one in _said(code):
        yield one._replace(larger=place(one.larger), smaller=place(one.smaller))


def _said(code: str) -> Iterator[Relation]:
    for assertion in _ASSERTION.finditer(code):
        for said in _condition(code, assertion.end()).split("&&"):
            yield from _relation(said, asserted=True)
    loop = _LOOP.search(code)
    for guard in _GUARD.finditer(code, 0, loop.start() if loop else len(code)):
        condition = _condition(code, guard.end())
        if condition and _leaves(code[guard.end() + len(condition) + 1 :]):
            for said in condition.split("||"):
                yield from _relation(said, asserted=False)


def _relation(said: str, *, asserted: bool) -> Iterator[Relation]:
    """What a comparison of two places says, or what holds where it does not."""
    compared = _COMPARED.fullmatch(said.strip())
    if compared is None:
        return
    left, right = (re.sub(r"\s*(?:\.|->)\s*", ".", compared[at]) for at in (1, 3))
    operator = compared[2] if asserted else _OTHERWISE.get(compared[2], "")
    if operator == "==":
        yield Relation(left, right, equal=True, asserted=asserted)
    elif operator[:1] in {"<", ">"}:
        larger, smaller = (left, right) if operator[0] == ">" else (right, left)
        yield Relation(larger, smaller, equal=False, asserted=asserted)


def _leaves(code: str) -> bool:
    """Whether a statement, or a block of plain statements, ends the function."""
    text = code.lstrip()
    body = text[1:].partition("}")[0] if text.startswith("{") else text.partition(";")[0]
    return not _BRANCHES.search(body) and _LEAVES.search(body) is not None


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
