"""What reductions fold: how a running value takes in the next one, and where it begins."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import Operation, operation_of
from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language

_OPERATORS = ("+", "-", "*", "&", "|", "^")
_LITERAL = re.compile(r"-?(?:\d[\d'.]*(?:[eE][+-]?\d+)?|0[xX][\da-fA-F]+)([uUlLfF]*)")
_SUFFIXES = {"": "int", "l": "long", "ll": "long long", "u": "unsigned", "ul": "unsigned long",
             "lu": "unsigned long", "ull": "unsigned long long"}  # fmt: skip
_CONSTRUCTED = re.compile(r"(?:static_cast<)?([\w: ]+)>?[({][^(){}]*[)}]")
_LIMITS = re.compile(r"-?(?:std::)?numeric_limits<([\w: ]+)>::\w+\(\)")


@dataclass(frozen=True)
class Fold:
    """`running = running operator term(value)`; min and max are operators, too."""

    operator: str
    value: str = "value"
    term: str = "value"

    @property
    def plain(self) -> bool:
        """Whether it takes values in as they are, so that both arguments are of one kind."""
        return self.term == self.value

    def updates(self, running: str, value: str) -> tuple[str, ...]:
        """The statements that take `value` in."""
        text = Operation((self.value,), self.term).applied(value)
        if self.operator in _OPERATORS:
            return (f"{running} {self.operator}= {text};",)
        sign = "<" if self.operator == "min" else ">"
        if re.fullmatch(r"\w+\[\w+\]", text):
            return (f"if ({text} {sign} {running}) {running} = {text};",)
        name = "value" if not re.search(r"\bvalue\b", text) else "next_value"
        return (f"const auto {name} = {text};", f"if ({name} {sign} {running}) {running} = {name};")


def fold_of(node: Node, kind: str) -> Fold | None:
    """How an operation of two arguments, the running value first, folds values of type `kind`."""
    operation = operation_of(node)
    if operation is None or len(operation.parameters) != 2:
        return None
    running, value = operation.parameters
    tree = parse(f"auto folded = {operation.expression};", Language.CPP).root_node
    expression = next((n.child_by_field_name("value") for n in walk(tree)
                       if n.type == "init_declarator"), None)  # fmt: skip
    if expression is None:
        return None
    return _folded(expression, running, value, kind)


def _folded(node: Node, running: str, value: str, kind: str) -> Fold | None:
    symmetric = kind in INTEGERS
    match node.type:
        case "binary_expression":
            operator = text_of(node.child_by_field_name("operator") or node)
            pair = [node.child_by_field_name("left"), node.child_by_field_name("right")]
            if operator not in _OPERATORS or (operator == "-" and _is(pair[1], running)):
                return None
        case "call_expression":
            name = text_of(node.child_by_field_name("function") or node).removeprefix("std::")
            listed = node.child_by_field_name("arguments")
            pair = [*listed.named_children] if listed is not None else []
            operator = re.sub(r"<.*>", "", name)
            if operator not in ("min", "max") or len(pair) != 2:
                return None
            if not symmetric and not _is(pair[0], running):
                return None
        case "conditional_expression":
            return _chosen(node, running, value) if symmetric else None
        case _:
            return None
    term = next((one for one in pair if one is not None and not _is(one, running)), None)
    if term is None or not any(_is(one, running) for one in pair) or _mentions(term, running):
        return None
    if not _mentions(term, value):
        return None
    whole = ("identifier", "subscript_expression", "call_expression", "parenthesized_expression")
    bare = term.type in whole or operator not in ("*", "-", "&", "|", "^")
    return Fold(operator, value, text_of(term) if bare else f"({text_of(term)})")


def _chosen(node: Node, running: str, value: str) -> Fold | None:
    """`a < b ? a : b` and its variations."""
    text = re.sub(r"[\s()]", "", text_of(node))
    match = re.fullmatch(r"(\w+)([<>])=?(\w+)\?(\w+):(\w+)", text)
    if match is None or {match[1], match[3]} != {running, value}:
        return None
    if {match[4], match[5]} != {running, value}:
        return None
    smaller = (match[2] == "<") == (match[1] == match[4])
    return Fold("min" if smaller else "max", value, value)


def _is(node: Node | None, name: str) -> bool:
    return node is not None and node.type == "identifier" and text_of(node) == name


def _mentions(node: Node, name: str) -> bool:
    return any(_is(part, name) for part in walk(node))


def start_of(node: Node, place: Node) -> tuple[str, str] | None:
    """The type and the text of the value that a fold begins with; None where it is not known."""
    text = text_of(node)
    literal = _LITERAL.fullmatch(text)
    if literal is not None:
        suffix = literal[1].lower()
        real = "." in text or ("e" in text.lower() and "x" not in text.lower())
        kind = ("float" if suffix == "f" else "double") if real else _SUFFIXES.get(suffix, "")
        return (kind, text) if kind else None
    known = _LIMITS.fullmatch(text) or _CONSTRUCTED.fullmatch(text)
    if known is not None:
        kind = known[1].removeprefix("std::")
        return (known[1], text) if kind in FLOATS or kind in INTEGERS else None
    name, _, index = text.partition("[")
    name = name.removesuffix(".front()")
    found = lookup(name, place) if name.isidentifier() else None
    depth = 1 if index or text != name else 0
    if found is None or len(found.shape.dims) != depth or not found.shape.arithmetic:
        return None
    return found.shape.element, text
