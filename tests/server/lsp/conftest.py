"""An editor with one document, connected to the whole server in a process of its own.

The team and the judge are fakes (see `fake_server.py`); everything between them and the
editor is real.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.protocol import default_converter
from pygls.workspace import PositionCodec
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import register_lsp_features

from lessonls.lsp.documents import Snapshot

SERVER = Path(__file__).with_name("fake_server.py")
FORKED = Path(__file__).with_name("forked.py")
EDITORS = ("visual-studio-code", "neovim", "emacs")
OFFERS = ["Optimize with team: {}", "Optimize with team (OpenMP): {}"]
"""Titles of code actions that start a run on a function."""

SOURCE = """/* é漢😀 */
#include <stddef.h>

double sum(const double *a, size_t n) {
    double s = 0.0;
    for (size_t i = 0; i < n; i++)
        s = s + a[i]; // é
    return s;
}
"""


def source(name: str = "sum") -> str:
    """A file with one function of that name, in line 4."""
    return SOURCE.replace("double sum(", f"double {name}(")


def faster(text: str) -> str:
    """What the scripted team makes of it."""
    return text.replace("    for ", "#pragma omp simd\n    for ")


def converter() -> Any:
    """lsprotocol 2025.0.0 takes a CodeAction that carries a command for a Command: it only
    looks whether the key is there.
    """
    fixed = default_converter()

    def structure(value: dict[str, Any], _: Any) -> types.Command | types.CodeAction:
        plain = isinstance(value.get("command"), str)
        return fixed.structure(value, types.Command if plain else types.CodeAction)

    fixed.register_structure_hook(types.Command | types.CodeAction, structure)
    return fixed


class Editor:
    """An editor with one document: it holds the text, applies edits, and tells the server."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.path = folder / "demo.c"
        self.uri = self.path.as_uri()
        self.text = ""
        self.version = 0
        self.codec = PositionCodec()
        self.refreshed = 0
        self.heard: list[tuple[str, Any]] = []
        """Notifications of our own, with what they say."""
        self.is_down = False
        self.asked_to_apply = False
        self.declines = False
        """Answers that an edit was applied without applying it, as Neovim 0.12 does on No."""
        self.chooses = ""
        """The button that the user clicks in whatever question comes."""

    async def start(self, capabilities: types.ClientCapabilities, **options: Any) -> None:
        self._answer_requests()
        params = types.InitializeParams(capabilities=capabilities, **options)
        result = await self.client.initialize_session(params)
        self.codec = PositionCodec(result.capabilities.position_encoding)

    def _answer_requests(self) -> None:
        def on_apply_edit(params: types.ApplyWorkspaceEditParams) -> Any:
            self.asked_to_apply = True
            if not self.declines:
                self.apply(params.edit)
            return types.ApplyWorkspaceEditResult(applied=True)

        def on_refresh(_params: None) -> None:
            self.refreshed += 1

        def on_question(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
            actions = params.actions or []
            return next((one for one in actions if one.title == self.chooses), None)

        def on_register(_params: types.RegistrationParams) -> None:
            return None

        def on_ours(name: str) -> Callable[[Any], None]:
            return lambda content: self.heard.append((name, plain(content)))

        for name in ("lessonls/run", "lessonls/suggestions"):
            self.client.feature(name)(on_ours(name))
        self.client.feature(types.WORKSPACE_APPLY_EDIT)(on_apply_edit)
        self.client.feature(types.WORKSPACE_CODE_LENS_REFRESH)(on_refresh)
        self.client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)(on_question)
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(on_register)

    async def shut_down(self) -> None:
        """As an editor does that is closed; once."""
        if not self.is_down:
            self.is_down = True
            await self.client.shutdown_session()
            await self.client.stop()

    def open(self, text: str) -> None:
        self.text, self.version = text, 1
        item = types.TextDocumentItem(self.uri, "c", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, text: str) -> None:
        """The user changes the text."""
        self.text, self.version = text, self.version + 1
        name = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(name, [change]))

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Applies an edit of this very version of the document, and no other."""
        if edit.document_changes is not None:
            (change,) = edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self.version
            assert change.text_document.uri == self.uri
            edits: Sequence[Any] = change.edits
        else:
            assert edit.changes is not None
            edits = edit.changes[self.uri]
        document = Snapshot(self.uri, self.path, self.text, self.version, self.codec)
        text = self.text
        for one in sorted(edits, key=lambda one: document.offset(one.range.start), reverse=True):
            start, end = document.offset(one.range.start), document.offset(one.range.end)
            text = text[:start] + one.new_text + text[end:]
        self.type(text)

    async def actions(
        self, line: int = 4, last: int | None = None, uri: str = "", **context: Any
    ) -> dict[str, types.CodeAction]:
        """The code actions at a line (from 0), or for lines up to the last, by title."""
        end = types.Position(line if last is None else last, 4)
        answer = await self.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri or self.uri),
                types.Range(types.Position(line, 4), end),
                types.CodeActionContext([], **context),
            )
        )
        actions = [action for action in answer or [] if isinstance(action, types.CodeAction)]
        return {action.title: action for action in actions}

    async def all_lenses(self) -> Sequence[types.CodeLens]:
        """The code lenses with their places."""
        params = types.CodeLensParams(types.TextDocumentIdentifier(self.uri))
        return await self.client.text_document_code_lens_async(params) or []

    async def lenses(self) -> dict[str, types.Command]:
        """The code lenses' commands, by title."""
        lenses = await self.all_lenses()
        return {lens.command.title: lens.command for lens in lenses if lens.command}

    async def hover(self, line: int) -> str | None:
        """What is shown for the pointer in a line (from 0)."""
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri), types.Position(line, 2))
        answer = await self.client.text_document_hover_async(params)
        return getattr(answer.contents, "value", None) if answer else None

    async def execute(self, command: types.Command | None) -> Any:
        assert command is not None
        params = types.ExecuteCommandParams(command.command, command.arguments)
        return await self.client.workspace_execute_command_async(params)

    async def call(self, name: str, *arguments: Any) -> Any:
        return await self.execute(types.Command("", name, arguments=list(arguments)))

    async def optimize(self, mode: str = "serial") -> str:
        """Starts a run on the function in line 4 through the code action; its id."""
        title = {"serial": "Optimize with team: ", "openmp": "Optimize with team (OpenMP): "}[mode]
        actions = await self.actions()
        (action,) = (action for name, action in actions.items() if name.startswith(title))
        run = (await self.execute(action.command))["run"]
        assert isinstance(run, str)
        return run

    def progress(self, run: str) -> list[Any]:
        return self.client.progress_reports.get(run, [])

    async def ended(self, run: str, seconds: float = 30) -> str:
        """How the progress of a run ended, once it has."""
        reports = self.progress
        await until(lambda: reports(run)[-1:] and reports(run)[-1].kind == "end", seconds)
        return self.progress(run)[-1].message

    async def finished(self) -> types.Command:
        """Runs the team on the function in line 4; the lens that accepts its suggestion."""
        assert await self.ended(await self.optimize()) == "2.30x speedup"
        return (await self.lenses())["Accept (2.30x speedup)"]

    async def told(self, part: str) -> str:
        """The message to the user that contains `part`, once it has come."""
        await until(lambda: any(part in message.message for message in self.client.messages))
        return next(m.message for m in self.client.messages if part in m.message)

    async def working(self) -> None:
        """Waits until a run is at work."""
        await until(lambda: any(line.startswith("opened") for line in self.log()))

    def open_gate(self, name: str = "gated") -> None:
        """Lets the team go on with a function that waits for it."""
        (self.folder / name).touch()

    def log(self) -> list[str]:
        """What the fake judge noted."""
        file = self.folder / "log"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def plain(content: Any) -> Any:
    """What pygls makes objects of, as dictionaries and lists again."""
    if hasattr(content, "_asdict"):
        return {name: plain(value) for name, value in content._asdict().items()}
    if isinstance(content, list):
        return [plain(one) for one in cast("list[Any]", content)]
    return content


