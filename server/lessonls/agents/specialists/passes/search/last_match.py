"""The last match is looked for from the end of the search, and the search stops there."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import is_unsigned
from lessonls.agents.specialists.analysis.assignments import is_own, reads
from lessonls.agents.specialists.analysis.conditions import declares_plainly, is_plain
from lessonls.agents.specialists.analysis.loops import changed_names, loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.search.early_exits import with_break
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit
from lessonls.agents.specialists.rewriting.tree import inside, mentions, statements
from lessonls.agents.specialists.rewriting.views import Assign, If, brackets
from lessonls.core.reading.syntax import text_of, walk


@dataclass(frozen=True)
class _Head:
    """`for (kind variable = first; variable + offset relation bound; variable++)`, or `--` where
    the relation is `>` or `>=`.
    """

    kind: str
    variable: str
    first: str
    offset: int
    relation: str
    bound: str


_HEAD = re.compile(
    r"\( ?([\w:]+(?: \w+)*) (\w+) = ([^;]+); \2 \+ (\d+) (<|<=) ([^;&|]+); (?:\2\+\+|\+\+\2) ?\)"
)


def _run(code: Code) -> Code:
    for node in code.nodes("for_statement"):
        edits = _from_end(code, node)
        if edits:
            return code.edited(*edits)
    return code


LAST_FIRST = Pass(
    "last match from the end",
    "looking for the last match from the end",
    "because what comes before it need not be looked at",
    _run,
    example=Example(
        """\
void f(std::vector<int> const &v, int &at) {
    int last = -1;
    for (size_t i = 0; i < v.size(); i++) {
        if (v[i] > 7) last = i;
    }
    at = last;
}
""",
        """\
void f(std::vector<int> const &v, int &at) {
    int last = -1;
    for (size_t i = v.size(); i-- > 0;) {
        if (v[i] > 7) {
            last = i;
            break;
        }
    }
    at = last;
}
""",
    ),
)


def _from_end(code: Code, node: Node) -> list[Edit]:
    """`for (i…) if (c) last = i;` counts the other way, and stops."""
    head, body = _head(code, node), node.child_by_field_name("body")
    *before, last = (statements(body) if body is not None else []) or [node]
    branch = If.of(last)
    if head is None or branch is None or branch.alternative is not None:
        return []
    sets = [Assign.of(one) for one in branch.then if not declares_plainly(one)]
    found = [one for one in sets if one is not None and one.plain and one.value is not None]
    if not found or len(found) != len(sets) or not is_plain(branch.condition):
        return []
    values = [one.value for one in found if one.value is not None]
    known = all(map(is_plain, values)) and all(
        is_own(one.target, node) or _is_one_element(one.target, node, head.variable)
        for one in found
    )
    moving = any(mentions(value, {head.variable}) for value in values)
    ends = branch.then[-1].type == "expression_statement"
    if not known or not moving or not ends or not all(map(declares_plainly, before)):
        return []
    if any(reads(node, text_of(one.target)) for one in found):
        return []
    turned = Edit(*brackets(node), _turned(head))
    return [turned, with_break(code, last, branch.then[-1])]


def _is_one_element(place: Node, loop: Node, counter: str) -> bool:
    """Whether it is always the same element, of an array that the loop only writes here."""
    array = place.child_by_field_name("argument")
    if place.type != "subscript_expression" or array is None or array.type != "identifier":
        return False
    uses = [one for one in walk(loop) if text_of(one) == text_of(array)]
    names = {text_of(one) for one in walk(place) if one.type == "identifier"}
    changed = changed_names(loop) | {counter}
    found = lookup(text_of(array), array)
    known = found is not None and found.shape.arithmetic and not inside(found.node, loop)
    calls = any(one.type == "call_expression" for one in walk(place))
    alone = len([one for one in uses if one.type == "identifier"]) == 1
    return known and alone and not calls and not names & changed


def _head(code: Code, node: Node) -> _Head | None:
    """The head of a loop that counts by one with a variable of its own."""
    loop = loop_at(node)
    if loop is None:
        match = _HEAD.fullmatch(" ".join(code.slice(*brackets(node)).split()))
        if match is None or _is_unsigned(match[1]):
            return None
        return _Head(match[1], match[2], match[3], int(match[4]), match[5], match[6])
    if abs(loop.step) != 1 or not loop.declared or loop.relation == "!=":
        return None
    return _Head(
        loop.kind, loop.variable, text_of(loop.first), 0, loop.relation, text_of(loop.bound)
    )


def _turned(head: _Head) -> str:
    """The loop's head, counting the other way over the same numbers."""
    kind, name = head.kind, head.variable
    if head.relation in (">", ">="):
        low = f"{head.bound} + 1" if head.relation == ">" else head.bound
        last = re.fullmatch(r"([\w.]+(?:\(\))?) - 1", head.first)
        end = last[1] if last is not None else head.first
        return (
            f"({kind} {name} = {low}; {name} {'<' if end != head.first else '<='} {end}; {name}++)"
        )
    if _is_unsigned(kind):
        past = " + 1" if head.relation == "<=" else ""
        return f"({kind} {name} = {head.bound}{past}; {name}-- > {head.first};)"
    less = (head.relation == "<") + head.offset
    back = f" - {less}" if less else ""
    return f"({kind} {name} = {head.bound}{back}; {name} >= {head.first}; {name}--)"


def _is_unsigned(kind: str) -> bool:
    return is_unsigned(kind) or kind == "auto"
