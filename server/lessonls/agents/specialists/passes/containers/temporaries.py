"""A vector that one loop fills and the next one reads, element by element, is not needed.

`for (i…) z[i] = e; for (j…) s += z[j];` becomes `for (j…) s += e;`.
"""

import re
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.affine import Poly
from lessonls.agents.specialists.analysis.algorithms import substituted
from lessonls.agents.specialists.analysis.construction import construction
from lessonls.agents.specialists.analysis.loops import Loop, loop_at, loops_in
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma, in_block
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import repeatedly
from lessonls.agents.specialists.rewriting.edits import Edit, drop_line, replace
from lessonls.agents.specialists.rewriting.tree import changed_by, inside, statements
from lessonls.agents.specialists.rewriting.views import Assign, Call, Member
from lessonls.core.reading.syntax import text_of, walk


@dataclass(frozen=True)
class _Filled:
    """The vector `declared`, which `loop` fills by `statement` with `value` in iteration i.

    `made` are the statements that make it, to be deleted with it.
    """

    declared: Declaration
    made: tuple[Node, ...]
    loop: Loop
    statement: Node
    value: Node
    reads: tuple[Node, ...]


def _run(code: Code) -> Code:
    if not code.cpp:
        return code
    return repeatedly(code, _first, 16)


FUSED_TEMPORARIES = Pass(
    "no temporary vectors",
    "fusing loops so that no temporary vector is filled and read again",
    "because nothing is allocated and no intermediate value goes through memory",
    _run,
    example=Example(
        """\
double f(const std::vector<double> &x, std::vector<double> &y) {
    std::vector<double> z(x.size());
    for (size_t i = 0; i < x.size(); i++) {
        z[i] = x[i] - y[i];
    }
    double sum = 0;
    for (size_t k = 0; k < z.size(); k++) {
        sum += z[k] * z[k];
    }
    return sum;
}
""",
        """\
double f(const std::vector<double> &x, std::vector<double> &y) {
    double sum = 0;
    for (size_t k = 0; k < x.size(); k++) {
        const double z_k = x[k] - y[k];
        sum += z_k * z_k;
    }
    return sum;
}
""",
    ),
)


def _first(code: Code) -> Code | None:
    for node in code.nodes("declaration"):
        for declared in declarations(node):
            if declared.shape.dims != ("vector",) or declared.shape.reference:
                continue
            filled = _filled(code, declared)
            reader = _reader(filled) if filled is not None else None
            if filled is not None and reader is not None and _independent(code, filled, reader):
                return code.edited(*_edits(code, filled, reader))
    return None


def _filled(code: Code, declared: Declaration) -> _Filled | None:
    """How the vector is filled, when that is all that happens to it but for reads."""
    block = declared.node.parent
    if block is None or declared.shape.element == "bool":
        return None
    made, reads = [declared.node], list[Node]()
    filling: tuple[Loop, Node, Node] | None = None
    length = (construction(declared) or ("",))[0]
    for use in code.uses(declared.name):
        if inside(use, declared.node):
            continue
        statement, call = _statement(use), _called(use)
        if call and call.method in ("resize", "reserve") and statement.parent == block:
            length = (*call.texts, "")[0] if call.method == "resize" else length
            made.append(statement)
        elif (step := _filling(use, statement)) is not None and filling is None:
            filling = step
        else:
            reads.append(use)
    if filling is None or not (length in ("", text_of(filling[0].bound)) or _pushed(filling[1])):
        return None
    if _pushed(filling[1]) and (length or filling[0].kind == "auto"):
        return None
    return _Filled(declared, tuple(made), *filling, tuple(reads)) if reads else None


def _statement(node: Node) -> Node:
    current = node
    while current.parent is not None and current.parent.type != "compound_statement":
        current = current.parent
    return current


def _called(use: Node) -> Call | None:
    """The call of a method of the vector that is used here."""
    method = Member.of(use.parent)
    return Call.of(method.node.parent) if method is not None and method.owner == use else None


def _pushed(statement: Node) -> bool:
    return statement.named_children[0].type == "call_expression"


def _filling(use: Node, statement: Node) -> tuple[Loop, Node, Node] | None:
    """The loop around `z[i] = e;` or `z.push_back(e);`, the statement, and the value."""
    loop = _whole_loop(statement)
    if loop is None or statement.type != "expression_statement":
        return None
    call, stored = _called(use), Assign.of(statement)
    if call is not None and call.method in ("push_back", "emplace_back"):
        return (loop, statement, call.arguments[0]) if len(call.arguments) == 1 else None
    if stored is None or stored.value is None or not stored.plain:
        return None
    indexed = text_of(stored.target) == f"{text_of(use)}[{loop.variable}]"
    return (loop, statement, stored.value) if indexed else None


