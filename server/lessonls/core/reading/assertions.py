"""Assertions that report: what was asserted, and the values that came.

`assert(f(2) == 4)` becomes code that keeps the values of the calls of the function under test, of
the sides of comparisons and of what strings are compared, and reports them if the assertion fails.
The macros and functions that it uses are the judge's (`LESSONLS_ASSERT`, `LESSONLS_SEE`).
"""

import json
from collections.abc import Iterator

from tree_sitter import Node

from lessonls.core.reading.syntax import parse, text_of, walk
from lessonls.core.reading.test_pieces import calls
from lessonls.core.target import Language

MOST_VALUES = 8
"""Values that one assertion reports."""
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_STRINGS = frozenset({"strcmp", "strncmp", "strcasecmp", "strncasecmp"})
_PLAIN = frozenset(
    {
        *("number_literal", "string_literal", "char_literal", "concatenated_string"),
        *("raw_string_literal", "true", "false", "null", "nullptr", "lambda_expression"),
        *("initializer_list", "compound_literal_expression", "sizeof_expression"),
    }
)
_NOT_VALUES = frozenset({"NULL", "nullptr", "true", "false"})
_LONGEST = 300


def reporting(
    text: str, name: str, language: Language, *, statements: bool, values: bool = True
) -> str:
    """Declarations or statements of a test with assertions that report. Without `values` only what
    was asserted: where looking at them does not compile.
    """
    front, behind = ("void lessonls() {\n", "\n}") if statements else ("", "")
    written = f"{front}{text}{behind}"
    root = parse(written, language).root_node
    data = written.encode("utf-8", "surrogatepass")
    found = [node for node in walk(root) if _is_assertion(node)]
    for node in reversed(found):  # from behind, so that places in front stay right
        given = node.child_by_field_name("arguments")
        if given is not None:
            rewritten = _assertion(given, name, values=values)
            data = data[: node.start_byte] + rewritten + data[node.end_byte :]
    return data.decode("utf-8", "surrogatepass").removeprefix(front).removesuffix(behind)


def _is_assertion(node: Node) -> bool:
    if node.type != "call_expression":
        return False
    called = node.child_by_field_name("function")
    return called is not None and text_of(called) == "assert"


def _assertion(given: Node, name: str, *, values: bool) -> bytes:
    """What stands for an assertion with these arguments."""
    inside = (given.text or b"")[1:-1]
    start = given.start_byte + 1
    watched = list(_watched(given, name))[:MOST_VALUES] if values else []
    opening: dict[int, bytes] = {}
    closing: dict[int, bytes] = {}
    for number, node in enumerate(watched):
        call = f"LESSONLS_SEE({number}, {_quoted(text_of(node))}, (".encode()
        opening[node.start_byte - start] = opening.get(node.start_byte - start, b"") + call
        closing[node.end_byte - start] = closing.get(node.end_byte - start, b"") + b"))"
    parts = list[bytes]()
    for at in range(len(inside) + 1):
        parts += [closing.get(at, b""), opening.get(at, b""), inside[at : at + 1]]
    asserted = _quoted(inside.decode("utf-8", "surrogatepass"))
    return f"LESSONLS_ASSERT({asserted}, (".encode() + b"".join(parts) + b"))"


def _watched(given: Node, name: str) -> Iterator[Node]:
    """The expressions whose values explain a failure, those outside first."""
    tested = {node.id for node in calls(given, name)}
    sides = {node.id for node in _sides(given)}
    stack = [given]
    while stack:
        node = stack.pop()
        if node.type in {"lambda_expression", "sizeof_expression"}:
            continue
        if node.id in tested or node.id in sides:
            yield node
        if node.id not in tested:  # what it is called with is written there
            stack += reversed(node.named_children)


def _sides(given: Node) -> Iterator[Node]:
    """The sides of comparisons, and what strings are compared."""
    for node in walk(given):
        if node.type == "binary_expression":
            operator = node.child_by_field_name("operator")
            if operator is not None and text_of(operator) in _COMPARISONS:
                sides = (node.child_by_field_name(side) for side in ("left", "right"))
                yield from (side for side in sides if side is not None and _has_value(side))
        elif _compares_strings(node):
            listed = node.child_by_field_name("arguments")
            yield from (one for one in (listed.named_children if listed else []) if _has_value(one))


def _compares_strings(node: Node) -> bool:
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    return called is not None and text_of(called).removeprefix("std::") in _STRINGS


def _has_value(node: Node) -> bool:
    """Whether it is worth saying what it is."""
    while node.type == "parenthesized_expression" and node.named_children:
        node = node.named_children[0]
    if node.type in {"unary_expression", "cast_expression"}:
        inner = node.child_by_field_name("argument") or node.child_by_field_name("value")
        return inner is not None and _has_value(inner)
    plain = node.type in _PLAIN or text_of(node) in _NOT_VALUES
    return not plain and not _compares_strings(node) and not _is_written_out(node)


def _is_written_out(node: Node) -> bool:
    """Whether it is an object of the library that is made of literals: `std::string("x")`."""
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    given = node.child_by_field_name("arguments")
    if called is None or given is None or not text_of(called).startswith("std::"):
        return False
    leaves = (one for one in walk(given) if one.child_count == 0)
    return not any(one.type in {"identifier", "field_identifier"} for one in leaves)


def _quoted(text: str) -> str:
    """A text on one line as a string literal of C, without what trigraphs and formats are."""
    line = " ".join(text.split())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."
    return json.dumps(line, ensure_ascii=False).replace("??", '?""?')
