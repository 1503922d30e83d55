"""Strips: several independent iterations of an outer loop side by side in the inner loops.

A recurrence, `for (i…) { float last = 0; for (j…) last = y[i][j] = a * x[i][j] + b * last; }`,
waits for its last value in every step. The rows do not depend on each other: a strip of them in
turn keeps the processor busy, and where the strip lies along memory, it is a vector.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import bits, is_signed
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, innermost, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations
from lessonls.agents.specialists.analysis.strides import Stride, stride_of
from lessonls.agents.specialists.analysis.strip_mining import is_strip_mined
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import bracketed, indent_of, indent_unit, shifted
from lessonls.agents.specialists.rewriting.tree import JUMPS, LOOPS, mentions, statements
from lessonls.core.reading.syntax import text_of, walk

ROWS = 4
_BYTES = 64
_MOST = 32
_ZEROS = ("0", "0.0", "0.0f", "0.f", "0.")
_PLAIN = ("expression_statement", "if_statement")


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _stripped, 8)


STRIP_MINING = Pass(
    "strip-mining",
    "strip-mining the outer loop and running the iterations of a strip side by side",
    "because these are independent, while the inner loop waits for its previous iteration",
    _run,
    answers=("strided", "complicated access", "possible dependence"),
    example=Example(
        """\
void f(int n, float a, std::vector<std::vector<float>> &x, std::vector<std::vector<float>> &y) {
    for (int i = 0; i < n; i++) {
        float last = 0;
        for (int j = 0; j < n; j++) {
            y[i][j] = x[i][j] + a * last;
            last = y[i][j];
        }
    }
}
""",
        """\
