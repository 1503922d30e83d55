"""Strings that grow in place, and parts of strings that are looked at without a copy."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.reading import only_read
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.core.reading.syntax import text_of, walk

_VIEWED = ("binary_expression", "subscript_expression", "field_expression", "assignment_expression")


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    grown = [edit for node in code.nodes("assignment_expression") for edit in _appended(code, node)]
    code = code.edited(*grown)
    views = [edit for node in code.nodes("declaration") for edit in _viewed(node)]
    return with_helper(code.edited(*views), ("string_view",)) if views else code


GROWING_STRINGS = Pass(
    "strings that grow in place",
    "appending to strings in place and looking at parts of strings without copying them",
    "because no string is copied for every sign that is added or looked at",
    _run,
)


def _is_string(node: Node) -> bool:
    found = lookup(text_of(node), node) if node.type == "identifier" else None
    return found is not None and found.shape.element == "string" and not found.shape.dims


def _appended(code: Code, node: Node) -> list[Edit]:
    """`s = s + a + b;` as `s += a; s += b;`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    statement = node.parent
    plain = any(child.type == "=" for child in node.children)
    if left is None or right is None or statement is None or not plain or not _is_string(left):
        return []
    name, terms = text_of(left), _terms(right)
    if statement.type != "expression_statement" or text_of(terms[0]) != name or not terms[1:]:
        return []
    if any(part.type == "identifier" and text_of(part) == name
           for term in terms[1:] for part in walk(term)):  # fmt: skip
        return []
    lines = [f"{name} += {text_of(term)};" for term in terms[1:]]
    alone = statement.parent is not None and statement.parent.type == "compound_statement"
    indent = indent_of(code.text, statement)
    if alone or not lines[1:]:
        return [replace(statement, f"\n{indent}".join(lines))]
    return [replace(statement, f"{{ {' '.join(lines)} }}")]


def _terms(node: Node) -> list[Node]:
    """The operands of a chain of `+`, from left to right."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    added = node.type == "binary_expression" and any(c.type == "+" for c in node.children)
    return [*_terms(left), right] if added and left is not None and right is not None else [node]


def _viewed(node: Node) -> list[Edit]:
    """`std::string sign = text.substr(i, 1);` as a view, where it is only compared or appended."""
    found, block = list(declarations(node)), node.parent
    kind = node.child_by_field_name("type")
    if len(found) != 1 or block is None or kind is None or found[0].init is None:
        return []
    call = found[0].init
    function = call.child_by_field_name("function")
    owner = function.child_by_field_name("argument") if function is not None else None
    if found[0].shape.element != "string" or found[0].shape.dims or owner is None:
        return []
    if function is None or not text_of(function).endswith(".substr") or not _is_string(owner):
        return []
    name, after = found[0].name, node.end_byte
    uses = [
        part
        for part in walk(block)
        if part.type == "identifier" and text_of(part) == name and part.start_byte > after
    ]
    looked_at = all(_looks(use) for use in uses)
    unchanged = only_read(text_of(owner), block, after) and only_read(name, block, after)
    if not uses or not looked_at or not unchanged:
        return []
    return [
        replace(kind, "std::string_view"),
        replace(owner, f"std::string_view({text_of(owner)})"),
    ]


def _looks(use: Node) -> bool:
    """Whether a view will do: it is compared with `==` or `!=`, appended, measured or indexed."""
    above = use.parent
    if above is None or above.type not in _VIEWED:
        return False
    if above.type == "binary_expression":
        return any(child.type in ("==", "!=", "<", ">", "<=", ">=") for child in above.children)
    if above.type == "assignment_expression":
        return any(child.type == "+=" for child in above.children)
    method = above.child_by_field_name("field")
    return method is None or text_of(method) in ("size", "length", "empty")
