"""Divisions of 32-bit numbers by one that the loop leaves alone, as multiplications.

With M = ceil(2^64 / c), floor(x / c) is the upper half of M * x for all x below 2^32 and c from 2
on (Lemire, Kaser, Kurz: Faster remainder by direct computation, 2019).
"""

from lessonls.agents.specialists.analysis.arithmetic_types import bits, is_signed, is_unsigned
from lessonls.agents.specialists.passes.preconditions import invariant, of_type
from lessonls.agents.specialists.passes.rules import Rule, said
from lessonls.agents.specialists.recipes import Example, Need
from lessonls.agents.specialists.rewriting.helpers import Helper
from lessonls.agents.specialists.rewriting.patterns import Pattern


def _rule(kind: str, operator: str) -> Rule:
    """For quotients or remainders of one type; of numbers below zero, the helper divides."""
    test = "c > 1" if kind == "unsigned" else "c > 1 && x >= 0"
    quotient = "(unsigned)((unsigned __int128)inverse * (unsigned)x >> 64)"
    result = f"({kind}){quotient}" if operator == "/" else f"x - ({kind}){quotient} * c"
    matching = is_unsigned if kind == "unsigned" else is_signed
    return Rule(
        Pattern(f"$x {operator} $c"),
        "$helper($x, $c, $inverse)",
        (of_type(lambda one: matching(one) and bits(one) == 32, "x", "c"), invariant("c")),
        before="const unsigned long long $inverse = $c > 1 ? ~0ull / $c + 1 : 0;",
        fresh=("inverse",),
        helper=Helper(
            "quotient" if operator == "/" else "remainder_of",
            f"""\
/* x {operator} c; inverse is 2^64 / c, rounded up, where c is larger than one. */
static inline {kind} $name({kind} x, {kind} c, unsigned long long inverse) {{
    return {test} ? {result} : x {operator} c;
}}
""",
        ),
    )


INVARIANT_DIVISORS = said(
    "invariant divisors",
    "multiplying by the reciprocal of a loop-invariant integer divisor",
    "because a multiplication is far cheaper than a division",
    *(_rule(kind, operator) for kind in ("unsigned", "int") for operator in "/%"),
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(unsigned *x, int n, unsigned c) {
    for (int i = 0; i < n; i++) {
        x[i] = x[i] / c;
    }
}
""",
        """\
void f(unsigned *x, int n, unsigned c) {
    const unsigned long long inverse = c > 1 ? ~0ull / c + 1 : 0;
    for (int i = 0; i < n; i++) {
        x[i] = quotient(x[i], c, inverse);
    }
}
""",
    ),
)
