"""Searches through a graph that try every node from every node: only those not visited yet.

`for (i < n) if (edge(at, i) && !visited[i]) { visited[i] = true; … }` runs over a list of nodes
instead, from which each one is dropped when it has been visited. The order stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.construction import construction
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.tree import (
    LOOPS,
    ancestors,
    inside,
    statements,
)
from lessonls.agents.specialists.rewriting.views import conjuncts
from lessonls.core.reading.syntax import text_of, walk

_NOT_YET = re.compile(r"!(\w+)\[(\w+)\]|(\w+)\[(\w+)\] == (?:0|false)|not (\w+)\[(\w+)\]")
_YES = ("true", "1")


@dataclass(frozen=True)
class _Trial:
    """The loop that tries every node; `rest` is its condition but for the flag's."""

    loop: Loop
    flags: Declaration
    rest: str
    then: Node


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for node in code.nodes("for_statement"):
        loop = loop_at(node)
        found = _trial(code, loop) if loop is not None else None
        if found is not None:
            return with_helper(code.edited(*_edits(code, found)), ("numeric", "vector"))
    return code


UNVISITED = Pass(
    "lists of nodes not visited yet",
    "trying only the nodes that were not visited yet",
    "because the list gets shorter with every node that is reached",
    _run,
    example=Example(
        """\
#include <numeric>
#include <vector>
int f(const std::vector<int> &a, int n, int from) {
    std::vector<bool> seen(n);
    std::vector<int> todo(1, from);
    seen[from] = true;
    for (size_t at = 0; at < todo.size(); at++) {
        int node = todo[at];
        for (int i = 0; i < n; i++) {
            if (!seen[i] && a[node * n + i] > 0) {
                seen[i] = true;
                todo.push_back(i);
            }
        }
    }
    return todo.size();
}
""",
        """\
int f(const std::vector<int> &a, int n, int from) {
    std::vector<bool> seen(n);
    std::vector<int> unvisited(n);
    std::iota(unvisited.begin(), unvisited.end(), 0);
    std::vector<int> todo(1, from);
    seen[from] = true;
    for (size_t at = 0; at < todo.size(); at++) {
        int node = todo[at];
        std::size_t kept = 0;
        for (const int i : unvisited) {
            if (seen[i]) continue;
            if (a[node * n + i] > 0) {
                seen[i] = true;
                todo.push_back(i);
            } else {
                unvisited[kept++] = i;
            }
        }
        unvisited.resize(kept);
    }
    return todo.size();
}
""",
    ),
)


def _trial(code: Code, loop: Loop) -> _Trial | None:
    branch = loop.statements[0] if len(loop.statements) == 1 else None
    if branch is None or branch.type != "if_statement" or not loop.declared:
        return None
    if not loop.from_zero:
        return None
    condition, then = (
        branch.child_by_field_name("condition"),
        branch.child_by_field_name("consequence"),
    )
    value = condition.child_by_field_name("value") if condition is not None else None
    if value is None or then is None or branch.child_by_field_name("alternative") is not None:
        return None
    flags = next((one for one in _asked(conjuncts(value), loop) if _as_long(one, loop)), None)
    rest = split(conjuncts(value), loop, flags.name) if flags is not None else ""
    if flags is None or not rest or not _repeated(loop, flags) or _leaves(then):
        return None
    set_here = re.compile(rf"{flags.name}\[{loop.variable}\] = (true|1);")
    sets = any(set_here.fullmatch(text_of(one)) for one in statements(then))
    pure = effects_of(code, value)
    if not sets or pure.opaque or pure.written or not is_only_set(code, flags, []):
        return None
    return _Trial(loop, flags, rest, then)


def _asked(parts: list[Node], loop: Loop) -> Iterator[Declaration]:
    """The flags that are asked for this node."""
    for part in parts:
        words = _flag(part)
        found = lookup(words[0], part) if words and words[1] == loop.variable else None
        if found is not None:
            yield found


