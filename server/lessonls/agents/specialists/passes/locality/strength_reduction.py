"""Powers whose exponent is the iteration number, each as a product of the one before."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop, changed_names, innermost
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, at_end, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.tree import SKIPS, changed_by, inside
from lessonls.agents.specialists.rewriting.views import Call
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    return loop_by_loop(code, innermost, _rewritten, 8)


POWER_STRENGTH_REDUCTION = Pass(
    "strength reduction of powers",
    "replacing pow by a running product (strength reduction)",
    "because a multiplication is far cheaper than std::pow",
    _run,
    example=Example(
        """\
void f(const double *x, double *out, int n, double base) {
    for (int k = 1; k <= n; k++) {
        out[k] = x[k] * pow(base, k) + pow(base, k);
    }
}
""",
        """\
void f(const double *x, double *out, int n, double base) {
    double power = base;
    for (int k = 1; k <= n; k++) {
        out[k] = x[k] * power + power;
        power *= base;
    }
}
""",
    ),
)


def _rewritten(code: Code, loop: Loop) -> Code | None:
    """`pow(x, k)` in a loop over k from zero on becomes a number that is multiplied by x."""
    if loop.step != 1 or has_pragma(loop.node) or text_of(loop.first) not in ("0", "1"):
        return None
    if not loop.declared or any(
        part.type in (*SKIPS, "lambda_expression") for part in walk(loop.body)
    ):
        return None
    calls = [one for one in walk(loop.body) if _power_of(one, loop) is not None]
    base = _power_of(calls[0], loop) if calls else None
    if base is None or not _is_fixed(base, loop):
        return None
    text, name = text_of(calls[0]), code.fresh("power")
    first = "1" if text_of(loop.first) == "0" else text_of(base)
    line, step = f"double {name} = {first};", f"{name} *= {text_of(base)};"
    turned = [replace(one, name) for one in calls if text_of(one) == text]
    turned += at_end(code, loop.node, loop.body, step)
    return code.edited(*turned, *around(code, loop.node, [line], []))


def _power_of(node: Node, loop: Loop) -> Node | None:
    """What is raised to the iteration number."""
    call = Call.of(node)
    if call is None or call.name != "pow" or call.texts[1:] != [loop.variable]:
        return None
    return call.arguments[0]


def _is_fixed(base: Node, loop: Loop) -> bool:
    """Whether it is a double from outside, or an element of a list that the loop leaves alone."""
    names = [one for one in walk(base) if one.type == "identifier"]
    found = [lookup(text_of(one), one) for one in names]
    changed = changed_names(loop.body) | {loop.variable}
    if base.type not in ("identifier", "subscript_expression") or None in found:
        return False
    known = [one for one in found if one is not None]
    if any(one.name in changed or inside(one.node, loop.node) for one in known):
        return False
    owner = known[0].shape
    if owner.element != "double" or any(one.shape.dims for one in known[1:]):
        return False
    if base.type == "identifier":
        return not owner.dims and not owner.reference
    return owner.dims in (("vector",), ("array",)) and known[0].name not in _stored(loop)


def _stored(loop: Loop) -> set[str]:
    """The names of all that the loop assigns to, and of the places' indices."""
    targets = filter(None, map(changed_by, walk(loop.body)))
    return {text_of(one) for target in targets for one in walk(target)}
