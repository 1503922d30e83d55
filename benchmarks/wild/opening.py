"""The process that opens one function: python -m benchmarks.wild.opening FILE:LINE

It does what `lessonls optimize` does until its first round, with the same parts, and tells on
standard output how far it came: a JSON object a line, the last one is the answer.
"""

import sys
import time

import typer
from pydantic import BaseModel

from lessonls.commands.console import run, warn
from lessonls.commands.source import find_target, settings_at
from lessonls.composition import compose
from lessonls.core.errors import LessonlsError
from lessonls.core.target import Mode, Target
from lessonls.ports import Judge


class Said(BaseModel):
    """One line. `found` is the function at the place; `error` the class of one of our errors."""

    seconds: float
    found: str = ""
    opened: bool = False
    error: str = ""
    sentence: str = ""
    line_coverage: float | None = None
    baseline_seconds: float | None = None


def main(place: str) -> None:
    """Opens the function at that place, and says what came of it."""
    started = time.perf_counter()
    try:
        settings = settings_at(place)
        services = compose(settings, warn)
        target = find_target(services.finder, place)
        _say(Said(seconds=time.perf_counter() - started, found=target.name))
        run(_open(services.judge, target, settings.mode, started))
    except LessonlsError as error:
        seconds, kind = time.perf_counter() - started, type(error).__name__
        _say(Said(seconds=seconds, error=kind, sentence=" ".join(str(error).split())))


async def _open(judge: Judge, target: Target, mode: Mode, started: float) -> None:
    async with judge.open(target, mode) as bench:
        _say(
            Said(
                seconds=time.perf_counter() - started,
                opened=True,
                line_coverage=bench.workload.line_coverage,
                baseline_seconds=bench.baseline_seconds,
            )
        )


def _say(said: Said) -> None:
    typer.echo(said.model_dump_json())
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
