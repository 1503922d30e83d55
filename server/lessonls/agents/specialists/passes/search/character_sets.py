"""Searches for one character of a set, with a table that says which characters are in it.

`find_first_of` compares each character with each of the set, or calls `memchr` for it.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import repeatedly
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper, with_helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.templates import lines_of
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside
from lessonls.core.reading.syntax import text_of

_METHODS = {"find_first_of": ("first_in", "!"), "find_first_not_of": ("first_not_in", "")}
_METHOD = {name: Pattern(f"$text.{name}($members, $at)") for name in _METHODS}
_ALGORITHM = Pattern("find_first_of($first, $last, $members.begin(), $members.end())")
_TEXT = """\
static std::size_t $name(const std::$kind &text, const bool *members, std::size_t at)
{
    while (at < text.size() && ${stays}members[static_cast<unsigned char>(text[at])]) {
        ++at;
    }
    return at < text.size() ? at : std::$kind::npos;
}
"""
_TABLE = """\
bool $table[256] = {};
for ($head) {
    $table[static_cast<unsigned char>($character)] = true;
}"""


def _run(code: Code) -> Code:
    return repeatedly(code, _first, 16) if code.cpp else code


CHARACTER_SETS = Pass(
    "tables of characters",
    "looking characters up in a table instead of searching a set for each of them",
    "because one load says what otherwise takes a comparison for every member",
    _run,
    example=Example(
        """\
void f(const std::string &s, size_t at) {
while (at < s.size()) at = s.find_first_not_of(" \\t", at) + 1;
}
""",
        """\
void f(const std::string &s, size_t at) {
bool members[256] = {};
for (const char *one = " \\t"; *one; ++one) {
    members[static_cast<unsigned char>(*one)] = true;
}
while (at < s.size()) at = first_not_in(s, members, at) + 1;
}
""",
    ),
)


@dataclass(frozen=True)
class _Search:
    """`call` looks for a member of `members`; what it becomes has the table's name in it."""

    call: Node
    members: Node
    text: Node | None = None
    method: str = ""
    first: str = ""
    last: str = ""


def _first(code: Code) -> Code | None:
    made = (_tabled(code, call) for call in code.nodes("call_expression"))
    return next((one for one in made if one is not None), None)


def _search(call: Node) -> _Search | None:
    """`text.find_first_of(members, at)`, or the algorithm of this name."""
    for name, pattern in _METHOD.items():
        match = pattern.match(call)
        if match is not None and _kind(match.at("text")):
            return _Search(call, match.at("members"), match.at("text"), name, match["at"])
    match = _ALGORITHM.match(call)
    if match is None:
        return None
    return _Search(call, match.at("members"), first=match["first"], last=match["last"])


def _tabled(code: Code, call: Node) -> Code | None:
    loop = next((one for one in reversed(list(ancestors(call))) if one.type in LOOPS), None)
    found = _search(call)
    if found is None or loop is None or not _is_constant(code, found.members, loop):
        return None
    table = code.fresh("members")
    literal, members = found.members.type == "string_literal", text_of(found.members)
    head = f"const char *one = {members}; *one; ++one" if literal else f"const char one : {members}"
    character = "*one" if literal else "one"
    lines = lines_of(code, _TABLE, table=table, head=head, character=character)
    above = around(code, loop, lines, [])
    if found.text is None:
        test = f"[&](const unsigned char one) {{ return {table}[one]; }}"
        made = f"std::find_if({found.first}, {found.last}, {test})"
        return with_helper(code.edited(*above, replace(call, made)), ("algorithm",))
    name, stays = _METHODS[found.method]
    helper = Helper(name, _TEXT)
    name = helper.fresh(code)
    made = f"{name}({text_of(found.text)}, {table}, {found.first})"
    after = code.edited(*above, replace(call, made))
    return helper.put(after, name, kind=_kind(found.text), stays=stays)


def _kind(node: Node) -> str:
    """Which text of the standard library it is; empty for anything else."""
    found = lookup(text_of(node), node) if node.type == "identifier" else None
    kind = found.shape.element if found is not None and not found.shape.dims else ""
    return kind if kind in ("string", "string_view") else ""


def _is_constant(code: Code, members: Node, loop: Node) -> bool:
    """Whether the set is the same throughout the loop: a literal, or a text that is not set."""
    if members.type == "string_literal":
        return "\\0" not in text_of(members)
    found = lookup(text_of(members), members) if _kind(members) else None
    if found is None or found.name in code.assigned or inside(found.node, loop):
        return False
    return found.shape.const or found.shape.element == "string_view"