async def until(condition: Callable[[], Any], seconds: float = 30) -> None:
    """Waits for a condition; a test that waits too long fails."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what it waits for is in another process
            await asyncio.sleep(0.005)


Connect = Callable[..., Awaitable[Editor]]


@pytest.fixture(scope="session")
def server() -> Iterator[Sequence[str]]:
    """The command that starts a server; see forked.py."""
    with tempfile.TemporaryDirectory(prefix="lessonls-") as folder:
        place = Path(folder) / "server"
        command = [sys.executable, str(FORKED), "load", str(place)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as loaded:
            while not place.exists() and loaded.poll() is None:
                time.sleep(0.01)
            yield (sys.executable, "-IS", str(FORKED), "ask", str(place))


@pytest_asyncio.fixture
async def connect(server: Sequence[str], tmp_path: Path) -> AsyncIterator[Connect]:
    """Starts servers and connects editors to them; all are shut down in good order."""
    editors: list[Editor] = []

    async def connected(kind: str, **options: Any) -> Editor:
        client = LanguageClient(
            converter_factory=converter, configuration=options.pop("configuration", None)
        )
        register_lsp_features(client)
        environment = {**os.environ, "LESSONLS_TEST_FOLDER": str(tmp_path)}
        await client.start_io(  # pyright: ignore[reportUnknownMemberType] - its *args are bare
            *server, env=environment
        )
        editors.append(Editor(client, tmp_path))
        capabilities = client_capabilities(kind)
        capabilities.experimental = options.pop("experimental", capabilities.experimental)
        await editors[-1].start(capabilities, **options)
        return editors[-1]

    yield connected
    for editor in editors:
        await editor.shut_down()


@pytest_asyncio.fixture(params=EDITORS)
async def editor(connect: Connect, request: pytest.FixtureRequest) -> Editor:
    """One editor of each kind: for what depends on what an editor can do."""
    return await connect(request.param)


@pytest_asyncio.fixture
async def neovim(connect: Connect) -> Editor:
    """One editor: for what does not depend on it."""
    return await connect("neovim")
