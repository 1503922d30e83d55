"""Counters of which only matters whether every turn counted: the first that does not decides."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.conditions import branches
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit
from lessonls.agents.specialists.rewriting.tree import inside, statements
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    for node in code.nodes("for_statement"):
        edit = _left(code, node)
        if edit is not None:
            return _run(code.edited(edit))
    return code


ALL_OR_NOT = Pass(
    "first mismatch",
    "leaving a loop at the first turn that does not count",
    "because only a count of all turns matters, and that is out of reach then",
    _run,
)


def _left(code: Code, node: Node) -> Edit | None:
    """`for (j < n) if (c) equal++;` with `equal == n` after it ends where `c` does not hold."""
    loop, before = loop_at(node), node.prev_named_sibling
    body = statements(loop.body) if loop is not None else []
    if loop is None or before is None or len(body) != 1 or body[0].type != "if_statement":
        return None
    yes, no = branches(body[0])
    name = _counted(yes[0]) if len(yes) == 1 and no is None else ""
    plain = loop.declared and loop.step == 1 and loop.relation == "<" and text_of(loop.first) == "0"
    if not name or not plain or not _starts_at_zero(before, name):
        return None
    uses = [one for one in code.nodes("identifier") if text_of(one) == name]
    later = [one for one in uses if not inside(one, node) and not inside(one, before)]
    inner = [one for one in uses if inside(one, node)]
    if len(inner) != 1 or len(later) != 1 or not _is_compared(later[0], text_of(loop.bound)):
        return None
    end, then = body[0].end_byte, body[0].child_by_field_name("consequence")
    if then is None or then.type != "compound_statement":
        return Edit(end, end, " else break;")
    indent, unit = indent_of(code.text, body[0]), indent_unit(code.text)
    return Edit(end, end, f" else {{\n{indent}{unit}break;\n{indent}}}")


def _counted(statement: Node) -> str:
    """What `n++;` or `n += 1;` counts."""
    text = " ".join(text_of(statement).rstrip("; ").split())
    for sign in ("++", " += 1"):
        text = text.removesuffix(sign) if text.endswith(sign) else text.removeprefix(sign)
        if text.isidentifier():
            return text if statement.type == "expression_statement" else ""
    return ""


def _starts_at_zero(statement: Node, name: str) -> bool:
    found = list(declarations(statement)) if statement.type == "declaration" else []
    return any(
        one.name == name
        and one.init is not None
        and text_of(one.init) == "0"
        and one.shape.element in INTEGERS
        and not one.shape.dims
        for one in found
    )


def _is_compared(use: Node, bound: str) -> bool:
    """Whether the count is only compared with the number of turns."""
    around = use.parent
    sides = [around.child_by_field_name(one) for one in ("left", "right")] if around else []
    texts = [text_of(one) for one in sides if one is not None]
    sign = around.child_by_field_name("operator") if around is not None else None
    same = sorted(texts) == sorted([text_of(use), bound])
    return same and sign is not None and text_of(sign) in ("==", "!=")
