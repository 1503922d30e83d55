"""Styles bend values towards what rewrites get wrong."""

from enum import StrEnum


class Style(StrEnum):
    PLAIN = "plain"
    DUPLICATES = "duplicates"
    ZEROS = "zeros"
    ONES = "ones"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    SORTED = "sorted"
    REVERSED = "reversed"
    SPARSE = "sparse"
    SMALL = "small"
    LARGE = "large"
    EXTREME = "extreme"
    SHARED = "shared"
    FAR = "far"
    RAGGED = "ragged"
    NULL = "null"
    NAN = "NaN"
    INFINITE = "infinite"
    ENORMOUS = "enormous"
    CLUSTERED = "clustered"


AWKWARD = (Style.NAN, Style.INFINITE, Style.ENORMOUS, Style.CLUSTERED)
"""Styles that most functions say nothing about; see special_values.py."""
