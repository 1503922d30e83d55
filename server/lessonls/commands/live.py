"""A run on a terminal: a table of rounds that grows while the team works."""

import time
from collections.abc import Callable, Sequence

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from lessonls.commands import words
from lessonls.core.events import (
    AgentLeft,
    AgentsAtWork,
    BaselineReady,
    CandidateJudged,
    CandidateProposed,
    Confirming,
    Event,
    JudgeBusy,
    Preparing,
    RoundStarted,
    RunStarted,
)
from lessonls.core.lesson import Attempt
from lessonls.core.opening import Opening
from lessonls.core.target import Task
from lessonls.core.verdict import Verdict, VerdictKind


class LiveView:
    """Redraws the run so far in place; leaves the finished table behind."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._began = clock()
        self._events: list[Event] = []
        self._spinner = Spinner("dots")
        self._live = Live(
            get_renderable=self._render,
            console=console,
            transient=True,
            vertical_overflow="ellipsis",
            refresh_per_second=8,
        )

    def __enter__(self) -> "LiveView":
        self._live.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._live.stop()
        if self._events:
            self._console.print(overview(self._events))

    def show(self, event: Event) -> None:
        """Takes the event into the picture."""
        self._events.append(event)
        self._live.refresh()

    def _render(self) -> RenderableType:
        if not self._events:
            return Text()
        self._spinner.update(text=Text(status(self._events, self._clock() - self._began)))
        return Group(overview(self._events), self._spinner)


def overview(events: Sequence[Event]) -> RenderableType:
    """The run so far, without what changes by the second."""
    parts: list[RenderableType] = []
    for event in events:
        if isinstance(event, RunStarted):
            parts.append(_title(event))
        elif isinstance(event, BaselineReady):
            said = words.baseline(event)
            parts.append(Text(f"{said[:1].upper()}{said[1:]}.", style="dim"))
        elif isinstance(event, AgentLeft):
            reason = words.first_line(event.reason, 500)
            parts.append(Text(f"{event.agent} left the team: {reason}", style="yellow"))
    if any(isinstance(event, CandidateJudged) for event in events):
        parts.append(_table(events))
    return Group(*parts)


def status(events: Sequence[Event], elapsed: float) -> str:
    """What is going on now, the best so far, and the time since the start."""
    attempts = [event.attempt for event in events if isinstance(event, CandidateJudged)]
    best = words.best_of(attempts)
    so_far = (
        f"best so far {_measured(best.verdict)} by {best.agent}"
        if best
        else f"no {_task(events).sought} so far"
    )
    at_work = (event for event in reversed(events) if isinstance(event, AgentsAtWork))
    used = next((event.usage.phrase for event in at_work), "")
    parts = [_doing(events), so_far, used, f"{int(elapsed)} s"]
    return " · ".join(part for part in parts if part)


def _doing(events: Sequence[Event]) -> str:
    waiting: list[str] = []
    doing, number = "starting", 0
    for event in events:
        match event:
            case RunStarted():
                doing = Opening.BUILDING.value
            case JudgeBusy():
                doing = words.BUSY
            case Preparing(stage=stage):
                doing = stage.value
            case BaselineReady():
                doing = "briefing the team"
            case RoundStarted(round=number):
                doing, waiting = f"round {number}: the team is at work", []
            case AgentsAtWork(agents=agents):
                doing = f"round {number}: waiting for {', '.join(agents)}"
            case CandidateProposed():
                waiting.append(event.agent)
            case CandidateJudged(attempt=attempt) if attempt.agent in waiting:
                waiting.remove(attempt.agent)
            case Confirming(attempt=attempt):
                again = words.again(attempt.verdict)
                return f"{again} ({attempt.agent}, round {attempt.round})"
            case _:
                pass
    return f"judging {', '.join(waiting)}" if waiting else doing


def _task(events: Sequence[Event]) -> Task:
    """What was asked."""
    started = (event.target.task for event in events if isinstance(event, RunStarted))
    return next(started, Task.OPTIMIZE)


def _title(event: RunStarted) -> Text:
    target = event.target
    return Text.assemble(
        (target.qualified_name, "bold"),
        f" in {target.path.name}, line {target.line} · {event.mode.value} · "
        f"{words.count(event.rounds, 'round')} · {', '.join(event.agents)}",
    )


def _table(events: Sequence[Event]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("round", justify="right")
    table.add_column("agent", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    measured = "speedup" if _task(events) is Task.OPTIMIZE else "tests"
    table.add_column(measured, justify="right", no_wrap=True)
    table.add_column("95% CI", no_wrap=True)
    table.add_column("why", overflow="ellipsis", no_wrap=True, ratio=1)
    attempts = [event.attempt for event in events if isinstance(event, CandidateJudged)]
    best = words.best_of(attempts)
    for attempt in attempts:
        table.add_row(*_row(attempt), style="bold" if attempt is best else "")
    return table


def _row(attempt: Attempt) -> tuple[RenderableType, ...]:
    verdict = attempt.verdict
    style = _style(verdict)
    return (
        str(attempt.round),
        attempt.agent,
        Text(words.kind_name(verdict.kind), style=style),
        Text(_measured(verdict), style=style),
        words.interval(verdict.interval) if verdict.interval else "",
        Text(words.first_line(verdict.reason), style="dim"),
    )


def _measured(verdict: Verdict) -> str:
    return words.factor(verdict.speedup) if verdict.speedup else verdict.measure


def _style(verdict: Verdict) -> str:
    if verdict.kind is not VerdictKind.CORRECT:
        return "red"
    return "green" if verdict.better else ""
