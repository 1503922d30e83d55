"""What somebody has to know who writes inputs or unit tests for a function."""

from dataclasses import dataclass

from lessonls.core.target import Target
from lessonls.core.unit_tests import UnitTest


@dataclass(frozen=True)
class Need:
    """A function for which no inputs were found, and why. `declared` is what its file and the
    project's headers say of the names that it uses, `callers` are functions of the project that
    call it. `tried` is a generator that `failure` is about, empty before there is one.
    """

    target: Target
    failure: str
    declared: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    tried: str = ""


@dataclass(frozen=True)
class UnitTestNeed:
    """A function that is to be implemented, for which at most `most` unit tests are wanted beside
    those that are `given`.
    """

    target: Target
    most: int
    given: tuple[UnitTest, ...] = ()
