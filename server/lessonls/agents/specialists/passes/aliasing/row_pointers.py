"""Row pointers: `A[i]` of a nested vector or a pointer to pointers, looked up once per row."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import place_of
from lessonls.agents.specialists.analysis.loops import changed_names, enclosing, loop_at
from lessonls.agents.specialists.analysis.purity import WRITING
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import around, identifier_from
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import (
    CONDITIONAL,
    LOOPS,
    ancestors,
    changed_by,
    inside,
    names_in,
    statements,
)
from lessonls.agents.specialists.rewriting.views import Subscript
from lessonls.core.reading.syntax import text_of, walk


@dataclass(frozen=True)
class _Use:
    """An element access `row[index]`; `block` is where the row can be looked up at the latest.

    `looped` says that a loop lies between the two, `sure` that no condition does.
    """

    row: Node
    base: Declaration
    block: Node
    looped: bool
    sure: bool
    written: bool

    @property
    def key(self) -> tuple[int, str]:
        return self.block.id, "".join(text_of(self.row).split())


def _run(code: Code, nested: bool) -> Code:
    uses = sorted(_uses(code, nested), key=lambda use: use.key)
    groups = [list(group) for _, group in groupby(uses, key=lambda use: use.key)]
    edits: list[Edit] = []
    taken: set[tuple[int, str]] = set()
    for rows in sorted(groups, key=lambda group: group[0].row.start_byte):
        if any(use.looped for use in rows) and any(use.sure for use in rows):
            name = code.fresh(_name(rows[0].row))
            if (rows[0].block.id, name) not in taken:
                taken.add((rows[0].block.id, name))
                edits += _hoisted(code, rows, name, uses)
    return code.edited(*edits)


ROW_POINTERS = Pass(
    "row pointers",
    "looking up the rows of nested arrays once, as restrict-qualified pointers",
    "because the inner loop no longer chases a pointer to the row and its accesses do not alias",
    partial(_run, nested=True),
    answers=(
        "possible alias",
        "possible dependence",
        "complicated access",
        "data ref analysis",
        "identify array bounds",
    ),
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B) {
    for (int i = 1; i < n; i++) {
        for (int j = 0; j < n; j++) {
            A[i][j] += A[i - 1][j];
        }
    }
}
""",
        """\
void f(int n, std::vector<std::vector<double>> &A, std::vector<std::vector<double>> &B) {
    for (int i = 1; i < n; i++) {
        double *const A_i = A[i].data();
        const double *const A_im1 = A[i - 1].data();
        for (int j = 0; j < n; j++) {
            A_i[j] += A_im1[j];
        }
    }
}
""",
    ),
)

DATA_POINTERS = Pass(
    "data pointers",
    "looking up the data of vectors once, as restrict-qualified pointers",
    "because the inner loop no longer loads them again and its accesses do not alias",
    partial(_run, nested=False),
    answers=(
        "possible alias",
        "possible dependence",
        "complicated access",
        "data ref analysis",
        "identify array bounds",
    ),
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y) {
    for (int i = 0; i < n; i++) {
        y[i] += x[i];
    }
}
""",
        """\
