"""Structures sorted by the bits of the key that decides first, and by comparing what ties there.

Every order in which `a` before `b` means that the key of `a` is not larger can be sorted so:
the key need not decide alone, and rounding it to a `double` does no harm.
"""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import lambda_of, substituted
from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, NUMBERS
from lessonls.agents.specialists.analysis.orders import Order, definition_of, order_of
from lessonls.agents.specialists.analysis.sortings import Sort, sort_at
from lessonls.agents.specialists.analysis.term_types import field_kinds
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.core.reading.syntax import text_of

_HELPER = Helper(
    "radix_sort_by",
    """\
// Sorts by the upper half of the keys' bits, eleven at a time, and then by comparing neighbours.
template <class Element, class Key, class Before>
static void $name(std::vector<Element> &values, Key key, Before before) {
    struct Keyed {
        std::uint64_t bits;
        Element value;
    };
    const std::size_t count = values.size();
    if (count < 4096) {
        $sort(values.begin(), values.end(), before);
        return;
    }
    std::vector<Keyed> from(count), to(count);
    for (std::size_t i = 0; i < count; i++) {
        const double number = key(values[i]) + 0.0;  // there is one zero
        std::uint64_t bits;
        std::memcpy(&bits, &number, sizeof bits);
        from[i] = {(bits >> 63 ? ~bits : bits | std::uint64_t{1} << 63) >> 31, values[i]};
    }
    for (int shift = 0; shift < 33; shift += 11) {
        std::vector<std::size_t> places(2049);
        for (const Keyed &one : from) {
            places[(one.bits >> shift & 2047) + 1]++;
        }
        if (places[(from[0].bits >> shift & 2047) + 1] == count) {
            continue;
        }
        for (int digit = 0; digit < 2048; digit++) {
            places[digit + 1] += places[digit];
        }
        for (const Keyed &one : from) {
            to[places[one.bits >> shift & 2047]++] = one;
        }
        from.swap(to);
    }
    const auto compare = [&](const Keyed &a, const Keyed &b) { return before(a.value, b.value); };
    for (std::size_t first = 0, last; first < count; first = last) {
        for (last = first + 1; last < count && from[last].bits == from[first].bits; last++) {
        }
        if (last - first > 1) {
            $sort(from.begin() + first, from.begin() + last, compare);
        }
    }
    for (std::size_t i = 0; i < count; i++) {
        values[i] = from[i].value;
    }
}
""",
    ("algorithm", "cstddef", "cstdint", "cstring", "vector"),
)
_STRUCT = r"(?:struct|class)\s+{}\s*(?:final\s*)?\{{([^{{}}]*)\}}"
_FIELD = re.compile(r"((?:std::|unsigned |signed |long |short )*\w+)\s+[\w\s,=.]+")
_VARIABLE = re.compile(r"(?<![\w.:])[A-Za-z_]\w*(?![\w(:<])")
_LARGEST = 6
"""Fields of a structure that is still moved about as a whole."""


def _run(code: Code) -> Code:
    sorts = map(sort_at, code.nodes("call_expression") if code.cpp else ())
    name = _HELPER.fresh(code)
    made = [(one, _sorted(code, one, name)) for one in sorts if one is not None]
    found = [(one, text) for one, text in made if text]
    functions = {text_of(one.call.function) for one, _ in found}
    if len(functions) != 1:
        return code
    after = code.edited(*(replace(one.call.node, text) for one, text in found))
    return _HELPER.put(after, name, sort=functions.pop())


RADIX_BY_KEYS = Pass(
    "radix sort by keys",
    "radix-sorting the structures by their keys",
    "because a few passes over the data replace comparisons that are mispredicted",
    _run,
    example=Example(
        """\
void f(std::vector<std::pair<int, int>> &v) {
    std::sort(v.begin(), v.end());
}
""",
        """\
void f(std::vector<std::pair<int, int>> &v) {
    radix_sort_by(v, [](const auto &value) { return static_cast<double>(std::get<0>(value)); },
        std::less<std::pair<int, int>>());
}
""",
    ),
)


def _sorted(code: Code, sort: Sort, name: str) -> str:
    """The call of the helper in place of a sort; empty where that does not do."""
    shape, file = sort.declared.shape, code.context + code.text
    if shape.dims != ("vector",):
        return ""
    fields = _fields(shape.element, file)
    before, order = _before(code, sort.order, shape.element)
    if not fields or order is None:
        return ""
    if not (order.further or sort.stable or _is_fine(order, fields, file)):
        return ""
    key = substituted(order.key, {order.name: "value"})
    key = key if _is_real(order, file) and not order.falls else f"static_cast<double>({key})"
    alone = set(_VARIABLE.findall(key)) <= {"value", "double"}
    negated = "-" if order.falls else ""
    pick = f"{'[]' if alone else '[&]'}(const auto &value) {{ return {negated}{key}; }}"
    indent = indent_of(code.text, sort.call.node) + indent_unit(code.text)
    return f"{name}({sort.name}, {pick},\n{indent}{before})"


def _fields(kind: str, file: str) -> list[str]:
    """The types of an element's parts, where all are numbers; empty for anything else."""
    made = re.fullmatch(r"(pair|tuple|complex) ?<(.*)>", kind)
    if made is not None:
        parts = [part.strip() for part in made[2].split(",")]
    else:
        match = re.search(_STRUCT.format(re.escape(kind)), file) if kind.isidentifier() else None
        lines = [line.strip() for line in match[1].split(";")] if match is not None else []
        fields = [(line, _FIELD.fullmatch(line)) for line in lines if line]
        parts = [
            one[1].removeprefix("std::") if one is not None else ""
            for line, one in fields
            for _ in range(line.count(",") + 1)
        ]
    plain = all(part in NUMBERS for part in parts) and len(parts) <= _LARGEST
    return parts if plain else []


def _before(code: Code, given: Node | None, kind: str) -> tuple[str, Order | None]:
    """The comparison as text, and its order."""
    pairs = re.match(r"(pair|tuple)", kind)
    if given is None:
        first = Order("a", "std::get<0>(a)", falls=False, further=True)
        return f"std::less<std::{kind}>()", first if pairs else None
    text = text_of(given)
    functor = re.fullmatch(r"(?:std::)?(less|greater)(?: ?<.*>)?(?:\(\)|\{\})", text)
    if functor is not None:
        falls = functor[1] == "greater"
        return text, Order("a", "std::get<0>(a)", falls, further=True) if pairs else None
    function = lambda_of(given)
    if function is None and text.isidentifier():
        function = definition_of(text, code.file)
    found = order_of(function) if function is not None else None
    return text, found if found is not None and found.plain else None


def _is_real(order: Order, file: str) -> bool:
    """Whether the key is a real field."""
    match = re.fullmatch(rf"{order.name}\.(\w+)", order.key)
    kinds = field_kinds(match[1], file) if match is not None else []
    return bool(kinds) and all(one in FLOATS for one in kinds)


def _is_fine(order: Order, fields: list[str], file: str) -> bool:
    """Whether ties are rare, as among values of type double: their order is left open."""
    if set(fields) != {"double"}:
        match = re.fullmatch(rf"{order.name}\.(\w+)", order.key)
        return match is not None and field_kinds(match[1], file) == ["double"]
    return True
