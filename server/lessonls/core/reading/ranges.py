"""Which parameters end the range that the one before them begins."""

import re
from collections.abc import Sequence
from itertools import pairwise


def range_ends(code: str, names: Sequence[str]) -> frozenset[str]:
    """Those that the function compares with the parameter in front of them: `b` where it asks
    `a != b` or `a < b`, or takes `b - a`.
    """
    body = code.partition("{")[2]
    return frozenset(end for begin, end in pairwise(names) if _compares(body, begin, end))


def _compares(body: str, begin: str, end: str) -> bool:
    first, last = (rf"(?<![\w.>]){re.escape(name)}(?![\w.\[(]|\s*->)" for name in (begin, end))
    forward = rf"{first}\s*(?:!=|==|<=?)\s*{last}"
    backward = rf"{last}\s*(?:!=|==|>=?|-)\s*{first}"
    return re.search(rf"{forward}|{backward}", body) is not None
