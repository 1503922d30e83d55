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
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import parse, text_of


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for call in code.nodes("call_expression"):
        made = _rewritten(code, call)
        if made is not None and call.parent is not None:
            headers = ("cstddef", "utility", "vector")
            return with_helper(code.edited(replace(call.parent, made)), headers)
    return code


KEYS_ONCE = Pass(
    "keys computed once",
    "computing each sort key once",
    "because a comparison sort looks at each of them many times",
    _run,
)


def _rewritten(code: Code, call: Node) -> str | None:
    function, listed = (call.child_by_field_name(one) for one in ("function", "arguments"))
    alone = call.parent is not None and call.parent.type == "expression_statement"
    if (
        function is None
        or listed is None
        or not alone
        or call.parent is None
        or not in_block(call.parent)
    ):
        return None
    arguments = [one for one in listed.named_children if one.type != "comment"]
    texts = [text_of(one) for one in arguments]
    name = texts[0].removesuffix(".begin()") if texts else ""
    whole = texts[:2] == [f"{name}.begin()", f"{name}.end()"] and len(texts) == 3
    if plain_name(function) not in ("sort", "stable_sort") or not whole:
        return None
    found = lookup(name, call) if name.isidentifier() else None
    key = _key(code, arguments[2])
    if found is None or "vector" not in found.shape.dims[:1] or key is None or key.further:
        return None
    parameter, expression, sign = key.name, key.key, ">" if key.falls else "<"
    element = _written_element(text_of(found.node))
    if not element or element == "bool" or not _is_costly(parameter, expression):
        return None
    keyed, at = code.fresh("keyed"), code.fresh("at")
    indent, unit = indent_of(code.text, call), indent_unit(code.text)
    value = substituted(expression, {parameter: f"{name}[{at}]"})
    first = substituted(expression, {parameter: f"{name}[0]"})
    kind = f"std::pair<std::decay_t<decltype({first})>, {element}>"
    lines = [
        f"std::vector<{kind}> {keyed};",
        f"{keyed}.reserve({name}.size());",
        f"for (std::size_t {at} = 0; {at} < {name}.size(); {at}++) {{",
        f"{unit}{keyed}.emplace_back({value}, {name}[{at}]);",
        "}",
        f"{text_of(function)}({keyed}.begin(), {keyed}.end(), [](const auto &a, const auto &b) {{",
        f"{unit}return a.first {sign} b.first;",
        "});",
        f"for (std::size_t {at} = 0; {at} < {name}.size(); {at}++) {{",
        f"{unit}{name}[{at}] = {keyed}[{at}].second;",
        "}",
    ]
    return f"\n{indent}".join(lines)


def _key(code: Code, comparison: Node) -> Order | None:
    """The key of a lambda, or of a function of the file; None where computing it may do more."""
    function = lambda_of(comparison)
    if function is None and comparison.type == "identifier":
        root = parse(code.context + code.text, code.language).root_node
        function = definition_of(text_of(comparison), root)
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
