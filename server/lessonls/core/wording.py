"""Numbers and verdicts of a report in words."""

from lessonls.core.report import CandidateReport
from lessonls.core.unit_tests import passed_of, share
from lessonls.core.verdict import VerdictKind

BUSY = "waiting for another run on this machine"


def factor(speedup: float) -> str:
    """A speedup in about three digits, also a very large or small one: `3.42x`."""
    if 0.01 <= speedup < 100:
        return f"{speedup:.2f}x"
    return f"{speedup:.0f}x" if 100 <= speedup < 1e6 else f"{speedup:.2g}x"


def interval(bounds: tuple[float, float]) -> str:
    """A confidence interval: `3.30 to 3.55`."""
    low, high = (factor(bound).removesuffix("x") for bound in bounds)
    return f"{low} to {high}"


def speed(speedup: float, bounds: tuple[float, float] | None) -> str:
    """`3.42x speedup`; one that is significantly below 1 is marked as slower, and one whose
    interval contains 1, also if only as it is printed, as not significant.
    """
    said = f"{factor(speedup)} speedup"
    if bounds is None or bounds[0] > 1.0:
        return said
    return f"{said}, slower" if round(bounds[1], 2) < 1.0 else f"{said}, not significant"


def certainty(bounds: tuple[float, float] | None) -> str:
    """`95% CI 3.30 to 3.55`, a confidence interval of the speedup."""
    return f"95% CI {interval(bounds)}" if bounds else "no confidence interval was measured"


def measured(speedup: float, bounds: tuple[float, float] | None) -> str:
    """`3.42x speedup (95% CI 3.30 to 3.55)`."""
    said = speed(speedup, bounds)
    return said if bounds is None else f"{said} ({certainty(bounds)})"


def duration(seconds: float) -> str:
    """Three significant digits in the fitting unit: `12.3 ms`."""
    for unit, scale in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def count(number: int, noun: str) -> str:
    """A number of things: `1 round`, `4 rounds`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def verdict(candidate: CandidateReport) -> str:
    """The verdict in words: `not compilable`; a correct one may not have been timed."""
    words = candidate.verdict.value.replace("_", " ")
    if candidate.tests:
        return f"{words}, {share(passed_of(candidate.tests), len(candidate.tests))}"
    untimed = candidate.verdict is VerdictKind.CORRECT and candidate.speedup is None
    return f"{words}, not timed" if untimed else words


def cut(text: str, most: int) -> str:
    """`text`, or as much of it as a page has room for, and how much that leaves out."""
    left = len(text) - most
    return text if left <= 0 else f"{text[:most]}… ({count(left, 'more character')})"
