"""`lessonls workload`: how the inputs of a function are made."""

from typing import Annotated

import typer

from lessonls.adapters.workload_files import write_workload
from lessonls.commands import words
from lessonls.commands.arguments import AsJson, Place
from lessonls.commands.console import print_json, run, tell_if_busy, warn
from lessonls.commands.source import find_target, settings_at
from lessonls.composition import Services, compose
from lessonls.core.report import workload_report
from lessonls.core.target import Mode, Target
from lessonls.core.workload import Workload


def workload(
    place: Place,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write the workload to .lessonls/workloads, for you to edit."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the inputs that a function is tested and timed on.

    That is the workload in .lessonls/workloads if there is one, else an inferred one.

    Example: lessonls workload src/blur.cpp:blur --write

    Exit code: 0 shown, 2 bad usage or input, 3 this machine lacks something.
    """
    services = compose(settings_at(place), warn, ahead=False)
    target = find_target(services.finder, place)
    found, baseline_seconds = run(_open(services, target))
    report = workload_report(target, found, baseline_seconds)
    if as_json:
        print_json(report)
    else:
        print(words.printable(report.toml), end="")
    if write:
        warn(f"wrote the workload to {write_workload(target, found)}.")


async def _open(services: Services, target: Target) -> tuple[Workload, float]:
    tell_if_busy(services.judge)
    async with services.judge.open(target, Mode.SERIAL) as bench:
        return bench.workload, bench.baseline_seconds
