"""`#pragma omp simd` on innermost loops whose iterations are independent."""

from functools import partial

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.dependence import Independence, independence
from lessonls.agents.specialists.analysis.loops import Loop, innermost
from lessonls.agents.specialists.analysis.named_types import number_type
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.strides import Stride, stride_of
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.core.reading.syntax import text_of


def clauses(code: Code, loop: Loop, found: Independence) -> str | None:
    """The reduction clauses that `found` needs; None where a reduction has no plain type."""
    text = ""
    for one in found.reductions:
        declared = lookup(one.name, loop.node)
        if declared is None or declared.shape.dims or not _is_number(code, declared):
            return None
        text += f" reduction({one.operator} : {one.name})"
    return text


def _is_number(code: Code, found: Declaration) -> bool:
    """Whether it is a number, as far as one can see: a copy of an element counts as one, and what
    begins as a number.
    """
    init = found.init.type if found.init is not None else ""
    copied = found.shape.element == "auto" and init in ("field_expression", "subscript_expression")
    element = found.shape.element
    known = bool(number_type(code, element)) or element == "bool"
    named = init == "number_literal" and element.isidentifier()
    return known or ((copied or named) and not found.shape.reference)


def _run(code: Code, sums_only: bool) -> Code:
    return loop_by_loop(code, innermost, partial(_marked, sums_only=sums_only), 64)


def _marked(code: Code, loop: Loop, sums_only: bool) -> Code | None:
    pragma = None if has_pragma(loop.node) else _pragma(code, loop, sums_only)
    return code.edited(*around(code, loop.node, [pragma], [])) if pragma is not None else None


def _pragma(code: Code, loop: Loop, sums_only: bool) -> str | None:
    if abs(loop.step) != 1 or not loop.declared or _short(loop):
        return None
    found = independence(code, loop)
    needed = clauses(code, loop, found) if found.holds else None
    if needed is None or (sums_only and not _float_sums(code, loop, found)):
        return None
    accesses = effects_of(code, loop.body).accesses
    strides = [stride_of(access, loop.variable) for access in accesses]
    if Stride.FAR in strides or Stride.NEXT not in strides:
        return None
    return f"#pragma omp simd{needed}"


def _short(loop: Loop) -> bool:
    """Whether the loop makes a few iterations, which the compiler unrolls."""
    return loop.bound.type == "number_literal" and len(text_of(loop.bound)) == 1


def _float_sums(code: Code, loop: Loop, found: Independence) -> bool:
    """Whether floating-point order is at stake, which the compiler keeps unless it is told."""
    declared = [lookup(one.name, loop.node) for one in found.reductions]
    kinds = {one.shape.element for one in declared if one is not None} - {"bool"}
    return any(number_type(code, kind) not in INTEGERS for kind in kinds)


SIMD_SUMS = Pass(
    "omp simd sums",
    "vectorizing sums, minima and maxima with omp simd reductions",
    "because the compiler may then reorder the floating-point additions of the inner loop",
    partial(_run, sums_only=True),
    answers=("unsupported use", "relevant phi", "reorder floating-point"),
    example=Example(
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y, double &result) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    result = sum;
}
""",
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y, double &result) {
    double sum = 0;
    #pragma omp simd reduction(+ : sum)
    for (int i = 0; i < n; i++) {
        sum += x[i] * y[i];
    }
    result = sum;
}
""",
    ),
)

SIMD = Pass(
    "omp simd",
    "marking the inner loops as independent with omp simd",
    "because the compiler vectorizes them without checks for aliasing",
    partial(_run, sums_only=False),
    answers=("possible alias", "possible dependence"),
    example=Example(
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y) {
    for (int i = 0; i < n; i++) {
        y[i] = 2 * x[i];
    }
}
""",
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y) {
    #pragma omp simd
    for (int i = 0; i < n; i++) {
        y[i] = 2 * x[i];
    }
}
""",
    ),
)
