"""`lessonls optimize`: a whole run on one function."""

from contextlib import AbstractContextManager, aclosing, nullcontext
from typing import Annotated

import typer

from lessonls.commands import source
from lessonls.commands.arguments import AliasingOption, AsJson, ModeOption, Place
from lessonls.commands.console import console, print_json, run, warn
from lessonls.commands.live import LiveView
from lessonls.commands.plain import PlainView
from lessonls.commands.result import print_result
from lessonls.composition import Services, compose
from lessonls.config import Settings
from lessonls.core.events import Event
from lessonls.core.report import optimize_report
from lessonls.core.target import Aliasing, Mode, Target
from lessonls.loop import optimize as events_of

NOTHING_FASTER = 1
View = LiveView | PlainView


def optimize(
    place: Place,
    mode: ModeOption = Mode.SERIAL,
    rounds: Annotated[int | None, typer.Option(min=1, help="Rounds of the team.")] = None,
    lessons: Annotated[int | None, typer.Option(min=0, help="Lessons a round selects.")] = None,
    seconds: Annotated[
        float | None, typer.Option(min=1, help="Start nothing new after this time.")
    ] = None,
    team: Annotated[str | None, typer.Option(help="The team, such as builtin.")] = None,
    seed: Annotated[
        int | None, typer.Option(help="Where agents choose, they choose by it.")
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write the rewrite into the file when it is faster.")
    ] = False,
    aliasing: AliasingOption = Aliasing.CONDITION,
    as_json: AsJson = False,
) -> None:
    """Look for a faster version of a function. Every claim is checked and measured.

    Example: lessonls optimize src/blur.cpp:blur --mode openmp

    Exit code: 0 faster and verified, 1 nothing faster, 2 bad usage or input, 3 this machine
    lacks something, 130 cancelled.
    """
    chosen = {
        "rounds": rounds,
        "lessons": lessons,
        "seconds": seconds,
        "team": team,
        "seed": seed,
        "aliasing": aliasing,
    }
    settings = Settings.load({name: v for name, v in chosen.items() if v is not None})
    services = compose(settings, warn)
    target = source.find_target(services.finder, place)
    report = optimize_report(run(follow(services, target, mode, None if as_json else _view())))
    if as_json:
        print_json(report)
    else:
        print_result(console(), report)
    if report.best is None:
        raise typer.Exit(NOTHING_FASTER)
    if apply:
        source.apply(target, report.best.code)
        if not as_json:
            console().print(f"{target.path} now has it.")


def _view() -> View:
    screen = console()
    return LiveView(screen) if screen.is_terminal else PlainView(screen.file)


async def follow(services: Services, target: Target, mode: Mode, view: View | None) -> list[Event]:
    """All events of a run, from its start to its end; the view shows each as it happens."""
    events: list[Event] = []
    running = events_of(
        target,
        mode,
        team=services.team_for(mode),
        judge=services.judge,
        bank=services.bank,
        embedder=services.embedder,
        options=services.options,
    )
    shown: AbstractContextManager[View | None] = view or nullcontext()
    # Closing the events closes the judge's bench, and with it every process of the run.
    with shown:
        async with aclosing(running):
            async for event in running:
                events.append(event)
                if view is not None:
                    view.show(event)
    return events
