"""Unit tests of a function that is to be implemented, and what came of running them."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

_SEVERAL = 2
"""Candidates from which on a test is suspected that all of them fail."""


class Origin(StrEnum):
    """Who wrote a test."""

    USER = "user"
    COMMENT = "comment"
    TEAM = "team"


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
    """The share of tests that passed, from 0 to 1; 0 without tests."""
    return passed_of(results) / len(results) if results else 0.0


def passed_of(results: Sequence[UnitTestResult]) -> int:
    """How many tests passed."""
    return sum(result.passed for result in results)


def suspected(candidates: Sequence[Sequence[UnitTestResult]]) -> tuple[UnitTest, ...]:
    """Tests by the team that may be wrong: of several candidates that were run, none passes them,
    while some pass others.
    """
    run = [results for results in candidates if results]
    if len(run) < _SEVERAL:
        return ()
    passed = {one.test.code for results in run for one in results if one.passed}
    tests = {one.test.code: one.test for results in run for one in results}
    failed = [one for code, one in tests.items() if code not in passed]
    return tuple(one for one in failed if one.origin is Origin.TEAM) if passed else ()


def share(passed: int, every: int) -> str:
    """How many tests passed: “passes 5 of 6 tests”."""
    return f"passes {passed} of {every} {'test' if every == 1 else 'tests'}"


def described(results: Sequence[UnitTestResult]) -> str:
    """What passed and who wrote it: “passes 6 of 6 tests: 2 of yours, 4 that the team wrote”."""
    said = share(passed_of(results), len(results))
    wrote = {
        Origin.USER: "of yours",
        Origin.COMMENT: "from the comment",
        Origin.TEAM: "that the team wrote",
    }
    counts = {origin: sum(one.test.origin is origin for one in results) for origin in wrote}
    parts = [f"{count} {wrote[origin]}" for origin, count in counts.items() if count]
    return f"{said}: {', '.join(parts)}" if parts else said
