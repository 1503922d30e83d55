"""Standard algorithms over whole containers as plain loops that count.

`std::accumulate`, `std::transform_reduce` and the like fix an order or hide what they do behind
iterators; as loops they can be fused, vectorized and shared among cores.
"""

from dataclasses import dataclass
from functools import partial

from tree_sitter import Node

from lessonls.agents.specialists.analysis.algorithms import (
    Algorithm,
    Operation,
    algorithm_at,
    operation_of,
    statement_around,
)
from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS
from lessonls.agents.specialists.analysis.folds import Fold, fold_of, start_of
from lessonls.agents.specialists.analysis.shapes import declarations, lookup
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit, replace
from lessonls.core.reading.syntax import text_of

_SCANS = ("inclusive_scan", "partial_sum")


@dataclass(frozen=True)
class _Loop:
    """Lines before a loop, and the lines of its body; `place` is where the result is used."""

    before: tuple[str, ...]
    body: tuple[str, ...]
    place: Node
    result: str = ""
    first: str = "0"


def _run(code: Code, folds: bool) -> Code:
    if not code.cpp:
        return code

    def first(before: Code) -> Code | None:
        made = (_rewritten(before, call, folds) for call in before.nodes("call_expression"))
        return next((one for one in made if one is not None), None)

    return repeatedly(code, first, 32)


FOLDS_AS_LOOPS = Pass(
    "folds as loops",
    "writing std::accumulate and the like as plain loops",
    "because their operations can then be vectorized in any order",
    partial(_run, folds=True),
    example=Example(
        """\
double f(const float *p, int n) {
    float total = std::reduce(p, p + n, 0.0f);
    return total;
}
""",
        """\
double f(const float *p, int n) {
    float total = 0.0f;
    for (int i = 0; i < n; i++) {
        total += p[i];
    }
    return total;
}
""",
    ),
)
TRANSFORMS_AS_LOOPS = Pass(
    "transforms as loops",
    "writing std::transform and scans as plain loops",
    "because plain loops can be fused",
    partial(_run, folds=False),
    supporting=True,
    example=Example(
        """\
void f(const std::vector<double> &x, std::vector<double> &y) {
    std::transform(x.begin(), x.end(), y.begin(), [](double v) { return 2 * v; });
}
""",
        """\
void f(const std::vector<double> &x, std::vector<double> &y) {
    for (std::size_t i = 0; i < x.size(); i++) {
        y[i] = 2 * x[i];
    }
}
""",
    ),
)


def _rewritten(code: Code, call: Node, folds: bool) -> Code | None:
    found = algorithm_at(call)
    if found is None or any(span.bits for span in found.spans):
        return None
    statement = statement_around(call)
    made = _loop(code, found, statement, folds) if statement is not None else None
    return code.edited(*_edits(code, found, made, statement)) if made and statement else None


def _loop(code: Code, found: Algorithm, statement: Node, folds: bool) -> _Loop | None:
    counter = _counter(statement, found)
    alone = statement.type == "expression_statement" and found.call.parent == statement
    if not folds:
        return (_scan(code, found, counter) or _transform(found, counter)) if alone else None
    return _extreme(code, found, counter, statement) or _sum(code, found, counter, statement)


def _counter(statement: Node, found: Algorithm) -> str:
    """A name for the index that means nothing yet where the loop will stand."""
    words = text_of(found.call)
    names = ("i", "j", "k", "at", "index")
    return next((n for n in names if lookup(n, statement) is None and f" {n} " not in words), "ii")


def _transform(found: Algorithm, counter: str) -> _Loop | None:
    if found.name != "transform" or len(found.rest) != 1:
        return None
    *sources, target = found.spans
    operation = operation_of(found.rest[0])
    if operation is None or len(operation.parameters) != len(sources):
        return None
    value = operation.applied(*(one.at(counter) for one in sources))
    return _Loop((), (f"{target.at(counter)} = {value};",), found.call)


