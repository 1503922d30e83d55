"""Distances between elements i and j: what is subtracted, and how far apart that makes them."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.terms import Binary, Call, Name, Term


@dataclass(frozen=True)
class Distance:
    """`coordinates` are what is subtracted, as terms in the first counter; never nearer than the
    difference of the first of them, squared if `squared`.
    """

    coordinates: tuple[Term, ...]
    squared: bool


def distance(term: Term, one: str, two: str) -> Distance | None:
    """The distance that a term is between elements `one` and `two`; None for other terms."""
    plain = term.loose
    match plain:
        case Call("sqrt", (inner,)):
            found, squared = _squares(inner, one, two), False
        case Call("hypot", args):
            found, squared = _all_differences(args, one, two), False
        case _:
            found, squared = _squares(plain, one, two), True
            if not found:
                found, squared = _sizes(plain, one, two), False
    return Distance(found, squared) if found else None


def difference(term: Term, one: str, two: str) -> Term | None:
    """What `p[i].x - p[j].x` subtracts, in terms of `one`, whichever comes first."""
    match term:
        case Call("abs", (Binary("-", left, right),)) | Binary("-", left, right):
            pass
        case _:
            return None
    if two in left.names:
        left, right = right, left
    separate = one in left.names and two not in left.names and one not in right.names
    return left if separate and left.replaced({one: Name(two)}) == right else None


def _all_differences(terms: tuple[Term, ...], one: str, two: str) -> tuple[Term, ...]:
    found = [difference(term, one, two) for term in terms]
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(terms) else ()


def _squares(term: Term, one: str, two: str) -> tuple[Term, ...]:
    """The coordinates of a sum of squares; none for anything else."""
    match term:
        case Binary("+", left, right) | Call("max", (left, right)):
            return _joined(_squares(left, one, two), _squares(right, one, two))
        case Binary("*", left, right):
            found = difference(left, one, two)
            return (found,) if found is not None and found == difference(right, one, two) else ()
        case _:
            return ()


def _sizes(term: Term, one: str, two: str) -> tuple[Term, ...]:
    """The coordinates of a sum of absolute values; none for anything else."""
    match term:
        case Binary("+", left, right) | Call("max", (left, right)):
            return _joined(_sizes(left, one, two), _sizes(right, one, two))
        case Call("abs"):
            return _all_differences((term,), one, two)
        case _:
            return ()


def _joined(left: tuple[Term, ...], right: tuple[Term, ...]) -> tuple[Term, ...]:
    return (*left, *right) if left and right else ()
