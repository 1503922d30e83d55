"""The stages in which a target is prepared for judging, in the words in which they are shown."""

from collections.abc import Callable
from enum import StrEnum


class Opening(StrEnum):
    """The work before the first candidate can be judged."""

    BUILDING = "building the original"
    INPUTS = "looking for inputs"
    CHECKS = "choosing inputs for checks"
    TIMING = "timing the original"
    PROGRAM = "building the program"
    CALLS = "looking at the program's calls"
    ASKING = "asking a model for inputs"  # then all of it once more
    TESTS = "asking a model for unit tests"

    @property
    def advice(self) -> str:
        """What helps if this takes too long."""
        match self:
            case Opening.BUILDING:
                return "include fewer headers in the file, or move the function to a separate file"
            case Opening.INPUTS:
                return "describe the inputs in a file in .lessonls/workloads (docs/judging.md)"
            case Opening.PROGRAM:
                return "build the program once before, or only the part of it that is run"
            case Opening.CALLS:
                return "use a smaller input"
            case Opening.ASKING:
                return "use a team without models"
            case Opening.TESTS:
                return "write the unit tests yourself"
            case Opening.CHECKS:
                return "write a workload file, with larger minimum sizes or other values"
            case Opening.TIMING:
                return "write a workload file with smaller timing sizes"


WITH_INPUTS = (Opening.BUILDING, Opening.INPUTS, Opening.CHECKS, Opening.TIMING)
"""The stages in their order, with generated inputs."""
IN_PROGRAM = (Opening.PROGRAM, Opening.CALLS)
"""The stages with the user's own program."""

Tell = Callable[[Opening], None]
"""Hears of every stage when it begins."""


def nobody(_: Opening) -> None:
    """Is told."""
