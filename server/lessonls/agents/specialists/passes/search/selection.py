"""Sorting to look at one element or two: `std::nth_element` puts just these in their places."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import substituted
from lessonls.agents.specialists.analysis.conditions import is_plain
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.sortings import (
    LOOPS,
    SortedVector,
    asks_size,
    element_of,
    is_changed,
    sorted_vector,
)
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, replace
from lessonls.agents.specialists.rewriting.tree import ancestors, inside
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    for call in code.nodes("call_expression") if code.cpp else ():
        found = sorted_vector(code, call)
        edits = _edits(code, found) if found is not None else []
        if edits:
            return code.edited(*edits)
    return code


SELECT_ONE = Pass(
    "nth_element",
    "selecting the one element that is used instead of sorting all",
    "because selection takes linear time",
    _run,
    example=Example(
        """\
void f(std::vector<int> v, int &out) {
    std::sort(v.begin(), v.end());
    out = v.back();
    out -= v[0];
}
""",
        """\
void f(std::vector<int> v, int &out) {
    out = *std::max_element(v.begin(), v.end());
    out -= *std::min_element(v.begin(), v.end());
}
""",
    ),
)


def _edits(code: Code, found: SortedVector) -> list[Edit]:
    """One element is used, or two in the middle, or the smallest and the largest."""
    read = [(use, _index(found, use)) for use in found.uses if not asks_size(use)]
    places = [(use, index) for use, index in read if index is not None]
    if len(places) != len(read) or not places:
        return []
    indices = sorted({index for _, index in places}, key=len)
    ends = {"0", f"{found.name}.size() - 1"}
    usual = found.sort.numbers and found.sort.order is None
    if len(indices) == 2 and set(indices) == ends and usual:
        return _extremes(code, found, places)
    if len(indices) == 2 and indices[1] != f"{indices[0]} - 1":
        return []
    return _selected(found, places, indices) if len(indices) <= 2 else []


def _extremes(code: Code, found: SortedVector, places: list[tuple[Node, str]]) -> list[Edit]:
    whole = f"({found.name}.begin(), {found.name}.end())"
    edits = [
        replace(element_of(use), f"*std::{'min' if index == '0' else 'max'}_element{whole}")
        for use, index in places
    ]
    return [drop_line(code.text, found.sort.statement), *edits]


def _selected(
    found: SortedVector, places: list[tuple[Node, str]], indices: list[str]
) -> list[Edit]:
    begin, index = f"{found.name}.begin()", indices[0]
    where = index if re.fullmatch(r"[\w.()]+", index) else f"({index})"
    text = f"std::nth_element({begin}, {begin} + {where}, {found.name}.end(){found.sort.rest})"
    before = f"*std::max_element({begin}, {begin} + {where}{found.sort.rest})"
    edits = [replace(element_of(use), before) for use, one in places if one != index]
    return [replace(found.sort.node, text), *edits]


def _index(found: SortedVector, use: Node) -> str | None:
    """The index of the element that is read; it may not depend on what was sorted."""
    block = found.sort.statement.parent
    above = [
        one for one in ancestors(use) if block is not None and inside(one, block) and one != block
    ]
    if any(one.type in LOOPS or one.type == "lambda_expression" for one in above) or not above:
        return None
    element = element_of(use)
    name = element.child_by_field_name("function")
    text = text_of(name) if name is not None else ""
    if text in (f"{found.name}.front", f"{found.name}.back"):
        return "0" if text.endswith("front") else f"{found.name}.size() - 1"
    listed = element.child_by_field_name("indices")
    indices = listed.named_children if listed and element.type == "subscript_expression" else []
    if len(indices) != 1 or not is_plain(indices[0]) or is_changed(element):
        return None
    return _known_before(found, indices[0])


def _known_before(found: SortedVector, index: Node) -> str | None:
    """The index in what is known before the sort: `n = v.size()` may come after it."""
    values: dict[str, str] = {}
    for name in {text_of(part) for part in walk(index) if part.type == "identifier"}:
        one = lookup(name, index)
        if one is None or one.node.end_byte <= found.sort.node.start_byte:
            continue
        if one.init is None or text_of(one.init) != f"{found.name}.size()":
            return None
        values[name] = text_of(one.init)
    nested = any(part.type == "subscript_expression" for part in walk(index))
    return None if nested else substituted(" ".join(text_of(index).split()), values)