def _scan(code: Code, found: Algorithm, counter: str) -> _Loop | None:
    if found.name not in _SCANS or len(found.spans) != 2:
        return None
    source, target = found.spans
    fold = fold_of(found.rest[0], source.element) if found.rest else Fold("+")
    start = start_of(found.rest[1], found.call) if found.rest[1:] else None
    kind = source.element
    if fold is None or not source.declared.shape.arithmetic or (found.rest[1:] and not start):
        return None
    if start is None and fold.operator != "+":
        return None
    running = code.fresh("running")
    first = start[1] if start else "0"
    body = (
        *fold.updates(running, source.at(counter)),
        f"{target.at(counter)} = {running};",
    )
    return _Loop((f"{start[0] if start else kind} {running} = {first};",), body, found.call)


def _extreme(code: Code, found: Algorithm, counter: str, statement: Node) -> _Loop | None:
    """`*std::max_element(…)`: the value, not the place."""
    used = found.call.parent
    if found.name not in ("max_element", "min_element") or found.rest or used is None:
        return None
    if used.type != "pointer_expression" or not found.spans[0].declared.shape.arithmetic:
        return None
    span = found.spans[0]
    largest = found.name == "max_element"
    name = _result(code, statement, used, span.element, "largest" if largest else "smallest")
    fold = Fold("max" if largest else "min")
    updates = fold.updates(name, span.at(counter))
    return _Loop((f"{span.element} {name} = {span.at('0')};",), updates, used, name, "1")


def _sum(code: Code, found: Algorithm, counter: str, statement: Node) -> _Loop | None:
    parts = _parts(found)
    if parts is None:
        return None
    start, fold, term = parts
    kind, first = start
    names = {"+": "sum", "*": "product", "min": "smallest", "max": "largest"}
    name = _result(code, statement, found.call, kind, names.get(fold.operator, "result"))
    value = term.applied(*(one.at(counter) for one in found.spans))
    updates = fold.updates(name, value)
    return _Loop((f"{kind} {name} = {first};",), updates, found.call, name)


def _parts(found: Algorithm) -> tuple[tuple[str, str], Fold, Operation] | None:
    """The start, what folds and what is folded."""
    element = found.spans[0].element
    arithmetic = all(span.declared.shape.arithmetic for span in found.spans)
    start = start_of(found.rest[0], found.call) if found.rest else (element, "0")
    binary = len(found.spans) == 2
    term: Operation | None = Operation(("a", "b"), "a * b") if binary else Operation(("a",), "a")
    fold: Fold | None = Fold("+")
    more = found.rest[1:]
    match found.name:
        case "accumulate" | "reduce" if not binary and len(more) <= 1:
            fold = fold_of(more[0], element) if more else fold
        case "inner_product" | "transform_reduce" if len(found.rest) in (1, 3):
            if not binary and not more:
                return None
            fold = fold_of(more[0], element) if more else fold
            term = operation_of(more[1]) if more else term
        case _:
            return None
    if not arithmetic or start is None or fold is None or term is None:
        return None
    if found.name in ("reduce", "transform_reduce") and not fold.plain:
        return None  # combines elements with each other as well
    same = len(term.parameters) == len(found.spans)
    return (start, fold, term) if same else None


def _result(code: Code, statement: Node, place: Node, kind: str, name: str) -> str:
    """The user's name where the value is all that a declaration gives it, else a new one."""
    for found in declarations(statement) if statement.type == "declaration" else ():
        if found.init == place and not found.shape.const and found.shape.element in (kind, "auto"):
            return found.name
    return code.fresh(name)


def _edits(code: Code, found: Algorithm, made: _Loop, statement: Node) -> list[Edit]:
    indent, unit = indent_of(code.text, statement), indent_unit(code.text)
    length = lookup(found.length, statement)
    kind = length.shape.element if length and length.shape.element in INTEGERS else "std::size_t"
    counter = _counter(statement, found)
    head = f"for ({kind} {counter} = {made.first}; {counter} < {found.length}; {counter}++) {{"
    lines = [*made.before, head, *(f"{unit}{line}" for line in made.body), "}"]
    text = f"\n{indent}".join(lines)
    own = statement.type == "declaration" and any(
        one.init == made.place and one.name == made.result for one in declarations(statement)
    )
    if own or not made.result:
        return [replace(statement, text)]
    start = statement.start_byte
    return [Edit(start, start, f"{text}\n{indent}"), replace(made.place, made.result)]
