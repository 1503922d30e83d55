"""Whether a candidate is right: gates, most of which compare it with the baseline."""

from lessonls.adapters.judge.checking.candidate import Candidate, Equipment
from lessonls.adapters.judge.checking.differential import Compare, Examiner
from lessonls.adapters.judge.checking.equality import Difference
from lessonls.adapters.judge.checking.finding import Finding
from lessonls.adapters.judge.checking.gates import UNCHANGED, examined
from lessonls.adapters.judge.checking.mutation import MutationTester
from lessonls.adapters.judge.checking.portability import Portability
from lessonls.adapters.judge.checking.threads import (
    THREAD_COUNTS,
    TeamExaminer,
    cold_build,
    race_build,
    runs_alone,
)

__all__ = [
    "THREAD_COUNTS",
    "UNCHANGED",
    "Candidate",
    "Compare",
    "Difference",
    "Equipment",
    "Examiner",
    "Finding",
    "MutationTester",
    "Portability",
    "TeamExaminer",
    "cold_build",
    "examined",
    "race_build",
    "runs_alone",
]
