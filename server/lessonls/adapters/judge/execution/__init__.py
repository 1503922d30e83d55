"""Calls of what was built, on inputs that a workload describes, in the sandbox."""

from lessonls.adapters.judge.execution.coverage import (
    Comparison,
    Coverage,
    Outcome,
    Trace,
    hits,
    place_of,
    traced,
)
from lessonls.adapters.judge.execution.executor import (
    SANITIZER_SETTINGS,
    Answer,
    EncodedCalls,
    Laboratory,
    Sharing,
    encoded,
)
from lessonls.adapters.judge.execution.faults import describe_fault
from lessonls.adapters.judge.execution.inputs import Call, Make, join, make, places, pointers
from lessonls.adapters.judge.execution.outputs import by_call
from lessonls.adapters.judge.execution.singles import fits, singled, with_one_object
from lessonls.adapters.judge.execution.sources import CallerSource, GeneratorSource
from lessonls.adapters.judge.execution.styles import AWKWARD, Style

__all__ = [
    "AWKWARD",
    "SANITIZER_SETTINGS",
    "Answer",
    "Call",
    "CallerSource",
    "Comparison",
    "Coverage",
    "EncodedCalls",
    "GeneratorSource",
    "Laboratory",
    "Make",
    "Outcome",
    "Sharing",
    "Style",
    "Trace",
    "by_call",
    "describe_fault",
    "encoded",
    "fits",
    "hits",
    "join",
    "make",
    "place_of",
    "places",
    "pointers",
    "singled",
    "traced",
    "with_one_object",
]