def _whole_loop(statement: Node) -> Loop | None:
    """The loop from 0 in whose body the statement is the last one."""
    body = statement.parent
    node = body.parent if body is not None and body.type == "compound_statement" else None
    if body is None or node is None:
        return None
    loop = loop_at(node)
    last = statements(body)[-1:] == [statement]
    return loop if loop is not None and last and _from_zero(loop) and in_block(node) else None


def _from_zero(loop: Loop) -> bool:
    return loop.from_zero and not has_pragma(loop.node)


def _reader(filled: _Filled) -> Loop | None:
    """The one later loop that reads the vector, each element in its own iteration."""
    name, block = filled.declared.name, filled.loop.node.parent
    for loop in loops_in(block) if block is not None else ():
        if loop.node.parent != block or loop.node.start_byte <= filled.loop.node.end_byte:
            continue
        if not any(inside(use, loop.node) for use in filled.reads):
            continue
        bounds = (text_of(filled.loop.bound), f"{name}.size()")
        own = all(inside(use, loop.node) for use in filled.reads)
        if not own or not _from_zero(loop) or text_of(loop.bound) not in bounds:
            return None
        place = f"{name}[{loop.variable}]"
        inner = [use for use in filled.reads if inside(use, loop.body)]
        fits = all(use.parent is not None and text_of(use.parent) == place for use in inner)
        return loop if fits and inner and not _writes(loop, name) else None
    return None


def _writes(loop: Loop, name: str) -> bool:
    targets = filter(None, map(changed_by, walk(loop.body)))
    return any(text_of(one).startswith(f"{name}[") for one in targets)


def _independent(code: Code, filled: _Filled, reader: Loop) -> bool:
    """Whether the filling may wait until its element is read."""
    first, second = effects_of(code, filled.loop.body), effects_of(code, reader.body)
    if first.opaque or second.opaque:
        return False
    name, index = filled.declared.name, Poly.name(filled.loop.variable)
    between = _between(filled.loop.node, reader.node)
    known = {*filled.made}
    others = [one for one in between if one not in known]
    touched = {access.base for access in first.accesses} - {name}
    written = {*first.written} - {name}
    if any(part.type == "identifier" and text_of(part) in written
           for one in [*others, reader.node] for part in walk(one)):  # fmt: skip
        return False
    for one in others:
        effects = effects_of(code, one)
        if effects.opaque or {*effects.written} & touched:
            return False
    for access in second.accesses:
        if access.write and access.base in touched:
            steps = {a.steps for a in first.accesses if a.base == access.base}
            same = access.steps == (Poly.name(reader.variable),) and steps == {(index,)}
            if not same:
                return False
    return True


def _between(first: Node, last: Node) -> list[Node]:
    found: list[Node] = []
    node = first.next_named_sibling
    while node is not None and node != last:
        if node.type != "comment":
            found.append(node)
        node = node.next_named_sibling
    return found


def _edits(code: Code, filled: _Filled, reader: Loop) -> list[Edit]:
    name = filled.declared.name
    renamed = {filled.loop.variable: reader.variable}
    value = substituted(text_of(filled.value), renamed)
    uses = [use.parent for use in filled.reads if inside(use, reader.body) and use.parent]
    before = [substituted(text_of(one), renamed) for one in filled.loop.statements[:-1]]
    if len(uses) > 1 or filled.value.type not in ("identifier", "subscript_expression"):
        local = code.fresh(f"{name}_{reader.variable}")
        before.append(f"const {filled.declared.shape.element} {local} = {value};")
        value = local
    edits = [_undeclared(code, filled.declared)]
    edits += [drop_line(code.text, one) for one in (*filled.made[1:], filled.loop.node)]
    edits += [replace(use, value) for use in uses]
    bound = text_of(filled.loop.bound)
    if text_of(reader.bound) != bound:
        edits.append(replace(reader.bound, bound))
    return [*edits, *_put_first(code, reader.body, before)]


def _undeclared(code: Code, declared: Declaration) -> Edit:
    """Deletes a declaration, or one of several names in it."""
    node = declared.node
    names = node.children_by_field_name("declarator")
    if len(names) == 1:
        return drop_line(code.text, node)
    own = re.compile(rf"{declared.name}\b")
    left = [text_of(one) for one in names if not own.match(text_of(one))]
    return replace(node, f"{code.slice(node.start_byte, names[0].start_byte)}{', '.join(left)};")


def _put_first(code: Code, body: Node, lines: list[str]) -> list[Edit]:
    """Puts lines at the beginning of a loop's body."""
    if not lines:
        return []
    first = statements(body)[0] if body.type == "compound_statement" else body
    return around(code, first, lines, [])
