"""A run as plain lines, for pipes, logs and terminals that cannot redraw."""

from typing import IO

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
    LessonBanked,
    Preparing,
    RoundStarted,
    RunFinished,
    RunStarted,
)


class PlainView:
    """Prints one line per event, as it happens."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out

    def __enter__(self) -> "PlainView":
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def show(self, event: Event) -> None:
        """Prints the event's line."""
        text = line(event)
        if text:
            print(text, file=self._out, flush=True)


def line(event: Event) -> str:
    """The line for an event; empty for what is of no interest on its own."""
    match event:
        case RunStarted(target=target):
            return (
                f"{target.qualified_name} in {target.path}, line {target.line}\n"
                f"{event.mode.value} mode, {words.count(event.rounds, 'round')}, "
                f"team: {', '.join(event.agents)}"
            )
        case JudgeBusy():
            return words.BUSY
        case Preparing(stage=stage):
            return stage.value
        case BaselineReady():
            return words.baseline(event)
        case RoundStarted():
            return f"round {event.round}, {words.count(len(event.lessons), 'lesson')} selected"
        case CandidateJudged(attempt=attempt):
            return f"  {attempt.agent}: {words.verdict_line(attempt.verdict)}"
        case LessonBanked(lesson=lesson):
            return f"  {lesson.agent} learned: {words.first_line(lesson.text, 400)}"
        case AgentLeft():
            return f"  {event.agent} left the team: {words.first_line(event.reason, 500)}"
        case Confirming(attempt=attempt):
            again = words.again(attempt.verdict)
            return f"{again}: {attempt.agent}, round {attempt.round}"
        case AgentsAtWork() | CandidateProposed() | RunFinished():
            return ""
