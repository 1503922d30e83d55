"""One finished problem of a campaign, and the few numbers that every table is made of."""

import re
from collections.abc import Sequence
from itertools import accumulate

from pydantic import BaseModel, ConfigDict

from benchmarks.generation.grades import Grades
from lessonls.core.report import CandidateReport, OptimizeReport
from lessonls.core.verdict import VerdictKind

CLAMP = 1.0
"""What failures and slowdowns count as: nobody has to take them (LessonL, section 4)."""


class Record(BaseModel):
    """What a strategy made of one problem in one repetition.

    `report` is the whole run; it is missing where `problem` says why there was none, and `again`
    is set where another time may do: the machine or a model failed, not the function. `judging`
    is how many seconds the judge was at work, `asking` how many a model was asked, `seconds` how
    long all took, `where` the machine. `grades` are of functions that were to be written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    suite: str
    name: str
    category: str
    repetition: int
    report: OptimizeReport | None = None
    problem: str = ""
    again: bool = False
    grades: Grades | None = None
    judging: float = 0.0
    asking: float = 0.0
    seconds: float = 0.0
    where: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """Which place of its campaign it fills."""
        return self.suite, self.name, self.repetition

    @property
    def file(self) -> str:
        """What its files are called, without an ending."""
        return file_name(self.suite, self.name, self.repetition)

    @property
    def candidates(self) -> Sequence[CandidateReport]:
        """Every rewrite that was judged, in order."""
        return () if self.report is None else self.report.candidates

    @property
    def compiled(self) -> bool:
        """Whether some rewrite did."""
        return any(one.verdict is not VerdictKind.NOT_COMPILABLE for one in self.candidates)

    @property
    def correct(self) -> bool:
        """Whether some rewrite was."""
        return any(one.verdict is VerdictKind.CORRECT for one in self.candidates)

    @property
    def speedup(self) -> float:
        """The confirmed one of the answer; 1 where nothing is faster."""
        best = None if self.report is None else self.report.best
        return CLAMP if best is None else max(best.speedup or CLAMP, CLAMP)

    @property
    def unclamped(self) -> float | None:
        """Of the answer, else of the fastest correct rewrite, also where that is slower than the
        original; None if none was correct.
        """
        if self.report is not None and self.report.best is not None:
            return self.report.best.speedup
        return max(_measured(self.candidates), default=None)

    @property
    def interval(self) -> tuple[float, float]:
        """The answer's; from 1 to 1 where nothing is faster."""
        best = None if self.report is None else self.report.best
        return (CLAMP, CLAMP) if best is None or best.interval is None else best.interval

    @property
    def until_best(self) -> float:
        """Seconds until the answer's verdict was known; of the whole run if there is none."""
        if self.report is None or self.report.best is None:
            return self.seconds
        code = self.report.best.code
        when = [one.elapsed for one in self.candidates if one.code == code]
        return min(when, default=self.seconds)

    def by_round(self, rounds: int) -> list[float]:
        """The best speedup after each of so many rounds, by first sessions, never below 1."""
        best = [CLAMP] * rounds
        for one in self.candidates:
            if one.verdict is VerdictKind.CORRECT and one.speedup is not None:
                best[one.round] = max(best[one.round], one.speedup)
        return list(accumulate(best, max))

    def outcomes(self) -> list[float]:
        """The clamped speedup of each candidate: what best-of-n draws from."""
        measured = (one.speedup for one in self.candidates)
        correct = (one.verdict is VerdictKind.CORRECT for one in self.candidates)
        return [
            max(speedup, CLAMP) if yes and speedup is not None else CLAMP
            for speedup, yes in zip(measured, correct, strict=True)
        ]


def file_name(suite: str, name: str, repetition: int) -> str:
    """What the files of a problem and repetition are called, on any file system."""
    return re.sub(r"[^\w.-]", "_", f"{suite}.{name}.{repetition}")


def _measured(candidates: Sequence[CandidateReport]) -> list[float]:
    return [
        one.speedup
        for one in candidates
        if one.verdict is VerdictKind.CORRECT and one.speedup is not None
    ]
