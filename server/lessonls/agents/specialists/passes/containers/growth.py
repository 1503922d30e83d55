"""Vectors that grow in a loop of known length, with memory reserved before it."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, LOOPS, ancestors, inside, is_in
from lessonls.core.reading.syntax import text_of, walk

_GROWN = Pattern("$v.push_back($$e)", "$v.emplace_back($$e)")
_RESERVED = Pattern("$v.reserve($n)")


def _run(code: Code) -> Code:
    for loop in code.nodes(*FOR_LOOPS) if code.cpp else ():
        count = _iterations(loop)
        if not count or is_in(loop, LOOPS):
            continue
        for match in filter(None, map(_GROWN.match, walk(loop))):
            if _should_reserve(code, loop, match.at("v")):
                name = match["v"]
                line = f"{name}.reserve({name}.size() + {count});"
                return _run(code.edited(*around(code, loop, [line], [])))
    return code


RESERVE = Pass(
    "reserve",
    "reserving memory for vectors that grow in a loop of known length",
    "because the vector is no longer copied while it grows",
    _run,
    example=Example(
        """\
void f(std::vector<int> const &in, std::vector<int> &out) {
    for (size_t i = 0; i < in.size(); i++) {
        if (in[i] > 0) {
            out.push_back(in[i]);
        }
    }
}
""",
        """\
void f(std::vector<int> const &in, std::vector<int> &out) {
    out.reserve(out.size() + in.size());
    for (size_t i = 0; i < in.size(); i++) {
        if (in[i] > 0) {
            out.push_back(in[i]);
        }
    }
}
""",
    ),
)


def _iterations(node: Node) -> str:
    """How often the body runs at most; empty where that is not known before."""
    if node.type == "for_range_loop":
        right = node.child_by_field_name("right")
        found = lookup(text_of(right), node) if right is not None else None
        sized = found is not None and (found.shape.dims[:1] == ("vector",)
                                       or found.shape.element == "string")  # fmt: skip
        return f"{text_of(right)}.size()" if right is not None and sized else ""
    loop = loop_at(node)
    return text_of(loop.bound) if loop and loop.step == 1 and loop.relation == "<" else ""


def _should_reserve(code: Code, loop: Node, vector: Node) -> bool:
    found = lookup(text_of(vector), vector) if vector.type == "identifier" else None
    if found is None or inside(found.node, loop) or found.shape.dims[:1] != ("vector",):
        return False
    calls = map(_RESERVED.match, code.nodes("call_expression"))
    reserved = any(one is not None and one["v"] == found.name for one in calls)
    nearest = next((one for one in ancestors(vector) if one.type in LOOPS), None)
    return nearest == loop and not reserved
