"""Calls of standard algorithms on whole containers, and the operations they are given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import Declaration, lookup, parameters
from lessonls.agents.specialists.rewriting.tree import ancestors, statements
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_BEGIN = re.compile(r"(?:std::)?c?begin\((\w+)\)|(\w+)\.c?begin\(\)")
_END = re.compile(r"(?:std::)?c?end\((\w+)\)|(\w+)\.c?end\(\)")
_RBEGIN = re.compile(r"(?:std::)?c?rbegin\((\w+)\)|(\w+)\.c?rbegin\(\)")
_REND = re.compile(r"(?:std::)?c?rend\((\w+)\)|(\w+)\.c?rend\(\)")
_PAST = re.compile(r"(\w+) ?\+ ?(\w+)")
_FUNCTOR = re.compile(r"(?:std::)?(\w+)(?: ?<[^<>]*>)?(?:\(\)|\{\})")
_FUNCTORS = {
    "plus": "+",
    "minus": "-",
    "multiplies": "*",
    "bit_and": "&",
    "bit_or": "|",
    "bit_xor": "^",
    "logical_and": "&&",
    "logical_or": "||",
    "not_equal_to": "!=",
}
_ONCE = ("return_statement", "expression_statement", "declaration")
_MAYBE = ("conditional_expression", "lambda_expression", "comma_expression")


@dataclass(frozen=True)
class Span:
    """A container or array from its beginning, or from its end where it is `backward`.

    `length` is empty where only the beginning is given.
    """

    name: str
    length: str
    declared: Declaration
    backward: bool = False

    def at(self, counter: str) -> str:
        """The element that comes at `counter`, from 0."""
        if self.backward:
            return f"{self.name}[{self.name}.size() - 1 - {counter}]"
        return f"{self.name}[{counter}]"

    @property
    def element(self) -> str:
        return self.declared.shape.element

    @property
    def bits(self) -> bool:
        """Whether it is a vector<bool>, which has no elements to point at."""
        return self.element == "bool" and self.declared.shape.dims == ("vector",)

    @property
    def data(self) -> str:
        """A pointer to the first element."""
        return f"{self.name}.data()" if is_container(self.declared) else self.name


@dataclass(frozen=True)
class Algorithm:
    """`spans` are all ranges that the call is given, in order; `rest` its other arguments."""

    name: str
    call: Node
    spans: tuple[Span, ...]
    rest: tuple[Node, ...]

    @property
    def length(self) -> str:
        return self.spans[0].length


@dataclass(frozen=True)
class Operation:
    """What an algorithm applies: `expression` of `parameters`."""

    parameters: tuple[str, ...]
    expression: str

    def applied(self, *values: str) -> str:
        """The expression with the parameters' values in their places."""
        return substituted(self.expression, dict(zip(self.parameters, values, strict=True)))


def is_container(found: Declaration) -> bool:
    """Whether it has `begin()` and `data()`: a vector or std::array, no C array."""
    dims = found.shape.dims
    return dims[:1] == ("vector",) or (dims[:1] == ("array",) and "array<" in text_of(found.node))


def algorithm_at(call: Node) -> Algorithm | None:
    """The algorithm that is called on `x.begin(), x.end(), …` or `p, p + n, …`."""
    function, listed = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if call.type != "call_expression" or function is None or listed is None:
        return None
    arguments = [one for one in listed.named_children if one.type != "comment"]
    first = _whole(arguments[:2], call)
    if first is None:
        return None
    spans, rest = [first], list[Node]()
    for argument in arguments[2:]:
        backward = _matched(_RBEGIN, text_of(argument))
        name = backward or _matched(_BEGIN, text_of(argument)) or text_of(argument)
        found = lookup(name, call) if name.isidentifier() else None
        if found is not None and len(found.shape.dims) == 1 and not rest:
            spans.append(Span(name, "", found, bool(backward)))
        else:
            rest.append(argument)
    return Algorithm(plain_name(function), call, tuple(spans), tuple(rest))


def _whole(pair: list[Node], place: Node) -> Span | None:
    """The range that a beginning and an end give."""
    if len(pair) != 2:
        return None
    first, last = (text_of(one) for one in pair)
    name, length = _matched(_BEGIN, first), ""
    backward = _matched(_RBEGIN, first)
    past = _PAST.fullmatch(last)
    if name:
        length = f"{name}.size()" if _matched(_END, last) == name else ""
    elif backward and _matched(_REND, last) == backward:
        name, length = backward, f"{backward}.size()"
    elif past and past[1] == first:
        name, length = first, past[2]
    found = lookup(name, place) if name else None
    if found is None or not length or len(found.shape.dims) != 1:
        return None
    sized = length.endswith(".size()")
    fits = is_container(found) == sized
    return Span(name, length, found, bool(backward)) if fits else None


def _matched(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.fullmatch(text)
    return (match[1] or match[2]) if match else ""


def lambda_of(node: Node) -> Node | None:
    """The lambda that `node` is, or names."""
    if node.type == "identifier":
        found = lookup(text_of(node), node)
        node = found.init if found is not None and found.init is not None else node
    return node if node.type == "lambda_expression" else None


def operation_of(node: Node) -> Operation | None:
    """A functor of the library, or a lambda that returns one expression of its parameters."""
    functor = _FUNCTOR.fullmatch(text_of(node))
    if functor is not None and functor[1] in _FUNCTORS:
        return Operation(("a", "b"), f"a {_FUNCTORS[functor[1]]} b")
    found = lambda_of(node)
    body = found.child_by_field_name("body") if found is not None else None
    if found is None or body is None or not reads_only(found):
        return None
    only = statements(body)
    if len(only) != 1 or only[0].type != "return_statement" or not only[0].named_children:
        return None
    names = tuple(one.name for one in parameters(found))
    return Operation(names, text_of(only[0].named_children[0]))


def reads_only(function: Node) -> bool:
    """Whether a lambda cannot change its arguments."""
    shapes = [one.shape for one in parameters(function)]
    return all(not shape.dims and (shape.const or not shape.reference) for shape in shapes)


def substituted(expression: str, values: Mapping[str, str]) -> str:
    """An expression with names replaced; members of the same name stay."""
    names = "|".join(map(re.escape, values))
    pattern = rf"(?<![\w.])(?<!->)(?<!::)({names})(?!\w|::)"
    return re.sub(pattern, lambda match: values[match[1]], expression) if values else expression


def statement_around(node: Node) -> Node | None:
    """The statement of a block that evaluates `node` exactly once; None where there is none."""
    below = node
    for above in ancestors(node):
        if above.type in _ONCE:
            plain = above.parent is not None and above.parent.type == "compound_statement"
            alone = len(above.children_by_field_name("declarator")) <= 1
            return above if plain and alone else None
        logical = above.type == "binary_expression" and any(
            child.type in ("&&", "||") for child in above.children
        )
        if above.type in _MAYBE or (logical and below != above.child_by_field_name("left")):
            return None
        below = above
    return None
