"""Loops that look for the first iteration that leaves them: threads look ahead for it.

Iterations that only test have no effect, so that later ones may run before it is known which is
the first to leave. The loop itself then begins with that one, and does what it did.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.dependence import leaves
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, loop_from
from lessonls.agents.specialists.passes.parallel.work import condition, deepest, operand, whole
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    apply,
    indent_unit,
    indented,
    replace,
)
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import (
    BREAKABLE,
    ancestors,
    inside,
    mentions,
    statements,
)
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language

_STRETCH = 4096
"""Iterations of a single test after which threads ask whether one before theirs leaves."""

_AROUND = ("compound_statement", "for_statement", "while_statement", "for_range_loop")

_TEXT = """
// Threads look ahead for the first iteration that leaves the loop.
const $kind $from = $first;
const long long $count = $distance;
long long $nearest = $count;
#pragma omp parallel for schedule(dynamic) if($enough)
for (long long $start = 0; $start < $count; $start += $stretch) {
    long long $known;
    #pragma omp atomic read
    $known = $nearest;
    const long long $end = $start + $stretch < $known ? $start + $stretch : $known;
    for (long long $iteration = $start; $iteration < $end; $iteration++) {
        const $kind $i = $from $sign $iteration;
        $body
    }
}
$again
"""
_FOUND = """
{
    #pragma omp critical
    if ($iteration < $nearest) {
        #pragma omp atomic write
        $nearest = $iteration;
    }
    break;
}
"""


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _shared_out, 4)


FIRST_EXITS = Pass(
    "look ahead for the exit",
    "searching for the first iteration that exits on all cores",
    "because iterations without side effects can run ahead of time",
    _run,
    example=Example(
        """\
int f(int n, const double *x, double limit) {
    for (int i = n - 1; i >= 0; i--) {
        if (x[i] > limit)
            return i;
    }
    return -1;
}
""",
        """\
int f(int n, const double *x, double limit) {
    // Threads look ahead for the first iteration that leaves the loop.
    const int from = n - 1;
    const long long count = (long long)from - (long long)0 + 1;
    long long nearest = count;
    #pragma omp parallel for schedule(dynamic) if((n - 1) > 20000)
    for (long long start = 0; start < count; start += 4096) {
        long long known;
        #pragma omp atomic read
        known = nearest;
        const long long end = start + 4096 < known ? start + 4096 : known;
        for (long long iteration = start; iteration < end; iteration++) {
            const int i = from - iteration;
            if (x[i] > limit) {
                #pragma omp critical
                if (iteration < nearest) {
                    #pragma omp atomic write
                    nearest = iteration;
                }
                break;
            }
        }
    }
    for (int i = from - nearest; i >= 0; i--) {
        if (x[i] > limit)
            return i;
    }
    return -1;
}
""",
        Language.C,
    ),
)


def _shared_out(code: Code, loop: Loop) -> Code | None:
    enough = condition(loop)
    counts = loop.declared and abs(loop.step) == 1 and loop.kind != "auto"
    if not enough or not counts or not in_block(loop.node) or enclosing(loop.node):
        return None
    if not whole(loop.bound) or not whole(loop.first) or not free_of_pragmas(loop):
        return None
    if mentions(loop.first, code.assigned):
        return None
    exits = _exits(loop)
    if not exits or not _only_tests(code, loop, exits):
        return None
    return code.edited(replace(loop.node, _text(code, loop, exits, enough)))


def _exits(loop: Loop) -> list[Node]:
    """The branches that leave the loop, if it ends nowhere else and before it has run out."""
    found: list[Node] = []
    for node in walk(loop.body):
        if node.type == "return_statement" or _breaks(node, loop):
            branch = _branch(node, loop)
            if branch is None:
                return []
            found.append(branch)
    return found


def _breaks(node: Node, loop: Loop) -> bool:
    if node.type != "break_statement":
        return False
    return next((one for one in ancestors(node) if one.type in BREAKABLE), None) == loop.node


def _branch(leaving: Node, loop: Loop) -> Node | None:
    """The branch that ends with this statement, if only loops and blocks are around its `if`."""
    parent = leaving.parent
    block = parent if parent is not None and parent.type == "compound_statement" else leaving
    guard = block.parent
    if guard is None or guard.type != "if_statement" or statements(block)[-1] != leaving:
        return None
    if guard.child_by_field_name("alternative") is not None or guard == loop.node:
        return None
    for outer in ancestors(guard):
        if outer == loop.node:
            return block
        if outer.type not in _AROUND:
            return None
    return None


def _only_tests(code: Code, loop: Loop, exits: list[Node]) -> bool:
    """Whether iterations change nothing but variables of their own, but for the last one."""
    made = code.edited(*(replace(one, "{ }") for one in exits))
    same = loop_from(made, loop.node.start_byte)
    if same is None or leaves(same):
        return False
    effects = effects_of(made, same.body)
    own = (
        one.declaration is not None and inside(one.declaration.node, same.body)
        for one in effects.accesses
        if one.write
    )
    inner = {one.variable for one in loops_in(same.body)}
    shared = (one.base not in inner for one in effects.accesses if one.write)
    return not effects.opaque and all(a or not b for a, b in zip(own, shared, strict=True))


def _text(code: Code, loop: Loop, exits: list[Node], enough: str) -> str:
    wanted = ("from", "count", "nearest", "start", "end", "known", "iteration")
    fresh = {one: code.fresh(one) for one in wanted}
    up, bound, origin = loop.step > 0, f"(long long){operand(loop.bound)}", fresh["from"]
    sign = "+" if up else "-"
    text = placed(
        code,
        loop.node,
        _TEXT,
        **fresh,
        kind=loop.kind,
        i=loop.variable,
        first=text_of(loop.first),
        distance=(f"{bound} - {origin}" if up else f"(long long){origin} - {bound}")
        + (" + 1" if "=" in loop.relation else ""),
        enough=enough,
        stretch=1 if deepest(loop)[1:] else _STRETCH,
        sign=sign,
        body="$body",
        again="$again",
    )
    body = indented(_searching(code, loop, exits, fresh), indent_unit(code.text))
    offset, nearest = loop.node.start_byte, f"{origin} {sign} {fresh['nearest']}"
    begin = Edit(loop.first.start_byte - offset, loop.first.end_byte - offset, nearest)
    return text.replace("$body", body).replace("$again", apply(text_of(loop.node), [begin]))


def _searching(code: Code, loop: Loop, exits: list[Node], fresh: dict[str, str]) -> str:
    """The body, which records its iteration where it would exit."""
    edits: list[Edit] = []
    for one in exits:
        braced = one.type == "compound_statement"
        head = one if braced else one.prev_named_sibling or one
        text = ("" if braced else " ") + placed(code, head, _FOUND, **fresh)
        start, offset = one.start_byte if braced else head.end_byte, loop.body.start_byte
        edits.append(Edit(start - offset, one.end_byte - offset, text))
    text = apply(text_of(loop.body), edits)
    if loop.body.type != "compound_statement":
        return text
    return text.removeprefix("{").removesuffix("}").strip()
