"""Checksums in blocks of bytes."""

from lessonls.agents.specialists.passes.vectorize.byte_sums import BYTE_SUMS
from lessonls.core.target import Language
from tests.server.agents.specialists.tables import Rewrite, each, function

_PARAMETERS = "size_t n, const unsigned char *x, uint32_t *r"


def test_two_running_sums_become_plain_and_weighted_sums_of_blocks(rewritten: Rewrite) -> None:
    """A block adds its bytes to the one, and what each of them is counted for to the other."""
    before = """    unsigned a = 1, b = 0;
    for (size_t i = 0; i < n; i++) {
        a += x[i];
        b += a;
    }
    *r = b << 16 | a;"""
    after = """    unsigned a = 1, b = 0;
    const size_t last = n;
    const size_t whole = last - last % 64;
    for (size_t i = 0; i < whole; i += 64) {
        unsigned total = 0, weighted = 0;
        for (int within = 0; within < 64; within++) {
            total += x[i + within];
            weighted += (unsigned short)((64 - within) * x[i + within]);
        }
        b += 64 * a + weighted;
        a += total;
    }
    for (size_t i = whole; i < last; i++) {
        a += x[i];
        b += a;
    }
    *r = b << 16 | a;"""
    made = rewritten(BYTE_SUMS, function(_PARAMETERS, before), Language.C)
    assert made == function(_PARAMETERS, after)


def test_the_remainder_is_taken_before_the_sums_overflow(rewritten: Rewrite) -> None:
    """5504 bytes, 255 each, added to numbers below 65536 stay within 32 bits."""
    body = """    const uint32_t base = 65521;
    uint32_t a = *r & 0xffff, b = 0;
    for (size_t i = 0; i < n; i++) {
        a = (a + x[i]) % base;
        b = (b + a) % base;
    }
    *r = b << 16 | a;"""
    made = rewritten(BYTE_SUMS, function(_PARAMETERS, body), Language.C)
    assert "for (size_t start = 0; start < n; start += 5504) {" in made
    assert made.count("% ") == 1
    assert made.count("%= 65521;") == 2
    assert 65535 + sum(65535 + 255 * i for i in range(1, 5505)) < 2**32


_SUMS = "for (size_t i = 0; i < n; i++) { a += x[i]; b += a; }"
_REMAINDERS = "for (size_t i = 0; i < n; i++) { a = (a + x[i]) % 65521; b = (b + a) % 65521; }"

REFUSED: list[tuple[str, str, str]] = [
    ("sums that may be negative", _PARAMETERS, f"int a = 1, b = 0; {_SUMS}"),
    ("sums of different widths", _PARAMETERS, f"unsigned a = 1; uint64_t b = 0; {_SUMS}"),
    ("numbers", "size_t n, const unsigned *x", f"unsigned a = 1, b = 0; {_SUMS}"),
    ("signed bytes", "size_t n, const char *x", f"unsigned a = 1, b = 0; {_SUMS}"),
    ("a beginning of any size", f"{_PARAMETERS}, uint32_t a", f"uint32_t b = 0; {_REMAINDERS}"),
    (
        "a large modulus",
        _PARAMETERS,
        f"uint32_t a = 1, b = 0; {_REMAINDERS.replace('65521', '99991')}",
    ),
    (
        "every second byte",
        _PARAMETERS,
        f"unsigned a = 1, b = 0; {_SUMS.replace('x[i]', 'x[2 * i]')}",
    ),
]


@each(REFUSED, "parameters", "body")
def test_other_sums_are_left_alone(rewritten: Rewrite, parameters: str, body: str) -> None:
    """Where it would not be exact, nothing is done."""
    text = function(parameters, body)
    assert rewritten(BYTE_SUMS, text, Language.C) == text
