"""Which rewrites need no second look: neither threads nor the processor's own instructions."""

import re

_SPECIAL = re.compile(
    r"#\s*pragma|\bomp_\w|\b_mm\d*_|\b__m(?:64|128|256|512)|\bv[a-z]+q?_[fsu]\d+\b"
    r"|\b__(?:builtin|attribute)|\bsvcnt|<(?:immintrin|arm_neon|arm_sve|omp)\.h>"
)


def is_plain(code: str) -> bool:
    """Whether a rewrite is ordinary code, without pragmas, attributes, intrinsics and OpenMP."""
    return _SPECIAL.search(code) is None
