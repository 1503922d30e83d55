"""Loops that go on although the answer is known are left: flags that are decided once, counters
that are only compared with zero.
"""

from collections.abc import Iterator

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.assignments import is_own, reads
from lessonls.agents.specialists.analysis.conditions import declares_plainly, is_plain
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import (
    CHANGING,
    FOR_LOOPS,
    LOOPS,
    ancestors,
    inside,
    mentions,
    statements,
    strip_parentheses,
)
from lessonls.agents.specialists.rewriting.views import Assign, For, If
from lessonls.core.reading.syntax import text_of, walk

_CONSTANTS = ("true", "false", "number_literal", "identifier")
_SET = Pattern("$flag |= $c;", "$flag = $flag || $c;")
_CLEARED = Pattern("$flag &= $c;", "$flag = $flag && $c;")
_ZERO_TESTS = Pattern("!$n", "$n == 0", "$n != 0", "$n > 0", "$n >= 1", "$n < 1", "$n <= 0")


def _leave(code: Code) -> Code:
    return edited_repeatedly(code, _first, 8)


def _first(code: Code) -> list[Edit]:
    found = (_decided(code, node) for node in code.nodes(*FOR_LOOPS))
    return next((edits for edits in found if edits), list[Edit]())


EARLY_EXITS = Pass(
    "early exits",
    "leaving loops once their answer is known",
    "because the rest of the data cannot change it",
    _leave,
    example=Example(
        """\
void f(std::vector<int> const &v, bool &out) {
    bool found = false;
    for (int value : v) {
        found |= value < 0;
    }
    out = found;
}
""",
        """\
void f(std::vector<int> const &v, bool &out) {
    bool found = false;
    for (int value : v) {
        if (value < 0) {
            found = true;
            break;
        }
    }
    out = found;
}
""",
    ),
)


def _decided(code: Code, loop: Node) -> list[Edit]:
    """The edits that leave a loop, and the loops around it, where its one effect is final."""
    block = loop.child_by_field_name("body")
    if block is None or has_pragma(loop) or not _counts_by_itself(loop):
        return []
    *before, last = statements(block) or [block]
    if not all(declares_plainly(one) for one in before):
        return []
    found = _flag(code, loop, last) or _folded(code, loop, last) or _counter(code, loop, last)
    return [found[0], *_outer_exits(code, loop, found[1])] if found is not None else []


def _counts_by_itself(loop: Node) -> bool:
    """Whether nothing after the loop can see how far it went."""
    head = For.of(loop)
    if head is None:
        return loop.type == "for_range_loop"
    plain = is_plain(head.condition) and head.update.type in CHANGING
    return head.start.type == "declaration" and plain


def _flag(code: Code, loop: Node, last: Node) -> tuple[Edit, str] | None:
    """`if (c) found = true;` as the last statement, and the test after it."""
    branch = If.of(last)
    if branch is None or branch.alternative is not None or len(branch.then) != 1:
        return None
    found = Assign.of(branch.then[0])
    if found is None or found.value is None or not found.plain or not is_plain(branch.condition):
        return None
    value = strip_parentheses(found.value)
    if value.type not in _CONSTANTS or not _stays(code, loop, value):
        return None
    name = text_of(found.target)
    asked = reads(branch.condition, name)
    if not is_own(found.target, loop) or reads(loop, name) - asked:
        return None
    if asked and not any(text_of(part) == f"!{name}" for part in walk(branch.condition)):
        return None
    return with_break(code, last, branch.then[0]), _test(name, text_of(value))


def _folded(code: Code, loop: Node, last: Node) -> tuple[Edit, str] | None:
    """`found |= c`, `ok = ok && c` and their like."""
    becomes = _SET.match(last, code.language)
    match = becomes or _CLEARED.match(last, code.language)
    if match is None or not is_own(match.at("flag"), loop) or not is_plain(match.at("c")):
        return None
    name, wanted = match["flag"], match.at("c")
    found = lookup(name, last)
    if found is None or found.shape.element != "bool" or mentions(wanted, {name}):
        return None
    word, test = ("true", match["c"]) if becomes else ("false", f"!({match['c']})")
    text = "if ($test) {\n    $name = $word;\n    break;\n}"
    return replace(last, placed(code, last, text, test=test, name=name, word=word)), _test(
        name, word
    )


