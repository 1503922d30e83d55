"""Whether a candidate is right: differential testing against the baseline."""

from lessonls.adapters.judge.checking.differential import Compare, Examiner, Finding
from lessonls.adapters.judge.checking.equality import Difference
from lessonls.adapters.judge.checking.threads import (
    THREAD_COUNTS,
    TeamExaminer,
    runs_alone,
    starts_team,
)

__all__ = [
    "THREAD_COUNTS",
    "Compare",
    "Difference",
    "Examiner",
    "Finding",
    "TeamExaminer",
    "runs_alone",
    "starts_team",
]
