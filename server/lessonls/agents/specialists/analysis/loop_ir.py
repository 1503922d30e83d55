"""The loop IR: what a function does, statement by statement, and questions about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.agents.specialists.analysis.terms import (
    Address,
    Binary,
    Field,
    Index,
    Literal,
    Method,
    Name,
    Term,
    Unary,
    root,
)
from lessonls.agents.specialists.rewriting.tree import names_in
from lessonls.core.reading.syntax import walk


@dataclass(frozen=True)
class Set:
    """`target = value`, or with `op` one of + - * / min max: `target = target op value`."""

    target: Term
    op: str
    value: Term
    node: Node = field(compare=False)


@dataclass(frozen=True)
class Declare:
    """A local variable that changes; `value` is None where it is not initialized."""

    name: str
    kind: str
    value: Term | None
    node: Node = field(compare=False)


@dataclass(frozen=True)
class Loop:
    """`name` counts from `first` up to `end`, or down where `down`, with this step."""

    name: str
    first: Term
    end: Term
    step: int
    down: bool
    body: tuple["Statement", ...]
    node: Node = field(compare=False)

    @property
    def simple(self) -> bool:
        """Whether every number in the range comes once, in rising order."""
        return self.step == 1 and not self.down

    def covered_by(self, inner: "Loop") -> bool:
        """Whether an inner loop up to `inner.end` reaches every element that this one does."""
        end = inner.end.loose
        return self.end.loose in (end, plus(end, -1))


@dataclass(frozen=True)
class If:
    """A branch; without `otherwise` it is a condition only."""

    condition: Term
    body: tuple["Statement", ...]
    otherwise: tuple["Statement", ...]
    node: Node = field(compare=False)


@dataclass(frozen=True)
class Leave:
    """`return`, `break`; `value` is what is returned."""

    how: str
    value: Term | None
    node: Node = field(compare=False)


@dataclass(frozen=True)
class Do:
    """A call, as of `push_back`."""

    call: Term
    node: Node = field(compare=False)


@dataclass(frozen=True)
class Other:
    """Anything else: no pattern fits."""

    node: Node = field(compare=False)


Statement = Set | Declare | Loop | If | Leave | Do | Other


def blocks(statements: tuple[Statement, ...]) -> Iterator[tuple[Statement, ...]]:
    """All lists of statements, outer ones first."""
    yield statements
    for one in statements:
        match one:
            case Loop():
                yield from blocks(one.body)
            case If():
                yield from blocks(one.body)
                yield from blocks(one.otherwise)
            case _:
                pass


def every(statements: tuple[Statement, ...]) -> Iterator[Statement]:
    """All statements, also those in others."""
    return (one for block in blocks(statements) for one in block)


def written(statements: tuple[Statement, ...]) -> frozenset[str]:
    """The names of everything that is assigned or changed by a call."""
    found: set[str] = set()
    for one in every(statements):
        match one:
            case Set():
                found.add(root(one.target))
            case Do():
                found |= {root(arg) for arg in _changeable(one.call)}
            case Declare():
                found.add(one.name)
            case Other(node):
                found |= names_in(node)
            case _:
                pass
    return frozenset(found)


def reads(statements: tuple[Statement, ...]) -> frozenset[str]:
    """The names of everything that occurs, read or written."""
    found = set[str]()
    for one in every(statements):
        match one:
            case Set(target, _, value):
                found |= target.names | value.names
            case Declare(_, _, value) | Leave(_, value):
                found |= value.names if value is not None else frozenset()
            case Loop(_, first, end):
                found |= first.names | end.names
            case If(condition):
                found |= condition.names
            case Do(call):
                found |= call.names
            case Other(node):
                found |= names_in(node)
    return frozenset(found)


def pure(statements: tuple[Statement, ...]) -> bool:
    """Whether nothing is done but setting places to values that only compute."""
    for one in every(statements):
        match one:
            case Set(target, _, value):
                known = target.pure and value.pure
            case Declare(value=value):
                known = value is None or value.pure
            case If(condition):
                known = condition.pure
            case Loop():
                known = True
            case _:
                known = False
        if not known:
            return False
    return True


def returns(loop: Loop) -> bool:
    """Whether the function may be left from within the loop."""
    kinds = ("return_statement", "goto_statement", "throw_statement")
    return any(part.type in kinds for part in walk(loop.node))


def stays(term: Term, statements: tuple[Statement, ...]) -> bool:
    """Whether a term has the same value throughout; writing elements leaves a size alone."""
    match term:
        case Method(Name(container), "size"):
            return container not in _resized(statements)
        case Name(name):
            return name not in written(statements)
        case _:
            return all(stays(arg, statements) for arg in term.args)


def _resized(statements: tuple[Statement, ...]) -> frozenset[str]:
    """The names of what is assigned as a whole or changed by a call."""
    found = set[str]()
    for one in every(statements):
        match one:
            case Set(Name(name)):
                found.add(name)
            case Do(call):
                found |= {root(arg) for arg in _changeable(call)}
            case Other(node):
                found |= names_in(node)
            case _:
                pass
    return frozenset(found)


def _changeable(call: Term) -> tuple[Term, ...]:
    """What a call may change: its object, or the places that it is given."""
    if isinstance(call, Method | Field):
        return call.args[:1]
    return tuple(
        arg for arg in call.args if isinstance(arg, Name | Index | Address | Field | Method)
    )


def plus(term: Term, by: int) -> Term:
    """`term + by`, in the simplest form."""
    match term:
        case Binary("+" | "-" as sign, inner, Literal() as last) if last.number is not None:
            total = int(last.number if sign == "+" else -last.number) + by
            rest = Binary("+" if total > 0 else "-", inner, Literal(str(abs(total))))
            return inner if total == 0 else rest
        case Literal() if term.number is not None:
            return Literal(str(int(term.number) + by))
        case _:
            return Binary("+" if by > 0 else "-", term, Literal(str(abs(by))))


def minus(term: Term, other: Term) -> Term:
    """`term - other`, in the simplest form."""
    number = other.number
    return Binary("-", term, other) if number is None else plus(term, -int(number))


def negated(condition: Term) -> Term:
    """The condition's opposite; NaN makes no difference between integers."""
    match condition:
        case Binary("==" | "!=" as sign, left, right):
            return Binary("!=" if sign == "==" else "==", left, right)
        case Unary("!", inner):
            return inner
        case _:
            return Unary("!", condition)
