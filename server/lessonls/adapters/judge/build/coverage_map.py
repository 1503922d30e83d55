"""Which places of a coverage build belong to the target: its blocks, and its comparisons."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lessonls.core.target import Target

COVERED = "baseline_cov.so"
"""The library that says what runs in it."""
COVERED_FROM = 1 << 30
"""Where its code begins. The linker leaves the lines of functions that it drops at addresses from 0
on (ld has no `-z dead-reloc-in-nonalloc`), where they must not be taken for those of others.
"""
_ROW = re.compile(r"\s*([0-9a-f]+)\s+(\w+)\s+(.*):(\d+)")
_BLOCK = "pc"
_CONSTANT = {"const_cmp", "switch"}


@dataclass(frozen=True)
class CoverageMap:
    """Address in the coverage build -> line of the target (counted from 1 in its file).

    `places` are the addresses of all that stands in the same file, helpers and other functions
    included, and `constant` those of comparisons with a constant.
    """

    blocks: Mapping[int, int]
    comparisons: Mapping[int, int]
    places: frozenset[int] = frozenset()
    constant: frozenset[int] = frozenset()

    @property
    def all_lines(self) -> frozenset[int]:
        return frozenset(self.blocks.values())

    def lines(self, reached: Iterable[int]) -> frozenset[int]:
        """The lines of some blocks."""
        return frozenset(self.blocks[place] for place in reached if place in self.blocks)

    def share(self, reached: Iterable[int]) -> float | None:
        """Lines of these blocks / lines with code; None if it is not known which have any, or which
        were reached: a call at least begins.
        """
        lines = self.lines(reached)
        return len(lines) / len(self.all_lines) if lines else None


def coverage_map(places: bytes, target: Target) -> CoverageMap:
    """The map from the `places` of a coverage build, cut to the target's own lines."""
    last = target.line + target.code.count("\n")
    blocks: dict[int, int] = {}
    comparisons: dict[int, int] = {}
    kinds: dict[int, str] = {}
    for row in places.decode("utf-8", "replace").splitlines():
        match = _ROW.match(row)
        if match is None or not match[3].endswith(target.path.name):
            continue
        place = int(match[1], 16) - COVERED_FROM
        kinds[place] = match[2]
        if target.line <= (line := int(match[4])) <= last:
            found = blocks if match[2] == _BLOCK else comparisons
            found[place] = line
    constant = frozenset(place for place, kind in kinds.items() if kind in _CONSTANT)
    return CoverageMap(blocks, comparisons, frozenset(kinds), constant)
