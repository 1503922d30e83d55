"""Following a run to its end, and what a command does then."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext

import typer

from lessonls.commands import source
from lessonls.commands.console import console, print_json
from lessonls.commands.live import LiveView
from lessonls.commands.plain import PlainView
from lessonls.commands.result import print_result
from lessonls.core.events import Event
from lessonls.core.report import optimize_report
from lessonls.core.target import Target
from lessonls.finishing import formatted
from lessonls.ports import Formatter

NOTHING_BETTER = 1
"""The exit code of a run that found nothing."""
View = LiveView | PlainView
Running = AbstractAsyncContextManager[AsyncGenerator[Event]]


def view_of_console() -> View:
    """How a run is shown there."""
    screen = console()
    return LiveView(screen) if screen.is_terminal else PlainView(screen.file)


async def finished(
    running: Running, target: Target, formatter: Formatter, view: View | None
) -> list[Event]:
    """All events of a run; what it found is in them as it goes into the file."""
    return await formatted(await follow(running, view), target, formatter)


async def follow(running: Running, view: View | None) -> list[Event]:
    """All events of a run, from its start to its end; the view shows each as it happens."""
    events: list[Event] = []
    with view or nullcontext():
        async with running as happening:
            async for event in happening:
                events.append(event)
                if view is not None:
                    view.show(event)
    return events


def conclude(events: Sequence[Event], target: Target, *, apply: bool, as_json: bool) -> None:
    """Prints what a run found, and writes it into the file; exits with 1 if it found nothing."""
    report = optimize_report(events)
    if as_json:
        print_json(report)
    else:
        print_result(console(), report)
    if report.best is None:
        raise typer.Exit(NOTHING_BETTER)
    if apply:
        source.apply(target, report.best.code)
        if not as_json:
            console().print(f"Applied the {target.task.result} to {target.path}.")
