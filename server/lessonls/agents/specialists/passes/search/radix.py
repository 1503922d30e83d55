"""Plain numbers sorted by their bits: a few passes over the data instead of comparisons."""

import re

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, bits, is_signed
from lessonls.agents.specialists.analysis.sortings import Sort, sort_at
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.views import squeezed

_WHOLE = """\
const auto key = [](KIND value) {
    return static_cast<BITS>(value)FLIP;
};"""
_REAL = """\
const auto key = [](KIND value) {
    BITS bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits >> LAST ? ~bits : bits | BITS{1} << LAST;
};"""
_HELPER = """\
// Sorts by eleven bits at a time, the lowest first; equal numbers cannot be told apart.
static void $name(std::vector<$kind> &values) {
    if (values.size() < $small) {
        std::sort(values.begin(), values.end());
        return;
    }
    $key
    const std::size_t count = values.size();
    std::vector<$kind> spare(count);
    $kind *from = values.data(), *to = spare.data();
    for (int shift = 0; shift < $width; shift += 11) {
        std::vector<std::size_t> places(2049);
        for (std::size_t i = 0; i < count; i++) {
            places[(key(from[i]) >> shift & 2047) + 1]++;
        }
        if (places[(key(from[0]) >> shift & 2047) + 1] == count) {
            continue;
        }
        for (int digit = 0; digit < 2048; digit++) {
            places[digit + 1] += places[digit];
        }
        for (std::size_t i = 0; i < count; i++) {
            to[places[key(from[i]) >> shift & 2047]++] = from[i];
        }
        std::swap(from, to);
    }
    if (from != values.data()) {
        std::copy(from, from + count, values.data());
    }
}
"""
_HEADERS = ("algorithm", "cstddef", "cstdint", "utility", "vector")
_RISING = re.compile(r"(?:std::)?less(?:<\w*>)?(?:\(\)|\{\})")
_FALLING = re.compile(r"(?:std::)?greater(?:<[\w: ]*>)?(?:\(\)|\{\})")
_COMPARING = re.compile(
    r"\[\]\(.*?(\w+), .*?(\w+)\) ?(?:-> ?bool ?)?\{ ?return (\w+) ([<>]) (\w+); ?\}"
)


def _run(code: Code) -> Code:
    sorts = map(sort_at, code.nodes("call_expression") if code.cpp else ())
    found = [one for one in sorts if one is not None and _is_plain(one)]
    kinds = {one.declared.shape.element for one in found}
    if len(kinds) != 1:
        return code
    kind = kinds.pop()
    real = kind not in INTEGERS
    more = ("cstring",) if real else ()
    helper = Helper("radix_sort", _HELPER, (*_HEADERS[:3], *more, *_HEADERS[3:]))
    name = helper.fresh(code)
    after = code.edited(*(_called(code, one, name) for one in found))
    width, spelled = bits(kind), code.spelled(kind)
    flip = f" ^ std::uint{width}_t{{1}} << {width - 1}" if is_signed(kind) else ""
    key = (_REAL if real else _WHOLE).replace("FLIP", flip).replace("LAST", str(width - 1))
    key = key.replace("BITS", f"std::uint{width}_t").replace("KIND", spelled)
    small = 1024 if width <= 32 else 4096
    return helper.put(after, name, kind=spelled, key=key, width=width, small=small)


RADIX_SORT = Pass(
    "radix sort",
    "radix-sorting the numbers",
    "because a few passes over the data replace comparisons that are mispredicted",
    _run,
    example=Example(
        """\
void f(std::vector<int> &v) {
    std::sort(v.begin(), v.end(), std::greater<>());
}
""",
        """\
void f(std::vector<int> &v) {
    radix_sort(v);
    std::reverse(v.begin(), v.end());
}
""",
    ),
)


def _called(code: Code, found: Sort, name: str) -> Edit:
    again = f"std::reverse({found.name}.begin(), {found.name}.end())"
    rising = f"{name}({found.name})"
    falling = f"{rising};\n{indent_of(code.text, found.call.node)}{again}"
    return replace(found.call.node, rising if _direction(found) else falling)


def _is_plain(found: Sort) -> bool:
    """Whether it is a vector of numbers with enough bits, in rising or falling order."""
    shape = found.declared.shape
    known = shape.dims == ("vector",) and bits(shape.element) >= 16
    return known and _direction(found) is not None and in_block(found.statement)


def _direction(found: Sort) -> bool | None:
    """Whether the numbers rise; None for another order."""
    order = squeezed(found.order) if found.order is not None else ""
    if not order or _RISING.fullmatch(order):
        return True
    match = _COMPARING.fullmatch(order)
    if match is None:
        return False if _FALLING.fullmatch(order) else None
    first, second, left, sign, right = match.groups()
    if {left, right} != {first, second} or left == right:
        return None
    return (sign == "<") == (left == first)
