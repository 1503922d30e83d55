"""What a run's candidates were worth: by the tests that it had, and by those that nobody had."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict


class Mark(BaseModel):
    """A candidate. `passed` are the unit tests of the run that it passes, `right` those of them
    that a right solution passes, too, if one is known. `base` and `plus` say whether it passes the
    hidden tests, where these were asked; plus means both.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: str
    round: int
    code: str
    passed: int
    right: int | None = None
    base: bool | None = None
    plus: bool | None = None


class Grades(BaseModel):
    """The candidates of a run, in order. Of its `tests` a right solution fails the `wrong` ones,
    None if none is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    marks: tuple[Mark, ...]
    tests: int
    wrong: int | None = None

    @property
    def answer(self) -> Mark | None:
        """What is submitted: the candidate that passes most tests, the earliest of equals."""
        return best(self.marks)

    @property
    def base(self) -> bool:
        """Whether the answer passes the hidden tests."""
        return self.answer is not None and bool(self.answer.base)

    @property
    def plus(self) -> bool | None:
        """Whether it passes more of them; None where there are no more."""
        return None if self.answer is None else self.answer.plus

    @property
    def decided(self) -> bool:
        """Whether wrong tests made the difference: the answer by the right ones alone would have
        another score.
        """
        other = by_right(self.marks)
        return other is not None and bool(other.base) != self.base

    def answers(self, rounds: int) -> Sequence[Mark | None]:
        """What would have been submitted after each of so many rounds."""
        return [best(self.until(round_)) for round_ in range(rounds)]

    def until(self, round_: int) -> Sequence[Mark]:
        """The candidates up to a round."""
        return [one for one in self.marks if one.round <= round_]


def best(marks: Iterable[Mark]) -> Mark | None:
    """The one that passes most tests, the earliest of equals."""
    return max(marks, key=lambda mark: mark.passed, default=None)


def by_right(marks: Iterable[Mark]) -> Mark | None:
    """The one that passes most right tests; None where nobody knows which are right."""
    known = [mark for mark in marks if mark.right is not None]
    return max(known, key=lambda mark: mark.right or 0, default=None)
