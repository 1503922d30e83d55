"""Calls of mathematics functions that give the same value in every iteration of a loop, made once.

The compiler leaves them in the loop, because they may set `errno`.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import changed_names
from lessonls.agents.specialists.analysis.purity import is_math, is_pure
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of, walk

_QUICK = ("abs", "fabs", "labs", "llabs", "fmin", "fmax", "copysign", "signbit", "isnan", "isinf",
          "isfinite", "floor", "ceil", "trunc", "rint", "nearbyint", "fma")  # fmt: skip
_PLAIN = ("identifier", "number_literal", "parenthesized_expression", "binary_expression",
          "unary_expression", "call_expression", "argument_list", "cast_expression",
          "type_descriptor", "primitive_type", "qualified_identifier", "namespace_identifier",
          "template_function", "template_argument_list", "type_identifier",
          "sized_type_specifier")  # fmt: skip


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 16)


INVARIANT_CALLS = Pass(
    "invariant calls",
    "hoisting calls of math functions with loop-invariant arguments out of the loop",
    "because the compiler otherwise calls them on every iteration",
    _run,
    example=Example(
        """\
void f(int n, bool &prime) {
    for (int d = 2; d <= std::sqrt(n); d++) {
        if (n % d == 0) prime = false;
    }
}
""",
        """\
void f(int n, bool &prime) {
    const auto sqrt_n = std::sqrt(n);
    for (int d = 2; d <= sqrt_n; d++) {
        if (n % d == 0) prime = false;
    }
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for call in code.nodes("call_expression"):
        function = call.child_by_field_name("function")
        if function is None or not is_math(function) or _is_quick(plain_name(function)):
            continue
        loop = _outermost(code, call)
        if loop is not None:
            return _hoisted(code, loop, call, plain_name(function))
    return []


def _is_quick(name: str) -> bool:
    return name in _QUICK or name[:-1] in _QUICK


def _outermost(code: Code, call: Node) -> Node | None:
    """The outermost loop in which the call gives the same value in every iteration."""
    found: Node | None = None
    for outer in ancestors(call):
        if outer == code.body or outer.type == "lambda_expression":
            break
        if outer.type in LOOPS and not _at_start(call, outer):
            if not _stays(code, call, outer):
                break
            found = outer
    return found


def _at_start(call: Node, loop: Node) -> bool:
    """Whether the call is in a part of the loop's head that is evaluated once."""
    parts = (loop.child_by_field_name(one) for one in ("initializer", "right"))
    return any(part is not None and inside(call, part) for part in parts)


def _stays(code: Code, call: Node, loop: Node) -> bool:
    varying = changed_names(loop)
    for part in walk(call):
        if part.is_named and part.type not in _PLAIN:
            return False
        if part.type == "call_expression":
            function = part.child_by_field_name("function")
            if function is None or not is_pure(function):
                return False
        named = part.type == "identifier" and not _is_called(part)
        if named and (text_of(part) in varying or not _is_fixed(code, part, loop)):
            return False
    return True


def _is_called(name: Node) -> bool:
    """Whether it is (the last part of) the name of a function, or of a namespace."""
    parent = name.parent
    while parent is not None and parent.type in ("qualified_identifier", "template_function"):
        name, parent = parent, parent.parent
    function = parent.child_by_field_name("function") if parent is not None else None
    return function == name


def _is_fixed(code: Code, name: Node, loop: Node) -> bool:
    """Whether it is a number from outside, which nothing else can reach."""
    found = lookup(text_of(name), name)
    if found is None:
        return text_of(name).isupper()
    number = found.shape.arithmetic and not found.shape.dims and not found.shape.reference
    return number and not inside(found.node, loop) and not _is_addressed(code, found.name)


def _is_addressed(code: Code, name: str) -> bool:
    return any(text_of(node) == f"&{name}" for node in code.nodes("pointer_expression"))


def _hoisted(code: Code, loop: Node, call: Node, name: str) -> list[Edit]:
    """The call in a constant before the loop, for all calls in it with the same arguments."""
    text = text_of(call)
    names = [text_of(one) for one in walk(call) if one.type == "identifier" and not _is_called(one)]
    constant = code.fresh("_".join([name, *dict.fromkeys(names)]))
    line = f"const {_kind(code, name)} {constant} = {text};"
    same = [one for one in code.nodes("call_expression") if text_of(one) == text]
    edits = [replace(one, constant) for one in same if inside(one, loop)]
    return [*around(code, loop, [line], []), *edits]


def _kind(code: Code, name: str) -> str:
    """What the function gives; C++ has overloads."""
    if code.cpp:
        return "auto"
    if name.startswith("lround"):
        return "long"
    suffix = "" if name == "erf" else name[-1]
    return {"f": "float", "l": "long double"}.get(suffix, "double")
