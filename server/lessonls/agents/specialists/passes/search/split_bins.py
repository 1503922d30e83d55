"""Histograms in four copies in turn: the next increment need not wait for the last one's store."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.conditions import declares_plainly, is_plain, of_numbers
from lessonls.agents.specialists.analysis.loops import Loop, innermost
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, bracketed, replace
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import mentions, named
from lessonls.core.reading.syntax import text_of

_ARRAY = re.compile(r"(?:std::)?array<\s*([\w: ]+?)\s*,\s*(\w+)\s*>")
_COUNTED = Pattern("$bins[$index]++;")
_TEXT = """\
$element $copies[4][$size] = {};
const auto $bin_of = [&]($kind $i) {
    $before
    return $index;
};
const $kind $whole = $rest;
for ($kind $i = $first; $i < $whole; $i += 4) {
    $copies[0][$bin_of($i)]++;
    $copies[1][$bin_of($i + 1)]++;
    $copies[2][$bin_of($i + 2)]++;
    $copies[3][$bin_of($i + 3)]++;
}
for ($kind $i = $whole; $i < $bound; $i++) {
    $bins[$bin_of($i)]++;
}
for (const auto &$each : $copies) {
    for (std::size_t $i = 0; $i < $bins.size(); $i++) {
        $bins[$i] += $each[$i];
    }
}"""


def _run(code: Code) -> Code:
    for loop in innermost(code.body) if code.cpp and code.body is not None else ():
        edit = _split(code, loop)
        if edit is not None:
            return code.edited(edit)
    return code


SPLIT_BINS = Pass(
    "four histograms",
    "counting into four copies of the bins in turn",
    "because equal values in a row then do not wait for each other",
    _run,
    example=Example(
        """\
void f(std::vector<int> const &v, std::array<int, 8> &bins) {
    for (size_t i = 0; i < v.size(); i++) {
        const int value = v[i];
        ++bins[value & 7];
    }
}
""",
        """\
void f(std::vector<int> const &v, std::array<int, 8> &bins) {
    int counts[4][8] = {};
    const auto bin_of = [&](size_t i) {
        const int value = v[i];
        return value & 7;
    };
    const size_t i_whole = v.size() / 4 * 4;
    for (size_t i = 0; i < i_whole; i += 4) {
        counts[0][bin_of(i)]++;
        counts[1][bin_of(i + 1)]++;
        counts[2][bin_of(i + 2)]++;
        counts[3][bin_of(i + 3)]++;
    }
    for (size_t i = i_whole; i < v.size(); i++) {
        bins[bin_of(i)]++;
    }
    for (const auto &each : counts) {
        for (std::size_t i = 0; i < bins.size(); i++) {
            bins[i] += each[i];
        }
    }
}
""",
    ),
)


def _split(code: Code, loop: Loop) -> Edit | None:
    *before, last = loop.statements or [loop.body]
    match = _COUNTED.match(last)
    plain = loop.counts_up and loop.relation == "<" and not has_pragma(loop.node)
    if match is None or not plain or not in_block(loop.node):
        return None
    bins, index = match.at("bins"), match.at("index")
    declared = lookup(text_of(bins), bins)
    array = _ARRAY.search(text_of(declared.node)) if declared is not None else None
    moving = any(mentions(part, {loop.variable}) for part in (*before, index))
    if declared is None or array is None or not moving or not is_plain(index):
        return None
    if declared.shape.dims != ("array",) or declared.shape.element not in INTEGERS:
        return None
    alone = len(named(loop.node, declared.name)) == 1 and all(map(declares_plainly, before))
    if not alone or not _reads_numbers(code, before, index):
        return None
    first, count, start = text_of(loop.first), bracketed(loop.bound), bracketed(loop.first)
    return replace(loop.node, placed(
        code, loop.node, _TEXT, element=array[1], size=array[2], kind=loop.kind, i=loop.variable,
        copies=code.fresh("counts"), bin_of=code.fresh("bin_of"), each=code.fresh("each"),
        whole=code.fresh(f"{loop.variable}_whole"), first=first, bound=text_of(loop.bound),
        rest=f"{count} / 4 * 4" if first == "0" else f"{start} + ({count} - {start}) / 4 * 4",
        before="\n".join(map(text_of, before)), index=text_of(index), bins=declared.name,
    ))  # fmt: skip


def _reads_numbers(code: Code, before: list[Node], index: Node) -> bool:
    """Whether bins are found by numbers, in no time: else reading takes longer than counting."""
    declared = [one for node in before for one in node.children_by_field_name("declarator")]
    values = [value for one in declared if (value := one.child_by_field_name("value"))]
    numbers = all(of_numbers(code, one) for one in (*values, index))
    texts = [text_of(one) for one in (*values, index)]
    return numbers and not any(sign in text for text in texts for sign in ("][", "/", "%"))
