"""A text in stretches that are scanned one by one: what is known of one stays while others change.

It is cut behind blank lines before lines that begin in the first column, where usually no comment
and no directive goes on. Where one does, the stretch is scanned together with what follows.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Concatenate, ParamSpec, TypeVar, cast

_CUT = re.compile(r"\n[ \t\r]*\n(?=\S)")
_REMEMBERED = 1 << 13
"""How many stretches are remembered, and how many characters one that is may have."""

_Found = TypeVar("_Found")
_Circumstances = ParamSpec("_Circumstances")


@lru_cache(maxsize=2)
def stretches(text: str) -> tuple[str, ...]:
    """The text, cut."""
    cuts = (0, *(found.end() for found in _CUT.finditer(text)), len(text))
    return tuple(text[start:end] for start, end in pairwise(cuts))


def scanned(text: str, scan: Callable[[str, bool], _Found | None]) -> Iterator[_Found]:
    """What `scan` finds in one stretch after the other. It gets a stretch, and whether nothing
    follows; None says that the stretch goes on behind its end.
    """
    parts = stretches(text)
    at, count = 0, 1
    while at < len(parts):
        end = min(at + count, len(parts))
        found = scan("".join(parts[at:end]), end == len(parts))
        if found is None:
            count *= 2
            continue
        yield found
        at, count = end, 1


def remembered(
    find: Callable[Concatenate[str, _Circumstances], _Found],
) -> Callable[Concatenate[str, _Circumstances], _Found]:
    """The same function of a stretch and of its circumstances. It remembers its answers."""
    known = cast(
        "Callable[Concatenate[str, _Circumstances], _Found]", lru_cache(maxsize=_REMEMBERED)(find)
    )

    def found(stretch: str, *args: _Circumstances.args, **more: _Circumstances.kwargs) -> _Found:
        return (known if len(stretch) < _REMEMBERED else find)(stretch, *args, **more)

    return found
