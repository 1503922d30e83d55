"""Attributes that tell the compiler how to generate code for this one function."""

from functools import partial

from lessonls.agents.specialists.analysis.arithmetic_types import FLOATS
from lessonls.agents.specialists.analysis.loops import enclosing, loop_at
from lessonls.agents.specialists.analysis.purity import is_math, is_pure_name
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import line_before
from lessonls.agents.specialists.rewriting.tree import mentions
from lessonls.core.reading.library_names import LIBRARY_NAMES
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language

_UNROLL = '__attribute__((optimize("O3", "unroll-loops")))'
_REORDER = (
    '__attribute__((optimize("O3", "unroll-loops", "associative-math", "no-signed-zeros", '
    '"no-trapping-math", "no-math-errno")))'
)
_WHOLE = '__attribute__((optimize("no-split-loops")))'
_CLONES = '__attribute__((target_clones("avx2", "default"), optimize("O3")))'
_FLATTEN = "__attribute__((flatten))"
_WIDE = '__attribute__((target("prefer-vector-width=512")))'


def _run(code: Code, attribute: str, floating: bool) -> Code:
    function = code.function
    if function is None or _has(code, attribute.partition('("')[2].partition('"')[0]):
        return code
    if floating and not (_floats(code) and _self_contained(code)):
        return code
    return code.edited(line_before(code.text, function, attribute))


def _keep_whole(code: Code) -> Code:
    """Only where a simd loop's length grows with the loop around it.

    gcc 12 splits off the first iteration of such an outer loop, and in doing so forgets
    that the inner one may be vectorized.
    """
    triangular = any(
        mentions(inner.bound, {outer.variable})
        for node in code.nodes("for_statement")
        if (inner := loop_at(node)) is not None and has_pragma(node)
        for outer in enclosing(node)
    )
    if not triangular or code.function is None or _WHOLE in text_of(code.function):
        return code
    return code.edited(line_before(code.text, code.function, _WHOLE))


def _flatten(code: Code) -> Code:
    """Where it calls what is neither a method nor of the library."""
    called = (node.child_by_field_name("function") for node in code.nodes("call_expression"))
    names = {text_of(one) for one in called if one is not None and one.type == "identifier"}
    own = {name for name in names if not is_pure_name(name) and name not in LIBRARY_NAMES}
    if not own or code.function is None or _has(code, "flatten"):
        return code
    return code.edited(line_before(code.text, code.function, _FLATTEN))


def _has(code: Code, kind: str) -> bool:
    specifiers = code.function.named_children if code.function else []
    return any(kind in text_of(one) for one in specifiers if "attribute" in one.type)


def _self_contained(code: Code) -> bool:
    """Whether nothing is called that must be inlined to be fast.

    gcc does not inline floating-point code, such as std::min or a lambda, into a function
    with other floating-point options.
    """
    if code.nodes("lambda_expression"):
        return False
    called = [node.child_by_field_name("function") for node in code.nodes("call_expression")]
    return all(
        one is not None and (one.type == "field_expression" or is_math(one)) for one in called
    )


def _floats(code: Code) -> bool:
    return code.function is not None and any(
        text_of(node) in FLOATS or "complex" in text_of(node)
        for node in walk(code.function)
        if node.type in ("primitive_type", "template_type")
    )


_SUM = """\
double f(const double *x, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += x[i];
    return sum;
}
"""
REORDER = Pass(
    "reordered arithmetic",
    "allowing the compiler to reorder this function's floating-point arithmetic",
    "because sums can be split over vector lanes and branches can become selections",
    partial(_run, attribute=_REORDER, floating=True),
    needs=frozenset({Need.GCC}),
    example=Example(_SUM, f"{_REORDER}\n{_SUM}"),
)
WHOLE_LOOPS = Pass(
    "no loop splitting",
    "keeping gcc from splitting the loops around simd loops",
    "because gcc does not vectorize the split loops",
    _keep_whole,
    needs=frozenset({Need.GCC}),
    example=Example(
        """\
void f(int n, double *a) {
    for (int i = 0; i < n; i++) {
        #pragma omp simd
        for (int j = 0; j < i; j++) {
            a[i * n + j] = 0;
        }
    }
}
""",
        """\
__attribute__((optimize("no-split-loops")))
void f(int n, double *a) {
    for (int i = 0; i < n; i++) {
        #pragma omp simd
        for (int j = 0; j < i; j++) {
            a[i * n + j] = 0;
        }
    }
}
""",
        Language.C,
    ),
)
UNROLL = Pass(
    "unrolled loops",
    "compiling this function with unrolled loops",
    "because there is less loop overhead and more independent work at a time",
    partial(_run, attribute=_UNROLL, floating=False),
    needs=frozenset({Need.GCC}),
    example=Example(_SUM, f"{_UNROLL}\n{_SUM}"),
)
WIDE_VECTORS = Pass(
    "512-bit vectors",
    "preferring 512-bit vectors in this function",
    "because each instruction works on twice as many elements",
    partial(_run, attribute=_WIDE, floating=False),
    needs=frozenset({Need.GCC, Need.AVX512}),
    example=Example(_SUM, f"{_WIDE}\n{_SUM}"),
)
_CALLER = """\
int f(const int *x, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) sum += square(x[i]);
    return sum;
}
"""
FLATTEN = Pass(
    "inlined calls",
    "inlining what the function calls",
    "because the called code is then compiled for what it is called with, and no call is left",
    _flatten,
    needs=frozenset({Need.GNU}),
    example=Example(
        _CALLER,
        f"{_FLATTEN}\n{_CALLER}",
        Language.C,
        context="""\
static int square(int x) {
    return x % 1000 * (x % 1000);
}
""",
    ),
)
MULTIVERSIONING = Pass(
    "function multiversioning",
    "compiling this function at -O3 also for processors with AVX2, chosen when the program starts",
    "because loops are then vectorized, with vectors that are twice as wide",
    partial(_run, attribute=_CLONES, floating=False),
    needs=frozenset({Need.GCC, Need.CLONES}),
    example=Example(_SUM, f"{_CLONES}\n{_SUM}"),
)
