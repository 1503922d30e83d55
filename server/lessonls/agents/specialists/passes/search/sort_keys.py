"""Keys that a comparison computes anew each time, computed once before sorting.

The sort makes the same comparisons as before, so that equal keys stay in the order they had.
"""

import re
from functools import partial

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import lambda_of, substituted
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.orders import Order, definition_of, order_of
from lessonls.agents.specialists.analysis.own_functions import only_computes
from lessonls.agents.specialists.analysis.sortings import Sort, sort_at
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.core.reading.syntax import text_of

_TEXT = """\
std::vector<$pair> $keyed;
$keyed.reserve($name.size());
for (std::size_t $at = 0; $at < $name.size(); $at++) {
    $keyed.emplace_back($value, $name[$at]);
}
$sort($keyed.begin(), $keyed.end(), [](const auto &a, const auto &b) {
    return a.first $sign b.first;
});
for (std::size_t $at = 0; $at < $name.size(); $at++) {
    $name[$at] = $keyed[$at].second;
}"""


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression") if code.cpp else ():
        found = sort_at(call)
        made = _text(code, found) if found is not None and in_block(found.statement) else ""
        if found is not None and made:
            after = code.edited(replace(found.statement, made))
            return with_helper(after, ("cstddef", "utility", "vector"))
    return code


KEYS_ONCE = Pass(
    "keys computed once",
    "computing each sort key once",
    "because a comparison sort looks at each of them many times",
    _run,
    example=Example(
        """\
void f(std::vector<int> &x) {
    std::sort(x.begin(), x.end(), [](int a, int b) { return std::pow(a, 1.5) < std::pow(b, 1.5); });
}
""",
        """\
void f(std::vector<int> &x) {
    std::vector<std::pair<std::decay_t<decltype(std::pow(x[0], 1.5))>, int>> keyed;
    keyed.reserve(x.size());
    for (std::size_t at = 0; at < x.size(); at++) {
        keyed.emplace_back(std::pow(x[at], 1.5), x[at]);
    }
    std::sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) {
        return a.first < b.first;
    });
    for (std::size_t at = 0; at < x.size(); at++) {
        x[at] = keyed[at].second;
    }
}
""",
    ),
)


def _text(code: Code, found: Sort) -> str:
    key = _key(code, found.order) if found.order is not None else None
    if key is None or key.further or found.declared.shape.dims[:1] != ("vector",):
        return ""
    element = _written_element(text_of(found.declared.node))
    if not element or element == "bool" or not _is_costly(key.name, key.key):
        return ""
    name, at = found.name, code.fresh("at")
    value, first = (substituted(key.key, {key.name: f"{name}[{one}]"}) for one in (at, "0"))
    return placed(
        code, found.call.node, _TEXT, name=name, at=at, value=value, keyed=code.fresh("keyed"),
        pair=f"std::pair<std::decay_t<decltype({first})>, {element}>",
        sort=text_of(found.call.function), sign=">" if key.falls else "<",
    )  # fmt: skip


def _key(code: Code, comparison: Node) -> Order | None:
    """The key of a lambda, or of a function of the file; None where computing it may do more."""
    function = lambda_of(comparison)
    if function is None and comparison.type == "identifier":
        function = definition_of(text_of(comparison), code.file)
    found = order_of(function) if function is not None else None
    known = partial(only_computes, code)
    plain = found is not None and all(is_plain(side, known) for side in found.sides)
    return found if plain else None


def _is_costly(parameter: str, expression: str) -> bool:
    """Whether a key is more than a field: a call, or an element of another container."""
    plain = re.sub(r"\.(size|real|imag|length|empty)\(\)", "", expression)
    return bool(re.search(r"\w\(", plain) or re.search(rf"\[\s*{parameter}\s*\]", plain))


def _written_element(declaration: str) -> str:
    """The element type as the vector's declaration has it."""
    start = declaration.find("vector<")
    depth, text = 0, ""
    for sign in declaration[start + 7 :] if start >= 0 else "":
        depth += {"<": 1, ">": -1}.get(sign, 0)
        if depth < 0:
            return text.strip()
        text += sign
    return ""
