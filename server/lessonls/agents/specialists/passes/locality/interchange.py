"""Loop interchange: the innermost loop goes along memory."""

from lessonls.agents.specialists.analysis.dependence import Independence, independence
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import (
    chain,
    distributed,
    divisible,
    free_of_pragmas,
    heads_depend,
    loop_from,
    permuted,
    pieces,
)
from lessonls.agents.specialists.analysis.strides import cost
from lessonls.agents.specialists.passes.locality.scalar_expansion import expanded
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _improved, 32)


INTERCHANGE = Pass(
    "loop interchange",
    "reordering the loops so that the innermost one runs along memory",
    "because consecutive iterations now touch neighbouring elements, which caches and vector "
    "instructions need",
    _run,
    answers=("strided", "complicated access"),
    example=Example(
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y, std::vector<std::vector<double>> &A) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            y[i] += A[j][i] * x[j];
        }
    }
}
""",
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y, std::vector<std::vector<double>> &A) {
    for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
            y[i] += A[j][i] * x[j];
        }
    }
}
""",
    ),
)


def _improved(code: Code, loop: Loop) -> Code | None:
    """The code with `loop` moved inwards where that is legal and shortens the strides."""
    if not free_of_pragmas(loop) or not any(loop_at(node) for node in loop.statements):
        return None
    if divisible(loop):
        found = independence(code, loop)
        return _moved(code, loop) if found.strict else _summed(code, loop, found)
    start = loop.node.start_byte
    after = expanded(code, loop)
    again = loop_from(after, start) if after is not None else None
    if after is None or again is None or not independence(after, again).strict:
        return None
    return _moved(after, again)


def _moved(code: Code, loop: Loop) -> Code | None:
    parts = pieces(loop)
    gains = [piece for piece in parts if _gain(code, loop, loop_at(piece[0]))]
    if not gains:
        return None
    if len(parts) == 1:
        loops = chain(loop)
        return code.edited(*permuted(code, loops, [*loops[1:], loop]))
    return code.edited(distributed(code, loop))


def _summed(code: Code, loop: Loop, found: Independence) -> Code | None:
    """The code with a loop that only sums up moved inwards; sums may be made in any order.

    `for (k…) for (j…) C[i][j] += A[i][k] * B[j][k];` goes down the columns of B.
    """
    inner = loop_at(loop.only_loop) if loop.only_loop is not None else None
    if inner is None or found.reason or independence(code, inner).reason:
        return None
    if heads_depend([inner], loop.variable) or not _gain(code, loop, inner):
        return None
    return code.edited(*permuted(code, [loop, inner], [inner, loop]))


def _gain(code: Code, loop: Loop, inner: Loop | None) -> bool:
    """Whether `loop` belongs inside the perfect nest that begins with `inner`."""
    if inner is None:
        return False
    nest = chain(inner)
    if heads_depend(nest, loop.variable) or not nest[-1].body.named_children:
        return False
    body = nest[-1].body
    return cost(code, body, loop.variable) < cost(code, body, nest[-1].variable)
