"""How fast a candidate is: interleaved pairs, and the machine that times them."""

from lessonls.adapters.judge.timing.conclusions import concluded, notes_on
from lessonls.adapters.judge.timing.machine import cpu_name, paired_times, spread, this_machine
from lessonls.adapters.judge.timing.stopwatch import SESSION_SECONDS, Stopwatch

__all__ = [
    "SESSION_SECONDS",
    "Stopwatch",
    "concluded",
    "cpu_name",
    "notes_on",
    "paired_times",
    "spread",
    "this_machine",
]
