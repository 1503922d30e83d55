"""Counting the pairs of elements that stand in the wrong order: while merging them into order."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, NUMBERS
from lessonls.agents.specialists.analysis.loop_ir import If, Set
from lessonls.agents.specialists.analysis.pairs import Pairs, pairs_in
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.term_types import element
from lessonls.agents.specialists.analysis.terms import Binary, Index, Literal, Method, Name
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper

_MERGING = Helper(
    "count_while_merging",
    """\
// How many pairs of values have $before in front of $after, counted while sorting.
static $count $name(std::vector<$kind> values) {
    const std::size_t size = values.size();
    std::vector<$kind> merged(size);
    $count pairs = 0;
    for (std::size_t width = 1; width < size; width *= 2) {
        for (std::size_t low = 0; low < size; low += 2 * width) {
            const std::size_t middle = std::min(low + width, size);
            const std::size_t high = std::min(low + 2 * width, size);
            std::size_t left = low, right = middle;
            for (std::size_t to = low; to < high; to++) {
                const bool second =
                    left == middle || (right < high && values[right] $sign values[left]);
                pairs += second ? static_cast<$count>(middle - left) : 0;
                merged[to] = second ? values[right++] : values[left++];
            }
        }
        values.swap(merged);
    }
    return pairs;
}
""",
    ("algorithm", "cstddef", "vector"),
)
_MERGING_C = Helper(
    "count_while_merging",
    """\
/* How many pairs of values have $before in front of $after, counted while sorting. */
static $count $name(const $kind *list, size_t size) {
    $kind *values = malloc((2 * size + 1) * sizeof *values), *merged = values + size;
    $kind *const block = values;
    $count pairs = 0;
    for (size_t i = 0; i < size; i++) values[i] = list[i];
    for (size_t width = 1; width < size; width *= 2) {
        for (size_t low = 0; low < size; low += 2 * width) {
            const size_t middle = low + width < size ? low + width : size;
            const size_t high = middle + width < size ? middle + width : size;
            size_t left = low, right = middle;
            for (size_t to = low; to < high; to++) {
                const int second =
                    left == middle || (right < high && values[right] $sign values[left]);
                pairs += second ? ($count)(middle - left) : 0;
                merged[to] = second ? values[right++] : values[left++];
            }
        }
        $kind *const sorted = merged;
        merged = values;
        values = sorted;
    }
    free(block);
    return pairs;
}
""",
    ("stddef.h", "stdlib.h"),
)


@dataclass(frozen=True)
class _Found:
    """`count` grows by one for every two of `list` where the later one is `sign` the earlier."""

    pairs: Pairs
    count: Declaration
    list: Declaration
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
    example=Example(
        """\
long f(const int *x, int n) {
    long c = 0;
    for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) if (x[i] > x[j]) c++;
    return c;
}
""",
        """\
long f(const int *x, int n) {
    long c = 0;
    c += count_while_merging({x, x + (n > 0 ? n : 0)});
    return c;
}
""",
    ),
)


def _found(pairs: Pairs) -> _Found | None:
    match pairs.body:
        case (
            If(
                Binary("<", Index(Name(name) as list_, one), Index(Name(other), two)),
                (Set(Name(count), "+", Literal("1")),),
                (),
                node,
            ),
        ) if name == other:
            pass
        case _:
            return None
    i, j = Name(pairs.outer.name), Name(pairs.inner.name)
    early, late = (j, i) if pairs.inner.end.loose == i else (i, j)
    later_first = (one.loose, two.loose) == (late, early)
    if not pairs.ordered or not (later_first or (one.loose, two.loose) == (early, late)):
        return None
    counted, known = lookup(count, node), lookup(name, node)
    whole = known is not None and known.shape.dims in (("vector",), ("pointer",), ("array",))
    local = counted is not None and not counted.shape.dims and counted.shape.element in INTEGERS
    if known is None or counted is None or not whole or not local:
        return None
    numbers = element(Index(list_, early), node) in NUMBERS
    return _Found(pairs, counted, known, "<" if later_first else ">") if numbers else None


def _rewritten(code: Code, found: _Found) -> Code:
    pairs, name, helper = found.pairs, found.list.name, _MERGING if code.cpp else _MERGING_C
    same = pairs.end == pairs.inner.end
    size = bound_text(pairs.inner if same else pairs.outer, pairs.outer)
    size = str(pairs.end) if isinstance(pairs.end, Method) else size
    vector = code.cpp and found.list.shape.dims == ("vector",)
    if vector and size == f"{name}.size()":
        values = name
    elif code.cpp:
        first = f"{name}.begin()" if vector else name
        values = f"{{{first}, {first} + ({size} > 0 ? {size} : 0)}}"
    else:
        values = f"{name}, {size} > 0 ? {size} : 0"
    called = helper.fresh(code)
    after = code.edited(replace(pairs.outer.node, f"{found.count.name} += {called}({values});"))
    kinds = (code.spelled(one.shape.element) for one in (found.count, found.list))
    words = ("larger ones", "smaller ones")
    before, behind = words if found.sign == "<" else words[::-1]
    values_of = dict(zip(("count", "kind"), kinds, strict=True))
    return helper.put(after, called, before=before, after=behind, sign=found.sign, **values_of)
