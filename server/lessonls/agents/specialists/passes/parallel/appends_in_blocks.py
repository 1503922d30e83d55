"""Loops that append what they find to a vector: blocks of iterations, each with its own part.

The parts are put together in the order of the blocks, so that the result is the same.
"""

import re
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
from lessonls.agents.specialists.rewriting.edits import (
    indent_of,
    indent_unit,
    indented,
    renamed,
    replace,
)
from lessonls.core.reading.syntax import text_of, walk

_APPEND = re.compile(r"(\w+)\.(push_back|emplace_back)\(")
_WORK = ("for_statement", "for_range_loop", "while_statement", "continue_statement")


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
    calls = [one for one in walk(loop.body) if _APPEND.match(text_of(one))]
    calls = [one for one in calls if one.type == "call_expression"]
    names = {text_of(one).partition(".")[0] for one in calls}
    name = names.pop() if len(names) == 1 else ""
    found = lookup(name, loop.node) if name else None
    uses = [one for one in walk(loop.node) if one.type == "identifier" and text_of(one) == name]
    alone = all(one.parent and one.parent.type == "expression_statement" for one in calls)
    if found is None or not alone or len(uses) != len(calls):
        return None
    type_node = found.node.child_by_field_name("type")
    kind = text_of(type_node) if type_node is not None else ""
    if not _now_and_then(loop, calls):
        return None
    plain = found.shape.dims[:1] == ("vector",) and "vector<" in kind.replace(" ", "")
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
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    blocks, parts = code.fresh("blocks"), code.fresh(f"{found.name}_parts")
    block, part, count = code.fresh("block"), code.fresh("part"), code.fresh("count")
    kind, name = loop.kind, loop.variable
    first, start = text_of(loop.first), "" if text_of(loop.first) == "0" else text_of(loop.first)
    more = " + 1" if loop.relation == "<=" else ""
    less = f" - {operand(loop.first)}" if start else ""
    begin = f"{first} + " if start else ""
    end = code.fresh("end")
    moved = code.slice(loop.head[1], loop.body.start_byte) + renamed(loop.body, {found.name: part})
    lines = [
        "// Blocks append to vectors of their own, which then follow each other in order.",
        f"const long long {count} = (long long){operand(loop.bound)}{less}{more};",
        f"const int {blocks} = {enough} ? 64 : 1;",
        f"std::vector<{found.kind}> {parts}({blocks});",
        f"#pragma omp parallel for schedule(dynamic) if({blocks} > 1)",
        f"for (int {block} = 0; {block} < {blocks}; {block}++) {{",
        f"{unit}{found.kind} {part};",
        f"{unit}const {kind} {end} = {begin}{count} * ({block} + 1) / {blocks};",
        f"{unit}for ({kind} {name} = {begin}{count} * {block} / {blocks}; {name} < {end}; {name}++)"
        f"{indented(moved, unit)}",
        f"{unit}{parts}[{block}].swap({part});",
        "}",
        f"for (const {found.kind} &{part} : {parts}) {{",
        f"{unit}{found.name}.insert({found.name}.end(), {part}.begin(), {part}.end());",
        "}",
    ]
    return f"\n{indent}".join(lines)
