"""`lessonls implement`: the body of a function that is only declared or empty."""

from pathlib import Path
from typing import Annotated

import typer

from lessonls.adapters.unit_test_files import unit_tests_in
from lessonls.commands import source
from lessonls.commands.arguments import (
    AsJson,
    CacheOption,
    CostOption,
    DryRunOption,
    LessonsOption,
    Place,
    RepairOption,
    RequestsOption,
    RoundsOption,
    SecondsOption,
    SeedOption,
    TeamOption,
    TokensOption,
)
from lessonls.commands.console import run, warn
from lessonls.commands.dry_run import print_prompts
from lessonls.commands.following import conclude, finished, view_of_console
from lessonls.composition import compose
from lessonls.core.target import Mode, Task


def implement(
    place: Place,
    tests: Annotated[
        Path | None,
        typer.Option(help="File with your unit tests: asserts that call the function."),
    ] = None,
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
        bool, typer.Option("--apply", help="Write the function to the file if it passes all tests.")
    ] = False,
    dry_run: DryRunOption = False,
    as_json: AsJson = False,
) -> None:
    """Write a function that is only declared or empty, from the comment that says what it does.

    The team needs a model. It writes unit tests first, beside yours and the examples in the
    comment; an implementation has to pass all of them, each in a sandbox, and under sanitizers.

    Example: lessonls implement src/text.c:trim --tests tests/trim.c --apply

    Exit code: 0 passes all tests, 1 no implementation found, 2 bad usage or input, 3 something is
    missing on this machine, 130 cancelled.
    """
    settings = source.settings_at(
        place,
        mode=Mode.SERIAL,
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
    )
    services = compose(settings, warn)
    target = source.find_target(services.finder, place, Task.IMPLEMENT)
    given = unit_tests_in(tests, source.read_source(tests).text, target) if tests else ()
    if dry_run:
        print_prompts(settings, target, given)
        return
    view = None if as_json else view_of_console()
    running = services.running(target, settings.mode, given)
    events = run(finished(running, target, services.formatter, view))
    conclude(events, target, apply=apply, as_json=as_json)
