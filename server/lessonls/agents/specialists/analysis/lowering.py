"""Lowering: the loop IR of a function.

Every counted loop, range-for and loop over iterators is a `Loop` from `first` up to, but not
including, `end`; `x += e`, `x = x + e` and `x++` are one `Set`, as are all ways to keep a minimum;
`if (c) continue;` guards the rest; `n += c` counts where c holds; locals that never change are
replaced by their values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loop_ir import (
    Declare,
    Do,
    If,
    Leave,
    Loop,
    Other,
    Set,
    Statement,
    every,
    minus,
    negated,
    plus,
    written,
)
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.analysis.term_types import held
from lessonls.agents.specialists.analysis.terms import (
    ONE,
    ZERO,
    Address,
    Binary,
    Call,
    Choice,
    Index,
    Literal,
    Method,
    Name,
    Term,
    Values,
    plain_kind,
    size_of,
    term_of,
)
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import FOR_LOOPS, changed_by, statements
from lessonls.agents.specialists.rewriting.views import (
    Assign,
    For,
    Member,
    expression_of,
)
from lessonls.agents.specialists.rewriting.views import (
    If as Branch,
)
from lessonls.core.reading.syntax import parse, text_of, walk


@lru_cache(maxsize=64)
def lowered(code: Code) -> tuple[Statement, ...]:
    """The function's loop IR; remembered, because every idiom asks for it."""
    return tuple(_Reader(code).block(code.body, {})) if code.body is not None else ()


def loops_of(code: Code) -> Iterator[Loop]:
    """All loops of the loop IR, outer ones first."""
    return (one for one in every(lowered(code)) if isinstance(one, Loop))


def counted_loops(code: Code) -> Iterator[Loop]:
    """All loops that count, outer ones first; also those in statements that are `Other`, of which
    only what they say themselves is known.
    """
    found = list(loops_of(code))
    yield from found
    known = {one.node.id for one in found}
    for node in code.nodes(*FOR_LOOPS):
        for one in _Reader(code).statement(node) if node.id not in known else ():
            if isinstance(one, Loop):
                yield one


