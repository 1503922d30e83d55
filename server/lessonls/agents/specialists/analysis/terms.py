"""Expressions in normal form, so that one pattern fits what many people write.

A term is an operator with operands: `x[i]` is `[]` of x and i, `p.x` is `.x` of p, `std::cos(a)`
is `cos()` of a, a name or a number is an operator without operands. Brackets are gone, `a > b` is
`b < a`, `std::`, `at`, `*(p + i)`, `fabs` and `sqrtf` are gone, squares are products, and
helpers and lambdas that only return something are replaced by what they return.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.purity import READING, is_math, is_pure_name, plain_name
from lessonls.agents.specialists.analysis.shapes import lookup, parameters
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import statements, strip_parentheses
from lessonls.core.reading.syntax import text_of, walk

_FLIPPED = {">": "<", ">=": "<="}
_METHODS = ("size", "length", "begin", "end", "real", "imag", "empty")
_SYNONYMS = {"fabs": "abs", "labs": "abs", "llabs": "abs", "fmin": "min", "fmax": "max"}


_DIGIT = re.compile(r"-?\.?\d")


@dataclass(frozen=True)
class Term:
    """An operator and its operands; `written` is how a called function was written."""

    op: str
    args: tuple["Term", ...] = ()
    written: str = field(default="", compare=False)

    @property
    def is_name(self) -> bool:
        return not self.args and self.op.isidentifier()

    @property
    def number(self) -> float | None:
        """The value of a literal."""
        text = re.sub(r"(?<=[\d.])([uUlLzZ]+|[fF])$", "", self.op.replace("'", ""))
        try:
            return float(text) if not self.args and _DIGIT.match(text) else None
        except ValueError:
            return None

    @property
    def names(self) -> frozenset[str]:
        """All names in it."""
        inner = frozenset[str]().union(*(arg.names for arg in self.args))
        return inner | {self.op} if self.is_name else inner

    def parts(self) -> Iterator["Term"]:
        """The term and everything in it."""
        yield self
        for arg in self.args:
            yield from arg.parts()

    def replaced(self, values: "Mapping[str, Term]") -> "Term":
        """The term with values for names."""
        if not self.args:
            return values.get(self.op, self)
        return Term(self.op, tuple(arg.replaced(values) for arg in self.args), self.written)

    def substituted(self, old: "Term", new: "Term") -> "Term":
        """The term with `new` wherever `old` was."""
        if self == old:
            return new
        return Term(self.op, tuple(a.substituted(old, new) for a in self.args), self.written)

    @property
    def pure(self) -> bool:
        """Whether computing it has no effect, as far as its calls are known."""
        return all(is_known(part.op) for part in self.parts())

    @property
    def loose(self) -> "Term":
        """The term without casts between types of numbers."""
        if self.op in _CASTS and len(self.args) == 1:
            return self.args[0].loose
        return Term(self.op, tuple(arg.loose for arg in self.args), self.written)

    def __str__(self) -> str:
        return _text(self)


def root(place: Term) -> str:
    """The name that an element or field belongs to."""
    while place.args:
        place = place.args[0]
    return place.op


def is_known(op: str) -> bool:
    """Whether an operator that may be a call is one without effects."""
    name = op.removesuffix("()")
    if name == op or name.startswith("complex"):
        return op not in ("++_", "--_")
    return name[1:] in READING if name.startswith(".") else is_pure_name(name)


_CASTS = frozenset(f"({kind})" for kind in NUMBERS)

Values = Mapping[str, Term]


def term_of(code: Code, node: Node, values: Values, depth: int = 4) -> Term:
    """The normal form of an expression; `values` are what names in it stand for."""
    return _Reader(code, values, depth).read(node)


@dataclass(frozen=True)
class _Reader:
    code: Code
    values: Values
    depth: int

    def read(self, node: Node) -> Term:
        node = strip_parentheses(node)
        match node.type:
            case "identifier":
                name = text_of(node)
                return self.values.get(name, Term(name))
            case "number_literal" | "true" | "false":
                return Term(text_of(node))
            case "binary_expression":
                return self._binary(node)
            case "unary_expression" | "pointer_expression":
                return self._unary(node)
            case "subscript_expression":
                return self._subscript(node)
            case "field_expression":
                return Term(f".{_field(node, 'field')}", (self._owner(node),))
            case "call_expression":
                return self._call(node)
            case "cast_expression":
                kind = plain_kind(_field(node, "type"))
                return Term(f"({kind})", (self._child(node, "value"),))
            case "conditional_expression":
                found = [self._child(node, one) for one in _CHOICE]
                return _choice(found[0], found[1], found[2])
            case "compound_literal_expression":
                return self._made(_field(node, "type"), node.child_by_field_name("value"))
            case "initializer_list" | "argument_list":
                return Term("{}", tuple(self.read(one) for one in node.named_children))
            case _:
                return Term(text_of(node))

    def _child(self, node: Node, name: str) -> Term:
        child = node.child_by_field_name(name)
        return self.read(child) if child is not None else Term("")

    def _binary(self, node: Node) -> Term:
        left, right = self._child(node, "left"), self._child(node, "right")
        sign = _field(node, "operator")
        if sign in _FLIPPED:
            return Term(_FLIPPED[sign], (right, left))
        return Term(sign, (left, right))

    def _unary(self, node: Node) -> Term:
        sign, inner = _field(node, "operator"), self._child(node, "argument")
        if sign == "*" and inner.op == "+" and len(inner.args) == 2:
            return Term("[]", inner.args)
        if sign == "*":
            return inner.args[0] if inner.op == "&" else Term("[]", (inner, Term("0")))
        return Term("&" if sign == "&" else f"{sign}_", (inner,))

    def _subscript(self, node: Node) -> Term:
        listed = node.child_by_field_name("indices")
        indices = listed.named_children if listed else [node.child_by_field_name("index")]
        index = indices[0]
        value = self.read(index) if index is not None else Term("")
        return Term("[]", (self._child(node, "argument"), value))

    def _owner(self, node: Node) -> Term:
        inner = self._child(node, "argument")
        if any(child.type == "->" for child in node.children):
            return inner.args[0] if inner.op == "&" else Term("[]", (inner, Term("0")))
        return inner

    def _call(self, node: Node) -> Term:
        function, listed = (node.child_by_field_name(one) for one in ("function", "arguments"))
        if function is None or listed is None:
            return Term(text_of(node))
        args = tuple(self.read(one) for one in listed.named_children if one.type != "comment")
        if function.type == "field_expression":
            return self._method(function, args)
        cast = re.fullmatch(r"static_cast<(.*)>", text_of(function))
        kind = cast[1] if cast else text_of(function)
        if len(args) == 1 and plain_kind(kind) in NUMBERS:
            return Term(f"({plain_kind(kind)})", args)
        inlined = self._inlined(function, args) if self.depth else None
        return inlined if inlined is not None else called(text_of(function), function, args)

    def _method(self, function: Node, args: tuple[Term, ...]) -> Term:
        owner, name = self._owner(function), _field(function, "field")
        if name == "at" and len(args) == 1:
            return Term("[]", (owner, *args))
        if name in _METHODS and not args:
            return Term(".size()" if name == "length" else f".{name}()", (owner,))
        return Term(f".{name}()", (owner, *args))

    def _made(self, kind: str, listed: Node | None) -> Term:
        args = tuple(self.read(one) for one in listed.named_children) if listed else ()
        return Term(f"{re.sub(r'^std::', '', kind).split('<')[0]}()", args, kind)

    def _inlined(self, function: Node, args: tuple[Term, ...]) -> Term | None:
        """What a helper or lambda with one return statement, perhaps after constants, returns."""
        definition = _definition(self.code, function)
        body = definition.child_by_field_name("body") if definition is not None else None
        if definition is None or body is None:
            return None
        declared = list(parameters(definition))
        if len(declared) != len(args) or any("pointer" in one.shape.dims for one in declared):
            return None
        *before, last = statements(body) or [body]
        values = {one.name: arg for one, arg in zip(declared, args, strict=True)}
        if definition.type == "lambda_expression":
            values = {**self.values, **values}
        for one in before:
            kept = one.child_by_field_name("declarator") if one.type == "declaration" else None
            value = kept.child_by_field_name("value") if kept is not None else None
            name = kept.child_by_field_name("declarator") if kept is not None else None
            if value is None or name is None or len(one.children_by_field_name("declarator")) > 1:
                return None
            values[text_of(name)] = term_of(self.code, value, values, self.depth - 1)
        if last.type != "return_statement" or not last.named_children:
            return None
        return term_of(self.code, last.named_children[0], values, self.depth - 1)


_CHOICE = ("condition", "consequence", "alternative")


def _field(node: Node, name: str) -> str:
    child = node.child_by_field_name(name)
    return text_of(child) if child is not None else ""


def plain_kind(text: str) -> str:
    """A type's name without `const`, `&` and `std::`."""
    return " ".join(re.sub(r"\b(const|std::)\b|std::|&", " ", text).split())


