"""`lessonls optimize`: a whole run on one function."""

from contextlib import nullcontext
from typing import Annotated

import typer

from lessonls.commands import source
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
from lessonls.commands.console import console, print_json, run
from lessonls.commands.dry_run import print_prompts
from lessonls.commands.live import LiveView
from lessonls.commands.permission import services_of
from lessonls.commands.plain import PlainView
from lessonls.commands.result import print_result
from lessonls.composition import Services
from lessonls.core.events import Event
from lessonls.core.report import optimize_report
from lessonls.core.target import Mode, Target
from lessonls.finishing import formatted

NOTHING_FASTER = 1
View = LiveView | PlainView


def optimize(
    place: Place,
    mode: ModeOption = None,
    rounds: Annotated[int | None, typer.Option(min=1, help="Number of rounds.")] = None,
    lessons: Annotated[
        int | None, typer.Option(min=0, help="Number of lessons passed to each round.")
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(min=1, help="Time limit in seconds; work in progress still finishes."),
    ] = None,
    requests: Annotated[
        int | None, typer.Option(min=1, help="Send models at most this many requests.")
    ] = None,
    tokens: Annotated[
        int | None,
        typer.Option(min=1, help="Stop sending requests to models after this many tokens."),
    ] = None,
    cost: Annotated[
        float | None,
        typer.Option(min=0, help="Stop sending requests to models once they have cost this much."),
    ] = None,
    team: Annotated[
        str | None, typer.Option(help="Team to use: builtin, or one defined in config.toml.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Random seed.")] = None,
    cache: Annotated[
        bool | None, typer.Option("--cache", help="Reuse earlier answers of models.")
    ] = None,
    repair: Annotated[
        bool | None,
        typer.Option(help="Let the author fix a rewrite that does not compile, once."),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the rewrite to the file if it is faster.")
    ] = False,
    aliasing: AliasingOption = None,
    run_command: RunOption = None,
    build_command: BuildOption = None,
    inputs: InputsOption = None,
    allow: AllowOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the first prompts without sending them.")
    ] = False,
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
    view = None if as_json else _view()
    report = optimize_report(run(_finished(services, target, settings.mode, view)))
    if as_json:
        print_json(report)
    else:
        print_result(console(), report)
    if report.best is None:
        raise typer.Exit(NOTHING_FASTER)
    if apply:
        source.apply(target, report.best.code)
        if not as_json:
            console().print(f"Applied the rewrite to {target.path}.")


def _view() -> View:
    screen = console()
    return LiveView(screen) if screen.is_terminal else PlainView(screen.file)


async def _finished(
    services: Services, target: Target, mode: Mode, view: View | None
) -> list[Event]:
    """All events of a run; what it found is in them as it goes into the file."""
    return await formatted(await follow(services, target, mode, view), target, services.formatter)


async def follow(services: Services, target: Target, mode: Mode, view: View | None) -> list[Event]:
    """All events of a run, from its start to its end; the view shows each as it happens."""
    events: list[Event] = []
    with view or nullcontext():
        async with services.running(target, mode) as running:
            async for event in running:
                events.append(event)
                if view is not None:
                    view.show(event)
    return events
