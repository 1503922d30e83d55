"""Equalities that a condition asks for, solved for what is compared."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.term_types import integral
from lessonls.agents.specialists.analysis.terms import Binary, Cast, Field, Index, Leaf, Term


def equalities(condition: Term, place: Node) -> list[tuple[Term, Term]]:
    """Both ways round, all equalities that must hold.

    Of `a + b == c` between integers also `c - a == b`, computed as sizes, which never overflow.
    """
    match condition:
        case Binary("==", one, other):
            solved = [*_solved(one, other, place), *_solved(other, one, place)]
            return [(one, other), (other, one), *solved]
        case Binary("&&", one, other):
            return equalities(one, place) + equalities(other, place)
        case _:
            return []


def _solved(total: Term, value: Term, place: Node) -> list[tuple[Term, Term]]:
    """What the operands of a sum or a difference must be for it to have a value."""
    match total:
        case Binary("+" | "-" as sign, left, right):
            pass
        case _:
            return []
    if not all(integral(one, place) for one in (left, right, value)):
        return []
    if sign == "+":
        return [(_wide("-", value, left), right), (_wide("-", value, right), left)]
    return [(_wide("+", value, right), left), (_wide("-", left, value), right)]


def _wide(sign: str, one: Term, other: Term) -> Term:
    return Binary(sign, Cast("size_t", one), other)


def is_key(term: Term) -> bool:
    """Whether it is an element or a field of one, or a variable, or solved for one."""
    match term:
        case Binary("+" | "-", Cast("size_t", one), other):
            return is_key(one) and is_key(other)
        case _:
            return all(isinstance(part, Index | Field | Leaf) for part in term.parts())