def called(written: str, function: Node | None, args: tuple[Term, ...]) -> Term:
    """The normal form of a call."""
    name = re.sub(r"^(::)?(std::)?", "", written).split("<")[0]
    if function is not None and is_math(function):
        name = plain_name(function)
        name = name[:-1] if name[-1] in "fl" and name[:-1] in _SUFFIXED else name
    name = _SYNONYMS.get(name, name)
    if name == "pow" and len(args) == 2 and args[1].number == 2:
        return Term("*", (args[0], args[0]), written)
    return Term(f"{name}()", args, written)


_SUFFIXED = frozenset(["sqrt", "cos", "sin", "exp", "log", "pow", "fabs", "fmin", "fmax", "hypot"])


def _choice(condition: Term, yes: Term, no: Term) -> Term:
    """`a < b ? a : b` is a minimum."""
    if condition.op in ("<", "<=") and set(condition.args) == {yes, no} and yes != no:
        return Term("min()" if condition.args[0] == yes else "max()", (yes, no), "")
    return Term("?:", (condition, yes, no))


def _definition(code: Code, function: Node) -> Node | None:
    name = text_of(function)
    found = lookup(name, function)
    if found is not None:
        init = found.init
        return init if init is not None and init.type == "lambda_expression" else None
    own = next(
        (one for one in _functions(code) if _name(one) == name and one != code.function), None
    )
    context = Code(code.context, code.language, code.mode)
    return own or next((one for one in _functions(context) if _name(one) == name), None)