def _flag(part: Node) -> list[str]:
    """The name and the index in `!visited[i]`."""
    match = _NOT_YET.fullmatch(text_of(part))
    return [one for one in match.groups() if one] if match else []


def split(parts: list[Node], loop: Loop, flags: str) -> str:
    """What is asked besides the flag of this node; empty where the flag is not asked for."""
    rest = [one for one in parts if _flag(one) != [flags, loop.variable]]
    return " && ".join(_bracketed(one, bool(rest[1:])) for one in rest) if rest != parts else ""


def _bracketed(part: Node, several: bool) -> str:
    chosen = part.type in ("conditional_expression", "binary_expression")
    either = chosen and any(child.type in ("||", "or", "?") for child in part.children)
    return f"({text_of(part)})" if either and several else text_of(part)


def _as_long(found: Declaration, loop: Loop) -> bool:
    """Whether the flags are a local vector with one false flag for each node."""
    shape = found.shape
    if found.parameter or shape.dims != ("vector",) or shape.reference:
        return False
    length, *values = construction(found) or ("",)
    kind = shape.element in ("bool", "char", "int")
    return length == text_of(loop.bound) and kind and values in ([], ["false"], ["0"])


def _repeated(loop: Loop, flags: Declaration) -> bool:
    """Whether all nodes are tried again and again, with the same flags."""
    around = [one for one in ancestors(loop.node) if one.type in LOOPS]
    below = any(not inside(flags.node, one) for one in around)
    return below and not any(one.type == "lambda_expression" for one in ancestors(loop.node))


def _leaves(then: Node) -> bool:
    return any(
        node.type in ("break_statement", "continue_statement", "goto_statement")
        for node in walk(then)
    )


def is_only_set(code: Code, flags: Declaration, besides: list[Node]) -> bool:
    """Whether no flag is ever taken back; uses `besides` are known not to do that."""
    for use in code.nodes("identifier"):
        if text_of(use) != flags.name or inside(use, flags.node) or use in besides:
            continue
        place = use.parent
        if place is None or place.type != "subscript_expression":
            return False
        above = place.parent
        if above is None or above.type in ("update_expression", "pointer_expression"):
            return False
        changed = above.type == "assignment_expression" and above.child_by_field_name("left")
        value = above.child_by_field_name("right")
        if changed == place and (value is None or text_of(value) not in _YES):
            return False
    return True


def _edits(code: Code, found: _Trial) -> list[Edit]:
    loop, flags = found.loop, found.flags.name
    names = [code.fresh(name) for name in ("unvisited", "kept")]
    nodes, kept = names
    outer, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    above = indent_of(code.text, found.flags.node)
    kind, bound = loop.kind, text_of(loop.bound)
    listed = (
        f"\n{above}std::vector<{kind}> {nodes}({bound});"
        f"\n{above}std::iota({nodes}.begin(), {nodes}.end(), 0);"
    )
    begin = found.flags.node.end_byte
    first = f"if ({flags}[{loop.variable}]) continue;"
    then = text_of(found.then)
    if found.then.type != "compound_statement":
        then = f"{{\n{outer}{unit}{unit}{then}\n{outer}{unit}}}"
    text = (
        f"std::size_t {kept} = 0;\n{outer}for (const {kind} {loop.variable} : {nodes}) {{\n"
        f"{outer}{unit}{first}\n{outer}{unit}if ({found.rest}) {then} else {{\n"
        f"{outer}{unit}{unit}{nodes}[{kept}++] = {loop.variable};\n{outer}{unit}}}\n{outer}}}\n"
        f"{outer}{nodes}.resize({kept});"
    )
    if loop.node.parent is not None and loop.node.parent.type != "compound_statement":
        text = f"{{\n{outer}{text}\n{outer}}}"
    return [Edit(begin, begin, listed), replace(loop.node, text)]
