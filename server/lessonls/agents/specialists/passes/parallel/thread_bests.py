"""The smallest or largest element and where it is: the best of each thread, then of all."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.dependence import leaves, overlap
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loop_at, loops_in
from lessonls.agents.specialists.analysis.reductions import update_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.passes.parallel.work import condition, schedule_of
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, in_block, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    indent_of,
    indent_unit,
    renamed,
    replace,
)
from lessonls.agents.specialists.rewriting.tree import (
    ancestors,
    inside,
)
from lessonls.agents.specialists.rewriting.views import Assign, Binary, If
from lessonls.core.reading.syntax import text_of

_FLIPPED = {"<": ">", ">": "<"}
_ORDERS = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class _Best:
    """The best value, what else is remembered of it, and which of that says where it is."""

    value: str
    sign: str
    others: tuple[str, ...]
    place: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.value, *self.others)


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _shared_out, 8)


THREAD_BESTS = Pass(
    "best of each thread",
    "parallelizing the min/max as a reduction",
    "because the overall min/max is that of the threads' results",
    _run,
    example=Example(
        """\
void f(const std::vector<double> &x, double &out) {
    double least = 1e300;
    for (size_t i = 0; i < x.size(); i++) {
        for (size_t j = i + 1; j < x.size(); j++) {
            if (x[j] - x[i] >= least) break;
            least = std::min(least, x[j] - x[i]);
        }
    }
    out = least;
}
""",
        """\
