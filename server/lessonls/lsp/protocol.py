"""pygls' protocol where it needs correcting (pygls 2.1.1)."""

from collections.abc import Generator
from typing import Any, cast

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from lessonls.lsp.documents import exact_workspace


class Protocol(LanguageServerProtocol):
    """Exact documents, and a shutdown that does not fail when a request is still open."""

    def use_exact_documents(self, params: types.InitializeParams) -> None:
        """To be called while initializing, before any document is open."""
        self._workspace = exact_workspace(self.workspace, params)

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> Generator[Any, Any, None]:
        """As pygls does it, but over a copy: cancelling a request takes it out of the dict."""
        features = cast("dict[str, Any]", self.fm.features)  # pyright: ignore[reportUnknownMemberType] - bare
        if types.SHUTDOWN in features:
            yield features[types.SHUTDOWN], args, None
        for msg_id, future in list(self._request_futures.items()):
            if msg_id != self.msg_id and not future.done():
                future.cancel()
        self._shutdown = True
