"""Searches through a graph that try every node from every node: only those not visited yet.

`for (i < n) if (edge(at, i) && !visited[i]) { visited[i] = true; … }` runs over a list of nodes
instead, from which each one is dropped when it has been visited. The order stays.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.construction import construction
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import (
    LOOPS,
    SKIPS,
    ancestors,
    changed_by,
    inside,
    is_in,
)
from lessonls.agents.specialists.rewriting.views import If, conjuncts
from lessonls.core.reading.syntax import text_of, walk

_NOT_YET = Pattern("!$flags[$i]", "not $flags[$i]", "$flags[$i] == 0", "$flags[$i] == false")
_SET = Pattern("$flags[$i] = true;", "$flags[$i] = 1;")
_STORED = Pattern("$flags[$i] = true", "$flags[$i] = 1")
LISTED = """

std::vector<$kind> $nodes($n);
std::iota($nodes.begin(), $nodes.end(), 0);
"""
"""Behind the declaration of the flags."""
_LOOP = """
std::size_t $kept = 0;
for (const $kind $i : $nodes) {
    if ($flags[$i]) continue;
    if ($rest) $then else {
        $nodes[$kept++] = $i;
    }
}
$nodes.resize($kept);
"""


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
    branch = If.of(loop.statements[0]) if len(loop.statements) == 1 else None
    if branch is None or branch.alternative or not (loop.declared and loop.from_zero):
        return None
    test, then = branch.condition, branch.consequence
    asked = (_NOT_YET.match(one) for one in conjuncts(test))
    found = (
        lookup(one["flags"], test) for one in asked if one is not None and one["i"] == loop.variable
    )
    flags = next((one for one in found if one is not None and _as_long(one, loop)), None)
    rest = split(conjuncts(test), loop.variable, flags.name) if flags is not None else ""
    if flags is None or not rest or not _repeated(loop, flags):
        return None
    sets = [one for one in map(_SET.match, branch.then) if one is not None]
    here = any((one["flags"], one["i"]) == (flags.name, loop.variable) for one in sets)
    leaves = any(node.type in ("break_statement", *SKIPS) for node in walk(then))
    pure = effects_of(code, test)
    if leaves or not here or pure.opaque or pure.written or not is_only_set(code, flags, []):
        return None
    return _Trial(loop, flags, rest, then)


def split(parts: list[Node], variable: str, flags: str) -> str:
    """What is asked besides the flag of this node; empty where the flag is not asked for."""
    own = {"flags": flags, "i": variable}
    rest = [one for one in parts if (found := _NOT_YET.match(one)) is None or found.texts != own]
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
    return below and not is_in(loop.node, ("lambda_expression",))


def is_only_set(code: Code, flags: Declaration, besides: list[Node]) -> bool:
    """Whether no flag is ever taken back; uses `besides` are known not to do that."""
    for use in code.uses(flags.name):
        if inside(use, flags.node) or use in besides:
            continue
        place = use.parent
        if place is None or place.type != "subscript_expression" or place.parent is None:
            return False
        if place.parent.type in ("update_expression", "pointer_expression"):
            return False
        if changed_by(place.parent) == place and _STORED.match(place.parent) is None:
            return False
    return True


def _edits(code: Code, found: _Trial) -> list[Edit]:
    loop, then = found.loop, text_of(found.then)
    if found.then.type != "compound_statement":
        step = f"\n{indent_of(code.text, loop.node)}{indent_unit(code.text)}"
        then = f"{{{step}{indent_unit(code.text)}{then}{step}}}"
    holes = {
        "nodes": code.fresh("unvisited"),
        "kept": code.fresh("kept"),
        "kind": loop.kind,
        "i": loop.variable,
        "n": text_of(loop.bound),
        "flags": found.flags.name,
        "rest": found.rest,
        "then": "$then",
    }
    text = placed(code, loop.node, _LOOP, **holes).replace("$then", then)
    if not in_block(loop.node):
        outer = f"\n{indent_of(code.text, loop.node)}"
        text = f"{{{outer}{text}{outer}}}"
    end, declared = found.flags.node.end_byte, found.flags.node
    return [Edit(end, end, placed(code, declared, LISTED, **holes)), replace(loop.node, text)]
