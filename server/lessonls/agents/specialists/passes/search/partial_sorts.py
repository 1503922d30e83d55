"""Sorting to look at the first few elements: `std::partial_sort` leaves the rest as it falls."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.sortings import (
    SortedVector,
    asks_size,
    element_of,
    is_changed,
    sorted_vector,
)
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import ancestors, inside
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression") if code.cpp else ():
        found = sorted_vector(code, call)
        edits = _edits(found) if found is not None else []
        if edits:
            return code.edited(*edits)
    return code


SORT_FIRST = Pass(
    "partial_sort",
    "sorting only the elements that are used",
    "because what comes after them may stay in any order",
    _run,
)


def _edits(found: SortedVector) -> list[Edit]:
    """A loop over the first few elements is all that reads them, or `resize` comes first."""
    count = _shortened(found) if found.numbers else None
    count = count or _looped(found)
    if count is None:
        return []
    begin = f"{found.name}.begin()"
    middle = f"{begin} + std::min<std::size_t>({count}, {found.name}.size())"
    return [
        replace(found.call, f"std::partial_sort({begin}, {middle}, {found.name}.end(){found.rest})")
    ]


def _shortened(found: SortedVector) -> str | None:
    """The new size, where the first thing that happens is `v.resize(k)`."""
    call = element_of(found.uses[0])
    function, listed = (call.child_by_field_name(one) for one in ("function", "arguments"))
    statement = call.parent
    if function is None or listed is None or text_of(function) != f"{found.name}.resize":
        return None
    same = (
        statement is not None
        and found.call.parent is not None
        and (statement.parent == found.call.parent.parent)
    )
    arguments = listed.named_children
    simple = len(arguments) == 1 and arguments[0].type in ("identifier", "number_literal")
    return text_of(arguments[0]) if same and simple else None


def _looped(found: SortedVector) -> str | None:
    """The number of elements that the one loop after the sort looks at."""
    loops = {one.id: one for use in found.uses for one in ancestors(use)
             if one.type == "for_statement" and one.start_byte >= found.call.end_byte}  # fmt: skip
    if len(loops) != 1:
        return None
    loop = next(iter(loops.values()))
    limit = _limit(loop, found.name)
    inner = [use for use in found.uses if inside(use, loop) and not asks_size(use)]
    other = [use for use in found.uses if not inside(use, loop) and not asks_size(use)]
    if limit is None or other or not inner:
        return None
    variable, count = limit
    fields = set[str]()
    for use in inner:
        element = use.parent
        if (
            element is None
            or text_of(element) != f"{found.name}[{variable}]"
            or is_changed(element)
        ):
            return None
        above = element.parent
        name = above.child_by_field_name("field") if above is not None else None
        fields.add(text_of(name) if name is not None and above is not None else "")
    return count if found.numbers or _compares_only(found.order, fields) else None


def _limit(loop: Node, name: str) -> tuple[str, str] | None:
    """The loop's variable and `k`, where it counts from 0 while `i < k`, perhaps `&& i < size`."""
    start, condition = (loop.child_by_field_name(one) for one in ("initializer", "condition"))
    if start is None or condition is None:
        return None
    first = re.fullmatch(r"[\w:]+(?: [\w:]+)* (\w+) = 0;", " ".join(text_of(start).split()))
    if first is None:
        return None
    limits = set[str]()
    for part in re.split(r"\s*&&\s*", " ".join(text_of(condition).split())):
        match = re.fullmatch(rf"{first[1]} < (.+)", part)
        if match is None:
            return None
        limits.add(match[1])
    counts = [one for one in limits if f"{name}.size()" not in one]
    simple = len(counts) == 1 and re.fullmatch(r"\w+", counts[0])
    return (first[1], counts[0]) if simple else None


def _compares_only(order: str, fields: set[str]) -> bool:
    """Whether a comparison of `a.f` and `b.f` looks at the one field that is read."""
    match = re.search(r"\{ ?return (\w+)\.(\w+) ?[<>] ?(\w+)\.(\w+); ?\}", " ".join(order.split()))
    return (
        match is not None and match[2] == match[4] and fields == {match[2]} and match[1] != match[3]
    )
