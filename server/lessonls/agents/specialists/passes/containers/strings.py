"""Strings that grow in place, and parts of strings that are looked at without a copy."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.reading import only_read
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import mentions, named
from lessonls.agents.specialists.rewriting.views import Assign, Binary, Call, Member
from lessonls.core.reading.syntax import text_of


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
    "because no string is copied for every character that is added or looked at",
    _run,
    example=Example(
        """\
int f(const std::string &text) {
    std::string out; for (char c : text) { out = out + '<' + c; } return out.size();
}
""",
        """\
int f(const std::string &text) {
    std::string out; for (char c : text) { out += '<';
    out += c; } return out.size();
}
""",
    ),
)


def _is_string(node: Node) -> bool:
    found = lookup(text_of(node), node) if node.type == "identifier" else None
    return found is not None and found.shape.element == "string" and not found.shape.dims


def _appended(code: Code, node: Node) -> list[Edit]:
    """`s = s + a + b;` as `s += a; s += b;`."""
    found, statement = Assign.of(node), node.parent
    if found is None or found.value is None or not found.plain or not _is_string(found.target):
        return []
    name, (first, *terms) = text_of(found.target), _terms(found.value)
    alone = statement is not None and statement.type == "expression_statement"
    if statement is None or not alone or text_of(first) != name or not terms:
        return []
    if any(mentions(term, {name}) for term in terms):
        return []
    lines = [f"{name} += {text_of(term)};" for term in terms]
    if in_block(statement) or not lines[1:]:
        return [replace(statement, f"\n{indent_of(code.text, statement)}".join(lines))]
    return [replace(statement, f"{{ {' '.join(lines)} }}")]


def _terms(node: Node) -> list[Node]:
    """The operands of a chain of `+`, from left to right."""
    both = Binary.of(node, "+") if node.type == "binary_expression" else None
    return [*_terms(both.left), both.right] if both is not None else [node]


def _viewed(node: Node) -> list[Edit]:
    """`std::string part = text.substr(i, 1);` as a view, where it is only compared or appended."""
    found, block = list(declarations(node)), node.parent
    kind = node.child_by_field_name("type")
    call = Call.of(found[0].init) if len(found) == 1 else None
    if block is None or kind is None or call is None or call.owner is None:
        return []
    whole = found[0].shape.element == "string" and not found[0].shape.dims
    if not whole or call.method != "substr" or not _is_string(call.owner):
        return []
    name, owner, after = found[0].name, text_of(call.owner), node.end_byte
    uses = [use for use in named(block, name) if use.start_byte > after]
    unchanged = only_read(owner, block, after) and only_read(name, block, after)
    if not uses or not unchanged or not all(map(_looks, uses)):
        return []
    view = f"std::string_view({owner})"
    return [replace(kind, "std::string_view"), replace(call.owner, view)]


def _looks(use: Node) -> bool:
    """Whether a view will do: it is compared, appended, measured or indexed."""
    above = use.parent
    if above is None or above.type == "subscript_expression":
        return above is not None
    if above.type == "assignment_expression":
        found = Assign.of(above)
        return found is not None and found.operator == "+="
    member = Member.of(above)
    compared = Binary.of(above, "==", "!=", "<", ">", "<=", ">=") is not None
    return compared or (member is not None and member.name in ("size", "length", "empty"))