void f(int n, std::vector<double> &x, std::vector<double> &y) {
    double *const __restrict__ y_data = y.data();
    const double *const __restrict__ x_data = x.data();
    for (int i = 0; i < n; i++) {
        y_data[i] += x_data[i];
    }
}
""",
    ),
)


def _uses(code: Code, nested: bool) -> list[_Use]:
    reshaped = _reshaped(code)
    found: list[_Use] = []
    for node in code.nodes("subscript_expression"):
        row = node.child_by_field_name("argument")
        if row is None or row.type != ("subscript_expression" if nested else "identifier"):
            continue
        place = place_of(row)
        base = lookup(text_of(place.root), place.root) if place else None
        if place is None or base is None or base.name in reshaped or not _holds_rows(base):
            continue
        simple = all(isinstance(step, Node) for step in place.steps)
        if simple and len(place.steps) == len(base.shape.dims) - 1:
            use = _use(node, row, base)
            if use is not None:
                found.append(use)
    return found


def _holds_rows(base: Declaration) -> bool:
    dims = base.shape.dims
    return base.shape.element not in ("bool", "auto") and (
        set(dims) == {"vector"} or (set(dims) == {"pointer"} and len(dims) > 1)
    )


def _reshaped(code: Code) -> frozenset[str]:
    """Containers whose rows may move: whole rows are assigned, swapped, passed or resized."""
    names: set[str] = set()
    for node in code.nodes("identifier"):
        outer: Node = node
        depth = 0
        while (
            outer.parent is not None
            and outer.parent.type == "subscript_expression"
            and (outer.parent.child_by_field_name("argument") == outer)
        ):
            outer, depth = outer.parent, depth + 1
        base = lookup(text_of(node), node)
        if base is None or depth >= len(base.shape.dims) or outer.parent is None:
            continue
        if _moves(outer, outer.parent):
            names.add(text_of(node))
    return frozenset(names)


def _leaked(code: Code) -> frozenset[str]:
    """Containers whose iterators or data are used directly."""
    return frozenset(
        text_of(node).partition(".")[0].partition("[")[0]
        for node in code.nodes("field_expression")
        if text_of(node).endswith((".begin", ".end", ".data", ".rbegin", ".rend"))
    )


def _moves(whole: Node, parent: Node) -> bool:
    match parent.type:
        case "assignment_expression":
            return parent.child_by_field_name("left") == whole
        case "argument_list" | "update_expression":
            return True
        case "pointer_expression":
            return text_of(parent).startswith("&")
        case "field_expression":
            return text_of(parent.child_by_field_name("field") or parent) in WRITING | {"swap"}
        case _:
            return False


def _use(node: Node, row: Node, base: Declaration) -> _Use | None:
    """The widest block in which the row stays the same row."""
    names = [part for part in walk(row) if part.type == "identifier"]
    if any(part.type in ("call_expression", "update_expression") for part in walk(row)):
        return None
    homes = [lookup(text_of(name), name) for name in names]
    block, looped, sure = None, False, True
    below_loops, below_sure = False, True
    for outer in ancestors(node):
        if outer.type in ("function_definition", "lambda_expression"):
            break
        if outer.type in LOOPS:
            if (
                _at_end(row)
                or any(_varies(text_of(name), outer) for name in names)
                or any(home is not None and inside(home.node, outer) for home in homes)
            ):
                break
            below_loops = True
        below_sure = below_sure and outer.type not in CONDITIONAL and not _short_circuit(outer)
        if outer.type == "compound_statement":
            block, looped, sure = outer, below_loops, below_sure
        if outer.type == "compound_statement" and any(
            home is not None and inside(home.node, outer) for home in homes
        ):
            break
    if block is None:
        return None
    return _Use(row, base, block, looped, sure, _written(node))


def _at_end(row: Node) -> bool:
    """Whether it is the first or last row, which only is there if there are rows at all."""
    found = Subscript.of(row)
    if found is None or found.index.type == "identifier":
        return False
    return not names_in(found.index) & {loop.variable for loop in enclosing(row)}


def _varies(name: str, loop: Node) -> bool:
    counted = loop_at(loop)
    if counted is not None and counted.variable == name:
        return True
    return name in changed_names(loop)


def _short_circuit(node: Node) -> bool:
    return node.type == "binary_expression" and any(
        child.type in ("&&", "||") for child in node.children
    )


def _written(node: Node) -> bool:
    parent = node.parent
    if parent is None or parent.type == "assignment_expression":
        return parent is not None and changed_by(parent) == node
    if parent.type == "init_declarator" and parent.parent is not None:
        constant = any(text_of(child) == "const" for child in parent.parent.children)
        return "&" in text_of(parent).partition("=")[0] and not constant
    return parent.type in (
        "update_expression",
        "field_expression",
        "argument_list",
        "pointer_expression",
    )


def _name(row: Node) -> str:
    name = identifier_from(text_of(row).replace("][", "_"))
    return name if row.type == "subscript_expression" else f"{name}_data"


def _hoisted(code: Code, rows: list[_Use], name: str, uses: list[_Use]) -> list[Edit]:
    first = next(s for s in statements(rows[0].block) if inside(rows[0].row, s))
    base = rows[0].base
    element = base.shape.element if base.shape.arithmetic else "auto"
    const = "" if any(use.written for use in rows) and not base.shape.const else "const "
    here = [use for use in uses if use.base.name == base.name and inside(use.row, rows[0].block)]
    alone = len({text_of(use.row) for use in here}) == 1
    quiet = not any(use.written for use in here)
    word = "__restrict__" if code.cpp else "restrict"
    leaked = base.name in _leaked(code)
    restrict = f" {word}" if (alone or quiet) and not leaked else ""
    data = ".data()" if base.shape.dims[0] == "vector" else ""
    line = f"{const}{element} *const{restrict} {name} = {text_of(rows[0].row)}{data};"
    return [*around(code, first, [line], []), *(replace(use.row, name) for use in rows)]
