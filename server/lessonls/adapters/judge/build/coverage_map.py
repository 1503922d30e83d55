"""Which lines of the target have code, and where in the build that records what runs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lessonls.core.target import Target

COVERED = "baseline_cov.so"
"""The library with counters."""


@dataclass(frozen=True)
class CoverageMap:
    """Address in the coverage build -> line of the target (counted from 1 in its file)."""

    lines: dict[int, int]

    @property
    def all_lines(self) -> frozenset[int]:
        return frozenset(self.lines.values())

    def share(self, places: Iterable[int]) -> float:
        """Lines of the places / lines with code; 1 where there is nothing to reach."""
        reached = {self.lines[place] for place in places}
        return len(reached) / len(self.all_lines) if self.lines else 1.0


def coverage_map(places: bytes, target: Target) -> CoverageMap:
    """The map from the `places` of a coverage build, cut to the target's own lines."""
    last = target.line + target.code.count("\n")
    lines: dict[int, int] = {}
    for row in places.decode("utf-8", "replace").splitlines():
        match = re.match(r"\s*([0-9a-f]+)\s+(.*):(\d+)", row)
        if match and match[2].endswith(target.path.name) and target.line <= int(match[3]) <= last:
            lines[int(match[1], 16)] = int(match[3])
    return CoverageMap(lines)
