"""Mechanical mistakes in a function, made with no knowledge of what it computes. Pure.

Each operator finds places in the syntax tree and changes one of them. Most mutants compute
something else; a few are equal by chance (`<` and `<=` where both ends agree), which only a
reader can tell. Mutation testing: DeMillo, Lipton and Sayward, "Hints on Test Data Selection"
(IEEE Computer, 1978).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tree_sitter import Node

from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.target import Language

UNDECLARED = "undeclared_name_"
_MOST_SHOWN = 40
_LOOPS = ("for_statement", "while_statement", "do_statement")
_ORDERED = ("<", "<=", ">", ">=")
_SWAPPED = {"+": "-", "-": "+", "+=": "-=", "-=": "+="}
_SCALED = {"*": "+", "/": "*", "*=": "+=", "/=": "*="}
_MOST_DIGITS = 10
_NARROWER = {
    "double": ("float",),
    "int": ("short", "unsigned"),
    "long": ("int",),
    "long long": ("int",),
    "unsigned": ("int", "unsigned short"),
    "unsigned int": ("int", "unsigned short"),
    "size_t": ("unsigned short",),
    "std::size_t": ("unsigned short",),
    "int64_t": ("int",),
    "std::int64_t": ("int",),
    "uint64_t": ("unsigned",),
    "std::uint64_t": ("unsigned",),
    "uint32_t": ("int", "unsigned short"),
    "std::uint32_t": ("int", "unsigned short"),
    "unsigned char": ("signed char",),
    "uint8_t": ("signed char",),
    "std::uint8_t": ("signed char",),
    "char": ("unsigned char",),
}
_NEIGHBOURS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


@dataclass(frozen=True)
class Mutant:
    """A broken function. `change` says what was changed in its `line`, counted from 1."""

    operator: str
    line: int
    change: str
    code: str


@dataclass(frozen=True)
class _Edit:
    """Bytes of the function and what takes their place."""

    start: int
    end: int
    text: str


_Operator = Callable[[Node], Iterator[_Edit]]


def mutants(code: str, language: Language) -> Iterator[Mutant]:
    """All mutants: the first of every operator, then the second of every one, and so on."""
    function = _function(code, language)
    if function is None:
        return
    made = [_made(code, name, list(find(function))) for name, find in _OPERATORS.items()]
    seen = {code}
    for row in zip_longest(*made):
        for mutant in row:
            if mutant is not None and mutant.code not in seen:
                seen.add(mutant.code)
                yield mutant


def with_undeclared_name(code: str, language: Language, number: int = 0) -> str:
    """The function with a statement in front that names nothing; `code` where it has no body."""
    body = _body(code, language)
    if body is None:
        return code
    return _edited(code, _Edit(body.start_byte + 1, body.start_byte + 1, f" {UNDECLARED}{number};"))


def with_attribute(code: str, language: Language, attribute: str) -> str:
    """The function with `__attribute__((...))` in front of its type, behind a template's head."""
    function = _function(code, language)
    if function is None:
        return code
    at = function.start_byte
    return _edited(code, _Edit(at, at, f"__attribute__(({attribute})) "))


def _function(code: str, language: Language) -> Node | None:
    """The last function that is defined in `code`."""
    found: Node | None = None
    for node in walk(parse(code, language).root_node):
        if node.type == "function_definition":
            found = node
    return found


def _body(code: str, language: Language) -> Node | None:
    function = _function(code, language)
    return None if function is None else function.child_by_field_name("body")


def _made(code: str, operator: str, edits: Sequence[_Edit]) -> list[Mutant]:
    raw = code.encode("utf-8", "surrogatepass")
    return [
        Mutant(
            operator,
            raw.count(b"\n", 0, edit.start) + 1,
            f"{_shown(raw[edit.start : edit.end])} to {_shown(edit.text.encode())}",
            _edited(code, edit),
        )
        for edit in edits
    ]


