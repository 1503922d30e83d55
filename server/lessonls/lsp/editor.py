"""What this client can do, and requests to it that never stop a run when they fail."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds to wait for an answer to a question that needs no decision of the user."""

_Answer = TypeVar("_Answer")


class Editor:
    """The client at the other end. What it did not announce is not asked of it."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    @property
    def capabilities(self) -> types.ClientCapabilities:
        return self._server.client_capabilities

    @property
    def _workspace(self) -> types.WorkspaceClientCapabilities:
        return self.capabilities.workspace or types.WorkspaceClientCapabilities()

    @property
    def _window(self) -> types.WindowClientCapabilities:
        return self.capabilities.window or types.WindowClientCapabilities()

    @property
    def shows_progress(self) -> bool:
        return bool(self._window.work_done_progress)

    @property
    def applies_edits(self) -> bool:
        return bool(self._workspace.apply_edit)

    @property
    def versions_edits(self) -> bool:
        edit = self._workspace.workspace_edit
        return bool(edit and edit.document_changes)

    @property
    def shows_disabled_actions(self) -> bool:
        document = self.capabilities.text_document
        return bool(document and document.code_action and document.code_action.disabled_support)

    @property
    def answers_configuration(self) -> bool:
        return bool(self._workspace.configuration)

    @property
    def registers_configuration(self) -> bool:
        change = self._workspace.did_change_configuration
        return bool(change and change.dynamic_registration)

    def say(self, text: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Shows the user one sentence."""
        logger.info("To the user: %s", text)
        self._server.window_show_message(types.ShowMessageParams(kind, text))

    def warn(self, text: str) -> None:
        """Shows the user one sentence about something that did not work."""
        self.say(text, types.MessageType.Warning)

    async def choose(self, text: str, title: str) -> bool:
        """Warns the user and offers one thing to do; whether they want it.

        Some editors stop the user in the middle of a word to ask: only our own client, of which
        we know that it does not, is asked.
        """
        if not self.hears_of_runs:
            self.warn(text)
            return False
        params = types.ShowMessageRequestParams(
            types.MessageType.Warning, text, [types.MessageActionItem(title)]
        )
        answer = self._server.window_show_message_request_async(params)
        chosen = await self._ask("showMessageRequest", answer, patience=None)
        return chosen is not None and chosen.title == title

    def log(self, text: str) -> None:
        """A line in the client's log of this server, and on stderr."""
        logger.info("%s", text)
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Log, text))

    @property
    def hears_of_runs(self) -> bool:
        """Whether it understands notifications that only we send."""
        ours = _member(self.capabilities.experimental, "lessonls")
        return bool(_member(ours, "notifications"))

    def notify(self, method: str, content: Mapping[str, Any]) -> None:
        """Sends a notification of ours to a client that announced that it wants them."""
        if self.hears_of_runs:
            self._server.protocol.notify(method, content)

    def publish(self, uri: str, diagnostics: Sequence[types.Diagnostic]) -> None:
        """Puts our lines into the list of problems, in the place of those before."""
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, diagnostics)
        )

    async def refresh_lenses(self) -> None:
        """Asks the client to ask for the code lenses again."""
        lens = self._workspace.code_lens
        if lens and lens.refresh_support:
            await self._ask("refresh", self._server.workspace_code_lens_refresh_async(None))

    async def show_document(self, path: Path) -> bool:
        """Opens a file in the editor; whether it did."""
        if not (self._window.show_document and self._window.show_document.support):
            return False
        params = types.ShowDocumentParams(path.as_uri(), take_focus=True)
        shown = await self._ask("showDocument", self._server.window_show_document_async(params))
        return bool(shown and shown.success)

    async def apply(
        self, edit: types.WorkspaceEdit, label: str
    ) -> types.ApplyWorkspaceEditResult | None:
        """Has an edit applied, for which the user may be asked: waits as long as that takes."""
        params = types.ApplyWorkspaceEditParams(edit, label=label)
        answer = self._server.workspace_apply_edit_async(params)
        return await self._ask("applyEdit", answer, patience=None)

    async def create_progress(self, token: str) -> bool:
        """Announces a progress; whether the client will show it."""

        async def created() -> bool:
            params = types.WorkDoneProgressCreateParams(token)
            await self._server.window_work_done_progress_create_async(params)
            return True

        return self.shows_progress and await self._ask("progress", created()) is True

    async def configuration(self, section: str) -> Any:
        """The client's settings under `section`; None when it has none."""
        if not self.answers_configuration:
            return None
        params = types.ConfigurationParams([types.ConfigurationItem(section=section)])
        answer = await self._ask(
            "configuration", self._server.workspace_configuration_async(params)
        )
        return answer[0] if answer else None

    async def register_configuration(self, section: str) -> None:
        """Asks to be told when the settings under `section` change."""
        if not self.registers_configuration:
            return
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        options = types.DidChangeConfigurationRegistrationOptions(section=section)
        registration = types.Registration(method, method, register_options=options)
        params = types.RegistrationParams([registration])
        await self._ask("registerCapability", self._server.client_register_capability_async(params))

    async def _ask(
        self,
        what: str,
        answer: Coroutine[Any, Any, _Answer],
        patience: float | None = PATIENCE,
    ) -> _Answer | None:
        # A task that stops waiting leaves the question open: pygls takes the answer to a question
        # that was withdrawn for an error, and shows it to the user.
        question = asyncio.ensure_future(answer)
        question.add_done_callback(_looked_at)
        try:
            async with asyncio.timeout(patience):
                return await asyncio.shield(question)
        except (JsonRpcException, TimeoutError) as error:
            logger.warning("The client did not answer %s: %s", what, error or "too late")
            return None


def _member(of: Any, name: str) -> Any:
    """A member of an object that came over the protocol, None if there is none."""
    return cast("Mapping[str, Any]", of).get(name) if isinstance(of, Mapping) else None


def _looked_at(question: asyncio.Future[Any]) -> None:
    if not question.cancelled():
        question.exception()
