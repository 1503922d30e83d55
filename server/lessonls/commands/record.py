"""`lessonls record`: which calls of a function a program of the user makes."""

from typing import Annotated

import typer

from lessonls.commands.arguments import AllowOption, AsJson, BuildOption, Place
from lessonls.commands.console import console, print_json, run, tell_if_busy
from lessonls.commands.permission import services_of
from lessonls.commands.result import say
from lessonls.commands.source import find_target, program_flags, settings_at
from lessonls.composition import Services
from lessonls.core.errors import InputError
from lessonls.core.program import Inputs
from lessonls.core.report import RecordReport, record_report
from lessonls.core.target import Mode, Target
from lessonls.core.wording import duration


def record(
    place: Place,
    command: Annotated[
        list[str] | None, typer.Argument(help="The program and its arguments, after --.")
    ] = None,
    build: BuildOption = None,
    allow: AllowOption = False,
    as_json: AsJson = False,
) -> None:
    """Show which calls of a function your program makes, and whether they can judge rewrites.

    The program is built and run in a copy of the project, in the sandbox. Without a command it is
    the one of .lessonls/config.toml:

    [program]
    build = "make"
    run = "build/bench --small"

    Example: lessonls record src/blur.cpp:blur --build make -- build/bench --small

    Exit code: 0 they can, 2 bad usage or input, 3 this machine lacks something.
    """
    said = " ".join(command) if command else None
    flags = program_flags(said, build, Inputs.PROGRAM)
    settings = settings_at(place, **flags)
    if settings.program is None:
        raise InputError("give the program after --, or set it in .lessonls/config.toml.")
    services = services_of(settings, allow=allow)
    if services.unpermitted is not None:
        raise InputError("without running that program there is nothing to record: pass --allow.")
    target = find_target(services.finder, place)
    report = run(_recorded(services, target))
    if as_json:
        print_json(report)
        return
    screen = console()
    say(screen, (f"{report.target.function}: {report.calls:,} calls", "bold"))
    say(screen, f"The median call takes {duration(report.baseline_seconds)}.")
    for argument in report.arguments:
        say(screen, str(argument))
    say(screen, f"Rewrites can be tested and timed inside {report.command}.")


async def _recorded(services: Services, target: Target) -> RecordReport:
    tell_if_busy(services.judge)
    async with services.judge.open(target, Mode.SERIAL) as bench:
        return record_report(target, bench.workload, bench.baseline_seconds)
