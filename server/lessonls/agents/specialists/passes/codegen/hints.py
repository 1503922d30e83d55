"""Hints within the body: unrolled inner loops, unlikely exits."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import enclosing, innermost
from lessonls.agents.specialists.analysis.nests import only_statement
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.core.reading.syntax import text_of

_EXITS = ("return_statement", "break_statement", "continue_statement", "throw_statement")


def _unroll(code: Code) -> Code:
    loops = (
        [loop for loop in innermost(code.body) if not has_pragma(loop.node)] if code.body else []
    )
    edits = [
        edit for loop in loops for edit in around(code, loop.node, ["#pragma GCC unroll 8"], [])
    ]
    return code.edited(*edits)


UNROLL_PRAGMA = Pass(
    "unroll pragmas",
    "unrolling the innermost loops eight times",
    "because there is less loop overhead and more independent work at a time",
    _unroll,
    needs=frozenset({Need.GCC}),
    example=Example(
        """\
void f(int n, int *a) {
    for (int i = 1; i < n; i++) {
        a[i] += a[i - 1];
    }
}
""",
        """\
void f(int n, int *a) {
    #pragma GCC unroll 8
    for (int i = 1; i < n; i++) {
        a[i] += a[i - 1];
    }
}
""",
    ),
)


def _expect(code: Code) -> Code:
    found = [node for node in code.nodes("if_statement") if _leaves_loop(node)]
    edits = [
        replace(value, f"__builtin_expect(!!({text_of(value)}), 0)")
        for node in found
        if (value := _condition(node)) is not None
    ]
    return code.edited(*edits)


def _leaves_loop(node: Node) -> bool:
    then = node.child_by_field_name("consequence")
    last = only_statement(then) if then is not None else None
    alternative = node.child_by_field_name("alternative")
    return (
        alternative is None and last is not None and last.type in _EXITS and bool(enclosing(node))
    )


def _condition(node: Node) -> Node | None:
    clause = node.child_by_field_name("condition")
    if clause is None or "__builtin_expect" in text_of(clause):
        return None
    value = clause.child_by_field_name("value") or next(iter(clause.named_children), None)
    return value if value is not None and "declaration" not in value.type else None


EXPECT = Pass(
    "unlikely exits",
    "marking conditions that leave a loop as unlikely",
    "because the usual path then runs without jumps",
    _expect,
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(int n, const int *a, int *found) {
    for (int i = 0; i < n; i++) {
        if (a[i] == 7) {
            break;
        }
        *found = i;
    }
}
""",
        """\
void f(int n, const int *a, int *found) {
    for (int i = 0; i < n; i++) {
        if (__builtin_expect(!!(a[i] == 7), 0)) {
            break;
        }
        *found = i;
    }
}
""",
    ),
)
