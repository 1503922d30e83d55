"""Running sums and extremes in two passes: what each block of elements adds up to, then the blocks.

`s += x[i]; y[i] = s;` waits for the element before. What comes before a block is known once the
sums of the blocks are, which threads find at the same time; then they run over the blocks.
"""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.dependence import independence, leaves
from lessonls.agents.specialists.analysis.loops import Loop, enclosing, loops_in
from lessonls.agents.specialists.analysis.nests import free_of_pragmas, loop_from
from lessonls.agents.specialists.analysis.reductions import update_of
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.passes.parallel.work import condition, operand, whole
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, indented, renamed
from lessonls.agents.specialists.rewriting.edits import replace as replaced
from lessonls.agents.specialists.rewriting.templates import placed
from lessonls.agents.specialists.rewriting.tree import inside, mentions
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language

_BLOCKS = 16
_FOLDS = {"+": "{a} + {b}", "min": "{b} < {a} ? {b} : {a}", "max": "{b} > {a} ? {b} : {a}"}

_TEXT = """
// What the blocks add up to, then the blocks themselves from what is before them.
const long long $count = (long long)$bound$less$more;
const int $blocks = $enough ? $most : 1;
$type $starts[$most];
$starts[0] = $name;
#pragma omp parallel for schedule(static) if($blocks > 1)
for (int $block = 0; $block < $blocks - 1; $block++) {
    $type $local = $neutral;
    const $kind $begin = $before$count * $block / $blocks;
    const $kind $end = $before$count * ($block + 1) / $blocks;
    $simd
    for ($kind $i = $begin; $i < $end; $i++) {
        $folded
    }
    $starts[$block + 1] = $local;
}
for (int $block = 1; $block < $blocks; $block++) {
    $starts[$block] = $joined;
}
#pragma omp parallel for schedule(static) if($blocks > 1)
for (int $block = 0; $block < $blocks; $block++) {
    $type $local = $starts[$block];
    const $kind $begin = $before$count * $block / $blocks;
    const $kind $end = $before$count * ($block + 1) / $blocks;
    for ($kind $i = $begin; $i < $end; $i++)$body
    if ($block == $blocks - 1) {
        $name = $local;
    }
}
"""


@dataclass(frozen=True)
class _Running:
    """The running value, how it takes in an element, and the statement that does so."""

    declared: Declaration
    operator: str
    update: Node


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _shared_out, 4)


THREAD_SCANS = Pass(
    "scans on all cores",
    "scanning blocks of elements on all cores, each from what those before it add up to",
    "because only what a block adds up to is needed by the blocks after it",
    _run,
    example=Example(
        """\
void f(int n, const double *restrict x, double *restrict y) {
    double sum = 0;
    for (int i = 1; i < n; i++) {
        sum += x[i] * x[i];
        y[i] = sum;
    }
    y[0] = sum;
}
""",
        """\
void f(int n, const double *restrict x, double *restrict y) {
    double sum = 0;
    // What the blocks add up to, then the blocks themselves from what is before them.
    const long long count = (long long)n - 1;
    const int blocks = n > 20000 ? 16 : 1;
    double starts[16];
    starts[0] = sum;
    #pragma omp parallel for schedule(static) if(blocks > 1)
    for (int block = 0; block < blocks - 1; block++) {
        double sum_local = 0;
        const int begin = 1 + count * block / blocks;
        const int end = 1 + count * (block + 1) / blocks;
        #pragma omp simd reduction(+ : sum_local)
        for (int i = begin; i < end; i++) {
            sum_local += x[i] * x[i];
        }
        starts[block + 1] = sum_local;
    }
    for (int block = 1; block < blocks; block++) {
        starts[block] = starts[block - 1] + starts[block];
    }
    #pragma omp parallel for schedule(static) if(blocks > 1)
    for (int block = 0; block < blocks; block++) {
        double sum_local = starts[block];
        const int begin = 1 + count * block / blocks;
        const int end = 1 + count * (block + 1) / blocks;
        for (int i = begin; i < end; i++) {
            sum_local += x[i] * x[i];
            y[i] = sum_local;
        }
        if (block == blocks - 1) {
            sum = sum_local;
        }
    }
    y[0] = sum;
}
""",
        Language.C,
    ),
)