void f(const std::vector<double> &x, double &out) {
    double least = 1e300;
    #pragma omp parallel for schedule(dynamic, 8) reduction(min : least) if(x.size() > 500)
    for (size_t i = 0; i < x.size(); i++) {
        for (size_t j = i + 1; j < x.size(); j++) {
            if (x[j] - x[i] >= least) break;
            least = std::min(least, x[j] - x[i]);
        }
    }
    out = least;
}
""",
    ),
)


def _shared_out(code: Code, loop: Loop) -> Code | None:
    enough = condition(loop)
    plain = loop.declared and loop.step > 0 and in_block(loop.node) and not pragmas(loop.node)
    if enough is None or not plain or enclosing(loop.node) or leaves(loop):
        return None
    effects = effects_of(code, loop.body)
    outer = [one for one in effects.accesses if not _own(one, loop)]
    written = {one.base for one in outer if one.write}
    scalar = all(not one.steps for one in outer if one.write)
    if effects.opaque or not scalar or not written or overlap(outer):
        return None
    limit = f" if({enough})" if enough else ""
    pruned = _pruned(loop, outer, written)
    if pruned:
        name = written.pop()
        line = f"#pragma omp parallel for {schedule_of(loop)} reduction({pruned} : {name}){limit}"
        return code.edited(*around(code, loop.node, [line], []))
    best = _best(loop, outer, written)
    return code.edited(*_edits(code, loop, best, limit)) if best is not None else None


def _own(access: Access, loop: Loop) -> bool:
    return access.declaration is not None and inside(access.declaration.node, loop.node)


def _pruned(loop: Loop, accesses: list[Access], written: set[str]) -> str:
    """min or max where one extreme is all that is shared, and also tells what to leave out."""
    if len(written) != 1 or not _numbers(written, loop):
        return ""
    name = next(iter(written))
    operators: set[str] = set()
    compared = False
    for one in (access for access in accesses if access.base == name):
        found = update_of(one.node, name, loop.body)
        if found is not None:
            operators.add(found[0])
        elif one.write or not _compared(one.node):
            return ""
        else:
            compared = True
    extreme = len(operators) == 1 and operators <= {"min", "max"}
    return operators.pop() if extreme and compared else ""


def _compared(node: Node) -> bool:
    outer = node.parent
    while outer is not None and outer.type == "parenthesized_expression":
        outer = outer.parent
    sign = outer.child_by_field_name("operator") if outer is not None else None
    return sign is not None and sign.type in _ORDERS


def _numbers(names: set[str], loop: Loop) -> bool:
    found = [lookup(name, loop.node) for name in names]
    return all(
        one is not None
        and not one.shape.dims
        and not one.shape.reference
        and (one.shape.arithmetic or one.shape.element == "auto")
        for one in found
    )


def _best(loop: Loop, accesses: list[Access], written: set[str]) -> _Best | None:
    """What the loop remembers, if all of it is set by one `if (value < best) { … }`."""
    writes = [one.node for one in accesses if one.write]
    guards = {_guard(node, loop) for node in writes}
    guard = guards.pop() if len(guards) == 1 else None
    compared = _sides(guard, written) if guard is not None else None
    if guard is None or compared is None or not _numbers(written, loop):
        return None
    sign, value, best = compared
    set_to = _assignments(guard)
    others = tuple(sorted(written - {best}))
    read = [one for one in accesses if one.base in written and not one.write]
    if set(set_to) != written or set_to[best] != value:
        return None
    if any(one.base != best or not _compared(one.node) for one in read):
        return None
    places = [name for name in others if _counts_on(set_to[name], guard, loop)]
    return _Best(best, sign, others, places[0]) if places else None


def _guard(node: Node, loop: Loop) -> Node | None:
    """The `if` that directly governs a statement."""
    for outer in ancestors(node):
        if outer == loop.node:
            return None
        if outer.type == "if_statement":
            return outer
    return None


def _sides(guard: Node, written: set[str]) -> tuple[str, str, str] | None:
    """The sign, the new value and the best of `value < best`."""
    branch = If.of(guard)
    both = Binary.of(branch.condition, "<", ">") if branch is not None else None
    if branch is None or both is None or branch.alternative is not None:
        return None
    left, right = text_of(both.left), text_of(both.right)
    if right in written:
        return both.operator, left, right
    return (_FLIPPED[both.operator], right, left) if left in written else None


def _assignments(guard: Node) -> dict[str, str]:
    """What the plain assignments of a branch set; empty where it does anything else."""
    branch = If.of(guard)
    found: dict[str, str] = {}
    for statement in branch.then if branch is not None else []:
        one = Assign.of(statement)
        if one is None or one.value is None or not one.plain:
            return {}
        found[text_of(one.target)] = text_of(one.value)
    return found


def _counts_on(value: str, guard: Node, loop: Loop) -> bool:
    """Whether a value is the loop's variable, or that of a loop over the iteration's strip."""
    if value == loop.variable:
        return True
    for outer in ancestors(guard):
        inner = loop_at(outer) if outer != loop.node else None
        if inner is not None and inner.variable == value:
            return text_of(inner.first) == loop.variable and inner.step > 0 and loop.step > 1
    return False


def _edits(code: Code, loop: Loop, best: _Best, limit: str) -> list[Edit]:
    indent, unit = indent_of(code.text, loop.node), indent_unit(code.text)
    names = {name: code.fresh(f"{name}_local") for name in best.names}
    kinds = {name: lookup(name, loop.node) for name in best.names}
    value, place = names[best.value], names[best.place]
    lines = [
        f"{found.shape.element} {names[name]} = {name};"
        for name, found in kinds.items()
        if found is not None
    ]
    moved = renamed(loop.node, names).replace("\n", "\n" + unit)
    lines += [
        f"#pragma omp parallel firstprivate({', '.join(names.values())}){limit}",
        "{",
        f"{unit}#pragma omp for schedule(static) nowait",
        f"{unit}{moved}",
        f"{unit}#pragma omp critical",
        f"{unit}if ({value} {best.sign} {best.value} ||",
        f"{unit}    ({value} == {best.value} && {place} < {best.place})) {{",
        *(f"{unit * 2}{name} = {local};" for name, local in names.items()),
        f"{unit}}}",
        "}",
    ]
    return [replace(loop.node, f"\n{indent}".join(lines))]
