"""The user's own program, in which rewrites are judged by what happens there."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Inputs(StrEnum):
    """Whose inputs decide on a rewrite: those that are made up, and only where none can be made
    those of the program; the program's alone; or both.
    """

    MADE = "made"
    PROGRAM = "program"
    BOTH = "both"


class Program(BaseModel):
    """Commands of the shell, which run in a copy of the project's folder `root`: one that builds
    it again after a source has changed, and one that runs it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    build: str = ""
    run: str
    root: Path | None = None


class Seen(BaseModel):
    """The values of an argument in the calls that were looked at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    least: float
    median: float
    most: float

    def __str__(self) -> str:
        """`n: 1 to 4,096, median 512`."""
        if self.least == self.most:
            return f"{self.name}: {self.least:,.10g} in all calls that were looked at"
        return f"{self.name}: {self.least:,.10g} to {self.most:,.10g}, median {self.median:,.10g}"


class ProgramCalls(BaseModel):
    """The calls of a function that a program makes, and how many of them were looked at. Of its
    arguments that are numbers the values are known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    calls: int
    compared: int
    seconds: float
    """Of a call of the original, the median."""
    arguments: tuple[Seen, ...] = ()
