"""Remarks of compilers that a model can do something about: a place, and a reason that an edit can
remove. Vague ones mislead.
"""

import re
from collections.abc import Iterable, Iterator

_CLANG = "; clang: "
_PLACED = re.compile(r"line \d+ \(.+\): ")
_REMOVABLE = re.compile(
    r"control flow|alias|clobbers memory|number of iterations|floating-point|reduction"
    r"|function call|call instruction|gather|strided|access pattern|unsafe dependen"
    r"|volatile|misalign|early exit|could not determine number|memory conflict|not consecutive"
)


def precise(remarks: Iterable[str]) -> Iterator[str]:
    """Of each remark what names such a reason: gcc's, which compiles it, else clang's."""
    for remark in remarks:
        own, _, other = remark.partition(_CLANG)
        place = _PLACED.match(own)
        if place is None:
            continue
        if _REMOVABLE.search(own[place.end() :]):
            yield own
        elif _REMOVABLE.search(other):
            yield f"{place[0]}{other} (so clang; gcc gives no clear reason)"
