"""Unroll and jam: several steps of a sum at once, so that each element is stored less often.

`for (k…) for (j…) c[j] += a[k] * b[k][j];` stores every c[j] once for each k; four values
of k at a time store it once for four.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import is_signed
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, heads_depend
from lessonls.agents.specialists.analysis.strides import Stride, stride_of
from lessonls.agents.specialists.analysis.strip_mining import is_strip_mined
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, bracketed, indent_of, shifted
from lessonls.agents.specialists.rewriting.views import Binary
from lessonls.core.reading.syntax import text_of

FACTOR = 4


def _run(code: Code) -> Code:
    done: set[str] = set()
    for _ in range(32):
        for loop in loops_in(code.body) if code.body else ():
            text = text_of(loop.node)
            if loop.step != 1 or text in done:
                continue
            edits = _edits(code, loop)
            if edits:
                done |= {text}
                code = code.edited(*edits)
                break
        else:
            return code
    return code


UNROLL_AND_JAM = Pass(
    "unroll and jam",
    f"unroll-and-jam of the middle loop by {FACTOR}",
    f"because every element of the result is loaded and stored once for {FACTOR} iterations",
    _run,
    example=Example(
        """\
void f(size_t n, const float *a, const float *b, float *c) {
    for (size_t k = 0; k < n; k++) {
        for (size_t j = 0; j < n; j++) {
            c[j] -= a[k] * b[k * n + j];
        }
    }
}
""",
        """\
void f(size_t n, const float *a, const float *b, float *c) {
    const size_t k_whole = n / 4 * 4;
    for (size_t k = 0; k < k_whole; k += 4) {
        for (size_t j = 0; j < n; j++) {
            c[j] -= a[k] * b[k * n + j]
                + a[k + 1] * b[(k + 1) * n + j]
                + a[k + 2] * b[(k + 2) * n + j]
                + a[k + 3] * b[(k + 3) * n + j];
        }
    }
    for (size_t k = k_whole; k < n; k++) {
        for (size_t j = 0; j < n; j++) {
            c[j] -= a[k] * b[k * n + j];
        }
    }
}
""",
    ),
)


def _edits(code: Code, loop: Loop) -> list[Edit]:
    inner = loop_at(loop.only_loop) if loop.only_loop else None
    start = text_of(loop.first)
    if inner is None or not free_of_pragmas(loop) or not loop.declared or loop.relation != "<":
        return []
    if heads_depend([inner], loop.variable) or Binary.of(loop.bound, "%"):
        return []
    if start != "0" and not is_signed(loop.kind):
        return []
    if any(is_strip_mined(one) for one in (loop, *enclosing(loop.node))):
        return []
    added = added_by(inner)
    if added is None or not sums_along(code, loop, inner):
        return []
    return _jammed(code, loop, inner, added)


def added_by(inner: Loop) -> Node | None:
    """What the inner loop's only statement adds or subtracts."""
    body = inner.statements
    if len(body) != 1 or body[0].type != "expression_statement":
        return None
    assignment = body[0].named_children[0]
    sums = any(child.type in ("+=", "-=") for child in assignment.children)
    return assignment.child_by_field_name("right") if sums else None


def sums_along(code: Code, loop: Loop, inner: Loop) -> bool:
    """Whether `loop` adds to places that it does not move, and `inner` runs along memory."""
    found = independence(code, loop)
    if found.reason or found.reductions or len(found.updates) != 1:
        return False
    accesses = effects_of(code, inner.body).accesses
    still = [a for a in accesses if a.base == found.updates[0].name and a.write]
    along = all(stride_of(a, inner.variable) is Stride.NEXT for a in still)
    fixed = all(stride_of(a, loop.variable) is Stride.SAME for a in still)
    far = any(stride_of(a, inner.variable) is Stride.FAR for a in accesses)
    return along and fixed and not far and independence(code, inner).strict


def _jammed(code: Code, loop: Loop, inner: Loop, added: Node) -> list[Edit]:
    indent, variable = indent_of(code.text, loop.node), loop.variable
    whole = code.fresh(f"{variable}_whole")
    bound, first = bracketed(loop.bound), text_of(loop.first)
    count = bound if first == "0" else f"({bound} - {bracketed(loop.first)})"
    base = "" if first == "0" else f"{bracketed(loop.first)} + "
    terms = [shifted(added, {variable: str(step)} if step else {}) for step in range(FACTOR)]
    deep = indent_of(code.text, inner.statements[0])
    sums = f"\n{deep}    + ".join(terms)
    fast_inner = code.slice(inner.node.start_byte, added.start_byte) + sums
    fast_inner += code.slice(added.end_byte, inner.node.end_byte)
    gap = code.slice(loop.body.start_byte, inner.node.start_byte)
    end = code.slice(inner.node.end_byte, loop.body.end_byte)
    kind = loop.kind
    fast = (
        f"const {kind} {whole} = {base}{count} / {FACTOR} * {FACTOR};\n{indent}"
        f"for ({kind} {variable} = {first}; {variable} < {whole}; {variable} += {FACTOR}) "
        f"{gap}{fast_inner}{end}\n{indent}"
    )
    rest = (
        f"for ({kind} {variable} = {whole}; {variable} < {text_of(loop.bound)}; {variable}++) "
        + text_of(loop.body)
    )
    return [instead(code, loop.node, fast + rest)]
