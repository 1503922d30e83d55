"""Remainders of sums that go over the divisor once at most, as subtractions.

Sums modulo a number, and positions in a ring: `(i + 1) % n`. Whatever the operands are, the helper
computes the remainder; it divides where one subtraction is not enough.
"""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import bits
from lessonls.agents.specialists.analysis.term_types import element
from lessonls.agents.specialists.analysis.terms import term_of
from lessonls.agents.specialists.passes.preconditions import (
    declared,
    holds,
    in_loop,
    integer,
    of_type,
)
from lessonls.agents.specialists.passes.rules import Rule, said
from lessonls.agents.specialists.recipes import Example
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Match, Pattern
from lessonls.core.reading.syntax import text_of

_KINDS = ("int", "unsigned", "unsigned long")


def _spelled(kind: str) -> str:
    """One of these kinds for a type of the same width and sign."""
    plain = kind.removeprefix("std::")
    if bits(plain) == 32:
        return "int" if plain in ("int", "int32_t") else "unsigned"
    return "unsigned long" if plain in ("size_t", "uint64_t", "unsigned long") else ""


def _rule(kind: str) -> Rule:
    """For sums of one type; what is added to it may be narrower, or a literal."""

    def fits(code: Code, match: Match) -> bool:
        more = element(term_of(code, match.at("b"), {}), match.at("b"))
        literal = match.at("b").type == "number_literal" and match["b"].isdigit()
        return literal or 0 < bits(more) < bits(kind) or _spelled(more) == kind

    first = "sum < 0 || " if kind == "int" else ""
    return Rule(
        Pattern("($a + $b) % $n"),
        "$helper($a + $b, $n)",
        (
            in_loop(),
            of_type(lambda one: _spelled(one) == kind, "a", "n"),
            integer("b"),
            holds(fits),
            holds(lambda _, match: not _is_power(match.at("n"))),
        ),
        helper=Helper(
            "wrapped",
            f"""\
static inline {kind} $name({kind} sum, {kind} n) {{
    if ({first}sum / 2 >= n) return sum % n;
    return sum >= n ? sum - n : sum;
}}
""",
        ),
    )


def _is_power(node: Node) -> bool:
    """Whether it is declared as a power of two, which needs no division."""
    found = declared(node)
    text = text_of(found.init) if found is not None and found.init is not None else ""
    return text.isdigit() and int(text).bit_count() == 1


WRAPPED_SUMS = said(
    "wrapped sums",
    "subtracting a divisor once where a sum goes over it",
    "because a comparison and a subtraction are faster than a division",
    *map(_rule, _KINDS),
    example=Example(
        """\
void f(const int *x, int n, int size, int *ring) {
    int at = 0;
    for (int i = 0; i < n; i++) {
        ring[at] = x[i];
        at = (at + 1) % size;
    }
}
""",
        """\
void f(const int *x, int n, int size, int *ring) {
    int at = 0;
    for (int i = 0; i < n; i++) {
        ring[at] = x[i];
        at = wrapped(at + 1, size);
    }
}
""",
    ),
)
