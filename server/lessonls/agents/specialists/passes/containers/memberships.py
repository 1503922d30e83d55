"""Values that are looked for in a vector again and again, asked of a hash set instead.

The set is made before the loop that asks, and gets whatever the loop appends to the vector.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS, INTEGERS, bits
from lessonls.agents.specialists.analysis.conditions import branches, is_plain
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import LOOPS, ancestors, inside, statements
from lessonls.agents.specialists.rewriting.views import condition_of
from lessonls.core.reading.syntax import text_of

_FOUND = re.compile(
    r"(?:std::)?find\((\w+)\.c?begin\(\), \1\.c?end\(\), (.+)\) ([!=]=) \1\.c?end\(\)"
    r"|(?:std::)?count\((\w+)\.c?begin\(\), \4\.c?end\(\), (.+)\) (>|!=|==) 0"
)
_APPENDING = re.compile(r"(\w+)\.(?:push_back|emplace_back)\(([^()]*(?:\([^()]*\))?[^()]*)\)")


@dataclass(frozen=True)
class _Question:
    """Whether `value` is in `vector`, or, with `absent`, whether it is not.

    `first` and `last` are what the answer replaces; `made` is the declaration it is given to.
    """

    vector: str
    value: str
    absent: bool
    first: Node
    last: Node
    made: str = ""


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    questions = [
        *(one for node in code.nodes("binary_expression") if (one := _called(node)) is not None),
        *(one for node in code.nodes(*LOOPS[:2]) if (one := _by_hand(node)) is not None),
    ]
    for one in questions:
        made = _answered(code, one)
        if made is not None:
            return made
    return code


MEMBERSHIPS = Pass(
    "asking a set",
    "asking a hash set instead of searching a vector each time",
    "because a lookup takes the same time however many values there are",
    _run,
)


def _called(node: Node) -> _Question | None:
    """`std::find(v.begin(), v.end(), e) != v.end()` and `std::count(…) > 0`."""
    match = _FOUND.fullmatch(" ".join(text_of(node).split()))
    if match is None:
        return None
    vector, value, sign = match.groups()[:3] if match[1] else match.groups()[3:]
    return _Question(vector, value, sign == "==", node, node)


def _by_hand(node: Node) -> _Question | None:
    """`bool found = false; for (auto x : v) if (x == e) { found = true; break; }`."""
    before, body = node.prev_named_sibling, node.child_by_field_name("body")
    flags = list(declarations(before)) if before is not None else []
    inner = statements(body) if body is not None else []
    visited = _visited(node)
    if before is None or visited is None or len(flags) != 1 or len(inner) != 1:
        return None
    flag, init = flags[0], flags[0].init
    if before.type != "declaration" or init is None or text_of(init) != "false":
        return None
    condition = condition_of(inner[0]) if inner[0].type == "if_statement" else None
    yes, no = branches(inner[0]) if condition is not None else ([], None)
    done = [" ".join(text_of(one).split()) for one in yes]
    if condition is None or no is not None or done[:1] != [f"{flag.name} = true;"]:
        return None
    vector, element, counter = visited
    sides = [condition.child_by_field_name(side) for side in ("left", "right")]
    sign = condition.child_by_field_name("operator")
    texts = [text_of(side) for side in sides if side is not None]
    if done[1:] not in ([], ["break;"]) or sign is None or sign.type != "==":
        return None
    if element not in texts or not all(is_plain(side) for side in sides if side is not None):
        return None
    value = texts[1 - texts.index(element)]
    if re.search(rf"\b{counter}\b", value):
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
    kind = found.shape.element
    hashable = _is_hashed(kind, asked)
    loop = _loop(asked, found.node)
    if not hashable or loop is None or not in_block(loop):
        return None
    grown = _grown(code, asked, loop)
    if grown is None:
        return None
    known = code.fresh("known")
    written = "std::string" if kind == "string" else code.spelled(kind)
    const = "" if grown else "const "
    vector = asked.vector
    made = f"{const}std::unordered_set<{written}> {known}({vector}.begin(), {vector}.end());"
    answer = f"{known}.count({asked.value}) {'==' if asked.absent else '>'} 0"
    text = f"{asked.made}{answer};" if asked.made else answer
    edits = [
        *around(code, loop, [made], []),
        Edit(asked.first.start_byte, asked.last.end_byte, text),
    ]
    for statement, value in grown:
        both = f"{text_of(statement)}"
        more = f"{known}.insert({value});"
        inner = indent_of(code.text, statement)
        again = f"{both}\n{inner}{more}" if in_block(statement) else f"{{ {both} {more} }}"
        edits.append(replace(statement, again))
    return with_helper(code.edited(*edits), ("unordered_set",))


def _is_hashed(kind: str, asked: _Question) -> bool:
    """Whether a set finds what comparing finds: a key is converted before it is looked up."""
    if kind not in INTEGERS:
        return kind in FLOATS or kind == "string"
    names = re.findall(r"(?<![\w.:])[A-Za-z_]\w*", asked.value)
    known = [found for one in names if (found := lookup(one, asked.first)) is not None]
    real = re.search(r"\d\.|\.\d", asked.value) or any(one.shape.floating for one in known)
    return not real and bits(kind) >= 32


def _loop(asked: _Question, declared: Node) -> Node | None:
    """The outermost loop around the question within which the vector lives on."""
    loops = [
        one
        for one in ancestors(asked.first)
        if one.type in LOOPS and not inside(declared, one) and inside(asked.first, one)
    ]
    return loops[-1] if loops else None


def _grown(code: Code, asked: _Question, loop: Node) -> list[tuple[Node, str]] | None:
    """The statements in the loop that append to the vector; None where it changes otherwise."""
    found: list[tuple[Node, str]] = []
    for use in code.nodes("identifier"):
        if text_of(use) != asked.vector or not inside(use, loop):
            continue
        if asked.first.start_byte <= use.start_byte < asked.last.end_byte:
            continue
        above = use.parent
        field = above.child_by_field_name("field") if above is not None else None
        if above is None:
            return None
        if above.type == "subscript_expression" and not _is_written(above):
            continue
        if field is None or text_of(field) in ("size", "empty"):
            if field is None:
                return None
            continue
        call, statement = above.parent, above.parent.parent if above.parent else None
        match = _APPENDING.fullmatch(text_of(call)) if call is not None else None
        if match is None or statement is None or statement.type != "expression_statement":
            return None
        if "move" in match[2] or "," in match[2] or match[2] == "":
            return None
        found.append((statement, match[2]))
    return found


def _is_written(element: Node) -> bool:
    above = element.parent
    if above is None or above.type in ("update_expression", "pointer_expression"):
        return True
    left = above.child_by_field_name("left")
    return above.type == "assignment_expression" and left == element
