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


class ProgramCalls(BaseModel):
    """The calls of a function that a program makes, and how many of them were looked at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    calls: int
    compared: int
    seconds: float
    """Of a call of the original, the median."""
