"""Register blocking of products: four rows of the result times four steps of the sum at a time.

`for (i…) for (k…) for (j…) C[i][j] += A[i][k] * B[k][j];` loads and stores an element of C for
each multiplication, and B for each row of C. A block of 4 x 4 elements of A, which fits into
registers, needs a quarter of both.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.dependence import independence
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.nests import (
    distributed,
    divisible,
    free_of_pragmas,
    heads_depend,
    pieces,
)
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.strip_mining import is_strip_mined
from lessonls.agents.specialists.passes.locality.register_blocks_text import (
    SIZE,
    Product,
    block_text,
)
from lessonls.agents.specialists.passes.locality.unroll_and_jam import added_by, sums_along
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import instead
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.tree import inside, mentions, strip_parentheses
from lessonls.agents.specialists.rewriting.views import Binary
from lessonls.core.reading.syntax import text_of

_PRODUCTS = ("+", "-", "*")


def _run(code: Code) -> Code:
    return loop_by_loop(code, loops_in, _blocked, 16)


REGISTER_BLOCKS = Pass(
    "register blocks",
    f"register tiling of the product ({SIZE}x{SIZE})",
    "because every element that is loaded is used several times from a register",
    _run,
    example=Example(
        """\
void f(int n, double w, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &C) {
    for (int s = 0; s < n; s++) {
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                C[i][j] -= w * A[s][i] * A[s][j];
    }
}
""",
        """\
void f(int n, double w, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &C) {
    // Nothing of the block may be read where the innermost loop is empty.
    const int i_whole = 0 < n ? n / 4 * 4 : 0;
    const int s_whole = n / 4 * 4;
    for (int i = 0; i < i_whole; i += 4) {
        for (int s = 0; s < s_whole; s += 4) {
            double A_block[4][4];
            for (int r = 0; r < 4; r++) {
                for (int s2 = 0; s2 < 4; s2++) {
                    A_block[r][s2] = w * A[s + s2][i + r];
                }
            }
            #pragma omp simd
            for (int j = 0; j < n; ++j) {
                for (int r = 0; r < 4; r++) {
                    C[i + r][j] -= A_block[r][0] * A[s][j]
                        + A_block[r][1] * A[s + 1][j]
                        + A_block[r][2] * A[s + 2][j]
                        + A_block[r][3] * A[s + 3][j];
                }
            }
        }
        for (int s = s_whole; s < n; s++) {
            #pragma omp simd
            for (int j = 0; j < n; ++j) {
                for (int r = 0; r < 4; r++) {
                    C[i + r][j] -= w * A[s][i + r] * A[s][j];
                }
            }
        }
    }
    for (int i = i_whole; i < n; i++) {
        for (int s = 0; s < n; s++)
            for (int j = 0; j < n; ++j)
                C[i][j] -= w * A[s][i] * A[s][j];
    }
}
""",
    ),
)


def _blocked(code: Code, loop: Loop) -> Code | None:
    if not _counts_up(loop) or not free_of_pragmas(loop):
        return None
    parts = pieces(loop)
    found = [one for part in parts if (one := _product(code, loop, part)) is not None]
    if not found:
        return None
    if len(parts) == 1:
        return code.edited(instead(code, loop.node, block_text(code, found[0])))
    whole = divisible(loop) and independence(code, loop).strict
    return code.edited(distributed(code, loop)) if whole else None


def _product(code: Code, outer: Loop, part: list[Node]) -> Product | None:
    """The product that `outer` makes with a loop of its body, whichever of them runs over rows."""
    middle = loop_at(part[0])
    along = loop_at(middle.only_loop) if middle is not None and middle.only_loop else None
    if middle is None or along is None or not _counts_up(middle) or not along.declared:
        return None
    if heads_depend([middle, along], outer.variable) or heads_depend([along], middle.variable):
        return None
    added = added_by(along)
    if added is None or along.step != 1:
        return None
    alone = len(outer.statements) == 1
    for rows, steps in ((outer, middle), (middle, outer)) if alone else ((outer, middle),):
        factor = _factor(added, along) if sums_along(code, steps, along) else None
        if factor is None or not mentions(factor, {steps.variable}):
            continue
        element = _element(code, along, factor)
        moves = mentions(along.body, {rows.variable}) and independence(code, rows).strict
        if element and moves:
            return Product(rows, steps, along, outer, added, factor, element)
    return None


def _counts_up(loop: Loop) -> bool:
    return loop.from_zero and not is_strip_mined(loop)


def _factor(added: Node, along: Loop) -> Node | None:
    """The largest part of a product that does not change along the innermost loop."""
    both = Binary.of(added, "*")
    sides = [(both.left, both.right), (both.right, both.left)] if both is not None else []
    for side, other in sides:
        if not _changes(side, along):
            return side if _changes(other, along) and _arithmetic(side) else None
    return None


def _changes(node: Node, along: Loop) -> bool:
    return mentions(node, {along.variable})


def _arithmetic(node: Node) -> bool:
    """Whether the expression is made of array elements and names by sums and products."""
    node = strip_parentheses(node)
    both = Binary.of(node, *_PRODUCTS)
    if both is not None:
        return _arithmetic(both.left) and _arithmetic(both.right)
    return node.type in ("identifier", "subscript_expression")


def _element(code: Code, along: Loop, factor: Node) -> str:
    """The floating-point type of all numbers in the statement; empty where they differ."""
    kinds: set[str] = set()
    for access in effects_of(code, along.body).accesses:
        place = place_of(access.node)
        found = lookup(text_of(place.root), place.root) if place is not None else None
        number = inside(access.node, factor) or access.write
        if found is None:
            return ""
        whole = place is not None and len(place.steps) == len(found.shape.dims)
        if found.shape.floating and whole:
            kinds.add(found.shape.element)
        elif number and not _index(access.node):
            return ""
    return kinds.pop() if len(kinds) == 1 else ""


def _index(node: Node) -> bool:
    """Whether the node stands in brackets."""
    outer = node.parent
    while outer is not None and not outer.type.endswith("statement"):
        if outer.type == "subscript_argument_list":
            return True
        if outer.type == "subscript_expression" and outer.child_by_field_name("index") is not None:
            index = outer.child_by_field_name("index")
            if index is not None and inside(node, index):
                return True
        outer = outer.parent
    return False
