"""Several sums at a time: products of one row with the next four rows.

`for (j…) { double s = 0; for (k…) s += A[i][k] * B[j][k]; C[i][j] = s; }` loads A[i] again for
every j. Four values of j at a time load it once for four, and their additions need not wait for
each other.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import is_signed
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, heads_depend
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations
from lessonls.agents.specialists.analysis.strides import Stride, stride_of
from lessonls.agents.specialists.analysis.strip_mining import is_strip_mined
from lessonls.agents.specialists.passes.locality.unroll_and_jam import added_by
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import bracketed, indent_of, indent_unit, shifted
from lessonls.core.reading.syntax import text_of

SUMS = 4


@dataclass(frozen=True)
class _Sum:
    """The body of a loop: a local number, the loop that adds to it, and what it is used for."""

    declared: Declaration
    inner: Loop
    added: Node
    used: Node


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _rewritten, 16)


SEVERAL_SUMS = Pass(
    "several sums at a time",
    f"computing {SUMS} neighbouring sums in one loop",
    "because shared operands are loaded once and the additions are independent",
    _run,
    example=Example(
        """\
void f(int n, const double *a, const double *b, double *__restrict__ c) {
    for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += a[k] * b[j * n + k];
        }
        c[j] = sum;
    }
}
""",
        """\
void f(int n, const double *a, const double *b, double *__restrict__ c) {
    const int j_whole = n / 4 * 4;
    for (int j = 0; j < j_whole; j += 4) {
        double sum = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int k = 0; k < n; k++) {
            sum += a[k] * b[j * n + k];
            sum1 += a[k] * b[(j + 1) * n + k];
            sum2 += a[k] * b[(j + 2) * n + k];
            sum3 += a[k] * b[(j + 3) * n + k];
        }
        c[j] = sum;
        c[j + 1] = sum1;
        c[j + 2] = sum2;
        c[j + 3] = sum3;
    }
    for (int j = j_whole; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += a[k] * b[j * n + k];
        }
        c[j] = sum;
    }
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    upwards = loop.counts_up and loop.relation in ("<", "<=")
    if not upwards or not free_of_pragmas(loop) or any(map(is_strip_mined, loops_in(loop.node))):
        return None
    if text_of(loop.first) != "0" and not is_signed(loop.kind):
        return None
    one = _sum(loop)
    if one is None or not _shares(code, loop, one) or not independence(code, loop).strict:
        return None
    return code.edited(instead(code, loop.node, _text(code, loop, one)))


def _sum(loop: Loop) -> _Sum | None:
    """`double s = start; for (k…) s += value; place = s;`."""
    body = loop.statements
    if len(body) != 3 or body[0].type != "declaration" or body[2].type != "expression_statement":
        return None
    declared, inner = list(declarations(body[0])), loop_at(body[1])
    if len(declared) != 1 or declared[0].init is None or inner is None or inner.step != 1:
        return None
    added = added_by(inner)
    shape = declared[0].shape
    plain = shape.floating and not shape.dims and not shape.reference
    if added is None or not plain or heads_depend([inner], loop.variable):
        return None
    target = inner.statements[0].named_children[0].child_by_field_name("left")
    own = target is not None and text_of(target) == declared[0].name
    return _Sum(declared[0], inner, added, body[2]) if own else None


def _shares(code: Code, loop: Loop, one: _Sum) -> bool:
    """Whether all goes along memory in the inner loop, and some of it is the same for all sums."""
    read = [access for access in effects_of(code, one.added).accesses if access.steps]
    strides = [stride_of(access, one.inner.variable) for access in read]
    moves = [stride_of(access, loop.variable) for access in read]
    along = Stride.NEXT in strides and Stride.FAR not in strides
    shared = any(
        stride is Stride.NEXT and move is Stride.SAME
        for stride, move in zip(strides, moves, strict=True)
    )
    return along and shared and Stride.FAR in moves


def _text(code: Code, loop: Loop, one: _Sum) -> str:
    indent, unit, variable = indent_of(code.text, loop.node), indent_unit(code.text), loop.variable
    whole, first = code.fresh(f"{variable}_whole"), text_of(loop.first)
    end = bracketed(loop.bound) if loop.relation == "<" else f"({text_of(loop.bound)} + 1)"
    count = end if first == "0" else f"({end} - {bracketed(loop.first)})"
    base = "" if first == "0" else f"{bracketed(loop.first)} + "
    names = [one.declared.name, *(code.fresh(f"{one.declared.name}{at}") for at in range(1, SUMS))]

    def moved(node: Node) -> list[str]:
        """The statement for each of the sums."""
        by = [{variable: str(at)} if at else {} for at in range(SUMS)]
        own = {part.id for part in _named(node, one.declared.name)}
        return [
            shifted(node, step, dict.fromkeys(own, name))
            for step, name in zip(by, names, strict=True)
        ]

    kind = loop.kind
    lines = [
        f"const {kind} {whole} = {base}{count} / {SUMS} * {SUMS};",
        f"for ({kind} {variable} = {first}; {variable} < {whole}; {variable} += {SUMS}) {{",
        *(unit + line for line in moved(one.declared.node)),
        f"{unit}for {code.slice(*one.inner.head)} {{",
        *(unit * 2 + line for line in moved(one.inner.statements[0])),
        f"{unit}}}",
        *(unit + line for line in moved(one.used)),
        "}",
        f"for ({kind} {variable} = {whole}; {variable} {loop.relation} {text_of(loop.bound)}; "
        f"{variable}++) {text_of(loop.body)}",
    ]
    return f"\n{indent}".join(lines)


def _named(node: Node, name: str) -> list[Node]:
    """Where a name occurs in a statement."""
    found = [node] if node.type == "identifier" and text_of(node) == name else []
    return found + [part for child in node.named_children for part in _named(child, name)]
