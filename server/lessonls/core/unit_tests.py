"""Unit tests of a function that is to be implemented, and what came of running them."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Origin(StrEnum):
    """Who wrote a test: the user for this run, somebody for the project or in the comment that says
    what the function does, or the team.
    """

    USER = "user"
    PROJECT = "project"
    COMMENT = "comment"
    TEAM = "team"

    @property
    def weight(self) -> int:
        """What a test counts: the team's may be wrong, others say what is wanted."""
        return 1 if self is Origin.TEAM else 2


class UnitTest(BaseModel):
    """One test: `code` is text in the function's own language that fails an assertion, or ends
    otherwise than by coming to its end, if the function is wrong.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    origin: Origin = Origin.TEAM


class UnitTestResult(BaseModel):
    """What came of one test. `reason` is one sentence where it failed: the assertion, what was
    expected and what came, as far as these are known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    test: UnitTest
    passed: bool
    reason: str = ""


def pass_rate(results: Sequence[UnitTestResult]) -> float:
    """The share of tests that passed, from 0 to 1, by their weights; 0 without tests."""
    every = sum(result.test.origin.weight for result in results)
    passed = sum(result.test.origin.weight for result in results if result.passed)
    return passed / every if every else 0.0


def passed_of(results: Sequence[UnitTestResult]) -> int:
    """How many tests passed."""
    return sum(result.passed for result in results)


def counted(number: int) -> str:
    """A number of tests: “1 test”, “6 tests”."""
    return f"{number} {'test' if number == 1 else 'tests'}"


def share(passed: int, every: int) -> str:
    """How many tests passed: “passes 5 of 6 tests”."""
    return f"passes {passed} of {counted(every)}"


def wrote(results: Sequence[UnitTestResult]) -> list[str]:
    """Who wrote the tests, one phrase each: “2 of yours”, “4 that the team wrote”."""
    authors = {
        Origin.USER: "of yours",
        Origin.PROJECT: "of your project",
        Origin.COMMENT: "from the comment",
        Origin.TEAM: "that the team wrote",
    }
    counts = {origin: sum(one.test.origin is origin for one in results) for origin in authors}
    phrases = [f"{count} {authors[origin]}" for origin, count in counts.items() if count]
    alone = counts[Origin.TEAM] == len(results) > 0
    return [*phrases, "none of them yours"] if alone else phrases


def described(results: Sequence[UnitTestResult]) -> str:
    """What passed and who wrote it: “passes 6 of 6 tests: 2 of yours, 4 that the team wrote”."""
    said = share(passed_of(results), len(results))
    return f"{said}: {', '.join(wrote(results))}" if results else said


def headline(code: str, most: int = 80) -> str:
    """What a test says, on one line."""
    lines = (line for line in code.splitlines() if not line.lstrip().startswith("#"))
    line = " ".join(" ".join(lines).split()).removesuffix(";")
    return line if len(line) <= most else f"{line[: most - 1]}…"