@lru_cache(maxsize=16)
def _functions(code: Code) -> tuple[Node, ...]:
    """The function definitions in a text; many calls ask for them."""
    return tuple(node for node in walk(code.root) if node.type == "function_definition")


def _name(definition: Node) -> str:
    declarator = definition.child_by_field_name("declarator")
    inner = declarator.child_by_field_name("declarator") if declarator is not None else None
    return text_of(inner) if inner is not None else ""


_LEVELS = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, "+": 5, "-": 5} | dict.fromkeys(
    "*/%", 6
)


def _text(term: Term, level: int = 0) -> str:
    """The term as source text, in brackets where it binds less than `level`."""
    op, args = term.op, term.args
    if not args and not op.endswith("()"):
        return op
    if op == "*" and term.written:
        return f"{term.written}({_text(args[0])}, 2)"
    if op in _LEVELS and len(args) == 2:
        mine = _LEVELS[op]
        text = f"{_text(args[0], mine)} {op} {_text(args[1], mine + 1)}"
        return f"({text})" if mine < level else text
    if op == "[]":
        return f"{_text(args[0], 9)}[{_text(args[1])}]"
    if op.startswith(".") and op.endswith("()"):
        return f"{_text(args[0], 9)}{op[:-1]}{', '.join(map(_text, args[1:]))})"
    if op.startswith(".") and len(args) == 1:
        return f"{_text(args[0], 9)}{op}"
    if op == "?:":
        text = f"{_text(args[0], 1)} ? {_text(args[1], 1)} : {_text(args[2], 1)}"
        return f"({text})" if level else text
    if op == "{}":
        return "{" + ", ".join(map(_text, args)) + "}"
    if op.endswith("()"):
        return f"{term.written or f'std::{op[:-2]}'}({', '.join(map(_text, args))})"
    text = f"{op.removesuffix('_')}{_text(args[0], 8)}"
    return f"({text})" if level > 7 else text
