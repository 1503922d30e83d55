"""The work-done progress of one run; silent where the client shows none."""

import time

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from lessonls.lsp.editor import Editor
from lessonls.lsp.standing import Standing


class Progress:
    """Begun once, reported often, ended once. The token is the run's id."""

    def __init__(self, server: LanguageServer, token: str) -> None:
        self._progress = server.work_done_progress
        self._editor = Editor(server)
        self._token = token
        self._shown = False
        self._since: float | None = None

    async def begin(self, title: str) -> None:
        """Tells the client; must come before any report."""
        self._shown = await self._editor.create_progress(self._token)
        if self._shown:
            value = types.WorkDoneProgressBegin(title, cancellable=True, percentage=0)
            self._progress.begin(self._token, value)

    def report(self, message: str, percentage: int | None = None) -> None:
        """One line on what is going on."""
        if self._shown:
            value = types.WorkDoneProgressReport(
                cancellable=True, message=message, percentage=percentage
            )
            self._progress.report(self._token, value)

    def stand(self, standing: Standing) -> None:
        """Reports how far the run has come, and since when it works."""
        if self._since is None:
            self._since = time.monotonic()
        spent = elapsed(time.monotonic() - self._since)
        self.report(f"{standing.message} · {spent}", standing.percentage)

    def end(self, message: str) -> None:
        """Ends it, also one that was never shown."""
        if self._shown:
            self._progress.end(self._token, types.WorkDoneProgressEnd(message=message))
        self._shown = False
        # pygls keeps every token for ever, and leaves open what its futures hold.
        self._progress.tokens.pop(self._token, None)  # pyright: ignore[reportUnknownMemberType]


def elapsed(seconds: float) -> str:
    """`7 s`, `2 min 5 s`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
