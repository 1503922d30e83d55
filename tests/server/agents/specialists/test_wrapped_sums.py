"""Sums that go over a divisor once are reduced by a subtraction, texts compared by characters."""

from lessonls.agents.specialists.passes.boundary.wrapped_sums import WRAPPED_SUMS
from lessonls.agents.specialists.passes.search.text_comparisons import TEXT_COMPARISONS
from lessonls.agents.specialists.recipes import Pass
from tests.server.agents.specialists.tables import Rewrite, each, function

CASES: list[tuple[str, Pass, str, str, str]] = [
    ("numbers without a sign and bytes", WRAPPED_SUMS,
     "uint32_t a, const unsigned char *s, uint32_t m", "for (; *s; s++) a = (a + s[0]) % m;",
     "for (; *s; s++) a = wrapped(a + s[0], m);"),
    ("sizes", WRAPPED_SUMS, "size_t at, size_t n, int k",
     "while (k--) at = (at + 1) % n;", "while (k--) at = wrapped(at + 1, n);"),
    ("texts that differ", TEXT_COMPARISONS, "const char **s, const char *t",
     "while (*s && strcmp(*s, t)) s++;", "while (*s && strcmp(*s, t)) s++;"),
    ("texts that are not the same", TEXT_COMPARISONS, "const char **s, const char *t",
     "while (*s && std::strcmp(*s, t) != 0) s++;", "while (*s && !same_text(*s, t)) s++;"),
]  # fmt: skip


@each(CASES, "one", "parameters", "before", "after")
def test_rewrites(rewritten: Rewrite, one: Pass, parameters: str, before: str, after: str) -> None:
    made = rewritten(one, function(parameters, before))
    assert made.endswith(function(parameters, after))


REFUSED: list[tuple[str, str, str]] = [
    ("one sum alone", "int a, int b, int m, int *r", "*r = (a + b) % m;"),
    ("a wider number is added", "unsigned a, unsigned long b, unsigned m, int k",
     "while (k--) a = (a + b) % m;"),
    ("signs differ", "int a, unsigned m, int k", "while (k--) a = (a + 1) % m;"),
    ("nothing is known of the types", "T a, T m, int k", "while (k--) a = (a + 1) % m;"),
    ("a power of two", "unsigned a, int k", "const unsigned m = 64; while (k--) a = (a + 1) % m;"),
]  # fmt: skip


@each(REFUSED, "parameters", "body")
def test_refusals(rewritten: Rewrite, parameters: str, body: str) -> None:
    text = function(parameters, body)
    assert rewritten(WRAPPED_SUMS, text) == text