def _shown(part: bytes) -> str:
    """A few words of a change."""
    text = " ".join(part.decode("utf-8", "replace").split())
    short = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."
    return f"`{short}`" if short else "nothing"


def _edited(code: str, edit: _Edit) -> str:
    raw = code.encode("utf-8", "surrogatepass")
    changed = raw[: edit.start] + edit.text.encode() + raw[edit.end :]
    return changed.decode("utf-8", "surrogatepass")


def renamed(code: str, language: Language, name: str, new: str) -> str | None:
    """The function with another name, also where it calls itself; None if it is defined under a
    qualified name, as members are outside their class.
    """
    function = _function(code, language)
    declared = None if function is None else _declared(function)
    if declared is None or text_of(declared) != name:
        return None
    changes = [
        _Edit(node.start_byte, node.end_byte, new)
        for node in walk(parse(code, language).root_node)
        if node.type in ("identifier", "field_identifier") and text_of(node) == name
    ]
    for change in reversed(changes):
        code = _edited(code, change)
    return code


def _declared(function: Node) -> Node | None:
    """The name of a function in its definition."""
    node = function.child_by_field_name("declarator")
    while node is not None and node.type not in ("identifier", "field_identifier"):
        inner = node.child_by_field_name("declarator")
        if inner is None and node.type == "reference_declarator":
            inner = node.named_children[-1] if node.named_children else None
        node = inner
    return node


def _loop_ends(function: Node) -> Iterator[_Edit]:
    """`i < n` becomes `i < n - 1`, and `i >= 0` becomes `i >= 0 + 1`: one iteration less."""
    for condition in _conditions(function, _LOOPS):
        right = condition.child_by_field_name("right")
        operator = _operator_of(condition)
        if right is not None and operator is not None and operator.type in _ORDERED:
            less = "- 1" if operator.type in ("<", "<=") else "+ 1"
            yield _Edit(right.start_byte, right.end_byte, f"{text_of(right)} {less}")


def _signs(function: Node) -> Iterator[_Edit]:
    yield from _replaced(function, _SWAPPED)


def _zeros(function: Node) -> Iterator[_Edit]:
    """A literal zero becomes one, in the type that it has."""
    for node in walk(function):
        if node.type == "number_literal":
            text = text_of(node)
            digits = text.rstrip("fFlLuU")
            if digits.strip("0.") == "" and "0" in digits:
                one = "1.0" if "." in digits else "1"
                yield _Edit(node.start_byte, node.end_byte, one + text[len(digits) :])


def _early_returns(function: Node) -> Iterator[_Edit]:
    """Returns before the last statement, and before the first."""
    body = function.child_by_field_name("body")
    kind = function.child_by_field_name("type")
    statements = [] if body is None else [n for n in body.named_children if n.type != "comment"]
    if not statements or kind is None:
        return
    nothing = text_of(kind) == "void" and not _returns_pointer(function)
    for statement in dict.fromkeys((statements[-1], statements[0])):
        at = statement.start_byte
        yield _Edit(at, at, "return; " if nothing else "return {}; ")


def _returns_pointer(function: Node) -> bool:
    declarator = function.child_by_field_name("declarator")
    return declarator is not None and declarator.type == "pointer_declarator"


def _neighbours(function: Node) -> Iterator[_Edit]:
    """`<` becomes `<=`, `==` becomes `!=`: in loops as well as in decisions."""
    yield from _replaced(function, _NEIGHBOURS)


def _factors(function: Node) -> Iterator[_Edit]:
    yield from _replaced(function, _SCALED)


def _dropped(function: Node) -> Iterator[_Edit]:
    """A statement that assigns, counts or calls is left out."""
    for node in walk(function):
        if node.type == "expression_statement" and node.named_children:
            yield _Edit(node.start_byte, node.end_byte, ";")


