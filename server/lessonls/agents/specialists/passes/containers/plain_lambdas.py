"""Lambdas in a std::function, kept as what they are, so that the compiler can inline them."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Call
from lessonls.core.reading.syntax import text_of

_FUNCTION = re.compile(r"(?:std::)?function<([^()]+)\(.*\)>", re.DOTALL)


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for node in code.nodes("declaration"):
        edits = _plain(code, node)
        if edits:
            return _run(code.edited(*edits))
    return code


PLAIN_LAMBDAS = Pass(
    "plain lambdas",
    "calling lambdas directly instead of through std::function",
    "because the compiler knows what is called and can inline it",
    _run,
    example=Example(
        """\
int f(int n) {
    std::function<long(int)> half = [](int v) { return v / 2; }; return half(n) + half(3);
}
""",
        """\
int f(int n) {
    const auto half = [](int v) -> long { return v / 2; }; return half(n) + half(3);
}
""",
    ),
)


def _plain(code: Code, node: Node) -> list[Edit]:
    kind, found = node.child_by_field_name("type"), list(declarations(node))
    match = _FUNCTION.fullmatch(text_of(kind)) if kind is not None else None
    if match is None or kind is None or len(found) != 1 or found[0].init is None:
        return []
    function, name = found[0].init, found[0].name
    body = function.child_by_field_name("body")
    if function.type != "lambda_expression" or body is None or found[0].shape.reference:
        return []
    uses = [one for one in code.uses(name) if inside(one, body) or not inside(one, node)]
    calls = [
        call.listed
        for use in uses
        if (call := Call.of(use.parent)) is not None and call.function == use
    ]
    if len(calls) != len(uses) or "mutable" in text_of(function):
        return []
    edits = [*_typed(function, body, match[1].strip()), replace(kind, "const auto")]
    if any(inside(use, body) for use in uses):
        edits += _recursive(code, function, body, uses, calls)
    return edits


def _typed(function: Node, body: Node, result: str) -> list[Edit]:
    """The result type behind the parameters, where the lambda leaves it open."""
    declarator = function.child_by_field_name("declarator")
    if declarator is not None and "->" in text_of(declarator):
        return []
    brackets = "" if declarator is not None else "() "
    return [Edit(body.start_byte, body.start_byte, f"{brackets}-> {result} ")]


def _recursive(
    code: Code, function: Node, body: Node, uses: list[Node], calls: list[Node]
) -> list[Edit]:
    """A lambda that calls itself gets itself as its first argument."""
    declarator = function.child_by_field_name("declarator")
    listed = declarator.child_by_field_name("parameters") if declarator is not None else None
    if listed is None:
        return []
    self = code.fresh("self")
    comma = ", " if listed.named_children else ""
    edits = [Edit(listed.start_byte + 1, listed.start_byte + 1, f"const auto &{self}{comma}")]
    for use, call in zip(uses, calls, strict=True):
        name = self if inside(use, body) else text_of(use)
        comma = ", " if call.named_children else ""
        edits += [replace(use, name), Edit(call.start_byte + 1, call.start_byte + 1, name + comma)]
    return edits
