"""Sorting to look at the first few elements: `std::partial_sort` leaves the rest as it falls."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import lambda_of
from lessonls.agents.specialists.analysis.orders import order_of
from lessonls.agents.specialists.analysis.sortings import (
    SortedVector,
    asks_size,
    element_of,
    is_changed,
    sorted_vector,
)
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import ancestors, inside
from lessonls.agents.specialists.rewriting.views import For, Member, conjuncts
from lessonls.core.reading.syntax import text_of

_RESIZED = Pattern("$v.resize($k)")
_START, _BELOW = Pattern("$T $i = 0;"), Pattern("$i < $k")


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression") if code.cpp else ():
        found = sorted_vector(code, call)
        count = _count(found) if found is not None else None
        if found is not None and count is not None:
            begin, size = f"{found.name}.begin()", f"{found.name}.size()"
            middle = f"{begin} + std::min<std::size_t>({count}, {size})"
            end = f"{found.name}.end(){found.sort.rest}"
            return code.edited(replace(call, f"std::partial_sort({begin}, {middle}, {end})"))
    return code


SORT_FIRST = Pass(
    "partial_sort",
    "sorting only the elements that are used",
    "because what comes after them may stay in any order",
    _run,
    example=Example(
        """\
long f(std::vector<int> v, int k) {
    long sum = 0;
    std::sort(v.begin(), v.end());
    for (int i = 0; i < k && i < v.size(); i++) {
        sum += v[i];
    }
    return sum;
}
""",
        """\
long f(std::vector<int> v, int k) {
    long sum = 0;
    std::partial_sort(v.begin(), v.begin() + std::min<std::size_t>(k, v.size()), v.end());
    for (int i = 0; i < k && i < v.size(); i++) {
        sum += v[i];
    }
    return sum;
}
""",
    ),
)


def _count(found: SortedVector) -> str | None:
    """How many elements are looked at: by a loop over the first few, or where `resize` comes first
    and equal elements are the same.
    """
    return (_shortened(found) if found.sort.numbers else None) or _looped(found)


def _shortened(found: SortedVector) -> str | None:
    """The new size, where the first thing that happens is `v.resize(k)`."""
    call = element_of(found.uses[0])
    match, statement = _RESIZED.match(call), call.parent
    same = statement is not None and statement.parent == found.sort.statement.parent
    if match is None or match["v"] != found.name or not same:
        return None
    return match["k"] if match.at("k").type in ("identifier", "number_literal") else None


def _looped(found: SortedVector) -> str | None:
    """The number of elements that the one loop after the sort looks at."""
    around = {one for use in found.uses for one in ancestors(use) if one.type == "for_statement"}
    loops = {one for one in around if one.start_byte >= found.sort.node.end_byte}
    loop = loops.pop() if len(loops) == 1 else None
    limit = _limit(loop, found.name) if loop is not None else None
    read = [use for use in found.uses if not asks_size(use)]
    if loop is None or limit is None or not read or not all(inside(use, loop) for use in read):
        return None
    variable, count = limit
    elements = [use.parent for use in read if use.parent is not None]
    place = f"{found.name}[{variable}]"
    if any(text_of(one) != place or is_changed(one) for one in elements):
        return None
    members = [Member.of(one.parent) for one in elements]
    fields = {one.name if one is not None else "" for one in members}
    return count if found.sort.numbers or _compares_only(found.sort.order, fields) else None


def _limit(loop: Node, name: str) -> tuple[str, str] | None:
    """The loop's variable and `k`, where it counts from 0 while `i < k`, perhaps `&& i < size`."""
    head = For.of(loop)
    first = _START.match(head.start) if head is not None else None
    if head is None or first is None:
        return None
    known = {"i": first.holes["i"]}
    tests = [_BELOW.match(one, known=known) for one in conjuncts(head.condition)]
    counts = {one["k"] for one in tests if one is not None and f"{name}.size()" not in one["k"]}
    (count,) = counts if len(counts) == 1 else ("",)
    simple = None not in tests and (count.isidentifier() or count.isdigit())
    return (first["i"], count) if simple else None


def _compares_only(order: Node | None, fields: set[str]) -> bool:
    """Whether a comparison of `a.f` and `b.f` looks at the one field that is read."""
    function = lambda_of(order) if order is not None else None
    found = order_of(function) if function is not None else None
    return found is not None and not found.further and fields == {found.key.partition(".")[2]}
