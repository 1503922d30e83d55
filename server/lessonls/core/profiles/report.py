"""What `lessonls hot --json` prints; `schema_version` grows as that of other reports."""

import math
import shlex
from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lessonls.core.profiles.matching import HotFunction


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class HotFunctionReport(_Report):
    """A function that can be optimized.

    `share` is its part of the program's time, from 0 to 1; when `ambiguous`, some of it may be
    another function's of that name. `gain` is how many times faster the program gets when the
    function becomes 2x faster, `limit` however fast it gets; None is without limit.
    """

    file: str
    line: int
    function: str
    share: float
    ambiguous: bool
    gain: float
    limit: float | None
    command: str


class OtherReport(_Report):
    """What takes time as well and cannot be optimized, by the name that the profiler gives."""

    function: str
    share: float
    reason: str


class HotReport(_Report):
    """The hottest functions first; `tool` is what wrote the profile."""

    schema_version: Literal[1] = 1
    profile: str
    tool: str
    functions: tuple[HotFunctionReport, ...]
    others: tuple[OtherReport, ...]


def hot_report(
    profile: str,
    tool: str,
    functions: Sequence[HotFunction],
    others: Sequence[OtherReport],
    flags: Sequence[str] = (),
) -> HotReport:
    """The report on these functions, in their order; `flags` go with what is to be typed."""
    return HotReport(
        profile=profile,
        tool=tool,
        functions=tuple(_function(one, flags) for one in functions),
        others=tuple(others),
    )


def _function(hot: HotFunction, flags: Sequence[str]) -> HotFunctionReport:
    target = hot.target
    place = f"{target.path}:{target.line}"
    return HotFunctionReport(
        file=str(target.path),
        line=target.line,
        function=target.qualified_name,
        share=hot.share,
        ambiguous=hot.ambiguous,
        gain=hot.gain,
        limit=hot.limit if math.isfinite(hot.limit) else None,
        command=shlex.join(["lessonls", "optimize", place, *flags]),
    )
