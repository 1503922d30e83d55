"""`lessonls judge`: one verdict on the user's own rewrite."""

from pathlib import Path
from typing import Annotated

import typer

from lessonls.commands import words
from lessonls.commands.arguments import (
    AliasingOption,
    AllowOption,
    AsJson,
    BuildOption,
    InputsOption,
    ModeOption,
    Place,
    RunOption,
)
from lessonls.commands.console import console, print_json, run, tell_if_busy
from lessonls.commands.permission import services_of
from lessonls.commands.result import print_evidence, say
from lessonls.commands.source import find_target, program_flags, read_candidate, settings_at
from lessonls.composition import Services
from lessonls.core.report import JudgeReport, judge_report
from lessonls.core.target import Mode, Target
from lessonls.core.verdict import VerdictKind

REJECTED = 1


def judge(
    place: Place,
    candidate: Annotated[
        Path, typer.Argument(help="The rewrite: the function alone, or with the code around it.")
    ],
    mode: ModeOption = None,
    aliasing: AliasingOption = None,
    run_command: RunOption = None,
    build_command: BuildOption = None,
    inputs: InputsOption = None,
    allow: AllowOption = False,
    as_json: AsJson = False,
) -> None:
    """Judge your own rewrite of a function. It is compiled, checked and timed against the original.

    Example: lessonls judge src/blur.cpp:blur faster_blur.cpp

    With a program of yours, by what happens in it, on your data:
    lessonls judge src/blur.cpp:blur faster_blur.cpp --build "make" --run "./blur photo.pgm"

    Exit code: 0 correct, 1 rejected, 2 bad usage or input, 3 this machine lacks something.
    """
    settings = settings_at(
        place, mode=mode, aliasing=aliasing, **program_flags(run_command, build_command, inputs)
    )
    services = services_of(settings, allow=allow, ahead=False)
    target = find_target(services.finder, place)
    code = read_candidate(candidate)
    report = run(_judge(services, target, settings.mode, code))
    if as_json:
        print_json(report)
    else:
        _print(report)
    if report.verdict is not VerdictKind.CORRECT:
        raise typer.Exit(REJECTED)


async def _judge(services: Services, target: Target, mode: Mode, code: str) -> JudgeReport:
    tell_if_busy(services.judge)
    async with services.judge.open(target, mode) as bench:
        verdict = await bench.judge(code)
        if verdict.pairs:  # what is the same machine code needs no checks
            verdict = verdict.scored(await bench.mutation_score())
        return judge_report(target, mode, verdict, bench.baseline_seconds)


def _print(report: JudgeReport) -> None:
    screen = console()
    say(screen, (f"{report.target.function}: {words.kind_name(report.verdict)}", "bold"))
    if report.reason:
        say(screen, words.printable(report.reason))
    if report.speedup is not None:
        claim = words.speed(report.speedup, report.interval)
        say(screen, f"{claim}, {report.pairs} pairs")
    print_evidence(screen, report.evidence)
