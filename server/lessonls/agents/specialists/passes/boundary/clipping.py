"""Loops that skip iterations by a test on their counter: bounds in place of the test.

`for (t = 0; t < n; t++) if (t <= i) …` becomes `for (t = 0; t < min(n, i + 1); t++) …`, and what
the test says of other numbers is asked once before the loop.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.affine import Poly, poly_of
from lessonls.agents.specialists.analysis.arithmetic_types import is_signed
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, loops_in
from lessonls.agents.specialists.analysis.meaning import resolver
from lessonls.agents.specialists.analysis.nests import free_of_pragmas
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, apply, indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.agents.specialists.rewriting.views import Binary, conjuncts
from lessonls.core.reading.syntax import text_of


@dataclass(frozen=True)
class _Test:
    """`value >= 0`, as a polynomial of the loop's variable and others."""

    value: Poly


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _clipped, 16)


CLIP = Pass(
    "clipped ranges",
    "narrowing the loop bounds to the iterations that do something",
    "because the interior runs without bounds checks and can be vectorized",
    _run,
    answers=("control flow", "number of loop iterations"),
    example=Example(
        """\
void f(int n, int m, const float *in, float *out) {
    for (int i = 0; i < n; i++) {
        for (int t = 0; t < m; t++) {
            if (i >= t) out[i] += in[i - t];
        }
    }
}
""",
        """\
void f(int n, int m, const float *in, float *out) {
    for (int i = 0; i < n; i++) {
        const int t_end = m < i + 1 ? m : i + 1;
        for (int t = 0; t < t_end; t++) {
            out[i] += in[i - t];
        }
    }
}
""",
    ),
)


def _clipped(code: Code, loop: Loop) -> Code | None:
    ready = loop.counts_up and is_signed(loop.kind) and free_of_pragmas(loop)
    guard = _guard(loop) if ready else None
    if guard is None or not in_block(loop.node):
        return None
    condition, then = guard
    tests = [_test(code, loop, part) for part in conjuncts(condition)]
    known = [one for one in tests if one is not None]
    mine = [one for one in known if loop.variable in one.value.symbols]
    if len(known) < len(tests) or not mine or not all(_unit(one, loop) for one in mine):
        return None
    others = [one for one in known if one not in mine]
    return code.edited(replace(loop.node, _text(code, loop, mine, others, then)))


def _guard(loop: Loop) -> tuple[Node, Node] | None:
    """Condition and branch of the test that is all of the body but declarations."""
    *before, last = loop.statements or [loop.node]
    if last.type != "if_statement" or any(one.type != "declaration" for one in before):
        return None
    condition, then = (last.child_by_field_name(one) for one in ("condition", "consequence"))
    if condition is None or then is None or last.child_by_field_name("alternative") is not None:
        return None
    plain = all(
        is_signed(one.shape.element) and not one.shape.dims
        for statement in before
        for one in declarations(statement)
    )
    value = condition.child_by_field_name("value") or condition
    return (value, then) if plain else None


def _test(code: Code, loop: Loop, node: Node) -> _Test | None:
    both = Binary.of(node)
    if both is None:
        return None
    a, b = (poly_of(one, resolver(code)) for one in (both.left, both.right))
    if a is None or b is None:
        return None
    one = Poly.constant(1)
    values = {">=": a - b, "<=": b - a, ">": a - b - one, "<": b - a - one}
    value = values.get(both.operator)
    if value is None or not all(_number(loop, name) for name in value.symbols):
        return None
    return _Test(value)


def _number(loop: Loop, name: str) -> bool:
    """Whether it is a signed number that is known before the loop and stays."""
    if name == loop.variable:
        return True
    found = lookup(name, loop.node)
    if found is None or found.shape.dims or not is_signed(found.shape.element):
        return False
    return name not in changed_names(loop.body) and not inside(found.node, loop.node)


def _unit(test: _Test, loop: Loop) -> bool:
    factor = test.value.coefficient(loop.variable)
    return factor is not None and factor.value in (1, -1)


def _text(code: Code, loop: Loop, tests: list[_Test], others: list[_Test], then: Node) -> str:
    v, kind = loop.variable, loop.kind
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    lows, highs = list(_ends(tests, v, 1)), list(_ends(tests, v, -1))
    end = text_of(loop.bound) if loop.relation == "<" else f"{text_of(loop.bound)} + 1"
    lines: list[str] = []
    first = _named(code, lines, f"{kind} {v}_first", [text_of(loop.first), *lows], ">")
    last = _named(code, lines, f"{kind} {v}_end", [end, *highs], "<")
    if_node = then.parent
    body = text_of(loop.body)
    if if_node is not None:
        start = loop.body.start_byte
        taken = Edit(
            if_node.start_byte - start, if_node.end_byte - start, _branch(code, loop, then)
        )
        body = apply(body, [taken])
    head = f"for ({kind} {v} = {first}; {v} < {last}; {v}++)"
    if not others:
        return f"\n{indent}".join([*lines, f"{head} {body}"])
    asked = " && ".join(_comparison(one.value) for one in others)
    deeper = [line.replace("\n", f"\n{unit}") for line in (*lines, f"{head} {body}")]
    inner = f"\n{indent}{unit}".join(deeper)
    return f"if ({asked}) {{\n{indent}{unit}{inner}\n{indent}}}"


def _branch(code: Code, loop: Loop, then: Node) -> str:
    """The statements of the branch, without its braces unless names could meet."""
    children = then.named_children if then.type == "compound_statement" else [then]
    declares = any(child.type == "declaration" for child in children)
    if not children or (declares and len(loop.statements) > 1):
        return text_of(then)
    text = code.slice(children[0].start_byte, children[-1].end_byte)
    return text.replace("\n" + indent_unit(code.text), "\n")


def _ends(tests: list[_Test], variable: str, sign: int) -> Iterator[str]:
    """What the variable must at least be (sign 1), or stay below (sign -1)."""
    for one in tests:
        factor = one.value.coefficient(variable)
        rest = one.value.without(variable)
        if factor is not None and factor.value == sign:
            yield _written(-rest if sign > 0 else rest + Poly.constant(1))


def _named(code: Code, lines: list[str], declared: str, ends: list[str], relation: str) -> str:
    """The extreme of several bounds as a variable of its own; a single one stays as it is."""
    kind, _, name = declared.rpartition(" ")
    distinct = list(dict.fromkeys(ends))
    if len(distinct) == 1:
        return distinct[0]
    name = code.fresh(name)
    first, second, *more = distinct
    fixed = "" if more else "const "
    extreme = f"{first} {relation} {second} ? {first} : {second}"
    lines.append(f"{fixed}{kind} {name} = {extreme};")
    lines += [
        f"if ({name} {'<' if relation == '>' else '>'} {one}) {name} = {one};" for one in more
    ]
    return name


def _comparison(value: Poly) -> str:
    """`value >= 0`, without minus signs."""
    below = Poly.of({key: -number for key, number in value.terms if number < 0})
    above = value + below
    return f"{_written(above)} >= {_written(below)}"


def _written(value: Poly) -> str:
    """A polynomial as an expression."""
    ordered = sorted(value.terms, key=lambda term: (term[1] < 0, not term[0], term[0]))
    text = ""
    for key, number in ordered:
        size = abs(number)
        product = "*".join(key) if key else str(size)
        product = f"{size}*{product}" if key and size != 1 else product
        sign = "-" if number < 0 else "+"
        text += f" {sign} {product}" if text else f"{'-' if number < 0 else ''}{product}"
    return text or "0"
