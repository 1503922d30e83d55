"""A recursive helper that marks every node it reaches, as a loop over the nodes that are left.

`void reach(…, node, n, visited) { visited[node] = true; for (i < n) if (edge && !visited[i])
reach(…, i, n, visited); }` marks the same nodes in whatever order they are found.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.construction import construction
from lessonls.agents.specialists.analysis.shapes import lookup, parameters
from lessonls.agents.specialists.passes.containers.unvisited import LISTED, is_only_set, split
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.agents.specialists.rewriting.templates import filled, placed
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, ancestors, inside
from lessonls.agents.specialists.rewriting.views import Call, conjuncts
from lessonls.core.reading.syntax import text_of

_MARKING = Pattern(
    *(
        f"{{ $flags[$node] = {yes};"
        " for ($kind $i = 0; $i < $n; $i++) if ($test) $again($$given); }"
        for yes in ("true", "1")
    )
)
_HELPER = """\
/// Marks every node that is reached from `$node`; `$nodes` are those that may be left.
static void $name($parameters, std::vector<$kind> &$nodes) {
    std::vector<$kind> reached(1, $node);
    $flags[$node] = true;
    while (!reached.empty()) {
        $node = reached.back();
        reached.pop_back();
        std::size_t kept = 0;
        for (const $kind $i : $nodes) {
            if ($flags[$i]) continue;
            if ($edge) {
                $flags[$i] = true;
                reached.push_back($i);
            } else {
                $nodes[kept++] = $i;
            }
        }
        $nodes.resize(kept);
    }
}
"""


@dataclass(frozen=True)
class _Marking:
    """A helper that marks what it reaches, and the names of its parameters."""

    match: Match
    edge: str
    parameters: str
    names: tuple[str, ...]


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for call in filter(None, map(Call.of, code.nodes("call_expression"))):
        found = _marking(code, call) if call.statement is not None else None
        flags = _flags(code, call, found) if found is not None else None
        if found is not None and flags is not None:
            return _rewritten(code, call, found, flags)
    return code


REACHABILITY = Pass(
    "reachability without recursion",
    "marking the nodes that are reached in a loop over those not visited yet",
    "because every node is tried only until it is reached",
    _run,
    example=Example(
        """\
int f(const std::vector<int> &edges, int n) {
    std::vector<bool> visited(n);
    int parts = 0;
    for (int i = 0; i < n; i++) {
        if (!visited[i]) {
            reach(edges, i, n, visited);
            parts++;
        }
    }
    return parts;
}
""",
        """\
int f(const std::vector<int> &edges, int n) {
    std::vector<bool> visited(n);
    std::vector<int> unvisited(n);
    std::iota(unvisited.begin(), unvisited.end(), 0);
    int parts = 0;
    for (int i = 0; i < n; i++) {
        if (!visited[i]) {
            reach_all(edges, i, n, visited, unvisited);
            parts++;
        }
    }
    return parts;
}
""",
        context="""\
static void reach(const std::vector<int> &edges, int node, int n, std::vector<bool> &visited) {
    visited[node] = true;
    for (int i = 0; i < n; i++) {
        if (edges[(node + i) % n] % 3 == 0 && !visited[i]) {
            reach(edges, i, n, visited);
        }
    }
}
""",
    ),
)


def _marking(code: Code, call: Call) -> _Marking | None:
    """The helper that is called, if that is all it does."""
    name = text_of(call.function)
    place = code if code.definition(name) is not None else code.around
    definition = place.definition(name)
    declarator, body = (
        definition.child_by_field_name(one) if definition is not None else None
        for one in ("declarator", "body")
    )
    listed = declarator.child_by_field_name("parameters") if declarator is not None else None
    match = _MARKING.match(body, code.language)
    if definition is None or definition == code.function or listed is None or match is None:
        return None
    names = tuple(one.name for one in parameters(definition))
    again = ", ".join(match["i"] if one == match["node"] else one for one in names)
    same = match["again"] == name and ", ".join(map(text_of, match.holes["given"])) == again
    test = match.at("test")
    edge, effects = split(conjuncts(test), match["i"], match["flags"]), effects_of(place, test)
    if not same or not edge or effects.opaque or effects.written:
        return None
    return _Marking(match, edge, ", ".join(map(text_of, listed.named_children)), names)


def _flags(code: Code, call: Call, found: _Marking) -> Node | None:
    """The declaration of the flags that are handed over, one for each node."""
    values = dict(zip(found.names, call.texts, strict=False))
    bound = values.get(found.match["n"], "")
    declared = lookup(values.get(found.match["flags"], ""), call.node)
    if len(call.texts) != len(found.names) or declared is None or declared.parameter or not bound:
        return None
    length, *rest = construction(declared) or ("",)
    above = list(ancestors(call.node))
    again = any(one.type in (*FOR_LOOPS, "while_statement") for one in above)
    outside = all(not inside(declared.node, one) for one in above if one.type in FOR_LOOPS)
    handed = [use for use in code.uses(declared.name) if use.parent == call.listed]
    whole = length == bound and rest in ([], ["false"], ["0"]) and again and outside
    return declared.node if whole and is_only_set(code, declared, handed) else None


def _rewritten(code: Code, call: Call, found: _Marking, declared: Node) -> Code:
    name = text_of(call.function)
    holes = found.match.texts | {
        "name": free_name(code, f"{name}_all"),
        "nodes": code.fresh("unvisited"),
        "n": dict(zip(found.names, call.texts, strict=True))[found.match["n"]],
        "parameters": found.parameters,
        "edge": found.edge,
    }
    text = f"{holes['name']}{text_of(call.listed)[:-1]}, {holes['nodes']})"
    end = declared.end_byte
    after = code.edited(
        Edit(end, end, placed(code, declared, LISTED, **holes)), replace(call.node, text)
    )
    return with_helper(
        after, ("numeric", "vector"), filled(_HELPER, indent_unit(code.text), **holes) + "\n"
    )