def _counter(code: Code, loop: Node, last: Node) -> tuple[Edit, str] | None:
    """`if (c) n++;` where n is only compared with zero afterwards."""
    branch = If.of(last)
    if branch is None or branch.alternative is not None or len(branch.then) != 1:
        return None
    counted = Assign.of(branch.then[0])
    name = text_of(counted.target) if counted is not None else ""
    literal = counted is not None and (counted.value is None or text_of(counted.value).isdigit())
    if counted is None or counted.operator != "+=" or not literal or not is_plain(branch.condition):
        return None
    found = lookup(name, last) if name.isidentifier() else None
    if found is None or found.parameter or found.init is None or found.shape.dims:
        return None
    zero = text_of(found.init) == "0" and found.shape.element in INTEGERS
    own = (found.node, branch.then[0])
    after = [use for use in code.uses(name) if not any(inside(use, one) for one in own)]
    outermost = _outermost(loop)
    once = not any(inside(found.node, one) for one in _loops_around(outermost))
    if not zero or not after or not once or not all(_is_zero_test(code, use) for use in after):
        return None
    if any(inside(use, outermost) for use in after):
        return None
    return with_break(code, last, branch.then[0]), f"{name} > 0"


def _is_zero_test(code: Code, use: Node) -> bool:
    above = use.parent
    while above is not None and above.type == "parenthesized_expression":
        above = above.parent
    tested = _ZERO_TESTS.match(above, code.language, {"n": (use,)}) is not None
    return tested or (above is not None and above.type in ("if_statement", "condition_clause"))


def with_break(code: Code, statement: Node, last: Node) -> Edit:
    """`break;` after the last statement of an `if`, in braces."""
    then = statement.child_by_field_name("consequence")
    if then is not None and then.type == "compound_statement":
        one_line = "\n" not in text_of(then)
        text = " break;" if one_line else f"\n{indent_of(code.text, last)}break;"
        return Edit(last.end_byte, last.end_byte, text)
    text = placed(code, statement, "{\n    $last\n    break;\n}", last=text_of(last))
    start = then.start_byte if then is not None else last.start_byte
    gap = code.slice(statement.start_byte, start)
    trimmed = len(gap) - len(gap.rstrip())
    return Edit(start - trimmed, last.end_byte, f" {text}")


def _outer_exits(code: Code, loop: Node, test: str) -> list[Edit]:
    """`if (found) break;` after loops within loops that do nothing else."""
    edits: list[Edit] = []
    current = loop
    while (outer := _around(current)) is not None:
        indent, unit = indent_of(code.text, current), indent_unit(code.text)
        text = f"\n{indent}if ({test}) {{\n{indent}{unit}break;\n{indent}}}"
        if current.parent == outer:
            gap = code.slice(outer.start_byte, current.start_byte)
            start = current.start_byte - len(gap) + len(gap.rstrip())
            edits.append(Edit(start, start, " {"))
            text += f"\n{indent_of(code.text, outer)}}}"
        edits.append(Edit(current.end_byte, current.end_byte, text))
        current = outer
    return edits


def _around(loop: Node) -> Node | None:
    """The loop around `loop` that does nothing else, if so."""
    block = loop.parent
    outer = block.parent if block is not None and block.type == "compound_statement" else block
    if outer is None or block is None or outer.type not in FOR_LOOPS:
        return None
    others = [one for one in statements(block) if one != loop] if block != outer else []
    alone = _counts_by_itself(outer) and all(declares_plainly(one) for one in others)
    return outer if alone else None


def _outermost(loop: Node) -> Node:
    outer = _around(loop)
    return _outermost(outer) if outer is not None else loop


def _loops_around(node: Node) -> Iterator[Node]:
    return (one for one in ancestors(node) if one.type in LOOPS)


def _stays(code: Code, loop: Node, value: Node) -> bool:
    """Whether a constant is one: a literal, or a name that nothing assigns or counts."""
    if value.type != "identifier":
        return True
    name = text_of(value)
    found = lookup(name, value)
    declared_within = found is not None and (inside(found.node, loop) or found.ranged)
    starts = [For.of(one) for one in _loops_around(value)]
    counted = any(one is not None and mentions(one.update, {name}) for one in starts)
    return name not in code.assigned | code.counters and not declared_within and not counted


def _test(name: str, value: str) -> str:
    return {"true": name, "1": name, "false": f"!{name}", "0": f"!{name}"}.get(
        value, f"{name} == {value}"
    )
