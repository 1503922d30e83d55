"""The arithmetic types of terms, as far as declarations tell."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.terms import (
    Binary,
    Call,
    Cast,
    Choice,
    Field,
    Index,
    Literal,
    Method,
    Name,
    Term,
    Unary,
    root,
)


def held(kind: str, value: Term, node: Node, file: str) -> Term:
    """The value as a variable of this type holds it."""
    if kind in FLOATS:
        known = floating(value, node) == kind or (kind == "double" and _real_fields(value, file))
        return value if known else Cast(kind, value)
    if kind in INTEGERS:
        return value if integral(value, node) else Cast(kind, value)
    return value


def _real_fields(value: Term, file: str) -> bool:
    """Whether all that is computed with are fields of a real type, as `file` declares them."""
    match value:
        case Binary("+" | "-" | "*") | Unary("-") | Call("sqrt" | "abs" | "hypot" | "min" | "max"):
            return all(_real_fields(arg, file) for arg in value.args)
        case Field(name=name):
            kinds = field_kinds(name, file)
            return bool(kinds) and all(kind in FLOATS for kind in kinds)
        case _:
            return False


def field_kinds(name: str, file: str) -> list[str]:
    """The types of the fields of this name in a file."""
    kind, others = r"((?:std::|unsigned |long )*\w+)", r"(?:\w+\s*,\s*)*"
    field = rf"(?:^|[{{;])\s*{kind}\s+{others}{re.escape(name)}\b[\w\s,]*;"
    kinds = re.findall(field, file, re.MULTILINE)
    return [kind.removeprefix("std::") for kind in kinds if kind not in ("return", "struct")]


def integral(value: Term, node: Node) -> bool:
    """Whether an expression is certainly of an integer type."""
    match value:
        case Method(name="size") | Binary("<" | "<=" | "==" | "!=" | "&&" | "||"):
            return True
        case Literal(text):
            plain = "." not in text and "e" not in text
            return value.number is not None and value.number.is_integer() and plain
        case Binary("+" | "-" | "*" | "/" | "%") | Unary("-") | Call("min" | "max"):
            return all(integral(arg, node) for arg in value.args)
        case Choice(_, yes, no):
            return integral(yes, node) and integral(no, node)
        case _:
            return element(value, node) in INTEGERS


def floating(value: Term, node: Node) -> str:
    """The real type that an expression certainly has; empty where it is not known."""
    match value:
        case Literal(text) if value.number is not None:
            return "double" if "." in text and text[-1] not in "fFlL" else ""
        case Binary("+" | "-" | "*" | "/") | Unary("-") | Call("sqrt" | "abs" | "min" | "max"):
            found = {floating(arg, node) for arg in value.args}
            return "double" if "double" in found else found.pop() if len(found) == 1 else ""
        case Call("cos" | "sin"):
            return "double"
        case _:
            return element(value, node) if element(value, node) in FLOATS else ""


def element(value: Term, node: Node) -> str:
    """The declared type of a variable or an element; empty where it is not known."""
    depth, inner = 0, value
    while isinstance(inner, Index):
        depth, inner = depth + 1, inner.base
    found = lookup(root(value), node) if isinstance(inner, Name) else None
    return found.shape.element if found is not None and len(found.shape.dims) == depth else ""
