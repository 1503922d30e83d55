"""Calls of what was built, on inputs that a workload describes, in the sandbox."""

from lessonls.adapters.judge.execution.coverage import Coverage, hits
from lessonls.adapters.judge.execution.executor import (
    Answer,
    EncodedCalls,
    Laboratory,
    Sharing,
    encoded,
)
from lessonls.adapters.judge.execution.inputs import NON_FINITE, Call, Style, join, make, places
from lessonls.adapters.judge.execution.outputs import by_call

__all__ = [
    "NON_FINITE",
    "Answer",
    "Call",
    "Coverage",
    "EncodedCalls",
    "Laboratory",
    "Sharing",
    "Style",
    "by_call",
    "encoded",
    "hits",
    "join",
    "make",
    "places",
]
