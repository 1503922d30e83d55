"""Records as a campaign leaves them."""

from collections.abc import Callable, Sequence

import pytest

from benchmarks.campaign.record import Record
from lessonls.core.events import CandidateJudged, RunFinished, RunStarted
from lessonls.core.lesson import Attempt
from lessonls.core.report import optimize_report
from lessonls.core.target import Mode
from lessonls.fakes import correct, example_target, rejected

Made = Callable[..., Record]


@pytest.fixture
def made() -> Made:
    """A record of a problem whose candidates had these speedups, None for rejected ones; one a
    round. The best is the answer where it is faster.
    """

    def record(name: str, speedups: Sequence[float | None], repetition: int = 0) -> Record:
        attempts = [
            Attempt(
                agent="a",
                round=number,
                code=f"void f(void) {{{' ' * number}}}",
                verdict=rejected() if speedup is None else correct(speedup),
                elapsed=10.0 * (number + 1),
            )
            for number, speedup in enumerate(speedups)
        ]
        faster = [one for one in attempts if one.verdict.faster]
        best = max(faster, key=lambda one: one.verdict.score, default=None)
        events = [
            RunStarted(target=example_target(), mode=Mode.SERIAL, agents=("a",), rounds=4),
            *(CandidateJudged(attempt=one) for one in attempts),
            RunFinished(
                best=best,
                attempts=tuple(attempts),
                lessons=(),
                baseline_seconds=0.001,
                seconds=50.0,
            ),
        ]
        return Record(
            suite="suite",
            name=name,
            category="scan",
            repetition=repetition,
            report=optimize_report(events),
            judging=40.0,
            seconds=50.0,
        )

    return record
