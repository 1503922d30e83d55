"""`std::find`, `std::any_of` and their like over numbers, a block of elements at a time."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import lambda_of, operation_of
from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.agents.specialists.rewriting.tree import mentions
from lessonls.core.reading.syntax import text_of

_FIND = Helper(
    "find_in_blocks",
    """\
// The first element that passes the test. Blocks without one are passed over by a loop without
// branches, which is vectorized.
template <class Iterator, class Test>
static Iterator $name(Iterator first, Iterator last, Test test) {
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
""",
    ("algorithm",),
)
_BEST = Helper(
    "best_in_blocks",
    """\
// The first of the best elements. Blocks without a better one are passed over by a loop without
// branches, which is vectorized.
template <class Iterator, class Test>
static Iterator $name(Iterator first, Iterator last, Test is_better) {
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
""",
    ("algorithm",),
)
_VALUE = "[&](auto value) { return value == $wanted; }"
_FINDS = {
    Pattern("find($first, $last, $wanted)"): f"$name($first, $last, {_VALUE})",
    Pattern("find_if($first, $last, $test)"): "$name($first, $last, $test)",
    Pattern("any_of($first, $last, $test)"): "($name($first, $last, $test) != $last)",
    Pattern("none_of($first, $last, $test)"): "($name($first, $last, $test) == $last)",
}
_BETTER = "[](auto value, auto best) { return"
_BESTS = {
    Pattern("min_element($first, $last)"): f"$name($first, $last, {_BETTER} value < best; }})",
    Pattern("max_element($first, $last)"): f"$name($first, $last, {_BETTER} best < value; }})",
}
_BEGIN = Pattern("$v.begin()")


def _finds(code: Code) -> Code:
    return _with(code, _FIND, _FINDS)


def _bests(code: Code) -> Code:
    return _with(code, _BEST, _BESTS)


def _with(code: Code, helper: Helper, calls: dict[Pattern, str]) -> Code:
    """The code with calls of the helper where a pattern fits and a block can be read."""
    if not code.cpp:
        return code
    name = helper.fresh(code)
    found = [
        (match, text)
        for node in code.nodes("call_expression")
        for pattern, text in calls.items()
        if (match := pattern.match(node)) is not None and _applies(match)
    ]
    if not found:
        return code
    made = (replace(match.node, match.filled(text, name=name)) for match, text in found)
    return helper.put(code.edited(*made), name)


FINDS_IN_BLOCKS = Pass(
    "finds in blocks",
    "searching numbers a block at a time",
    "because a test without branches is vectorized, and most blocks hold no match",
    _finds,
    example=Example(
        """\
bool f(const std::vector<int> &v, int x) {
    auto at = std::find(v.begin(), v.end(), x);
    return at != v.end();
}
""",
        """\
bool f(const std::vector<int> &v, int x) {
    auto at = find_in_blocks(v.begin(), v.end(), [&](auto value) { return value == x; });
    return at != v.end();
}
""",
    ),
)
BEST_IN_BLOCKS = Pass(
    "extremes in blocks",
    "looking for the smallest or largest number a block at a time",
    "because a test without branches is vectorized, and most blocks hold nothing better",
    _bests,
    example=Example(
        """\
float f(const std::vector<float> &v) {
    auto i = std::min_element(v.begin(), v.end());
    return *i;
}
""",
        """\
float f(const std::vector<float> &v) {
    auto i = best_in_blocks(v.begin(), v.end(), [](auto value, auto best) { return value < best; });
    return *i;
}
""",
    ),
)


def _applies(match: Match) -> bool:
    """Whether numbers are compared with a value, or given to a lambda that only computes."""
    if not _numbers(match.at("first")):
        return False
    if "wanted" in match.holes:
        wanted = match.at("wanted")
        return is_plain(wanted) and not mentions(wanted, {"value"})
    test = match.at("test") if "test" in match.holes else None
    return test is None or (lambda_of(test) is not None and operation_of(test) is not None)


def _numbers(begin: Node) -> bool:
    """Whether a range begins in a vector or an array of numbers."""
    match = _BEGIN.match(begin)
    owner = match.at("v") if match is not None else begin
    found = lookup(text_of(owner), begin) if owner.type == "identifier" else None
    known = ("vector", "array") if match is not None else ("pointer", "array")
    shape = found.shape if found is not None else None
    one_row = shape is not None and len(shape.dims) == 1 and shape.dims[0] in known
    return one_row and shape is not None and shape.element in NUMBERS
