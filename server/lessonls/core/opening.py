"""The stages in which a target is prepared for judging, in the words in which they are shown."""

from collections.abc import Callable
from enum import StrEnum


class Opening(StrEnum):
    """What is done before the first candidate can be judged."""

    BUILDING = "building the original"
    INPUTS = "looking for inputs"
    CHECKS = "choosing inputs for checks"
    TIMING = "timing the original"
    PROGRAM = "building the program"
    CALLS = "looking at the program's calls"
    ASKING = "asking a model for inputs"  # then all of it once more

    @property
    def advice(self) -> str:
        """What helps where this takes too long."""
        match self:
            case Opening.BUILDING:
                return "include less in the file, or put the function into a file of its own"
            case Opening.INPUTS:
                return "write a workload file by hand"
            case Opening.PROGRAM:
                return "build the program once before, or only the part of it that is run"
            case Opening.CALLS:
                return "give the program less to do"
            case Opening.ASKING:
                return "take a team without models"
            case Opening.CHECKS:
                return "write a workload file, with larger minimum sizes or other values"
            case Opening.TIMING:
                return "write a workload file with smaller timing sizes"


Tell = Callable[[Opening], None]
"""Hears of every stage when it begins."""


def nobody(_: Opening) -> None:
    """Is told."""
