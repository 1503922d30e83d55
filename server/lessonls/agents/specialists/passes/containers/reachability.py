"""A recursive helper that marks every node it reaches, as a loop over the nodes that are left.

`void reach(…, node, n, visited) { visited[node] = true; for (i < n) if (edge && !visited[i])
reach(…, i, n, visited); }` marks the same nodes in whatever order they are found.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.construction import construction
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.shapes import lookup, parameters
from lessonls.agents.specialists.passes.containers.unvisited import is_only_set, split
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper
from lessonls.agents.specialists.rewriting.tree import ancestors, inside, statements
from lessonls.agents.specialists.rewriting.views import conjuncts
from lessonls.core.reading.syntax import text_of, walk

_HELPER = """\
/// Marks every node that is reached from `{node}`; `{nodes}` are those that may be left.
static void {name}({parameters},
{pad}std::vector<{kind}> &{nodes}) {{
{unit}std::vector<{kind}> {reached}(1, {node});
{unit}{flags}[{node}] = true;
{unit}while (!{reached}.empty()) {{
{unit}{unit}{node} = {reached}.back();
{unit}{unit}{reached}.pop_back();
{unit}{unit}std::size_t kept = 0;
{unit}{unit}for (const {kind} {i} : {nodes}) {{
{unit}{unit}{unit}if ({flags}[{i}]) continue;
{unit}{unit}{unit}if ({edge}) {{
{unit}{unit}{unit}{unit}{flags}[{i}] = true;
{unit}{unit}{unit}{unit}{reached}.push_back({i});
{unit}{unit}{unit}}} else {{
{unit}{unit}{unit}{unit}{nodes}[kept++] = {i};
{unit}{unit}{unit}}}
{unit}{unit}}}
{unit}{unit}{nodes}.resize(kept);
{unit}}}
}}
"""


@dataclass(frozen=True)
class _Flood:
    """The helper's parameters by name, and which of them is what."""

    name: str
    parameters: str
    names: tuple[str, ...]
    node: str
    flags: str
    loop: Loop
    edge: str


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    for call in code.nodes("call_expression"):
        found = _flood(code, call)
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


def _flood(code: Code, call: Node) -> _Flood | None:
    """The helper that is called, if it is a flood."""
    function = call.child_by_field_name("function")
    alone = call.parent is not None and call.parent.type == "expression_statement"
    if function is None or function.type != "identifier" or not alone:
        return None
    context = Code(code.context, code.language, code.mode)
    for where in (code, context):
        for node in walk(where.root):
            if node.type == "function_definition" and node != code.function:
                found = _read(where, node)
                if found is not None and found.name == text_of(function):
                    return found
    return None


def _read(code: Code, definition: Node) -> _Flood | None:
    declarator, body = (
        definition.child_by_field_name("declarator"),
        definition.child_by_field_name("body"),
    )
    name = declarator.child_by_field_name("declarator") if declarator is not None else None
    listed = declarator.child_by_field_name("parameters") if declarator is not None else None
    steps = statements(body) if body is not None else []
    if name is None or listed is None or len(steps) != 2:
        return None
    marked = re.fullmatch(r"(\w+)\[(\w+)\] = (?:true|1);", text_of(steps[0]))
    loop = loop_at(steps[1])
    branch = loop.statements[0] if loop is not None and len(loop.statements) == 1 else None
    if marked is None or loop is None or branch is None or branch.type != "if_statement":
        return None
    flags, node = marked[1], marked[2]
    names = tuple(one.name for one in parameters(definition))
    then, test = (
        branch.child_by_field_name("consequence"),
        branch.child_by_field_name("condition"),
    )
    value = test.child_by_field_name("value") if test is not None else None
    if then is None or value is None or branch.child_by_field_name("alternative") is not None:
        return None
    again = [loop.variable if one == node else one for one in names]
    inner = [text_of(one) for one in statements(then)]
    edge = split(conjuncts(value), loop, flags)
    effects = effects_of(code, value)
    calls = inner == [f"{text_of(name)}({', '.join(again)});"]
    if not (loop.from_zero and calls and edge) or effects.opaque or effects.written:
        return None
    text = ", ".join(text_of(one) for one in listed.named_children)
    return _Flood(text_of(name), text, names, node, flags, loop, edge)


def _flags(code: Code, call: Node, found: _Flood) -> Node | None:
    """The declaration of the flags that are handed over, one for each node."""
    listed = call.child_by_field_name("arguments")
    arguments = [text_of(one) for one in listed.named_children] if listed is not None else []
    values = dict(zip(found.names, arguments, strict=False))
    bound = values.get(text_of(found.loop.bound), "")
    declared = lookup(values.get(found.flags, ""), call)
    if len(arguments) != len(found.names) or declared is None or declared.parameter or not bound:
        return None
    length, *rest = construction(declared) or ("",)
    again = any(one.type.startswith(("for_", "while_")) for one in ancestors(call))
    outside = all(not inside(declared.node, one) for one in ancestors(call) if "for_" in one.type)
    handed = [
        use
        for use in code.nodes("identifier")
        if text_of(use) == declared.name and use.parent == listed
    ]
    whole = length == bound and rest in ([], ["false"], ["0"]) and again and outside
    return declared.node if whole and is_only_set(code, declared, handed) else None


def _rewritten(code: Code, call: Node, found: _Flood, declared: Node) -> Code:
    listed = call.child_by_field_name("arguments")
    if listed is None:
        return code
    nodes, name = code.fresh("unvisited"), free_name(code, f"{found.name}_all")
    kind, indent = found.loop.kind, indent_of(code.text, declared)
    bound = next(
        text_of(one)
        for one, parameter in zip(listed.named_children, found.names, strict=True)
        if parameter == text_of(found.loop.bound)
    )
    lines = (
        f"\n{indent}std::vector<{kind}> {nodes}({bound});"
        f"\n{indent}std::iota({nodes}.begin(), {nodes}.end(), 0);"
    )
    helper = _HELPER.format(
        name=name, parameters=found.parameters, pad=" " * (len(name) + 13), nodes=nodes,
        kind=kind, reached="reached", node=found.node, flags=found.flags, i=found.loop.variable,
        edge=found.edge, unit=indent_unit(code.text),
    )  # fmt: skip
    text = f"{name}{text_of(listed)[:-1]}, {nodes})"
    after = code.edited(Edit(declared.end_byte, declared.end_byte, lines), replace(call, text))
    return with_helper(after, ("numeric", "vector"), helper)
