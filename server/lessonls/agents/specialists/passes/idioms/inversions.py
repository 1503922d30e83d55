"""Counting the pairs of elements that stand in the wrong order: while merging them into order."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, NUMBERS
from lessonls.agents.specialists.analysis.kinds import element
from lessonls.agents.specialists.analysis.pairs import Pairs, pairs_in
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.steps import If, Set
from lessonls.agents.specialists.analysis.terms import Term
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper

_MERGING = """\
// How many pairs of values have BEFORE in front of AFTER, counted while sorting.
static COUNT NAME(std::vector<KIND> values) {
    const std::size_t size = values.size();
    std::vector<KIND> merged(size);
    COUNT pairs = 0;
    for (std::size_t width = 1; width < size; width *= 2) {
        for (std::size_t low = 0; low < size; low += 2 * width) {
            const std::size_t middle = std::min(low + width, size);
            const std::size_t high = std::min(low + 2 * width, size);
            std::size_t left = low, right = middle;
            for (std::size_t to = low; to < high; to++) {
                const bool second =
                    left == middle || (right < high && values[right] SIGN values[left]);
                pairs += second ? static_cast<COUNT>(middle - left) : 0;
                merged[to] = second ? values[right++] : values[left++];
            }
        }
        values.swap(merged);
    }
    return pairs;
}
"""
_MERGING_C = """\
/* How many pairs of values have BEFORE in front of AFTER, counted while sorting. */
static COUNT NAME(const KIND *list, size_t size) {
    KIND *values = malloc((2 * size + 1) * sizeof *values), *merged = values + size;
    KIND *const block = values;
    COUNT pairs = 0;
    for (size_t i = 0; i < size; i++) values[i] = list[i];
    for (size_t width = 1; width < size; width *= 2) {
        for (size_t low = 0; low < size; low += 2 * width) {
            const size_t middle = low + width < size ? low + width : size;
            const size_t high = middle + width < size ? middle + width : size;
            size_t left = low, right = middle;
            for (size_t to = low; to < high; to++) {
                const int second =
                    left == middle || (right < high && values[right] SIGN values[left]);
                pairs += second ? (COUNT)(middle - left) : 0;
                merged[to] = second ? values[right++] : values[left++];
            }
        }
        KIND *const sorted = merged;
        merged = values;
        values = sorted;
    }
    free(block);
    return pairs;
}
"""


@dataclass(frozen=True)
class _Found:
    """`count` grows by one for every two of `list` where the later one is `sign` the earlier."""

    pairs: Pairs
    count: Term
    list: str
    kind: str
    sign: str


def _run(code: Code) -> Code:
    for pairs in pairs_in(code):
        found = _found(pairs)
        if found is not None:
            return _rewritten(code, found)
    return code


INVERSIONS = Pass(
    "merge counting",
    "counting pairs in the wrong order while merging the elements into order",
    "because a merge counts many pairs at once",
    _run,
)


def _found(pairs: Pairs) -> _Found | None:
    match pairs.body:
        case (
            If(
                Term("<", (Term("[]", (Term(name, ()), one)), Term("[]", (Term(other, ()), two)))),
                (Set(count, "+", Term("1")),),
                (),
            ) as step,
        ) if name == other:
            pass
        case _:
            return None
    i, j = Term(pairs.outer.name), Term(pairs.inner.name)
    early, late = (j, i) if pairs.inner.end.loose == i else (i, j)
    later_first = (one.loose, two.loose) == (late, early)
    if not pairs.ordered or not (later_first or (one.loose, two.loose) == (early, late)):
        return None
    kind = element(Term("[]", (Term(name), early)), step.node)
    counted = lookup(count.op, step.node) if count.is_name else None
    known = lookup(name, step.node)
    whole = known is not None and known.shape.dims in (("vector",), ("pointer",), ("array",))
    local = counted is not None and not counted.shape.dims and counted.shape.element in INTEGERS
    if kind not in NUMBERS or not whole or not local or counted is None:
        return None
    return _Found(pairs, count, name, kind, "<" if later_first else ">")


def _rewritten(code: Code, found: _Found) -> Code:
    cpp = code.cpp
    pairs, name = found.pairs, free_name(code, "count_while_merging")
    same = pairs.end == pairs.inner.end
    size = bound_text(pairs.inner if same else pairs.outer, pairs.outer)
    size = str(pairs.end) if pairs.end.op == ".size()" else size
    counted = lookup(found.count.op, pairs.outer.node)
    kind = counted.shape.element if counted is not None else "long"
    words = (
        ("larger ones", "smaller ones") if found.sign == "<" else ("smaller ones", "larger ones")
    )
    helper = (_MERGING if cpp else _MERGING_C).replace("BEFORE", words[0])
    spelled = code.spelled(kind), code.spelled(found.kind)
    for old, new in (("AFTER", words[1]), ("COUNT", spelled[0]), ("NAME", name),
                     ("KIND", spelled[1]), ("SIGN", found.sign)):  # fmt: skip
        helper = helper.replace(old, new)
    known = lookup(found.list, pairs.outer.node)
    vector = cpp and known is not None and known.shape.dims == ("vector",)
    if vector and size == f"{found.list}.size()":
        values = found.list
    elif cpp:
        first = f"{found.list}.begin()" if vector else found.list
        values = f"{{{first}, {first} + ({size} > 0 ? {size} : 0)}}"
    else:
        values = f"{found.list}, {size} > 0 ? {size} : 0"
    text = f"{found.count} += {name}({values});"
    headers = ("algorithm", "cstddef", "vector") if cpp else ("stddef.h", "stdlib.h")
    return with_helper(code.edited(replace(pairs.outer.node, text)), headers, helper)
