"""The process that opens one function: python -m benchmarks.wild.opening FILE:LINE ROUNDS SECONDS

It does what `lessonls optimize` does, with the same parts and an empty bank, and tells on standard
output how far it came: a JSON object a line, the last one is the answer. With 0 rounds it stops
before the first one. SECONDS is what `lessonls optimize` gets as `--seconds`.
"""

import os
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace

import typer
from pydantic import BaseModel

from benchmarks.footprint import processor_seconds
from lessonls.commands.console import run, warn
from lessonls.commands.source import find_target, settings_at
from lessonls.composition import compose
from lessonls.core.errors import LessonlsError
from lessonls.core.events import BaselineReady, Event, RunFinished
from lessonls.core.target import Mode, Target
from lessonls.fakes import MemoryBank
from lessonls.ports import Judge


class Said(BaseModel):
    """One line. `found` is the function at the place; `error` the class of one of our errors;
    `speedup` what a finished run confirmed, 1 if it found nothing.
    """

    seconds: float = 0.0
    processor_seconds: float = 0.0
    found: str = ""
    opened: bool = False
    error: str = ""
    sentence: str = ""
    line_coverage: float | None = None
    baseline_seconds: float | None = None
    speedup: float | None = None


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


def main(place: str, rounds: int, limit: float) -> None:
    """Opens the function at that place, optimizes it if there are rounds, and says what came."""
    watch = _Watch()
    try:
        settings = settings_at(place, rounds=rounds or None, seconds=limit)
        services = replace(compose(settings, warn), bank=MemoryBank())
        target = find_target(services.finder, place)
        watch.say(Said(found=target.name))
        if rounds:
            run(_optimize(services.running(target, settings.mode), watch))
        else:
            run(_open(services.judge, target, settings.mode, watch))
    except LessonlsError as error:
        sentence = " ".join(str(error).split())
        watch.say(Said(error=type(error).__name__, sentence=sentence))


async def _open(judge: Judge, target: Target, mode: Mode, watch: _Watch) -> None:
    async with judge.open(target, mode) as bench:
        coverage, seconds = bench.workload.line_coverage, bench.baseline_seconds
        watch.say(Said(opened=True, line_coverage=coverage, baseline_seconds=seconds))


async def _optimize(
    running: AbstractAsyncContextManager[AsyncGenerator[Event]], watch: _Watch
) -> None:
    said = Said(opened=True)
    async with running as events:
        async for event in events:
            match event:
                case BaselineReady():
                    coverage, seconds = event.workload.line_coverage, event.baseline_seconds
                    update = {"line_coverage": coverage, "baseline_seconds": seconds}
                    said = said.model_copy(update=update)
                    watch.say(said)
                case RunFinished():
                    speedup = event.best.verdict.speedup if event.best else 1.0
                    watch.say(said.model_copy(update={"speedup": speedup}))
                case _:
                    pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
