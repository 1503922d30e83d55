"""Searches for one character of a set, with a table that says which characters are in it.

`find_first_of` compares each character with each of the set, or calls `memchr` for it.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside
from lessonls.agents.specialists.rewriting.views import plain_name
from lessonls.core.reading.syntax import text_of

_METHODS = ("find_first_of", "find_first_not_of")
_TEXTS = ("string", "string_view")
_HELPER = """\
static std::size_t {name}(const std::{kind} &text, const bool *members, std::size_t at)
{{
{unit}while (at < text.size() && {stays}members[static_cast<unsigned char>(text[at])]) {{
{unit}{unit}++at;
{unit}}}
{unit}return at < text.size() ? at : std::{kind}::npos;
}}
"""


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for call in code.nodes("call_expression"):
        after = _tabled(code, call)
        if after is not None:
            return _run(after)
    return code


CHARACTER_SETS = Pass(
    "tables of characters",
    "looking characters up in a table instead of searching a set for each of them",
    "because one load says what otherwise takes a comparison for every member",
    _run,
)


@dataclass(frozen=True)
class _Search:
    """`call` looks for a member of `members`; with `text` it gives an index, else an iterator."""

    call: Node
    members: Node
    arguments: tuple[Node, ...]
    text: Node | None = None
    method: str = ""


def _tabled(code: Code, call: Node) -> Code | None:
    loop = next((one for one in reversed(list(ancestors(call))) if one.type in LOOPS), None)
    found = _method(call) or _algorithm(call)
    if found is None or loop is None or not _is_constant(code, found.members, loop):
        return None
    table = code.fresh("members")
    above = around(code, loop, _table(table, found.members, indent_unit(code.text)), [])
    first, *others = (text_of(one) for one in found.arguments)
    if found.text is None:
        test = f"[&](const unsigned char one) {{ return {table}[one]; }}"
        made = f"std::find_if({first}, {others[0]}, {test})"
        return with_helper(code.edited(*above, replace(call, made)), ("algorithm",))
    sought = found.method == "find_first_of"
    name = free_name(code, "first_in" if sought else "first_not_in")
    made = f"{name}({text_of(found.text)}, {table}, {first})"
    kind, stays = _kind(found.text), "!" if sought else ""
    helper = _HELPER.format(name=name, kind=kind, stays=stays, unit=indent_unit(code.text))
    return with_helper(code.edited(*above, replace(call, made)), (), helper)


def _table(name: str, members: Node, unit: str) -> list[str]:
    """The lines that make the table of a text's or a literal's characters."""
    literal, text = members.type == "string_literal", text_of(members)
    head = f"const char *one = {text}; *one; ++one" if literal else f"const char one : {text}"
    index = f"static_cast<unsigned char>({'*one' if literal else 'one'})"
    return [f"bool {name}[256] = {{}};", f"for ({head}) {{", f"{unit}{name}[{index}] = true;", "}"]


def _arguments(call: Node) -> list[Node]:
    listed = call.child_by_field_name("arguments")
    return [one for one in listed.named_children if one.type != "comment"] if listed else []


def _method(call: Node) -> _Search | None:
    """`text.find_first_of(members, at)`."""
    function, listed = call.child_by_field_name("function"), _arguments(call)
    if function is None or function.type != "field_expression" or len(listed) != 2:
        return None
    owner, name = (function.child_by_field_name(one) for one in ("argument", "field"))
    if owner is None or name is None or text_of(name) not in _METHODS or not _kind(owner):
        return None
    return _Search(call, listed[0], tuple(listed[1:]), owner, text_of(name))


def _algorithm(call: Node) -> _Search | None:
    """`std::find_first_of(first, last, members.begin(), members.end())`."""
    function, listed = call.child_by_field_name("function"), _arguments(call)
    if function is None or plain_name(function) != "find_first_of" or len(listed) != 4:
        return None
    owner, last = _range_end(listed[2], "begin"), _range_end(listed[3], "end")
    same = owner is not None and last is not None and text_of(owner) == text_of(last)
    return _Search(call, owner, tuple(listed[:2])) if same and owner is not None else None


def _range_end(node: Node, word: str) -> Node | None:
    """The container of `x.begin()`, `std::cbegin(x)` and their like."""
    function, listed = node.child_by_field_name("function"), _arguments(node)
    if function is None:
        return None
    field = function.child_by_field_name("field")
    if field is not None and text_of(field) in (word, f"c{word}"):
        return function.child_by_field_name("argument")
    named = plain_name(function) in (word, f"c{word}") and len(listed) == 1
    return listed[0] if named else None


def _kind(node: Node) -> str:
    """Which text of the standard library it is; empty for anything else."""
    found = lookup(text_of(node), node) if node.type == "identifier" else None
    plain = found is not None and not found.shape.dims and found.shape.element in _TEXTS
    return found.shape.element if plain and found is not None else ""


def _is_constant(code: Code, members: Node, loop: Node) -> bool:
    """Whether the set is the same throughout the loop: a literal, or a text that is not set."""
    if members.type == "string_literal":
        return "\\0" not in text_of(members)
    found = lookup(text_of(members), members) if _kind(members) else None
    fixed = found is not None and (found.shape.const or found.shape.element == "string_view")
    return (
        fixed
        and found is not None
        and found.name not in code.assigned
        and not inside(found.node, loop)
    )