@dataclass(frozen=True)
class _Reader:
    code: Code

    def statement(self, node: Node) -> list[Statement]:
        return self._statements([node], {})

    def block(self, node: Node, values: Values) -> list[Statement]:
        return self._statements(statements(node), dict(values))

    def _statements(self, nodes: list[Node], values: dict[str, Term]) -> list[Statement]:
        found: list[Statement] = []
        for at, node in enumerate(nodes):
            guard = self._guard(node, values)
            if guard is not None:
                rest = self._statements(nodes[at + 1 :], values)
                return [*found, If(guard, tuple(rest), (), node)]
            if node.type == "declaration":
                found += self._declared(node, values)
            else:
                found += self._statement(node, values)
        return found

    def _guard(self, node: Node, values: Values) -> Term | None:
        """The condition to go on, where the statement is `if (c) continue;`."""
        branch = Branch.of(node)
        if branch is None or branch.alternative is not None:
            return None
        skips = [one.type for one in branch.then] == ["continue_statement"]
        return negated(self._read(branch.condition, values)) if skips else None

    def _declared(self, node: Node, values: dict[str, Term]) -> Iterator[Statement]:
        for one in declarations(node):
            init = one.init or self._mistaken(node, one.name)
            value = self._value(init, one.shape.element, values) if init is not None else None
            if init is not None and init.type == "lambda_expression":
                continue
            pointer = "pointer" in one.shape.dims and init is not None
            scalar = not one.shape.dims or pointer
            if value is not None and value.pure and scalar and self._stays(one.name, init, node):
                values[one.name] = held(one.shape.element, value, node, self.code.context)
            else:
                values.pop(one.name, None)
                kind = text_of(node.child_by_field_name("type") or node)
                yield Declare(one.name, kind, value, node)

    def _mistaken(self, node: Node, name: str) -> Node | None:
        """The arguments in `complex<double> w(cos(a), sin(a));`, which reads like a function."""
        for one in node.children_by_field_name("declarator"):
            inner, listed = (one.child_by_field_name(f) for f in ("declarator", "parameters"))
            if one.type == "function_declarator" and inner is not None and listed is not None:
                tree = parse(f"auto v = f{text_of(listed)};", self.code.language).root_node
                found = [part for part in walk(tree) if part.type == "argument_list"]
                if text_of(inner) == name and found and not tree.has_error:
                    return found[0]
        return None

    def _value(self, init: Node, kind: str, values: Values) -> Term:
        made = init.type in ("argument_list", "initializer_list")
        read = term_of(self.code, init, values)
        if made and len(read.args) == 1:
            return read.args[0]
        return Call(plain_kind(kind).split("<")[0], read.args, kind) if made else read

    def _stays(self, name: str, init: Node | None, node: Node) -> bool:
        """Whether the value can be computed where it is used: nothing in it changes."""
        if init is None or name in self.code.assigned or name in self._called:
            return False
        names = [part for part in walk(init) if part.type == "identifier"]
        sizes = {text_of(part) for part in names if _is_measured(part)}
        if sizes & (self.code.assigned | self._called):
            return False
        read = {text_of(part) for part in names if not _is_measured(part)}
        return not read & self._changed(node.parent or node)

    @cached_property
    def _called(self) -> frozenset[str]:
        """Names whose methods change them, or that are shifted or swapped."""
        members = map(Member.of, self.code.nodes("field_expression"))
        return frozenset(text_of(one.owner) for one in members if one and one.name in _CHANGING)

    def _changed(self, block: Node) -> set[str]:
        found = set[str]()
        for part in walk(block):
            inner = changed_by(part)
            while inner is not None and inner.type != "identifier":
                inner = inner.named_children[0] if inner.named_children else None
            head = part.parent is not None and part.parent.type == "for_statement"
            if inner is not None and not head:
                found.add(text_of(inner))
        return found | self._called

    def _statement(self, node: Node, values: Values) -> list[Statement]:
        match node.type:
            case "expression_statement" if node.named_children:
                return self._expression(node, values)
            case "compound_statement":
                return self.block(node, values)
            case "for_statement":
                return [self._counted(node, values) or Other(node)]
            case "for_range_loop":
                return [self._ranged(node, values) or Other(node)]
            case "if_statement":
                return self._if(node, values)
            case "return_statement":
                inner = node.named_children
                value = self._read(inner[0], values) if inner else None
                return [Leave("return", value, node)]
            case "break_statement":
                return [Leave("break", None, node)]
            case "comment":
                return []
            case _:
                return [Other(node)]

    def _expression(self, node: Node, values: Values) -> list[Statement]:
        node = expression_of(node) or node
        found = Assign.of(node)
        if found is None:
            call = self._read(node, values)
            return [Do(call, node) if isinstance(call, Call | Method) else Other(node)]
        target = self._read(found.target, values)
        if found.value is None:
            return [Set(target, found.operator[0], ONE, node)]
        value = self._read(found.value, values)
        if not found.plain:
            return [_counted_truth(Set(target, found.operator[:-1], value, node))]
        return [_counted_truth(_assignment(target, value, node))]

    def _read(self, node: Node, values: Values) -> Term:
        return term_of(self.code, node, values)

    def _if(self, node: Node, values: Values) -> list[Statement]:
        branch = Branch.of(node)
        if branch is None:
            return [Other(node)]
        condition = self._read(branch.condition, values)
        body = self.block(branch.consequence, values)
        otherwise = self.block(branch.alternative, values) if branch.alternative else []
        best = _best(condition, body, node) if not otherwise else None
        if best is not None:
            return [best]
        match body:
            case [If(inner, held_then, ())] if not otherwise:
                return [If(Binary("&&", condition, inner), held_then, (), node)]
            case _:
                return [If(condition, tuple(body), tuple(otherwise), node)]

    def _counted(self, node: Node, values: Values) -> Statement | None:
        loop = For.of(node)
        if loop is None:
            return None
        head = self._start(loop.start, values)
        moved = self._expression(loop.update, values)
        if head is None or len(moved) != 1 or not isinstance(moved[0], Set):
            return None
        name, first = head
        by = moved[0].value.number
        if moved[0].target != Name(name) or by is None or moved[0].op not in "+-":
            return None
        inner = {key: value for key, value in values.items() if key != name}
        limits = self._read(loop.condition, inner)
        walked = _walked(first)
        if walked is not None:
            container, first = walked
            inner[name] = Address(Index(container, Name(name)))
            end = limits
            limits = limits.substituted(Method(container, "end"), size_of(container))
            if limits == end:
                return None
        down = moved[0].op == "-"
        span = _span(name, first, limits, down)
        if span is None:
            return None
        body = tuple(self.block(loop.body, inner))
        return None if name in written(body) else Loop(name, *span, int(by), down, body, node)

    def _start(self, node: Node, values: Values) -> tuple[str, Term] | None:
        if node.type == "declaration":
            found = list(declarations(node))
            if len(found) != 1 or found[0].init is None:
                return None
            return found[0].name, self._read(found[0].init, values)
        start = Assign.of(node)
        if start is None or start.value is None:
            return None
        return text_of(start.target), self._read(start.value, values)

    def _ranged(self, node: Node, values: Values) -> Statement | None:
        found = list(declarations(node))
        right, body = node.child_by_field_name("right"), node.child_by_field_name("body")
        if len(found) != 1 or right is None or body is None:
            return None
        name, container = found[0].name, self._read(right, values)
        if name in self.code.assigned and not found[0].shape.reference:
            return None
        inner = tuple(self.block(body, {**values, name: Index(container, Name(name))}))
        return Loop(name, ZERO, size_of(container), 1, False, inner, node)


