"""The arithmetic types of terms, as far as declarations tell."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.terms import Term, root


def held(kind: str, value: Term, node: Node, file: str) -> Term:
    """The value as a variable of this kind holds it."""
    if kind in FLOATS:
        known = floating(value, node) == kind or (kind == "double" and _real_fields(value, file))
        return value if known else Term(f"({kind})", (value,))
    if kind in INTEGERS:
        return value if integral(value, node) else Term(f"({kind})", (value,))
    return value


def _real_fields(value: Term, file: str) -> bool:
    """Whether all that is computed with are fields of a real type, as `file` declares them."""
    if value.op in ("+", "-", "*", "-_", "sqrt()", "abs()", "hypot()", "min()", "max()"):
        return all(_real_fields(arg, file) for arg in value.args)
    if not value.op.startswith(".") or value.op.endswith("()"):
        return False
    kinds = field_kinds(value.op[1:], file)
    return bool(kinds) and all(kind in FLOATS for kind in kinds)


def field_kinds(name: str, file: str) -> list[str]:
    """The types of the fields of this name in a file."""
    kind, others = r"((?:std::|unsigned |long )*\w+)", r"(?:\w+\s*,\s*)*"
    field = rf"(?:^|[{{;])\s*{kind}\s+{others}{re.escape(name)}\b[\w\s,]*;"
    kinds = re.findall(field, file, re.MULTILINE)
    return [kind.removeprefix("std::") for kind in kinds if kind not in ("return", "struct")]


def integral(value: Term, node: Node) -> bool:
    """Whether an expression is certainly of an integer type."""
    if value.op in (".size()", "<", "<=", "==", "!=", "&&", "||"):
        return True
    if value.number is not None:
        return float(value.number).is_integer() and "." not in value.op and "e" not in value.op
    if value.op in ("+", "-", "*", "/", "%", "-_", "?:", "min()", "max()"):
        return all(integral(arg, node) for arg in value.args if arg.op not in ("<", "<="))
    return element(value, node) in INTEGERS


def floating(value: Term, node: Node) -> str:
    """The real type that an expression certainly has; empty where it is not known."""
    if value.number is not None:
        return "double" if "." in value.op and value.op[-1] not in "fFlL" else ""
    if value.op in ("+", "-", "*", "/", "-_", "sqrt()", "abs()", "min()", "max()"):
        found = {floating(arg, node) for arg in value.args}
        return "double" if "double" in found else found.pop() if len(found) == 1 else ""
    if value.op in ("cos()", "sin()"):
        return "double"
    return element(value, node) if element(value, node) in FLOATS else ""


def element(value: Term, node: Node) -> str:
    """The declared type of a variable or an element; empty where it is not known."""
    found = lookup(root(value), node) if value.is_name or value.op == "[]" else None
    depth, inner = 0, value
    while inner.op == "[]":
        depth, inner = depth + 1, inner.args[0]
    whole = found is not None and inner.is_name and len(found.shape.dims) == depth
    return found.shape.element if found is not None and whole else ""
