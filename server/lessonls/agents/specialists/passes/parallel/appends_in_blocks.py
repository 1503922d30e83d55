"""Loops that append what they find to a vector: blocks of iterations, each with its own part.

The parts are put together in the order of the blocks, so that the result is the same.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.dependence import independence, leaves
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, loop_from
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.parallel.work import condition, operand, whole
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import indent_unit, indented, renamed, replace
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import named
from lessonls.core.reading.syntax import text_of, walk

_APPEND = Pattern("$v.push_back($$e)", "$v.emplace_back($$e)")
_WORK = ("for_statement", "for_range_loop", "while_statement", "continue_statement")

_TEXT = """
// Blocks append to vectors of their own, which then follow each other in order.
const long long $count = (long long)$bound$less$more;
const int $blocks = $enough ? 64 : 1;
std::vector<$type> $parts($blocks);
#pragma omp parallel for schedule(dynamic) if($blocks > 1)
for (int $block = 0; $block < $blocks; $block++) {
    $type $part;
    const $kind $end = $begin$count * ($block + 1) / $blocks;
    for ($kind $i = $begin$count * $block / $blocks; $i < $end; $i++)$body
    $parts[$block].swap($part);
}
for (const $type &$part : $parts) {
    $name.insert($name.end(), $part.begin(), $part.end());
}
"""


@dataclass(frozen=True)
class _Appends:
    """The vector, its type, and the calls that append to it."""

    name: str
    kind: str
    calls: tuple[Node, ...]


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _shared_out, 8) if code.cpp else code


APPENDS_IN_BLOCKS = Pass(
    "appends in blocks",
    "giving every block of iterations a vector of its own to append to",
    "because blocks that append to their own vectors need not follow each other",
    _run,
    example=Example(
        """\
void f(const std::vector<double> &x, std::vector<int> &out) {
    for (int i = 3; i < x.size(); i++) {
        if (std::sin(x[i]) > 0.5) {
            out.push_back(i);
        }
    }
}
""",
        """\
void f(const std::vector<double> &x, std::vector<int> &out) {
    // Blocks append to vectors of their own, which then follow each other in order.
    const long long count = (long long)x.size() - 3;
    const int blocks = x.size() > 5000 ? 64 : 1;
    std::vector<std::vector<int>> out_parts(blocks);
    #pragma omp parallel for schedule(dynamic) if(blocks > 1)
    for (int block = 0; block < blocks; block++) {
        std::vector<int> part;
        const int end = 3 + count * (block + 1) / blocks;
        for (int i = 3 + count * block / blocks; i < end; i++) {
            if (std::sin(x[i]) > 0.5) {
                part.push_back(i);
            }
        }
        out_parts[block].swap(part);
    }
    for (const std::vector<int> &part : out_parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
}
""",
    ),
)


def _shared_out(code: Code, loop: Loop) -> Code | None:
    enough = condition(loop)
    counts = loop.counts_up and loop.relation in ("<", "<=")
    if not enough or not counts or loop.kind == "auto" or not in_block(loop.node):
        return None
    if not whole(loop.bound) or not whole(loop.first):
        return None
    if enclosing(loop.node) or leaves(loop) or not free_of_pragmas(loop):
        return None
    found = _appends(loop)
    if found is None or not _independent(code, loop, found):
        return None
    return code.edited(replace(loop.node, _text(code, loop, found, enough)))


def _appends(loop: Loop) -> _Appends | None:
    """What the loop appends to, if it does nothing else with that vector."""
    found = (one for one in map(_APPEND.match, walk(loop.body)) if one is not None)
    matches = [one for one in found if one.at("v").type == "identifier"]
    calls, names = [one.node for one in matches], {one["v"] for one in matches}
    name = names.pop() if len(names) == 1 else ""
    declared = lookup(name, loop.node) if name else None
    alone = all(one.parent and one.parent.type == "expression_statement" for one in calls)
    if declared is None or not alone or len(named(loop.node, name)) != len(calls):
        return None
    type_node = declared.node.child_by_field_name("type")
    kind = text_of(type_node) if type_node is not None else ""
    if not _now_and_then(loop, calls):
        return None
    plain = declared.shape.dims[:1] == ("vector",) and "vector<" in kind.replace(" ", "")
    return _Appends(name, kind, tuple(calls)) if plain else None


def _now_and_then(loop: Loop, calls: list[Node]) -> bool:
    """Whether iterations choose or compute what they append; copying alone is not worth it."""
    always = any(one.parent in loop.statements for one in calls)
    works = any(part.type in _WORK for part in walk(loop.body))
    return works or not always


def _independent(code: Code, loop: Loop, found: _Appends) -> bool:
    """Whether iterations share nothing but the vector that they append to."""
    edits = [replace(one, f"make_pair({text_of(one).partition('(')[2]}") for one in found.calls]
    made = code.edited(*edits)
    same = loop_from(made, loop.node.start_byte)
    return same is not None and made.sound and independence(made, same).strict


def _text(code: Code, loop: Loop, found: _Appends, enough: str) -> str:
    fresh = {one: code.fresh(one) for one in ("count", "blocks", "block", "part", "end")}
    first = "" if text_of(loop.first) == "0" else text_of(loop.first)
    text = placed(
        code,
        loop.node,
        _TEXT,
        **fresh,
        parts=code.fresh(f"{found.name}_parts"),
        name=found.name,
        type=found.kind,
        kind=loop.kind,
        i=loop.variable,
        bound=operand(loop.bound),
        begin=f"{first} + " if first else "",
        less=f" - {operand(loop.first)}" if first else "",
        more=" + 1" if loop.relation == "<=" else "",
        enough=enough,
        body="$body",
    )
    body = code.slice(loop.head[1], loop.body.start_byte) + renamed(
        loop.body, {found.name: fresh["part"]}
    )
    return text.replace("$body", indented(body, indent_unit(code.text)))