_CHANGING = (
    *("push_back", "pop_back", "resize", "assign", "clear", "insert", "erase", "emplace_back"),
)


def _is_measured(name: Node) -> bool:
    """Whether it is the `x` of `x.size()`."""
    owner = Member.of(name.parent)
    return owner is not None and owner.name in ("size", "length")


def _walked(first: Term) -> tuple[Term, Term] | None:
    """The container that an iterator walks along, and where it begins: at an index."""
    match first:
        case Method(container, "begin"):
            return container, ZERO
        case Binary("+", Address(Index(container, index)), by) if by.number is not None:
            return container, plus(index, int(by.number))
        case Call("next", (Address(Index(container, index)),)):
            return container, plus(index, 1)
        case _:
            return None


def _assignment(target: Term, value: Term, node: Node) -> Set:
    match value:
        case Binary("+" | "*" as sign, one, other) if target in (one, other):
            return Set(target, sign, other if one == target else one, node)
        case Binary("-" | "/" as sign, one, other) if one == target:
            return Set(target, sign, other, node)
        case Call("min" | "max" as name, (one, other)) if target in (one, other):
            return Set(target, name, other if one == target else one, node)
        case _:
            return Set(target, "=", value, node)


def _counted_truth(step: Set) -> Set | If:
    """`n += a < b;` and `n += a < b ? 1 : 0;` are `if (a < b) n++;`."""
    match step:
        case Set(target, "+", Binary("<" | "<=" | "==" | "!=" | "&&" | "||") as condition, node):
            pass
        case Set(target, "+", Choice(condition, Literal("1"), Literal("0")), node):
            pass
        case _:
            return step
    return If(condition, (Set(target, "+", ONE, node),), (), node)


def _best(condition: Term, body: list[Statement], node: Node) -> Set | None:
    """`if (e < x) x = e;` keeps the minimum."""
    match condition, body:
        case Binary("<" | "<=", one, other), [Set(target, "=", value)]:
            if (value, target) == (one, other):
                return Set(target, "min", value, node)
            return Set(target, "max", value, node) if (value, target) == (other, one) else None
        case _:
            return None


def _span(name: str, first: Term, condition: Term, down: bool) -> tuple[Term, Term] | None:
    """First number and end, in rising order, of a loop whose head has this condition."""
    match condition:
        case Binary("<" | "!=", Name(left), end) if left == name and not down:
            return first, end
        case Binary("<=", Name(left), last) if left == name and not down:
            return first, plus(last, 1)
        case Binary("<", Binary("*", two, Name(left)), end) if left == name and not down:
            return (first, Binary("/", plus(end, 1), two)) if two.number == 2 else None
        case Binary("<" | "<=" as sign, Binary("+", Name(left), more), end) if left == name:
            last = minus(end, more)
            return None if down else (first, last if sign == "<" else plus(last, 1))
        case Binary("<", low, Name(right)) if right == name and down:
            return plus(low, 1), plus(first, 1)
        case Binary("<=", low, Name(right)) if right == name and down:
            return low, plus(first, 1)
        case _:
            return None