def _shared_out(code: Code, loop: Loop) -> Code | None:
    enough = condition(loop, starts=2)
    counts = loop.counts_up and loop.relation in ("<", "<=")
    if not enough or not counts or loop.kind == "auto" or not in_block(loop.node):
        return None
    if not whole(loop.bound) or not whole(loop.first) or not free_of_pragmas(loop):
        return None
    if enclosing(loop.node) or leaves(loop) or mentions(loop.first, code.assigned):
        return None
    found = _running(code, loop)
    if found is None or not _alone(code, loop, found):
        return None
    return code.edited(replaced(loop.node, _text(code, loop, found, enough)))


def _running(code: Code, loop: Loop) -> _Running | None:
    """The one number that iterations share, if a statement of its own updates it."""
    outer = [one for one in effects_of(code, loop.body).accesses if not _own(one, loop)]
    names = {one.base for one in outer if one.write and not one.steps}
    name = names.pop() if len(names) == 1 else ""
    declared = lookup(name, loop.node) if name else None
    number = declared is not None and declared.shape.arithmetic and not declared.shape.dims
    if declared is None or not number or declared.shape.reference:
        return None
    for one in outer:
        found = update_of(one.node, name, loop.body) if one.base == name and one.write else None
        if found is not None and found[0] in _FOLDS:
            node = found[1] if found[1].type == "if_statement" else found[1].parent
            if node in loop.statements and node is not None:
                return _Running(declared, found[0], node)
    return None


def _own(access: Access, loop: Loop) -> bool:
    return access.declaration is not None and inside(access.declaration.node, loop.node)


def _alone(code: Code, loop: Loop, found: _Running) -> bool:
    """Whether, but for the update, iterations are independent, and use the value."""
    name, kind = found.declared.name, found.declared.shape.element
    fixed, own = code.fresh(f"{name}_fixed"), code.fresh(f"{name}_own")
    others = [one for one in loop.statements if one != found.update]
    if any(one.type == "declaration" and mentions(one, {name}) for one in others):
        return False
    body = [
        f"{{ {kind} {own} = 0; {renamed(one, {name: own})} }}"
        if one == found.update
        else renamed(one, {name: fixed})
        for one in loop.statements
    ]
    made = code.edited(replaced(loop.body, "{ " + " ".join(body) + " }"))
    same = loop_from(made, loop.node.start_byte)
    if same is None or not made.sound or not independence(made, same).strict:
        return False
    used = any(mentions(one, {name}) for one in others)
    skips = any(one.type == "continue_statement" for one in walk(loop.body))
    return used and not skips and not _reads_stored(code, loop, found)


def _reads_stored(code: Code, loop: Loop, found: _Running) -> bool:
    """Whether what is taken in was stored by a statement of the same iteration."""
    stored = [
        one
        for one in effects_of(code, loop.body).accesses
        if one.write and one.base != found.declared.name and not _own(one, loop)
    ]
    taken = [one for one in loop.statements if one.type == "declaration" or one == found.update]
    return any(
        read.base == write.base and write.node.start_byte < one.start_byte
        for one in taken
        for read in effects_of(code, one).accesses
        for write in stored
    )


def _text(code: Code, loop: Loop, found: _Running, enough: str) -> str:
    unit, name, shape = indent_unit(code.text), found.declared.name, found.declared.shape
    fresh = {one: code.fresh(one) for one in ("count", "blocks", "block", "starts", "begin", "end")}
    local, at = code.fresh(f"{name}_local"), f"{fresh['starts']}[{fresh['block']}"
    first = "" if text_of(loop.first) == "0" else text_of(loop.first)
    needed = [one for one in loop.statements if one.type == "declaration" or one == found.update]
    text = placed(
        code,
        loop.node,
        _TEXT,
        **fresh,
        name=name,
        type=shape.element,
        kind=loop.kind,
        i=loop.variable,
        local=local,
        bound=operand(loop.bound),
        before=f"{first} + " if first else "",
        less=f" - {operand(loop.first)}" if first else "",
        more=" + 1" if loop.relation == "<=" else "",
        enough=enough,
        most=_BLOCKS,
        neutral="0" if found.operator == "+" else name,
        joined=_FOLDS[found.operator].format(a=f"{at} - 1]", b=f"{at}]"),
        simd=f"#pragma omp simd reduction({found.operator} : {local})" if shape.floating else "",
        folded="$folded",
        body="$body",
    )
    step = f"\n{indent_of(code.text, loop.node)}{unit * 2}"
    folded = step.join(indented(renamed(one, {name: local}), unit) for one in needed)
    gap = code.slice(loop.head[1], loop.body.start_byte)
    body = indented(gap + renamed(loop.body, {name: local}), unit)
    return text.replace("$folded", folded).replace("$body", body)
