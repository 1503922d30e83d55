"""`lessonls optimize`: a whole run on one function."""

from typing import Annotated

import typer

from lessonls.commands import source
from lessonls.commands.arguments import (
    AliasingOption,
    AllowOption,
    AsJson,
    BuildOption,
    CacheOption,
    CostOption,
    DryRunOption,
    InputsOption,
    LessonsOption,
    ModeOption,
    Place,
    RepairOption,
    RequestsOption,
    RoundsOption,
    RunOption,
    SecondsOption,
    SeedOption,
    TeamOption,
    TokensOption,
)
from lessonls.commands.console import run
from lessonls.commands.dry_run import print_prompts
from lessonls.commands.following import conclude, finished, view_of_console
from lessonls.commands.permission import services_of


def optimize(
    place: Place,
    mode: ModeOption = None,
    rounds: RoundsOption = None,
    lessons: LessonsOption = None,
    seconds: SecondsOption = None,
    requests: RequestsOption = None,
    tokens: TokensOption = None,
    cost: CostOption = None,
    team: TeamOption = None,
    seed: SeedOption = None,
    cache: CacheOption = None,
    repair: RepairOption = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the rewrite to the file if it is faster.")
    ] = False,
    aliasing: AliasingOption = None,
    run_command: RunOption = None,
    build_command: BuildOption = None,
    inputs: InputsOption = None,
    allow: AllowOption = False,
    dry_run: DryRunOption = False,
    as_json: AsJson = False,
) -> None:
    """Look for a faster version of a function. Every claim is checked and measured.

    Example: lessonls optimize src/blur.cpp:blur --mode openmp

    Inside your own program, on your data:
    lessonls optimize src/blur.cpp:blur --build "make" --run "./blur photo.pgm"

    Exit code: 0 faster and verified, 1 no faster version, 2 bad usage or input, 3 something
    is missing on this machine, 130 cancelled.
    """
    settings = source.settings_at(
        place,
        mode=mode,
        rounds=rounds,
        lessons=lessons,
        seconds=seconds,
        requests=requests,
        tokens=tokens,
        cost=cost,
        team=team,
        seed=seed,
        cache=cache,
        repair=repair,
        aliasing=aliasing,
        **source.program_flags(run_command, build_command, inputs),
    )
    services = services_of(settings, allow=allow)
    target = source.find_target(services.finder, place)
    if dry_run:
        print_prompts(settings, target)
        return
    view = None if as_json else view_of_console()
    events = run(
        finished(services.running(target, settings.mode), target, services.formatter, view)
    )
    conclude(events, target, apply=apply, as_json=as_json)
