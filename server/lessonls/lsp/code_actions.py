"""What is offered on the function at the cursor. Answered in milliseconds, run or no run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lsprotocol import types

from lessonls.core.errors import LessonlsError, TargetError
from lessonls.core.target import Mode, Target, Task
from lessonls.lsp import commands, names
from lessonls.lsp.documents import Snapshot
from lessonls.lsp.edits import locate, rewrite_edits, workspace_edit
from lessonls.lsp.names import KIND
from lessonls.lsp.readings import Known
from lessonls.lsp.runs import Run, Runs
from lessonls.lsp.shifts import Shift
from lessonls.lsp.suggestions import Suggestion

TITLES = {
    Mode.SERIAL: "Optimize with team",
    Mode.OPENMP: "Optimize with team (OpenMP)",
}


IMPLEMENT = "Implement with team"


@dataclass(frozen=True)
class Found:
    """What is at the cursor for each task, or why there is nothing. `no_model` says why nothing can
    be implemented at all, if that is so.
    """

    target: Target | LessonlsError
    stub: Target | LessonlsError
    no_model: str = ""


@dataclass(frozen=True)
class Request:
    """One request for code actions, with what the client understands."""

    document: Snapshot
    range: types.Range
    context: types.CodeActionContext
    versions_edits: bool = False
    shows_disabled: bool = False


def wanted(context: types.CodeActionContext) -> bool:
    """Whether the client wants our kind: it names kinds by their prefixes."""
    return context.only is None or any(_includes(kind, KIND) for kind in context.only)


def refused(
    context: types.CodeActionContext, error: LessonlsError, *, shows_disabled: bool
) -> list[types.CodeAction]:
    """Why nothing is offered: only for a user who asked, where the client can show it."""
    return _disabled(TITLES[Mode.SERIAL], str(error), context, shows_disabled=shows_disabled)


def _disabled(
    title: str, reason: str, context: types.CodeActionContext, *, shows_disabled: bool
) -> list[types.CodeAction]:
    automatic = context.trigger_kind is types.CodeActionTriggerKind.Automatic
    if automatic or not shows_disabled:
        return []
    return [types.CodeAction(title, kind=KIND, disabled=types.CodeActionDisabled(reason))]


def _includes(kind: types.CodeActionKind | str, other: types.CodeActionKind | str) -> bool:
    prefix = str(getattr(kind, "value", kind))
    full = str(getattr(other, "value", other))
    return prefix in ("", full) or full.startswith(f"{prefix}.")


def code_actions(
    request: Request, found: Found, suggestions: Iterable[Suggestion], runs: Runs
) -> list[types.CodeAction]:
    """Answers to a suggestion at the cursor first, then new runs on the function there, or why
    there can be none.
    """
    actions = list(_answers(request, suggestions))
    if isinstance(found.stub, Target):
        return [*actions, *_implementing(request, found.stub, found.no_model, runs)]
    if isinstance(found.target, Target):
        place = request.document.line_and_column(found.target.start)
        return [*actions, *_new_runs(request.document.uri, found.target, place, runs)]
    return actions or list(_refusals(request, found.target, found.stub))


def found_at(request: Request, known: Known, no_model: str) -> Found:
    """What is at the cursor or in the selection."""
    target, stub = (_found_at(request, known, task) for task in Task)
    return Found(target, stub, no_model)


def _found_at(request: Request, known: Known, task: Task) -> Target | LessonlsError:
    document, reading = request.document, known.reading
    line, column = document.place(request.range.start)
    last, last_column = document.place(request.range.end)
    try:
        if not known.shift.edits:
            return reading.at(line, column, last, task)
        start = known.shift.before(document.start_of(line) + column)
        end = known.shift.before(document.start_of(last) + last_column)
        last = _place(reading.text, end)[0]
        found = reading.at(*_place(reading.text, start), last, task)
    except LessonlsError as error:
        return error
    return _now(document, known.shift, found)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset) - 1


def _now(document: Snapshot, shift: Shift, target: Target) -> Target | LessonlsError:
    """A function of an earlier text, cut from the present one."""
    start = shift.after(target.start)
    last = shift.after(target.start + len(target.code) - 1)
    text, heading = document.text, target.code.partition("{")[0]
    if start is None or last is None or not text.startswith(heading, start):
        return TargetError(f"{target.qualified_name} is being edited.")
    code = {"code": text[start : last + 1], "before": text[:start], "after": text[last + 1 :]}
    line = document.line_and_column(start)[0] + 1
    return target.model_copy(update={**code, "start": start, "line": line})


def _refusals(
    request: Request, target: LessonlsError, stub: LessonlsError
) -> Iterator[types.CodeAction]:
    """Why nothing is there for either task; once where the reason is the same."""
    context, shows = request.context, request.shows_disabled
    yield from refused(context, target, shows_disabled=shows)
    if str(stub) != str(target):
        yield from _disabled(IMPLEMENT, str(stub), context, shows_disabled=shows)


def _implementing(
    request: Request, stub: Target, no_model: str, runs: Runs
) -> Iterator[types.CodeAction]:
    """A new run on a stub, or what is going on there."""
    uri = request.document.uri
    run = next((one for one in runs.on(uri, stub) if one.target.task is Task.IMPLEMENT), None)
    title = f"{IMPLEMENT}: {stub.qualified_name}"
    if run is not None:
        yield _cancelling(title, run)
    elif no_model:
        yield from _disabled(
            title, no_model, request.context, shows_disabled=request.shows_disabled
        )
    else:
        line, column = request.document.line_and_column(stub.start)
        arguments = commands.ImplementArguments(uri=uri, line=line, column=column, name=stub.name)
        command = commands.command(title, names.IMPLEMENT, arguments)
        yield types.CodeAction(title, kind=KIND, command=command)


def _cancelling(title: str, run: Run) -> types.CodeAction:
    full = f"Cancel “{title}”"
    command = commands.command(full, names.CANCEL, commands.CancelArguments(run=run.id))
    return types.CodeAction(full, kind=KIND, command=command)


def _answers(request: Request, suggestions: Iterable[Suggestion]) -> Iterator[types.CodeAction]:
    document, lines = request.document, request.range
    for suggestion in suggestions:
        start = locate(document.text, suggestion.target)
        if start is None:
            continue
        end = start + len(suggestion.target.code)
        first, last = document.position(start).line, document.position(end).line
        if first <= lines.end.line and lines.start.line <= last:
            yield from _answers_to(request, suggestion)


def _answers_to(request: Request, suggestion: Suggestion) -> Iterator[types.CodeAction]:
    document, name = request.document, suggestion.target.qualified_name
    arguments = commands.SuggestionArguments(id=suggestion.id)
    edits = rewrite_edits(document, suggestion.target, suggestion.code)
    if edits is not None:
        title = suggestion.offer.replace("(", f"{name} (", 1)
        # The edit is in the action itself: it needs nothing but an editor that can edit.
        yield types.CodeAction(
            title,
            kind=KIND,
            is_preferred=True,
            edit=workspace_edit(document, edits, versioned=request.versions_edits),
            command=commands.command(title, names.ACCEPTED, arguments),
        )
    verbs = {"Reject": names.REJECT, "Show diff of": names.SHOW_DIFF, "Why": names.WHY}
    if suggestion.simpler:  # one answer for both
        verbs = {"Show diff of the simpler rewrite of": names.SHOW_DIFF}
    for verb, command in verbs.items():
        title = f"{verb} {name} ({suggestion.headline})"
        yield types.CodeAction(
            title, kind=KIND, command=commands.command(title, command, arguments)
        )


def _new_runs(
    uri: str, target: Target, place: tuple[int, int], runs: Runs
) -> Iterator[types.CodeAction]:
    line, column = place
    active = {run.mode: run for run in runs.on(uri, target)}
    for mode, title in TITLES.items():
        run = active.get(mode)
        if run is not None:
            yield _cancelling(f"{title}: {run.name}", run)
            continue
        arguments = commands.OptimizeArguments(
            uri=uri, line=line, column=column, mode=mode, name=target.name
        )
        full = f"{title}: {target.qualified_name}"
        command = commands.command(full, names.OPTIMIZE, arguments)
        yield types.CodeAction(full, kind=KIND, command=command)
