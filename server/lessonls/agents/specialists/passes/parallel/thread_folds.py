"""`std::reduce` with an operation of the user's own: stretches of the values on all cores."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import REPEATING, is_in
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_LANES = "reduce_in_lanes"
_HELPER = """\
/// Combines stretches of the values on all cores, in any order, as std::reduce may.
template <class Value, class Result, class Operation>
static Result {name}(const Value *values, std::size_t count, Result result, Operation combine) {{
    const std::size_t stretch = 1 << 14;
    #pragma omp parallel for schedule(static) if(count > 2 * stretch)
    for (std::size_t start = 0; start < count; start += stretch) {{
        const std::size_t more = std::min(stretch, count - start) - 1;
        const Value *rest = values + start + 1;
        const Result part = {one};
        #pragma omp critical
        result = combine(result, part);
    }}
    return result;
}}
"""
_ONE = {
    _LANES: f"{_LANES}(rest, more, Result(values[start]), combine)",
    "reduce": "std::reduce(rest, rest + more, Result(values[start]), combine)",
}


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression") if code.cpp else ():
        function = call.child_by_field_name("function")
        kind = plain_name(function) if function is not None else ""
        listed = call.child_by_field_name("arguments")
        looped = is_in(call, REPEATING)
        if kind in _ONE and listed is not None and not looped:
            edited = _shared_out(code, call, kind, listed.named_children)
            if edited is not None:
                return edited
    return code


THREAD_FOLDS = Pass(
    "folds on all cores",
    "combining stretches of the values on all cores",
    "because the operation may be applied in any order",
    _run,
)


def _is_symmetric(operation: str) -> bool:
    """Whether a lambda of two values is an operation that may also combine two results."""
    text = " ".join(operation.split())
    match = re.search(r"(\w+), [^,()]*?(\w+)\) ?\{ ?return (.*?); ?\}$", text)
    if match is None:
        return False
    a, b, value = (
        re.escape(part) if place < 2 else part for place, part in enumerate(match.groups())
    )
    plain = rf"{a} (\+|\*|&|\||\^|&&|\|\|) {b}"
    call = rf"(std::)?(min|max|gcd)\({a}, {b}\)"
    chosen = rf"{a} ([<>]) {b} \? ({a} : {b}|{b} : {a})"
    return any(re.fullmatch(one, value) for one in (plain, call, chosen))


def _shared_out(code: Code, call: Node, kind: str, arguments: list[Node]) -> Code | None:
    if len(arguments) != 4 or (kind == "reduce" and text_of(call).startswith("reduce_in")):
        return None
    texts = [text_of(one) for one in arguments]
    name = texts[0].removesuffix(".data()" if kind == _LANES else ".begin()")
    ends = f"{name}.size()" if kind == _LANES else f"{name}.end()"
    found = lookup(name, call)
    numbers = found is not None and found.shape.dims == ("vector",) and found.shape.arithmetic
    if kind == "reduce" and not _is_symmetric(texts[3]):
        return None
    if texts[1] != ends or not numbers or (found is not None and found.shape.element == "bool"):
        return None
    helper = free_name(code, "reduce_in_threads")
    text = f"{helper}({name}.data(), {name}.size(), {texts[2]}, {texts[3]})"
    after = code.edited(replace(call, text))
    block = _HELPER.format(name=helper, one=_ONE[kind])
    return with_helper(after, ("algorithm",), block)
