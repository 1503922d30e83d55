"""Which request leads where. What happens there is in the other files.

Nothing here waits for a run: commands start one and return, so that code actions and lenses
are answered while it works.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from lsprotocol import types

from lessonls.core.errors import InputError, LessonlsError
from lessonls.core.page import report_page
from lessonls.core.report import optimize_report
from lessonls.core.target import FunctionPlace
from lessonls.lsp import answering, commands, lessons, names, optimizing, remembering
from lessonls.lsp.code_actions import Request, code_actions, found_at, refused, wanted
from lessonls.lsp.code_lenses import MOST, code_lenses, moved
from lessonls.lsp.hot_views import hot_view
from lessonls.lsp.hovers import hover
from lessonls.lsp.run_views import run_view
from lessonls.lsp.session import SECTION, Session
from lessonls.lsp.suggestion_views import suggestion_views

_OfDocument = (
    types.DidOpenTextDocumentParams
    | types.DidChangeTextDocumentParams
    | types.DidSaveTextDocumentParams
    | types.DidCloseTextDocumentParams
)
_Model = TypeVar("_Model", bound=commands.Arguments)
_Handler = Callable[[Session, _Model], Awaitable[dict[str, Any]]]


async def _initialized(ls: Session, _params: types.InitializedParams) -> None:
    await ls.ready()
    async with ls.settling:
        await ls.editor.register_configuration(SECTION)
        settings = await ls.editor.configuration(SECTION)
        if settings:
            await ls.configure(ls.initial_settings, settings)


async def _configuration_changed(ls: Session, params: types.DidChangeConfigurationParams) -> None:
    settings: Any = params.settings
    await ls.ready()
    async with ls.settling:
        if ls.editor.answers_configuration:
            settings = await ls.editor.configuration(SECTION)
        elif isinstance(settings, Mapping):
            settings = cast("Mapping[str, Any]", settings).get(SECTION)
        await ls.configure(ls.initial_settings, settings)


async def _shutdown(ls: Session, _params: None) -> None:
    await ls.close()


def _document_changed(ls: Session, params: _OfDocument) -> None:
    ls.changes.happened()
    ls.show_diagnostics(params.text_document.uri)
    ls.read_ahead(params.text_document.uri)


def _document_closed(ls: Session, params: types.DidCloseTextDocumentParams) -> None:
    ls.closed(params.text_document.uri)
    _document_changed(ls, params)


async def _document_opened(ls: Session, params: types.DidOpenTextDocumentParams) -> None:
    _document_changed(ls, params)
    await remembering.restore(ls, params.text_document.uri)


def _cancel_progress(ls: Session, params: types.WorkDoneProgressCancelParams) -> None:
    ls.runs.cancel(str(params.token))


async def _code_action(ls: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    if not wanted(params.context):
        return []
    shows = ls.editor.shows_disabled_actions
    await ls.ready()
    try:
        document, services = ls.document(params.text_document.uri), ls.services
        known = await ls.known(document)
    except LessonlsError as error:
        return refused(params.context, error, shows_disabled=shows)
    versioned = ls.editor.versions_edits
    request = Request(document, params.range, params.context, versioned, shows)
    found = await asyncio.to_thread(found_at, request, known, services.no_model)
    return code_actions(request, found, ls.suggestions.of(document.uri), ls.runs)


async def _code_lens(ls: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    await ls.ready()
    places: Sequence[FunctionPlace] = ()
    shares: Mapping[int, float] = {}
    try:
        document = ls.document(params.text_document.uri)
        if ls.services.lenses:
            known = await ls.known(document)
            if known.shift.edits:
                ls.outdated_lenses.add(document.uri)
            found = known.reading.with_loops(MOST)
            hot = await ls.shares(document.path, known.reading.text)
            places, shares = moved(known.shift, found, hot)
    except LessonlsError:
        return []
    suggestions = tuple(ls.suggestions.of(document.uri))
    return await asyncio.to_thread(code_lenses, document, suggestions, places, shares)


async def _optimize(ls: Session, arguments: commands.OptimizeArguments) -> dict[str, Any]:
    async with ls.settling:
        return {"run": (await optimizing.start(ls, arguments)).id}


async def _implement(ls: Session, arguments: commands.ImplementArguments) -> dict[str, Any]:
    async with ls.settling:
        return {"run": (await optimizing.start(ls, arguments)).id}


async def _cancel(ls: Session, arguments: commands.CancelArguments) -> dict[str, Any]:
    return {"cancelled": ls.runs.cancel(arguments.run)}


async def _accept(ls: Session, arguments: commands.SuggestionArguments) -> dict[str, Any]:
    return {"applied": await answering.accept(ls, answering.pending(ls, arguments.id))}


async def _accepted(ls: Session, arguments: commands.SuggestionArguments) -> dict[str, Any]:
    return {"applied": await answering.accepted(ls, answering.pending(ls, arguments.id))}


async def _reject(ls: Session, arguments: commands.SuggestionArguments) -> dict[str, Any]:
    await answering.reject(ls, answering.pending(ls, arguments.id))
    return {"rejected": True}


async def _show_diff(ls: Session, arguments: commands.SuggestionArguments) -> dict[str, Any]:
    return await answering.show_diff(ls, answering.pending(ls, arguments.id))


async def _why(ls: Session, arguments: commands.SuggestionArguments) -> dict[str, Any]:
    return await answering.show_why(ls, answering.pending(ls, arguments.id))


async def _report(ls: Session, arguments: commands.RunArguments) -> dict[str, Any]:
    run = ls.runs.named(arguments.run)
    if run is None or not run.events:
        raise InputError("This run has nothing to report yet.")
    return {"html": await asyncio.to_thread(report_page, optimize_report(run.events))}


def _hover(ls: Session, params: types.HoverParams) -> types.Hover | None:
    try:
        document = ls.document(params.text_document.uri)
    except InputError:
        return None
    return hover(document, params.position, ls.suggestions.of(document.uri))


async def _hottest(ls: Session, arguments: commands.HottestArguments) -> dict[str, Any]:
    look = ls.services.hot_spots.hottest
    found = await asyncio.to_thread(look, ls.folders, arguments.limit)
    return {"functions": [hot_view(one) for one in found]}


async def _suggestions(ls: Session, arguments: commands.DocumentArguments) -> dict[str, Any]:
    document = ls.document(arguments.uri)
    views = suggestion_views(document, ls.suggestions.of(document.uri))
    return {"suggestions": [view.model_dump(mode="json", by_alias=True) for view in views]}


async def _runs(ls: Session, _arguments: commands.NoArguments) -> dict[str, Any]:
    views = [run_view(run, ls.runs.ahead(run)) for run in ls.runs.known]
    return {"runs": [view.model_dump(mode="json", by_alias=True) for view in views]}


def _checked(model: type[_Model], handler: _Handler[_Model]) -> Callable[..., Any]:
    """The handler behind validation; whatever the user could have caused is told to them."""

    async def handle(ls: Session, *arguments: Any) -> dict[str, Any] | None:
        await ls.ready()
        try:
            return await handler(ls, commands.parse(model, arguments))
        except LessonlsError as error:
            ls.editor.warn(str(error))
            return None

    return handle


FEATURES: Mapping[str, Callable[..., Any]] = {
    types.INITIALIZED: _initialized,
    types.SHUTDOWN: _shutdown,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _configuration_changed,
    types.TEXT_DOCUMENT_DID_OPEN: _document_opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _document_changed,
    types.TEXT_DOCUMENT_DID_SAVE: _document_changed,
    types.TEXT_DOCUMENT_DID_CLOSE: _document_closed,
    types.TEXT_DOCUMENT_CODE_ACTION: _code_action,
    types.TEXT_DOCUMENT_CODE_LENS: _code_lens,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL: _cancel_progress,
}

COMMANDS: Mapping[str, Callable[..., Any]] = {
    names.OPTIMIZE: _checked(commands.OptimizeArguments, _optimize),
    names.IMPLEMENT: _checked(commands.ImplementArguments, _implement),
    names.CANCEL: _checked(commands.CancelArguments, _cancel),
    names.ACCEPT: _checked(commands.SuggestionArguments, _accept),
    names.ACCEPTED: _checked(commands.SuggestionArguments, _accepted),
    names.REJECT: _checked(commands.SuggestionArguments, _reject),
    names.SHOW_DIFF: _checked(commands.SuggestionArguments, _show_diff),
    names.WHY: _checked(commands.SuggestionArguments, _why),
    names.REPORT: _checked(commands.RunArguments, _report),
    names.SUGGESTIONS: _checked(commands.DocumentArguments, _suggestions),
    names.RUNS: _checked(commands.NoArguments, _runs),
    names.LESSONS: _checked(commands.LessonsArguments, lessons.search),
    names.FORGET: _checked(commands.ForgetArguments, lessons.forget),
    names.HOTTEST: _checked(commands.HottestArguments, _hottest),
    names.EXPORT: _checked(commands.NoArguments, lessons.export),
}
