"""Values that are looked for in a vector again and again, asked of a hash set instead.

The set is made before the loop that asks, and gets whatever the loop appends to the vector.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS, bits
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.analysis.sortings import is_changed
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import (
    FOR_LOOPS,
    LOOPS,
    ancestors,
    inside,
    mentions,
    names_in,
    statements,
)
from lessonls.agents.specialists.rewriting.views import Call, Member
from lessonls.core.reading.syntax import text_of, walk

_RANGE = "$v.begin(), $v.end()"
_PRESENT = Pattern(f"find({_RANGE}, $x) != $v.end()", f"count({_RANGE}, $x) > 0",
                   f"count({_RANGE}, $x) != 0")  # fmt: skip
_ABSENT = Pattern(f"find({_RANGE}, $x) == $v.end()", f"count({_RANGE}, $x) == 0")
_BY_HAND = Pattern("if ($one == $other) { $found = true; break; }",
                   "if ($one == $other) $found = true;")  # fmt: skip


@dataclass(frozen=True)
class _Question:
    """Whether `value` is in `vector`, or, with `absent`, whether it is not.

    `first` and `last` are what the answer replaces; `made` is the declaration it is given to.
    """

    vector: str
    value: Node
    absent: bool
    first: Node
    last: Node
    made: str = ""


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    questions = [
        *map(_called, code.nodes("binary_expression")),
        *map(_by_hand, code.nodes(*FOR_LOOPS)),
    ]
    made = (_answered(code, one) for one in questions if one is not None)
    return next((one for one in made if one is not None), code)


MEMBERSHIPS = Pass(
    "asking a set",
    "asking a hash set instead of searching a vector each time",
    "because a lookup takes the same time however many values there are",
    _run,
    example=Example(
        """\
int f(const std::vector<int> &queries, const std::vector<int> &v) {
    int hits = 0;
    for (int q : queries) {
        if (std::find(v.begin(), v.end(), q) != v.end()) hits++;
    }
    return hits;
}
""",
        """\
int f(const std::vector<int> &queries, const std::vector<int> &v) {
    int hits = 0;
    const std::unordered_set<int> known(v.begin(), v.end());
    for (int q : queries) {
        if (known.count(q) > 0) hits++;
    }
    return hits;
}
""",
    ),
)


def _called(node: Node) -> _Question | None:
    """`std::find(v.begin(), v.end(), e) != v.end()` and `std::count(…) > 0`."""
    present = _PRESENT.match(node)
    match = present or _ABSENT.match(node)
    if match is None or match.at("v").type != "identifier":
        return None
    return _Question(match["v"], match.at("x"), present is None, node, node)


def _by_hand(node: Node) -> _Question | None:
    """`bool found = false; for (auto x : v) if (x == e) { found = true; break; }`."""
    before, body = node.prev_named_sibling, node.child_by_field_name("body")
    flags = list(declarations(before)) if before is not None else []
    inner = statements(body) if body is not None else []
    visited = _visited(node)
    match = _BY_HAND.match(inner[0]) if len(inner) == 1 else None
    if before is None or visited is None or match is None or len(flags) != 1:
        return None
    flag, init = flags[0], flags[0].init
    unset = before.type == "declaration" and init is not None and text_of(init) == "false"
    vector, element, counter = visited
    sides = [match.at("one"), match.at("other")]
    value = next((one for one in sides if text_of(one) != element), None)
    if not unset or match["found"] != flag.name or value is None or not all(map(is_plain, sides)):
        return None
    if element not in map(text_of, sides) or mentions(value, {counter}):
        return None
    kind = before.child_by_field_name("type")
    made = f"{text_of(kind) if kind is not None else 'bool'} {flag.name} = "
    return _Question(vector, value, absent=False, first=before, last=node, made=made)


def _visited(node: Node) -> tuple[str, str, str] | None:
    """The vector that a loop visits as a whole, its element in the loop, and the counter."""
    if node.type == "for_range_loop":
        right, declared = node.child_by_field_name("right"), list(declarations(node))
        known = right is not None and right.type == "identifier" and len(declared) == 1
        name = declared[0].name if declared else ""
        return (text_of(right), name, name) if known and right is not None else None
    loop = loop_at(node)
    vector = text_of(loop.bound).removesuffix(".size()") if loop is not None else ""
    if loop is None or not loop.from_zero:
        return None
    named = vector.isidentifier() and vector != text_of(loop.bound)
    return (vector, f"{vector}[{loop.variable}]", loop.variable) if named else None


def _answered(code: Code, asked: _Question) -> Code | None:
    found = lookup(asked.vector, asked.first)
    if found is None or found.shape.dims != ("vector",):
        return None
    kind, loop = found.shape.element, _loop(asked, found.node)
    if loop is None or not in_block(loop) or not _is_hashed(kind, asked):
        return None
    grown = _grown(code, asked, loop)
    if grown is None:
        return None
    known, vector = code.fresh("known"), asked.vector
    written = "std::string" if kind == "string" else code.spelled(kind)
    const = "" if grown else "const "
    made = f"{const}std::unordered_set<{written}> {known}({vector}.begin(), {vector}.end());"
    answer = f"{known}.count({text_of(asked.value)}) {'==' if asked.absent else '>'} 0"
    text = f"{asked.made}{answer};" if asked.made else answer
    edits = [
        *around(code, loop, [made], []),
        Edit(asked.first.start_byte, asked.last.end_byte, text),
    ]
    for statement, value in grown:
        both, more = text_of(statement), f"{known}.insert({value});"
        inner = indent_of(code.text, statement)
        again = f"{both}\n{inner}{more}" if in_block(statement) else f"{{ {both} {more} }}"
        edits.append(replace(statement, again))
    return with_helper(code.edited(*edits), ("unordered_set",))


def _is_hashed(kind: str, asked: _Question) -> bool:
    """Whether a set finds what comparing finds: a key is converted before it is looked up."""
    if kind not in INTEGERS:
        return kind in FLOATS or kind == "string"
    known = [lookup(name, asked.first) for name in names_in(asked.value)]
    real = any(one.type == "number_literal" and "." in text_of(one) for one in walk(asked.value))
    real = real or any(one is not None and one.shape.floating for one in known)
    return not real and bits(kind) >= 32


def _loop(asked: _Question, declared: Node) -> Node | None:
    """The outermost loop around the question within which the vector lives on."""
    loops = [one for one in ancestors(asked.first) if one.type in LOOPS]
    loops = [one for one in loops if not inside(declared, one)]
    return loops[-1] if loops else None


def _grown(code: Code, asked: _Question, loop: Node) -> list[tuple[Node, str]] | None:
    """The statements in the loop that append to the vector; None where it changes otherwise."""
    found: list[tuple[Node, str]] = []
    for use in code.uses(asked.vector):
        asks = asked.first.start_byte <= use.start_byte < asked.last.end_byte
        above = use.parent
        if above is None or asks or not inside(use, loop):
            continue
        if above.type == "subscript_expression" and not is_changed(above):
            continue
        member = Member.of(above)
        if member is not None and member.name in ("size", "empty"):
            continue
        call = Call.of(above.parent) if member is not None else None
        appends = call is not None and call.method in ("push_back", "emplace_back")
        if call is None or call.statement is None or not appends or len(call.arguments) != 1:
            return None
        inner = Call.of(call.arguments[0])
        if inner is not None and inner.name == "move":
            return None
        found.append((call.statement, text_of(call.arguments[0])))
    return found
