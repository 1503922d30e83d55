"""One run from the command to the suggestion, with everything the user sees on the way."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lsprotocol import types

from lessonls.config import permit
from lessonls.core.errors import InputError, LessonlsError
from lessonls.core.events import AgentLeft, RunFinished
from lessonls.core.page.claim import why_not
from lessonls.core.report import OptimizeReport, optimize_report
from lessonls.core.target import Mode, Target, Task
from lessonls.core.why import why
from lessonls.core.wording import count
from lessonls.finishing import formatted
from lessonls.lsp import remembering
from lessonls.lsp.commands import ImplementArguments, OptimizeArguments
from lessonls.lsp.edits import locate
from lessonls.lsp.progress import Progress
from lessonls.lsp.runs import Run, State
from lessonls.lsp.services import Services
from lessonls.lsp.session import Session
from lessonls.lsp.suggestions import Suggestion

logger = logging.getLogger(__name__)


async def start(session: Session, arguments: OptimizeArguments | ImplementArguments) -> Run:
    """Starts a run on the function there, or finds the one that is already on it."""
    optimizes = isinstance(arguments, OptimizeArguments)
    task, mode = (Task.OPTIMIZE, arguments.mode) if optimizes else (Task.IMPLEMENT, Mode.SERIAL)
    document = session.document(arguments.uri)
    services = await _permitted(session, document.path)
    line, column = arguments.line, arguments.column
    read = partial(services.finder.at, task=task)
    target = await asyncio.to_thread(read, document.path, document.text, line, column)
    if arguments.name not in (None, target.name):
        raise InputError(
            f"{arguments.name} is not in line {line + 1} any more, but {target.qualified_name}:"
            " choose again."
        )

    async def work(run: Run) -> None:
        await _follow(session, services, run)

    run, new = session.runs.start(arguments.uri, target, mode, work)
    if not new:
        session.editor.say(f"{run.name} is already being {task.done}.")
    return run


async def _permitted(session: Session, path: Path) -> Services:
    """The services for a file, after the user was asked about the workspace's program."""
    services = session.services_at(path)
    program = services.unpermitted
    if program is None:
        return services
    commands = " and ".join(f"“{one}”" for one in (program.build, program.run) if one)
    question = (
        f"This workspace's .lessonls/config.toml asks to run {commands} in a sandbox, to test and"
        " time rewrites there. Until you allow it, inputs are generated (in a terminal, lessonls"
        " record --allow allows it)."
    )
    if not await session.editor.choose(question, "Allow"):
        return services
    permit(program)
    return session.services_at(path)


@dataclass(frozen=True)
class _End:
    """How a run ended, and what the user is told of it once its progress is off the screen: where
    an editor has one line for both, the last word must be the one that matters.
    """

    ending: str
    state: State
    tell: Callable[[], None] = lambda: None


async def _follow(session: Session, services: Services, run: Run) -> None:
    progress = Progress(session.server, run.id)
    editor, end = session.editor, _End("cancelled", State.CANCELLED)
    try:
        await progress.begin(_title(run))
        async for ahead in session.runs.queueing(run):
            progress.report(f"waiting for {count(ahead, 'other run')}", 0)
            session.run_changed(run)
        run.state = State.WORKING
        session.run_changed(run)
        end = await _finish(session, run, await _work(session, services, run, progress))
    except LessonlsError as error:
        end = _End("failed", State.FAILED, partial(editor.warn, str(error)))
    except Exception:
        logger.exception("The run %s failed.", run.id)
        sentence = f"{_title(run)} failed with an internal error: see the log of lessonls."
        tell = partial(editor.say, sentence, types.MessageType.Error)
        end = _End("failed", State.FAILED, tell)
    finally:
        run.state = end.state
        session.run_changed(run)
        progress.end(end.ending)
        editor.log(f"{run.id}: {end.ending}")
    end.tell()


def _title(run: Run) -> str:
    return f"{run.target.task.doing} {run.name}"


async def _work(session: Session, services: Services, run: Run, progress: Progress) -> RunFinished:
    async with services.running(run.target, run.mode) as events:
        async for event in events:
            run.events.append(event)
            before, run.standing = run.standing, run.standing.after(event)
            if run.standing != before:
                progress.stand(run.standing)
                session.run_changed(run)
            if isinstance(event, AgentLeft):
                session.editor.warn(f"{event.agent} left the team: {event.reason}")
    # While it is still our turn: formatting is work, too, and timings of others may follow.
    run.events[:] = await formatted(run.events, run.target, services.formatter)
    finished = run.events[-1] if run.events else None
    if not isinstance(finished, RunFinished):
        raise TypeError("the loop ended without a RunFinished event")
    return finished


async def _finish(session: Session, run: Run, finished: RunFinished) -> _End:
    best, simpler = finished.best, finished.simpler
    if finished.usage.phrase:
        session.editor.log(f"{run.id}: {finished.usage.phrase}")
    report = optimize_report(run.events)
    if best is None:
        tell = partial(session.editor.say, nothing_found(run.target, report))
        return _End(f"no {run.target.task.sought} found", State.FINISHED, tell)
    reasons = why(report)
    offered = [
        session.suggestions.add(
            run.uri,
            run.target,
            run.mode,
            attempt.code,
            attempt.verdict,
            why=reasons,
            simpler=attempt is simpler,
        )
        for attempt in (best, simpler)
        if attempt is not None
    ]
    suggestion = offered[0]
    await remembering.keep(session, offered)
    await session.suggestions_changed(run.uri)
    tell = partial(_announce, session, suggestion)
    return _End(suggestion.headline, State.FINISHED, tell)


def _announce(session: Session, suggestion: Suggestion) -> None:
    if locate(session.document(suggestion.uri).text, suggestion.target) is None:
        session.aside(too_late(session, suggestion))
    else:
        session.editor.say(f"{suggestion.summary}. Accept or reject it.")


async def too_late(session: Session, suggestion: Suggestion) -> None:
    """Reports that the function has changed since, and offers a new run."""
    if not await session.editor.choose(suggestion.stale, f"{suggestion.task.verb} again"):
        return
    document, target = session.document(suggestion.uri), suggestion.target
    try:
        name, task = target.qualified_name, target.task
        now = session.services.finder.named(document.path, document.text, name, task)
        line, column = document.line_and_column(now.start)
        uri = document.uri
        again = (
            OptimizeArguments(uri=uri, line=line, column=column, mode=suggestion.mode)
            if task is Task.OPTIMIZE
            else ImplementArguments(uri=uri, line=line, column=column)
        )
        await start(session, again)
    except LessonlsError as error:
        session.editor.warn(str(error))


def nothing_found(target: Target, report: OptimizeReport) -> str:
    """The sentences that end a run without a result."""
    tried = count(len(report.candidates), target.task.result)
    parts = [f"{target.qualified_name}: no {target.task.sought} found ({tried} tried)."]
    if target.task is Task.IMPLEMENT:
        parts.append(why_not(report))
    parts += [report.note, *report.doubts, *report.remarks]
    return " ".join(part for part in parts if part)
