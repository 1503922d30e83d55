"""Divisions by constants in loops, `x / 3.0`, as multiplications, `x * (1.0 / 3.0)`."""

from tree_sitter import Node

from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import LOOPS, is_in
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    found = (_multiplied(node) for node in code.nodes("binary_expression", "assignment_expression"))
    return code.edited(*(edit for edits in found for edit in edits))


RECIPROCALS = Pass(
    "reciprocals",
    "multiplying by reciprocals instead of dividing by constants",
    "because a division takes several times as long as a multiplication",
    _run,
    example=Example(
        """\
void f(int n, float *a) {
    for (int i = 0; i < n; i++) {
        a[i] = (a[i] + 1) / 3.0f;
        a[i] /= 7.5;
    }
}
""",
        """\
void f(int n, float *a) {
    for (int i = 0; i < n; i++) {
        a[i] = (a[i] + 1) * (1.0f / 3.0f);
        a[i] *= (1.0 / 7.5);
    }
}
""",
    ),
)


def _multiplied(node: Node) -> list[Edit]:
    left, right, sign = (node.child_by_field_name(one) for one in ("left", "right", "operator"))
    if left is None or right is None or sign is None or sign.type not in ("/", "/="):
        return []
    if left.type == "number_literal":
        return []
    text = text_of(right)
    decimal = right.type == "number_literal" and "." in text and "x" not in text.lower()
    if not decimal or float(text.rstrip("fFlL")) == 0.0 or not _in_loop(node):
        return []
    suffix = text[len(text.rstrip("fFlL")) :]
    return [replace(sign, sign.type.replace("/", "*")), replace(right, f"(1.0{suffix} / {text})")]


def _in_loop(node: Node) -> bool:
    return is_in(node, LOOPS)
