"""What functions do, step by step: the statements of the normal form, and questions about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from lessonls.agents.specialists.analysis.terms import Term, root
from lessonls.core.reading.syntax import text_of, walk


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
    body: tuple["Step", ...]
    node: Node = field(compare=False)

    @property
    def simple(self) -> bool:
        """Whether every number in the range comes once, in rising order."""
        return self.step == 1 and not self.down


@dataclass(frozen=True)
class If:
    """A branch; without `otherwise` it is a condition only."""

    condition: Term
    body: tuple["Step", ...]
    otherwise: tuple["Step", ...]
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


Step = Set | Declare | Loop | If | Leave | Do | Other


def blocks(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """All lists of steps, outer ones first."""
    yield steps
    for step in steps:
        match step:
            case Loop():
                yield from blocks(step.body)
            case If():
                yield from blocks(step.body)
                yield from blocks(step.otherwise)
            case _:
                pass


def written(steps: tuple[Step, ...]) -> frozenset[str]:
    """The names of everything that is assigned or changed by a call."""
    found: set[str] = set()
    for block in blocks(steps):
        for step in block:
            match step:
                case Set():
                    found.add(root(step.target))
                case Do():
                    found |= {root(arg) for arg in _changeable(step.call)}
                case Declare():
                    found.add(step.name)
                case Other(node):
                    found |= _mentioned(node)
                case _:
                    pass
    return frozenset(found)


def _mentioned(node: Node) -> set[str]:
    """All names in a statement that was not understood; it may change any of them."""
    return {text_of(part) for part in walk(node) if part.type == "identifier"}


def reads(steps: tuple[Step, ...]) -> frozenset[str]:
    """The names of everything that occurs, read or written."""
    found = set[str]()
    for step in (step for block in blocks(steps) for step in block):
        match step:
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
                found |= _mentioned(node)
    return frozenset(found)


def pure(steps: tuple[Step, ...]) -> bool:
    """Whether nothing is done but setting places to values that only compute."""
    for step in (step for block in blocks(steps) for step in block):
        match step:
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


def stays(term: Term, steps: tuple[Step, ...]) -> bool:
    """Whether a term has the same value throughout; writing elements leaves a size alone."""
    if term.op == ".size()" and term.args[0].is_name:
        return term.args[0].op not in _resized(steps)
    if term.is_name:
        return term.op not in written(steps)
    return all(stays(arg, steps) for arg in term.args)


def _resized(steps: tuple[Step, ...]) -> frozenset[str]:
    """The names of what is assigned as a whole or changed by a call."""
    found = set[str]()
    for step in (step for block in blocks(steps) for step in block):
        if isinstance(step, Set) and step.target.is_name:
            found.add(step.target.op)
        elif isinstance(step, Do):
            found |= {root(arg) for arg in _changeable(step.call)}
        elif isinstance(step, Other):
            found |= _mentioned(step.node)
    return frozenset(found)


def _changeable(call: Term) -> tuple[Term, ...]:
    """What a call may change: its object, or the places that it is given."""
    if call.op.startswith("."):
        return call.args[:1]
    return tuple(
        arg for arg in call.args if arg.is_name or arg.op in ("[]", "&") or arg.op[0] == "."
    )


def plus(term: Term, by: int) -> Term:
    """`term + by`, in the simplest form."""
    match term:
        case Term("+" | "-" as op, (inner, Term() as last)) if (number := last.number) is not None:
            total = int(number if op == "+" else -number) + by
            rest = Term("+" if total > 0 else "-", (inner, Term(str(abs(total)))))
            return inner if total == 0 else rest
        case Term() if (number := term.number) is not None:
            return Term(str(int(number) + by))
        case _:
            return Term("+" if by > 0 else "-", (term, Term(str(abs(by)))))


def minus(term: Term, other: Term) -> Term:
    """`term - other`, in the simplest form."""
    number = other.number
    return Term("-", (term, other)) if number is None else plus(term, -int(number))


def negated(condition: Term) -> Term:
    """The condition's opposite; NaN makes no difference between integers."""
    opposite = {"==": "!=", "!=": "=="}.get(condition.op)
    if opposite:
        return Term(opposite, condition.args)
    return condition.args[0] if condition.op == "!_" else Term("!_", (condition,))
