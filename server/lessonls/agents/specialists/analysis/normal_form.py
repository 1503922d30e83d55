"""Statements in normal form: what a function does, step by step.

Every counted loop, range-for and loop over iterators is a `Loop` from `first` up to, but not
including, `end`; `x += e`, `x = x + e` and `x++` are one `Set`, as are all ways to keep a minimum;
`if (c) continue;` guards the rest; `n += c` counts where c holds; locals that never change are
replaced by their values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tree_sitter import Node

from lessonls.agents.specialists.analysis.kinds import held
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.analysis.steps import (
    Declare,
    Do,
    If,
    Leave,
    Loop,
    Other,
    Set,
    Step,
    blocks,
    minus,
    negated,
    plus,
    written,
)
from lessonls.agents.specialists.analysis.terms import Term, Values, plain_kind, term_of
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import CHANGING, statements, strip_parentheses
from lessonls.core.reading.syntax import parse, text_of, walk

ONE, ZERO = Term("1"), Term("0")


@lru_cache(maxsize=64)
def steps_of(code: Code) -> tuple[Step, ...]:
    """The function in normal form; remembered, because every idiom asks for it."""
    return tuple(_Reader(code).block(code.body, {})) if code.body is not None else ()


def counted_loops(code: Code) -> Iterator[Loop]:
    """All loops that count, outer ones first; also those in statements that are `Other`, of which
    only what they say themselves is known.
    """
    found = [s for block in blocks(steps_of(code)) for s in block if isinstance(s, Loop)]
    yield from found
    known = {one.node.id for one in found}
    for node in code.nodes("for_statement", "for_range_loop"):
        for step in _Reader(code).statement(node) if node.id not in known else ():
            if isinstance(step, Loop):
                yield step


@dataclass(frozen=True)
class _Reader:
    code: Code

    def statement(self, node: Node) -> list[Step]:
        return self._steps([node], {})

    def block(self, node: Node, values: Values) -> list[Step]:
        return self._steps(statements(node), dict(values))

    def _steps(self, nodes: list[Node], values: dict[str, Term]) -> list[Step]:
        found: list[Step] = []
        for at, node in enumerate(nodes):
            guard = self._guard(node, values)
            if guard is not None:
                rest = self._steps(nodes[at + 1 :], values)
                return [*found, If(guard, tuple(rest), (), node)]
            if node.type == "declaration":
                found += self._declared(node, values)
            else:
                found += self._step(node, values)
        return found

    def _guard(self, node: Node, values: Values) -> Term | None:
        """The condition to go on, where the statement is `if (c) continue;`."""
        if node.type != "if_statement" or node.child_by_field_name("alternative") is not None:
            return None
        then = node.child_by_field_name("consequence")
        inner = statements(then) if then is not None else []
        if len(inner) != 1 or inner[0].type != "continue_statement":
            return None
        return negated(self._condition(node, values))

    def _declared(self, node: Node, values: dict[str, Term]) -> Iterator[Step]:
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
        return Term(f"{plain_kind(kind).split('<')[0]}()", read.args, kind) if made else read

    def _stays(self, name: str, init: Node | None, node: Node) -> bool:
        """Whether the value can be computed where it is used: nothing in it changes."""
        if init is None or name in self.code.assigned or name in self._called:
            return False
        names = [part for part in walk(init) if part.type == "identifier"]
        sizes = {text_of(part) for part in names if _is_measured(part)}
        if sizes & (self.code.assigned | self._called):
            return False
        reads = {text_of(part) for part in names if not _is_measured(part)}
        block = node.parent or node
        return not reads & self._changed(block)

    @cached_property
    def _called(self) -> frozenset[str]:
        """Names whose methods change them, or that are shifted or swapped."""
        owners = set[str]()
        for node in self.code.nodes("field_expression"):
            owner, name = (node.child_by_field_name(one) for one in ("argument", "field"))
            if owner is not None and name is not None and text_of(name) in _CHANGING:
                owners.add(text_of(owner))
        return frozenset(owners)

    def _changed(self, block: Node) -> set[str]:
        found = set[str]()
        for part in walk(block):
            if part.type in CHANGING:
                target = part.child_by_field_name("left") or part.child_by_field_name("argument")
                inner = target
                while inner is not None and inner.type != "identifier":
                    inner = inner.named_children[0] if inner.named_children else None
                head = part.parent is not None and part.parent.type == "for_statement"
                if inner is not None and not head:
                    found.add(text_of(inner))
        return found | self._called

    def _step(self, node: Node, values: Values) -> list[Step]:
        match node.type:
            case "expression_statement" if node.named_children:
                return self._expression(node.named_children[0], values)
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
                value = term_of(self.code, inner[0], values) if inner else None
                return [Leave("return", value, node)]
            case "break_statement":
                return [Leave("break", None, node)]
            case "comment":
                return []
            case _:
                return [Other(node)]

    def _expression(self, node: Node, values: Values) -> list[Step]:
        node = strip_parentheses(node)
        if node.type == "update_expression":
            argument = node.child_by_field_name("argument")
            target = self._read(argument, values)
            return [Set(target, "+" if "++" in text_of(node) else "-", ONE, node)]
        if node.type != "assignment_expression":
            call = term_of(self.code, node, values)
            return [Do(call, node) if call.op.endswith("()") else Other(node)]
        target = self._read(node.child_by_field_name("left"), values)
        value = self._read(node.child_by_field_name("right"), values)
        sign = text_of(node.child_by_field_name("operator") or node)
        if sign != "=":
            return [_counted_truth(Set(target, sign[:-1], value, node))]
        return [_counted_truth(_assignment(target, value, node))]

    def _read(self, node: Node | None, values: Values) -> Term:
        return term_of(self.code, node, values) if node is not None else Term("")

    def _condition(self, node: Node, values: Values) -> Term:
        clause = node.child_by_field_name("condition")
        if clause is None or any("declaration" in part.type for part in clause.named_children):
            return Term("")
        value = clause.child_by_field_name("value") or clause
        return self._read(value, values)

    def _if(self, node: Node, values: Values) -> list[Step]:
        condition = self._condition(node, values)
        then, other = (node.child_by_field_name(one) for one in ("consequence", "alternative"))
        if other is not None and other.type == "else_clause":
            other = other.named_children[-1]
        body = self.block(then, values) if then is not None else []
        otherwise = self.block(other, values) if other is not None else []
        if not condition.op:
            return [Other(node)]
        best = _best(condition, body, node) if not otherwise else None
        if best is not None:
            return [best]
        if len(body) == 1 and isinstance(body[0], If) and not otherwise and not body[0].otherwise:
            both = Term("&&", (condition, body[0].condition))
            return [If(both, body[0].body, (), node)]
        return [If(condition, tuple(body), tuple(otherwise), node)]

    def _counted(self, node: Node, values: Values) -> Step | None:
        start, condition, update, body = (
            node.child_by_field_name(one) for one in ("initializer", "condition", "update", "body")
        )
        if start is None or condition is None or update is None or body is None:
            return None
        head = self._start(start, values)
        moved = self._expression(update, values)
        if head is None or len(moved) != 1 or not isinstance(moved[0], Set):
            return None
        name, first = head
        by = moved[0].value.number
        if moved[0].target != Term(name) or by is None or moved[0].op not in "+-":
            return None
        inner = {key: value for key, value in values.items() if key != name}
        limits = term_of(self.code, condition, {k: v for k, v in values.items() if k != name})
        walked = _walked(first)
        if walked is not None:
            container, first = walked
            inner[name] = Term("&", (Term("[]", (container, Term(name))),))
            end, limits = (
                limits,
                limits.substituted(Term(".end()", (container,)), Term(".size()", (container,))),
            )
            if limits == end:
                return None
        span = _span(name, first, limits, moved[0].op == "-")
        if span is None:
            return None
        steps = tuple(self.block(body, inner))
        if name in written(steps):
            return None
        return Loop(name, *span, int(by), moved[0].op == "-", steps, node)

    def _start(self, node: Node, values: Values) -> tuple[str, Term] | None:
        if node.type == "declaration":
            found = list(declarations(node))
            if len(found) != 1 or found[0].init is None:
                return None
            return found[0].name, term_of(self.code, found[0].init, values)
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if node.type != "assignment_expression" or left is None or right is None:
            return None
        return text_of(left), term_of(self.code, right, values)

    def _ranged(self, node: Node, values: Values) -> Step | None:
        found = list(declarations(node))
        right, body = node.child_by_field_name("right"), node.child_by_field_name("body")
        if len(found) != 1 or right is None or body is None:
            return None
        name, container = found[0].name, term_of(self.code, right, values)
        if name in self.code.assigned and not found[0].shape.reference:
            return None
        element = Term("[]", (container, Term(name)))
        steps = tuple(self.block(body, {**values, name: element}))
        return Loop(name, ZERO, Term(".size()", (container,)), 1, False, steps, node)


_CHANGING = (
    "push_back",
    "pop_back",
    "resize",
    "assign",
    "clear",
    "insert",
    "erase",
    "emplace_back",
)


def _is_measured(name: Node) -> bool:
    """Whether it is the `x` of `x.size()`."""
    owner = name.parent
    field = owner.child_by_field_name("field") if owner is not None else None
    return owner is not None and field is not None and text_of(field) in ("size", "length")


def _walked(first: Term) -> tuple[Term, Term] | None:
    """The container that an iterator walks along, and where it begins: at an index."""
    match first:
        case Term(".begin()", (container,)):
            return container, ZERO
        case Term("+", (Term("&", (Term("[]", (container, index)),)), Term() as by)):
            return (container, plus(index, int(by.number))) if by.number is not None else None
        case Term("next()", (Term("&", (Term("[]", (container, index)),)),)):
            return container, plus(index, 1)
        case _:
            return None


def _assignment(target: Term, value: Term, node: Node) -> Set:
    match value:
        case Term(("+" | "*") as op, (one, other)) if target in (one, other):
            return Set(target, op, other if one == target else one, node)
        case Term(("-" | "/") as op, (one, other)) if one == target:
            return Set(target, op, other, node)
        case Term(("min()" | "max()") as op, (one, other)) if target in (one, other):
            return Set(target, op[:-2], other if one == target else one, node)
        case _:
            return Set(target, "=", value, node)


def _counted_truth(step: Set) -> Set | If:
    """`n += a < b;` and `n += a < b ? 1 : 0;` are `if (a < b) n++;`."""
    match step:
        case Set(target, "+", Term("<" | "<=" | "==" | "!=" | "&&" | "||") as condition, node):
            pass
        case Set(target, "+", Term("?:", (condition, Term("1"), Term("0"))), node):
            pass
        case _:
            return step
    return If(condition, (Set(target, "+", ONE, node),), (), node)


def _best(condition: Term, body: list[Step], node: Node) -> Set | None:
    """`if (e < x) x = e;` keeps the minimum."""
    match condition, body:
        case Term("<" | "<=", (one, other)), [Set(target, "=", value)]:
            if (value, target) == (one, other):
                return Set(target, "min", value, node)
            return Set(target, "max", value, node) if (value, target) == (other, one) else None
        case _:
            return None


def _span(name: str, first: Term, condition: Term, down: bool) -> tuple[Term, Term] | None:
    """First number and end, in rising order, of a loop whose head has this condition."""
    match condition:
        case Term("<" | "!=", (Term(left, ()), end)) if left == name and not down:
            return first, end
        case Term("<=", (Term(left, ()), last)) if left == name and not down:
            return first, plus(last, 1)
        case Term("<", (Term("*", (Term() as two, Term(left, ()))), end)) if (
            left == name and not down
        ):
            return (first, Term("/", (plus(end, 1), two))) if two.number == 2 else None
        case Term("<" | "<=" as op, (Term("+", (Term(left, ()), more)), end)) if left == name:
            last = minus(end, more)
            return None if down else (first, last if op == "<" else plus(last, 1))
        case Term("<", (low, Term(right, ()))) if right == name and down:
            return plus(low, 1), plus(first, 1)
        case Term("<=", (low, Term(right, ()))) if right == name and down:
            return low, plus(first, 1)
        case _:
            return None
