"""How fast a candidate is: interleaved pairs."""

from lessonls.adapters.judge.timing.conclusions import concluded, notes_on
from lessonls.adapters.judge.timing.stopwatch import SESSION_SECONDS, Stopwatch

__all__ = [
    "SESSION_SECONDS",
    "Stopwatch",
    "concluded",
    "notes_on",
]