void f(int n, float a, std::vector<std::vector<float>> &x, std::vector<std::vector<float>> &y) {
    const int i_whole = n / 4 * 4;
    for (int i = 0; i < i_whole; i += 4) {
        float last[4] = {0};
        for (int j = 0; j < n; j++) {
            for (int r = 0; r < 4; r++) {
                y[i + r][j] = x[i + r][j] + a * last[r];
                last[r] = y[i + r][j];
            }
        }
    }
    for (int i = i_whole; i < n; i++) {
        float last = 0;
        for (int j = 0; j < n; j++) {
            y[i][j] = x[i][j] + a * last;
            last = y[i][j];
        }
    }
}
""",
    ),
)


@dataclass(frozen=True)
class _Strip:
    """How a loop is cut: `size` iterations, counted by `counter`; `local` are arrays then."""

    code: Code
    loop: Loop
    size: int
    counter: str
    local: tuple[Declaration, ...]

    @property
    def unit(self) -> str:
        return indent_unit(self.code.text)


def _stripped(code: Code, loop: Loop) -> Code | None:
    upwards = loop.counts_up and loop.relation in ("<", "<=")
    if not upwards or not free_of_pragmas(loop) or any(map(is_strip_mined, loops_in(loop.node))):
        return None
    if text_of(loop.first) != "0" and not is_signed(loop.kind):
        return None
    jumps = any(part.type in JUMPS for part in walk(loop.body))
    local = None if jumps else _locals(loop.body)
    inner = list(innermost(loop.body))
    if local is None or not inner or not all(_waits(code, loop, one) for one in inner):
        return None
    if not any(_gains(code, loop, one) for one in inner) or _tests(loop, inner):
        return None
    if not independence(code, loop).strict:
        return None
    along = [one for one in inner if _along(code, loop, one.statements)]
    size = _together(code, loop) if along else ROWS
    strip = _Strip(code, loop, size, code.fresh("r"), tuple(local))
    return code.edited(instead(code, loop.node, _text(strip)))


def _locals(body: Node) -> list[Declaration] | None:
    """Numbers declared beside inner loops; None where there is anything else but statements."""
    found: list[Declaration] = []
    for statement in statements(body):
        if statement.type == "declaration":
            declared = list(declarations(statement))
            if any(one.shape.dims or not one.shape.arithmetic for one in declared):
                return None
            found += declared
        elif statement.type == "for_statement":
            inner = loop_at(statement)
            below = _locals(inner.body) if inner is not None and inner.declared else None
            if inner is None or below is None:
                return None
            found += below if _has_loops(inner.body) else []
        elif statement.type not in _PLAIN or _has_loops(statement):
            return None
    return found


def _tests(loop: Loop, inner: list[Loop]) -> bool:
    """Whether inner loops ask how far the outer one is; vectors of such tests do not pay."""
    conditions = [
        part.child_by_field_name("condition")
        for one in inner
        for part in walk(one.body)
        if part.type == "if_statement"
    ]
    return any(
        one is not None and mentions(one, {loop.variable}) and "!=" not in text_of(one)
        for one in conditions
    )


def _has_loops(node: Node) -> bool:
    return any(part.type in LOOPS for part in walk(node))


def _waits(code: Code, loop: Loop, inner: Loop) -> bool:
    """Whether the inner loop is held up by its own results."""
    if mentions(inner.first, {loop.variable}) or mentions(inner.bound, {loop.variable}):
        return False
    found = independence(code, inner)
    return found.reason.startswith("iterations share") or not (found.reason or found.strict)


def _gains(code: Code, loop: Loop, inner: Loop) -> bool:
    """Whether nothing but other iterations of the outer loop keeps the processor busy.

    Sums that go along memory in the inner loop can do without: they have vectors of their own.
    """
    found = independence(code, inner)
    return bool(found.reason) or _along(code, loop, inner.statements)


def _along(code: Code, loop: Loop, run: list[Node]) -> bool:
    """Whether neighbouring iterations of `loop` touch neighbouring memory in these statements."""
    strides = [
        stride_of(one, loop.variable)
        for node in run
        for one in effects_of(code, node).accesses
        if one.declaration is None or one.declaration.node.start_byte < loop.node.start_byte
    ]
    return Stride.NEXT in strides and Stride.FAR not in strides


def _together(code: Code, loop: Loop) -> int:
    """How many of the widest numbers that the loop works on make a long vector."""
    kinds = {
        one.declaration.shape.element
        for one in effects_of(code, loop.body).accesses
        if one.declaration is not None and one.steps
    }
    return min(_BYTES // max((bits(kind) // 8 or 8 for kind in kinds), default=8), _MOST)


def _text(strip: _Strip) -> str:
    code, loop, v = strip.code, strip.loop, strip.loop.variable
    indent = indent_of(code.text, loop.node)
    whole = code.fresh(f"{v}_whole")
    first = text_of(loop.first)
    end = bracketed(loop.bound) if loop.relation == "<" else f"({text_of(loop.bound)} + 1)"
    count = end if first == "0" else f"({end} - {bracketed(loop.first)})"
    base = "" if first == "0" else f"{bracketed(loop.first)} + "
    lines = [
        f"const {loop.kind} {whole} = {base}{count} / {strip.size} * {strip.size};",
        f"for ({loop.kind} {v} = {first}; {v} < {whole}; {v} += {strip.size}) {{",
        *_block(strip, loop.body, strip.unit),
        "}",
        f"for ({loop.kind} {v} = {whole}; {v} {loop.relation} {text_of(loop.bound)}; {v}++) "
        + text_of(loop.body),
    ]
    return f"\n{indent}".join(lines)


def _block(strip: _Strip, body: Node, indent: str) -> Iterator[str]:
    """The lines of a block for a whole strip: runs of statements go through it in turn."""
    looped = _has_loops(body)
    for kind, group in groupby(statements(body), lambda one: _kind(one, looped)):
        if kind == "run":
            run = list(group)
            simd = not looped and _along(strip.code, strip.loop, run)
            yield from _turn(strip, [_line(strip, one, indent) for one in run], indent, simd)
            continue
        for statement in group:
            one = _arrays if kind == "declaration" else _inner
            yield from one(strip, statement, indent)


def _kind(statement: Node, looped: bool) -> str:
    if statement.type == "for_statement":
        return "loop"
    return "declaration" if looped and statement.type == "declaration" else "run"


def _inner(strip: _Strip, statement: Node, indent: str) -> Iterator[str]:
    """An inner loop, whose body goes through the strip."""
    inner = loop_at(statement)
    if inner is not None:
        yield f"{indent}for {strip.code.slice(*inner.head)} {{"
        yield from _block(strip, inner.body, indent + strip.unit)
        yield f"{indent}}}"


def _turn(strip: _Strip, lines: list[str], indent: str, simd: bool) -> Iterator[str]:
    """Statements that each iteration of the strip executes in turn."""
    if simd:
        yield f"{indent}#pragma omp simd"
    kind, counter = strip.loop.kind, strip.counter
    yield f"{indent}for ({kind} {counter} = 0; {counter} < {strip.size}; {counter}++) {{"
    yield from (f"{indent}{strip.unit}{line}" for line in lines)
    yield f"{indent}}}"


def _arrays(strip: _Strip, declaration: Node, indent: str) -> Iterator[str]:
    """Numbers that outlive an inner loop, one for each iteration of the strip."""
    starts: list[str] = []
    for one in declarations(declaration):
        kind = f"{one.shape.element} {one.name}[{strip.size}]"
        value = _moved(strip, one.init) if one.init is not None else ""
        if value and value not in _ZEROS:
            starts.append(f"{one.name}[{strip.counter}] = {value};")
        yield f"{indent}{kind}{' = {0}' if value in _ZEROS else ''};"
    if starts:
        yield from _turn(strip, starts, indent, simd=False)


def _line(strip: _Strip, statement: Node, indent: str) -> str:
    """A statement for one iteration of the strip; its lines move with it."""
    text = strip.code.text
    outer = indent_of(text, strip.loop.node)
    before, now = indent_of(text, statement), f"{outer}{indent}{strip.unit}"
    return _moved(strip, statement).replace(f"\n{before}", f"\n{now}")


def _moved(strip: _Strip, node: Node) -> str:
    """The text for one iteration of the strip."""
    names = {one.name for one in strip.local}
    instead = {
        part.id: f"{text_of(part)}[{strip.counter}]"
        for part in walk(node)
        if part.type == "identifier" and text_of(part) in names
    }
    return shifted(node, {strip.loop.variable: strip.counter}, instead)