def _indices(function: Node) -> Iterator[_Edit]:
    """`a[i]` becomes `a[i ? i - 1 : i]`: the neighbour, if there is one."""
    for node in walk(function):
        if node.type in ("subscript_argument_list", "subscript_expression"):
            arguments = node.child_by_field_name("indices") if "expr" in node.type else node
            index = arguments.named_children[0] if arguments and arguments.named_children else None
            if index is not None and index.type == "identifier":
                text = text_of(index)
                yield _Edit(index.start_byte, index.end_byte, f"{text} ? {text} - 1 : {text}")


def _constants(function: Node) -> Iterator[_Edit]:
    """An integer other than 0 becomes its neighbors."""
    for node in walk(function):
        text = text_of(node) if node.type == "number_literal" else ""
        if text.isdigit() and text.strip("0") and len(text) < _MOST_DIGITS:
            for other in (int(text) + 1, int(text) - 1):
                yield _Edit(node.start_byte, node.end_byte, str(other))


def _narrower(function: Node) -> Iterator[_Edit]:
    """A variable has fewer bits, or no sign, or has one."""
    body = function.child_by_field_name("body")
    for node in walk(body) if body is not None else ():
        kind = node.child_by_field_name("type") if node.type == "declaration" else None
        for other in _NARROWER.get(text_of(kind), ()) if kind is not None else ():
            yield _Edit(kind.start_byte, kind.end_byte, other)  # pyright: ignore[reportOptionalMemberAccess]


def _conditions_decided(function: Node) -> Iterator[_Edit]:
    """An `if` is always taken, or never; of `a && b` only one is asked."""
    for node in walk(function):
        if node.type == "if_statement":
            condition = node.child_by_field_name("condition")
            if condition is not None:
                for constant in ("(1)", "(0)"):
                    yield _Edit(condition.start_byte, condition.end_byte, constant)
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = _operator_of(node) if node.type == "binary_expression" else None
        if left is None or right is None or operator is None or operator.type not in ("&&", "||"):
            continue
        for kept in (left, right):
            yield _Edit(node.start_byte, node.end_byte, text_of(kept))


def _arguments(function: Node) -> Iterator[_Edit]:
    """The first two arguments of a call change places."""
    for node in walk(function):
        arguments = node.named_children if node.type == "argument_list" else []
        if len(arguments) > 1 and text_of(arguments[0]) != text_of(arguments[1]):
            first, second = arguments[:2]
            between = text_of(node)[
                first.end_byte - node.start_byte : second.start_byte - node.start_byte
            ]
            swapped = f"{text_of(second)}{between}{text_of(first)}"
            yield _Edit(first.start_byte, second.end_byte, swapped)


_OPERATORS: dict[str, _Operator] = {
    "drop the last iteration": _loop_ends,
    "neighbouring constant": _constants,
    "narrower type": _narrower,
    "decided condition": _conditions_decided,
    "swap arguments": _arguments,
    "swap + and -": _signs,
    "0 to 1": _zeros,
    "return early": _early_returns,
    "neighbouring comparison": _neighbours,
    "swap * and +": _factors,
    "drop a statement": _dropped,
    "neighbouring index": _indices,
}


def _conditions(function: Node, owners: Sequence[str]) -> Iterator[Node]:
    """The comparisons that decide whether a loop goes on."""
    for node in walk(function):
        condition = node.child_by_field_name("condition") if node.type in owners else None
        for inner in () if condition is None else walk(condition):
            if inner.type == "binary_expression":
                yield inner


def _replaced(function: Node, replacements: dict[str, str]) -> Iterator[_Edit]:
    """Operators that are exchanged for others."""
    for node in walk(function):
        if node.type in ("binary_expression", "assignment_expression"):
            operator = _operator_of(node)
            other = None if operator is None else replacements.get(operator.type)
            if operator is not None and other is not None:
                yield _Edit(operator.start_byte, operator.end_byte, other)


def _operator_of(node: Node) -> Node | None:
    return node.child_by_field_name("operator")
