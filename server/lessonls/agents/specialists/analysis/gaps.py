"""Distances between elements i and j: what is subtracted, and how far apart that makes them."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.terms import Term


@dataclass(frozen=True)
class Distance:
    """`coordinates` are what is subtracted, as terms in the first counter; never nearer than the
    gap between the first of them, squared if `squared`.
    """

    coordinates: tuple[Term, ...]
    squared: bool


def distance(term: Term, one: str, two: str) -> Distance | None:
    """The distance that a term is between elements `one` and `two`; None for other terms."""
    match term.loose:
        case Term("sqrt()", (inner,)):
            found = _squares(inner, one, two)
            return Distance(found, squared=False) if found else None
        case Term("hypot()", args):
            gaps = [gap(arg, one, two) for arg in args]
            known = tuple(each for each in gaps if each is not None)
            return Distance(known, squared=False) if len(known) == len(args) else None
        case plain:
            found = _squares(plain, one, two)
            if found:
                return Distance(found, squared=True)
            found = _sizes(plain, one, two)
            return Distance(found, squared=False) if found else None


def gap(term: Term, one: str, two: str) -> Term | None:
    """What `p[i].x - p[j].x` subtracts, in terms of `one`, whichever comes first."""
    if term.op == "abs()" and len(term.args) == 1:
        term = term.args[0]
    if term.op != "-" or len(term.args) != 2:
        return None
    left, right = term.args
    if two in left.names:
        left, right = right, left
    separate = one in left.names and two not in left.names and one not in right.names
    swapped = left.replaced({one: Term(two)})
    return left if separate and swapped == right else None


def _squares(term: Term, one: str, two: str) -> tuple[Term, ...]:
    """The coordinates of a sum of squares; none for anything else."""
    match term:
        case Term("+" | "max()", (left, right)):
            return _joined(_squares(left, one, two), _squares(right, one, two))
        case Term("*", (left, right)):
            found = gap(left, one, two)
            return (found,) if found is not None and found == gap(right, one, two) else ()
        case _:
            return ()


def _sizes(term: Term, one: str, two: str) -> tuple[Term, ...]:
    """The coordinates of a sum of absolute values; none for anything else."""
    match term:
        case Term("+" | "max()", (left, right)):
            return _joined(_sizes(left, one, two), _sizes(right, one, two))
        case Term("abs()", (_,)):
            found = gap(term, one, two)
            return (found,) if found is not None else ()
        case _:
            return ()


def _joined(left: tuple[Term, ...], right: tuple[Term, ...]) -> tuple[Term, ...]:
    return (*left, *right) if left and right else ()
