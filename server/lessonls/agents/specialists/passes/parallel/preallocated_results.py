"""Vectors that every iteration appends one element to, as vectors with a place for each iteration.

By itself little gain; but iterations that append must follow each other, and those that set a
place of their own need not.
"""

from lessonls.agents.specialists.analysis.dependence import leaves
from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.tree import named, statements
from lessonls.core.reading.syntax import text_of, walk

_APPENDED = Pattern("$v.push_back($value);", "$v.emplace_back($value);")


def _run(code: Code) -> Code:
    return edited_repeatedly(code, _first, 8) if code.cpp else code


PREALLOCATED_RESULTS = Pass(
    "preallocated results",
    "preallocating the result so that every iteration stores into its own element",
    "because iterations that append must follow each other",
    _run,
    example=Example(
        """\
void f(const std::vector<int> &v, std::vector<int> &out) {
    std::vector<int> sums;
    for (size_t i = 0; i < v.size(); i++) {
        int sum = v[i] + 1;
        sums.push_back(sum);
    }
    out = sums;
}
""",
        """\
void f(const std::vector<int> &v, std::vector<int> &out) {
    std::vector<int> sums;
    sums.resize(v.size());
    for (size_t i = 0; i < v.size(); i++) {
        int sum = v[i] + 1;
        sums[i] = sum;
    }
    out = sums;
}
""",
    ),
)


def _first(code: Code) -> list[Edit]:
    for node in statements(code.body) if code.body else []:
        loop = loop_at(node)
        edits = _placed(code, loop) if loop is not None else []
        if edits:
            return edits
    return []


def _placed(code: Code, loop: Loop) -> list[Edit]:
    """One statement of the body appends, always, to a vector that is empty before the loop."""
    skips = any(part.type == "continue_statement" for part in walk(loop.body))
    if not loop.from_zero or skips or leaves(loop):
        return []
    for statement in loop.statements:
        match = _APPENDED.match(statement)
        name = match["v"] if match is not None else ""
        declared = lookup(name, loop.node) if name.isidentifier() else None
        if match is None or declared is None or not _empty(declared, loop, name):
            continue
        bound = text_of(loop.bound)
        many = bound if bound.endswith(".size()") else f"({bound}) > 0 ? ({bound}) : 0"
        return [
            *around(code, loop.node, [f"{name}.resize({many});"], []),
            replace(statement, f"{name}[{loop.variable}] = {text_of(match.at('value'))};"),
        ]
    return []


def _empty(declared: Declaration, loop: Loop, name: str) -> bool:
    """Whether it is a local vector of numbers that nothing uses between declaration and loop,
    and the loop only in this one place."""
    shape = declared.shape
    if declared.parameter or declared.init is not None or shape.reference:
        return False
    if shape.dims != ("vector",) or not shape.arithmetic or shape.element == "bool":
        return False
    if declared.node.parent != loop.node.parent:
        return False
    block = loop.node.parent
    uses = named(block, name) if block is not None else []
    early = [one for one in uses if declared.node.end_byte <= one.start_byte < loop.node.end_byte]
    plain = text_of(declared.node).rstrip(" ;").endswith(f" {name}")
    return plain and len(early) == 1
