"""The language server as its client sees it at once: what it can do.

What it does is in `handlers`, and that is loaded when the client has its answer to `initialize`.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from lessonls.lsp.names import COMMANDS, KIND
from lessonls.lsp.protocol import Protocol

if TYPE_CHECKING:
    from lessonls.lsp.services import ServicesFor
    from lessonls.lsp.session import Session

FEATURES: Mapping[str, Any] = {
    types.INITIALIZED: None,
    types.SHUTDOWN: None,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: None,
    types.TEXT_DOCUMENT_DID_OPEN: None,
    types.TEXT_DOCUMENT_DID_CHANGE: None,
    types.TEXT_DOCUMENT_DID_SAVE: None,
    types.TEXT_DOCUMENT_DID_CLOSE: None,
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(code_action_kinds=[KIND]),
    types.TEXT_DOCUMENT_CODE_LENS: types.CodeLensOptions(resolve_provider=False),
    types.TEXT_DOCUMENT_HOVER: None,
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL: None,
}
"""The requests that are answered, with what the client is told of them."""


class Server(LanguageServer):
    """pygls' server. All that it is asked goes to the client's session."""

    def __init__(self, services_for: "ServicesFor") -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - pygls' *args are bare
            "lessonls", version("lessonls"), protocol_cls=Protocol
        )
        self._services_for = services_for
        self._initial_settings: Any = None

    @cached_property
    def session(self) -> "Session":
        """The client's. It takes a while to load."""
        from lessonls.lsp.session import Session

        return Session(self, self._services_for, self._initial_settings)

    def initialize(self, params: types.InitializeParams) -> None:
        """What must be known before any document is open."""
        assert isinstance(self.protocol, Protocol)  # noqa: S101 - we chose it above
        self.protocol.use_exact_documents(params)
        self._initial_settings = params.initialization_options

    async def close(self) -> None:
        """Ends every run and removes what was written."""
        if "session" in vars(self):
            await self.session.close()


def create_server(services_for: "ServicesFor") -> Server:
    """A server for one client, ready to be served. `services_for` builds, from the client's
    settings, everything that a run needs.
    """
    server = Server(services_for)
    server.feature(types.INITIALIZE)(_initialize)
    for method, options in FEATURES.items():
        server.feature(method, options)(_feature(method))
    for name in COMMANDS:
        server.command(name)(_command(name))
    return server


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    ls.initialize(params)


def _feature(method: str) -> Callable[..., Any]:
    async def handle(ls: Server, params: Any) -> Any:
        from lessonls.lsp import handlers

        answer = handlers.FEATURES[method](ls.session, params)
        return await answer if inspect.isawaitable(answer) else answer

    return handle


def _command(name: str) -> Callable[..., Any]:
    async def handle(ls: Server, *arguments: Any) -> Any:
        from lessonls.lsp import handlers

        return await handlers.COMMANDS[name](ls.session, *arguments)

    return handle
