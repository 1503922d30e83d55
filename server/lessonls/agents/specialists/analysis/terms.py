"""Expressions in normal form, so that one pattern fits what many people write.

Brackets are gone, `a > b` is `b < a`, `std::`, `at`, `*(p + i)`, `fabs` and `sqrtf` are gone,
squares are products, and helpers and lambdas that only return something are replaced by what they
return.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import NUMBERS
from lessonls.agents.specialists.analysis.purity import READING, is_math, is_pure_name
from lessonls.agents.specialists.analysis.shapes import lookup, parameters
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import name_of, statements, strip_parentheses
from lessonls.agents.specialists.rewriting.views import Call as CallView
from lessonls.agents.specialists.rewriting.views import Member, Subscript, plain_name
from lessonls.core.reading.syntax import text_of, walk

_FLIPPED = {">": "<", ">=": "<="}
_SYNONYMS = {"fabs": "abs", "labs": "abs", "llabs": "abs", "fmin": "min", "fmax": "max"}
_DIGIT = re.compile(r"-?\.?\d")


@dataclass(frozen=True)
class Term:
    """An expression: one of the classes below."""

    @property
    def args(self) -> tuple["Term", ...]:
        """The operands, in the order in which they are written."""
        found: list[Term] = []
        for name in _operands(type(self)):
            value = getattr(self, name)
            found += [value] if isinstance(value, Term) else value
        return tuple(found)

    def mapped(self, change: "Callable[[Term], Term]") -> "Term":
        """The same operation with other operands."""
        changes: dict[str, Term | tuple[Term, ...]] = {}
        for name in _operands(type(self)):
            value = getattr(self, name)
            changes[name] = change(value) if isinstance(value, Term) else tuple(map(change, value))
        return replace(self, **changes) if changes else self

    @property
    def number(self) -> float | None:
        """The value of a literal."""
        return None

    @property
    def names(self) -> frozenset[str]:
        """All names in it."""
        return frozenset(part.text for part in self.parts() if isinstance(part, Name))

    def parts(self) -> "Iterator[Term]":
        """The term and everything in it."""
        yield self
        for arg in self.args:
            yield from arg.parts()

    def replaced(self, values: "Mapping[str, Term]") -> "Term":
        """The term with values for names."""
        return self.mapped(lambda arg: arg.replaced(values))

    def substituted(self, old: "Term", new: "Term") -> "Term":
        """The term with `new` wherever `old` was."""
        return new if self == old else self.mapped(lambda arg: arg.substituted(old, new))

    @property
    def pure(self) -> bool:
        """Whether computing it has no effect, as far as its calls are known."""
        return all(map(_is_known, self.parts()))

    @property
    def loose(self) -> "Term":
        """The term without casts between types of numbers."""
        return self.mapped(lambda arg: arg.loose)

    def __str__(self) -> str:
        return _text(self)


@cache
def _operands(kind: type[Term]) -> tuple[str, ...]:
    """The fields that hold terms."""
    return tuple(one.name for one in fields(kind) if "Term" in str(one.type))


@dataclass(frozen=True)
class Leaf(Term):
    """What has no operands."""

    text: str

    def replaced(self, values: Mapping[str, Term]) -> Term:
        return values.get(self.text, self)


@dataclass(frozen=True)
class Name(Leaf):
    """A variable."""


@dataclass(frozen=True)
class Literal(Leaf):
    """A number, `true` or `false`."""

    @property
    def number(self) -> float | None:
        text = re.sub(r"(?<=[\d.])([uUlLzZ]+|[fF])$", "", self.text.replace("'", ""))
        try:
            return float(text) if _DIGIT.match(text) else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Opaque(Leaf):
    """What is none of the other terms; without text where there is nothing."""


@dataclass(frozen=True)
class Binary(Term):
    """`left sign right`; `written` is how a square was called, where it was."""

    sign: str
    left: Term
    right: Term
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class Unary(Term):
    """`-x`, `!x`, `~x`, `++x`."""

    sign: str
    operand: Term


@dataclass(frozen=True)
class Index(Term):
    """`base[index]`, also `*(base + index)`."""

    base: Term
    index: Term


@dataclass(frozen=True)
class Field(Term):
    """`owner.name`; `p->name` is a field of `p[0]`."""

    owner: Term
    name: str


@dataclass(frozen=True)
class Method(Term):
    """`owner.name(arguments)`; `length` is `size`."""

    owner: Term
    name: str
    arguments: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Call(Term):
    """`name(arguments)`; `written` is how the function was written."""

    name: str
    arguments: tuple[Term, ...]
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class Cast(Term):
    """`(kind)value`, however it is written."""

    kind: str
    value: Term

    @property
    def loose(self) -> Term:
        inner = self.value.loose
        return inner if self.kind in NUMBERS else Cast(self.kind, inner)


@dataclass(frozen=True)
class Address(Term):
    """`&place`."""

    place: Term


@dataclass(frozen=True)
class Choice(Term):
    """`condition ? yes : no`."""

    condition: Term
    yes: Term
    no: Term


@dataclass(frozen=True)
class Braces(Term):
    """`{…}`."""

    elements: tuple[Term, ...]


ZERO, ONE = Literal("0"), Literal("1")
NOTHING = Opaque("")


def size_of(container: Term) -> Method:
    """`container.size()`."""
    return Method(container, "size")


def root(place: Term) -> str:
    """The name that an element or field belongs to."""
    while place.args:
        place = place.args[0]
    return place.text if isinstance(place, Leaf) else str(place)


def _is_known(part: Term) -> bool:
    """Whether an operation has no effect."""
    match part:
        case Unary("++" | "--"):
            return False
        case Method(name=name):
            return name in READING
        case Call(name=name):
            return name.startswith("complex") or is_pure_name(name)
        case _:
            return True


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
                return self.values.get(name, Name(name))
            case "number_literal" | "true" | "false":
                return Literal(text_of(node))
            case "binary_expression":
                return self._binary(node)
            case "unary_expression" | "pointer_expression" | "update_expression":
                return self._unary(node)
            case "subscript_expression" if (element := Subscript.of(node)) is not None:
                return Index(self.read(element.base), self.read(element.index))
            case "field_expression" if (member := Member.of(node)) is not None:
                return Field(self._owner(member), member.name)
            case "call_expression" if (call := CallView.of(node)) is not None:
                return self._call(call)
            case "cast_expression":
                return Cast(plain_kind(_field(node, "type")), self._child(node, "value"))
            case "conditional_expression":
                return _choice(*(self._child(node, one) for one in _CHOICE))
            case "compound_literal_expression":
                return self._made(_field(node, "type"), node.child_by_field_name("value"))
            case "initializer_list" | "argument_list":
                return Braces(tuple(self.read(one) for one in node.named_children))
            case _:
                return Opaque(text_of(node))

    def _child(self, node: Node, name: str) -> Term:
        child = node.child_by_field_name(name)
        return self.read(child) if child is not None else NOTHING

    def _binary(self, node: Node) -> Term:
        left, right = self._child(node, "left"), self._child(node, "right")
        sign = _field(node, "operator")
        if sign in _FLIPPED:
            return Binary(_FLIPPED[sign], right, left)
        return Binary(sign, left, right)

    def _unary(self, node: Node) -> Term:
        inner = self._child(node, "argument")
        match _field(node, "operator"), inner:
            case "*", Binary("+", left, right):
                return Index(left, right)
            case "*", _:
                return _pointed(inner)
            case "&", _:
                return Address(inner)
            case sign, _:
                return Unary(sign, inner)

    def _owner(self, member: Member) -> Term:
        inner = self.read(member.owner)
        return _pointed(inner) if member.arrow else inner

    def _call(self, call: CallView) -> Term:
        args = tuple(map(self.read, call.arguments))
        member = Member.of(call.function)
        if member is not None:
            owner = self._owner(member)
            if member.name == "at" and len(args) == 1:
                return Index(owner, args[0])
            return Method(owner, "size" if member.name == "length" else member.name, args)
        written = text_of(call.function)
        cast = re.fullmatch(r"static_cast<(.*)>", written)
        kind = plain_kind(cast[1] if cast else written)
        if len(args) == 1 and kind in NUMBERS:
            return Cast(kind, args[0])
        inlined = self._inlined(call.function, args) if self.depth else None
        return inlined if inlined is not None else called(written, call.function, args)

    def _made(self, kind: str, listed: Node | None) -> Term:
        args = tuple(self.read(one) for one in listed.named_children) if listed else ()
        return Call(kind.removeprefix("std::").split("<")[0], args, kind)

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


def _pointed(pointer: Term) -> Term:
    """What a pointer points to."""
    return pointer.place if isinstance(pointer, Address) else Index(pointer, ZERO)


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
        return Binary("*", args[0], args[0], written)
    return Call(name, args, written)


_SUFFIXED = frozenset(["sqrt", "cos", "sin", "exp", "log", "pow", "fabs", "fmin", "fmax", "hypot"])


def _choice(condition: Term, yes: Term, no: Term) -> Term:
    """`a < b ? a : b` is a minimum."""
    match condition:
        case Binary("<" | "<=", one, other) if {one, other} == {yes, no} and yes != no:
            return Call("min" if one == yes else "max", (yes, no))
        case _:
            return Choice(condition, yes, no)


def _definition(code: Code, function: Node) -> Node | None:
    name = text_of(function)
    found = lookup(name, function)
    if found is not None:
        init = found.init
        return init if init is not None and init.type == "lambda_expression" else None
    others = [one for one in _functions(code) if one != code.function]
    every = (*others, *_functions(code.around))
    return next((one for one in every if name_of(one) == name), None)


@lru_cache(maxsize=16)
def _functions(code: Code) -> tuple[Node, ...]:
    """The function definitions in a text; many calls ask for them."""
    return tuple(node for node in walk(code.root) if node.type == "function_definition")


_BINDING = ("||", "&&", "|", "^", "&", "== !=", "< <=", "<< >>", "+ -", "* / %")
"""Operators by how closely they bind; then come those with one operand, and brackets."""
_LEVELS = {sign: level for level, signs in enumerate(_BINDING, 1) for sign in signs.split()}
_PREFIX, _POSTFIX = len(_BINDING) + 1, len(_BINDING) + 2


def _text(term: Term, level: int = 0) -> str:
    """The term as source text, in brackets where it binds less than `level`."""
    match term:
        case Leaf(text):
            return text
        case Binary("*", left, _, written) if written:
            return f"{written}({_text(left)}, 2)"
        case Binary(sign, left, right):
            mine = _LEVELS[sign]
            text = f"{_text(left, mine)} {sign} {_text(right, mine + 1)}"
            return f"({text})" if mine < level else text
        case Index(base, index):
            return f"{_text(base, _POSTFIX)}[{_text(index)}]"
        case Field(owner, name):
            return f"{_text(owner, _POSTFIX)}.{name}"
        case Method(owner, name, arguments):
            return f"{_text(owner, _POSTFIX)}.{name}({_listed(arguments)})"
        case Choice(condition, yes, no):
            text = f"{_text(condition, 1)} ? {_text(yes, 1)} : {_text(no, 1)}"
            return f"({text})" if level else text
        case Braces(elements):
            return "{" + _listed(elements) + "}"
        case Call(name, arguments, written):
            return f"{written or f'std::{name}'}({_listed(arguments)})"
        case Unary(sign, operand):
            text = f"{sign}{_text(operand, _PREFIX)}"
        case Address(place):
            text = f"&{_text(place, _PREFIX)}"
        case Cast(kind, value):
            text = f"({kind}){_text(value, _PREFIX)}"
        case _:
            raise TypeError(f"no term: {type(term)}")
    return f"({text})" if level >= _PREFIX else text


def _listed(terms: tuple[Term, ...]) -> str:
    return ", ".join(map(_text, terms))
