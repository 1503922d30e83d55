"""Loops that go on although the answer is known are left: flags that are decided once, counters
that are only compared with zero.
"""

import re
from collections.abc import Iterator

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.assignments import assigned, is_own, mentions, reads
from lessonls.agents.specialists.analysis.conditions import branches, declares_plainly, is_plain
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import edited_repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, ancestors, inside, statements
from lessonls.agents.specialists.rewriting.views import condition_of
from lessonls.core.reading.syntax import text_of

_CONSTANTS = ("true", "false", "number_literal", "identifier")


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
)


def _decided(code: Code, loop: Node) -> list[Edit]:
    """The edits that leave a loop, and the loops around it, where its one effect is final."""
    block = loop.child_by_field_name("body")
    if block is None or has_pragma(loop) or not _counts_by_itself(loop):
        return []
    *before, last = statements(block) or [block]
    if not all(declares_plainly(one) for one in before):
        return []
    found = _flag(code, loop, last) or _counter(code, loop, last)
    if found is None:
        return []
    edit, test = found
    return [edit, *_outer_exits(code, loop, test)]


def _counts_by_itself(loop: Node) -> bool:
    """Whether nothing after the loop can see how far it went."""
    if loop.type == "for_range_loop":
        return True
    start = loop.child_by_field_name("initializer")
    condition = loop.child_by_field_name("condition")
    update = loop.child_by_field_name("update")
    return (
        start is not None
        and start.type == "declaration"
        and condition is not None
        and is_plain(condition)
        and update is not None
        and update.type in ("update_expression", "assignment_expression")
    )


def _flag(code: Code, loop: Node, last: Node) -> tuple[Edit, str] | None:
    """`if (c) found = true;` or `found = found || c;` as the last statement, and the test after."""
    if last.type == "if_statement":
        condition, (yes, no) = condition_of(last), branches(last)
        if condition is None or no is not None or len(yes) != 1 or not is_plain(condition):
            return None
        pair = assigned(yes[0])
        if pair is None or pair[1].type not in _CONSTANTS or not _stays(code, loop, pair[1]):
            return None
        name, value = text_of(pair[0]), text_of(pair[1])
        if not is_own(pair[0], loop) or reads(loop, name) - reads(condition, name):
            return None
        if reads(condition, name) and not re.search(rf"!{name}\b", text_of(condition)):
            return None
        return with_break(code, last, yes[0]), _test(name, value)
    return _folded(code, loop, last)


def _folded(code: Code, loop: Node, last: Node) -> tuple[Edit, str] | None:
    """`found |= c`, `ok = ok && c` and their like."""
    match = re.fullmatch(
        r"(\w+) (?:(\|=|&=) (.*)|= \1 (\|\||&&|\||&) (.*));", " ".join(text_of(last).split())
    )
    node = last.named_children[0] if last.named_children else last
    place, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    if match is None or place is None or value is None or not is_own(place, loop):
        return None
    found, name = lookup(match[1], last), match[1]
    wanted = value if match[2] else value.child_by_field_name("right")
    if found is None or found.shape.element != "bool" or wanted is None or not is_plain(wanted):
        return None
    if mentions(wanted, name):
        return None
    becomes = (match[2] or match[4])[0] == "|"
    test = _bare(text_of(wanted)) if becomes else f"!({_bare(text_of(wanted))})"
    indent, unit = indent_of(code.text, last), indent_unit(code.text)
    word = "true" if becomes else "false"
    text = f"if ({test}) {{\n{indent}{unit}{name} = {word};\n{indent}{unit}break;\n{indent}}}"
    return replace(last, text), _test(name, word)


def _counter(code: Code, loop: Node, last: Node) -> tuple[Edit, str] | None:
    """`if (c) n++;` where n is only compared with zero afterwards."""
    condition = condition_of(last) if last.type == "if_statement" else None
    if condition is None or not is_plain(condition):
        return None
    yes, no = branches(last)
    match = (
        re.fullmatch(r"(?:(\w+)(?:\+\+| \+= ?\d+)|\+\+(\w+));", text_of(yes[0]))
        if len(yes) == 1
        else None
    )
    name = (match[1] or match[2]) if match else ""
    found = lookup(name, last) if name else None
    if found is None or no is not None or found.parameter or found.init is None:
        return None
    zero = text_of(found.init) == "0" and found.shape.element in INTEGERS and not found.shape.dims
    outermost = _outermost(loop)
    after = [
        use
        for use in code.nodes("identifier")
        if text_of(use) == name and not inside(use, found.node) and not inside(use, yes[0])
    ]
    once = not any(inside(found.node, one) for one in _loops_around(outermost))
    if not zero or not after or not once or not all(_is_zero_test(use) for use in after):
        return None
    if any(inside(use, outermost) for use in after):
        return None
    return with_break(code, last, yes[0]), f"{name} > 0"


def _is_zero_test(use: Node) -> bool:
    above = use.parent
    while above is not None and above.type == "parenthesized_expression":
        use, above = above, above.parent
    if above is None:
        return False
    if above.type == "unary_expression":
        return text_of(above).startswith("!")
    if above.type in ("if_statement", "condition_clause"):
        return True
    text = " ".join(text_of(above).split())
    left = above.child_by_field_name("left")
    return (
        above.type == "binary_expression"
        and left == use
        and bool(re.search(r"(== 0|!= 0|> 0|>= 1|< 1|<= 0)$", text))
    )


def with_break(code: Code, statement: Node, last: Node) -> Edit:
    """`break;` after the last statement of an `if`, in braces."""
    then = statement.child_by_field_name("consequence")
    indent, unit = indent_of(code.text, statement), indent_unit(code.text)
    if then is not None and then.type == "compound_statement":
        own = indent_of(code.text, last)
        one_line = "\n" not in text_of(then)
        text = " break;" if one_line else f"\n{own}break;"
        return Edit(last.end_byte, last.end_byte, text)
    text = f"{{\n{indent}{unit}{text_of(last)}\n{indent}{unit}break;\n{indent}}}"
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
    if (
        outer is None
        or outer.type not in FOR_LOOPS
        or block is None
        or not _counts_by_itself(outer)
    ):
        return None
    others = [one for one in statements(block) if one != loop] if block != outer else []
    return outer if all(declares_plainly(one) for one in others) else None


def _outermost(loop: Node) -> Node:
    outer = _around(loop)
    return _outermost(outer) if outer is not None else loop


def _loops_around(node: Node) -> Iterator[Node]:
    return (
        one
        for one in ancestors(node)
        if one.type in (*FOR_LOOPS, "while_statement", "do_statement")
    )


def _stays(code: Code, loop: Node, value: Node) -> bool:
    """Whether a constant is one: a literal, or a name that nothing assigns or counts."""
    if value.type != "identifier":
        return True
    name = text_of(value)
    found = lookup(name, value)
    declared_within = found is not None and (inside(found.node, loop) or found.ranged)
    counted = any(
        name in code.slice(one.start_byte, one.start_byte + 60) for one in _loops_around(value)
    )
    return (
        name not in code.assigned
        and name not in code.counters
        and not declared_within
        and not counted
    )


def _test(name: str, value: str) -> str:
    return {"true": name, "1": name, "false": f"!{name}", "0": f"!{name}"}.get(
        value, f"{name} == {value}"
    )


def _bare(text: str) -> str:
    inner = text[1:-1]
    return inner if text.startswith("(") and text.endswith(")") and "(" not in inner else text
