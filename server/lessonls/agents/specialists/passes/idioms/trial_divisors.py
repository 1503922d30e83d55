"""Looking for a divisor: the smallest one is not above the square root."""

from lessonls.agents.specialists.passes.preconditions import (
    ends_with,
    fits,
    integer_variable,
    unchanged,
)
from lessonls.agents.specialists.passes.rules import Rule, said
from lessonls.agents.specialists.recipes import Example
from lessonls.agents.specialists.rewriting.patterns import Pattern

TRIAL_DIVISORS = said(
    "divisors up to the root",
    "looking for divisors up to the square root only",
    "because a number that has a divisor has one that is not above its root",
    Rule(
        Pattern("for ($T $d = 2; $end; $d++) if ($test) { $$then; }"),
        parts={"end": "$d <= $n / $d"},
        where=(
            fits("test", "$n % $d == 0", "!($n % $d)"),
            fits("end", "$d < $n", "$d < $n / 2 + 1", "$d <= $n - 1", "$d <= $n / 2"),
            ends_with("then", "break_statement", "return_statement"),
            integer_variable("n"),
            unchanged("n"),
        ),
    ),
    example=Example(
        """\
bool f(int n) {
    for (int d = 2; d < n; d++) {
        if (n % d == 0) return false;
    }
    return n > 1;
}
""",
        """\
bool f(int n) {
    for (int d = 2; d <= n / d; d++) {
        if (n % d == 0) return false;
    }
    return n > 1;
}
""",
    ),
)
