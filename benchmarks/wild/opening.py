"""The process that opens one function: python -m benchmarks.wild.opening FILE:LINE

It does what `lessonls optimize` does until its first round, with the same parts, and tells on
standard output how far it came: a JSON object a line, the last one is the answer.
"""

import os
import sys
import time
from dataclasses import dataclass, field

import typer
from pydantic import BaseModel

from benchmarks.footprint import processor_seconds
from lessonls.commands.console import run, warn
from lessonls.commands.source import find_target, settings_at
from lessonls.composition import compose
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode, Target
from lessonls.ports import Judge


class Said(BaseModel):
    """One line. `found` is the function at the place; `error` the class of one of our errors."""

    seconds: float = 0.0
    processor_seconds: float = 0.0
    found: str = ""
    opened: bool = False
    error: str = ""
    sentence: str = ""
    line_coverage: float | None = None
    baseline_seconds: float | None = None


@dataclass
class _Watch:
    """What has passed since it was made: on the clock, and on processors that worked for us."""

    _clock: float = field(default_factory=time.perf_counter)
    _processor: float = field(default_factory=lambda: processor_seconds(os.getpid()))

    def say(self, said: Said) -> None:
        """Prints one line, with both times."""
        times = {
            "seconds": time.perf_counter() - self._clock,
            "processor_seconds": processor_seconds(os.getpid()) - self._processor,
        }
        typer.echo(said.model_copy(update=times).model_dump_json())
        sys.stdout.flush()


def main(place: str) -> None:
    """Opens the function at that place, and says what came of it."""
    watch = _Watch()
    try:
        settings = settings_at(place)
        services = compose(settings, warn)
        target = find_target(services.finder, place)
        watch.say(Said(found=target.name))
        run(_open(services.judge, target, settings.mode, watch))
    except LessonlsError as error:
        sentence = " ".join(str(error).split())
        watch.say(Said(error=type(error).__name__, sentence=sentence))


async def _open(judge: Judge, target: Target, mode: Mode, watch: _Watch) -> None:
    async with judge.open(target, mode) as bench:
        coverage, seconds = bench.workload.line_coverage, bench.baseline_seconds
        watch.say(Said(opened=True, line_coverage=coverage, baseline_seconds=seconds))


if __name__ == "__main__":
    main(sys.argv[1])
