"""What a gate says of a candidate that does not pass it."""

from dataclasses import dataclass

from lessonls.core.verdict import Verdict, VerdictKind


@dataclass(frozen=True)
class Finding:
    """Why a candidate goes no further: mostly, why it was rejected.

    Where it is not `plain`, a later gate may know better. A CORRECT one needs no timing, because
    the compiler makes of it what it has made before: it is as fast `as_before`. `overflows` where
    all that happens is that a number does not fit.
    """

    kind: VerdictKind
    reason: str
    plain: bool = True
    as_before: Verdict | None = None
    overflows: bool = False
