"""The server of one client: its documents, services, runs and suggestions."""

import asyncio
import gc
import logging
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from lessonls.core.errors import InputError, LessonlsError, MachineError, SettingsError
from lessonls.lsp.changes import Changes
from lessonls.lsp.code_lenses import MOST
from lessonls.lsp.diagnostics import diagnostics
from lessonls.lsp.documents import Snapshot, snapshot
from lessonls.lsp.editor import Editor
from lessonls.lsp.papers import Papers
from lessonls.lsp.readings import Known, Read, Readings
from lessonls.lsp.run_views import run_view
from lessonls.lsp.runs import Run, Runs
from lessonls.lsp.services import Services, ServicesFor
from lessonls.lsp.suggestions import Suggestions
from lessonls.ports import Reading

logger = logging.getLogger(__name__)

SECTION = "lessonls"
"""Where the client keeps our settings."""

SUGGESTIONS = "lessonls/suggestions"
"""Tells clients that ask for it that the suggestions of a document changed."""

RUN = "lessonls/run"
"""Tells them how a run stands."""


_REST = 0.1
"""Seconds without a change after which a document is read ahead."""


def layered(layers: Sequence[Any]) -> dict[str, Any]:
    """One set of settings. Null stands for a setting that is not made."""
    settings: dict[str, Any] = {}
    for layer in layers:
        if layer is None:
            continue
        if not isinstance(layer, Mapping):
            raise SettingsError("The settings of lessonls must be an object.")
        items = cast("Mapping[str, Any]", layer).items()
        settings.update({name: value for name, value in items if value is not None})
    return settings


class Session:
    """The state of one client. It does nothing by itself: see `handlers.py`."""

    def __init__(
        self, server: LanguageServer, services_for: ServicesFor, initial_settings: Any
    ) -> None:
        """Within an event loop: the services are loaded from here on."""
        self.server = server
        self._services_for = services_for
        self._services: Services | LessonlsError = MachineError("The server is not ready yet.")
        self._configured = asyncio.Event()
        self._settings: Mapping[str, Any] = {}
        self.initial_settings = initial_settings
        self.settling = asyncio.Lock()
        """Held while settings are being asked for; a run waits for them."""
        self.editor = Editor(server)
        self.runs = Runs()
        self.suggestions = Suggestions()
        self.changes = Changes()
        self.papers = Papers()
        self._complaint = ""
        self._readings = Readings()
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._asides: set[asyncio.Task[None]] = set()
        self.outdated_lenses: set[str] = set()
        """Documents whose lenses are those of an earlier text."""
        self._shown: set[str] = set()
        """Documents that have a line of ours in the list of problems."""
        self.aside(self._configure_first())

    async def _configure_first(self) -> None:
        async with self.settling:
            await self.configure(self.initial_settings)

    @property
    def services(self) -> Services:
        """What reads sources; a LessonlsError where not even the defaults work."""
        if isinstance(self._services, LessonlsError):
            raise self._services
        return self._services

    def services_at(self, path: Path) -> Services:
        """Everything for a run on that file, with the files of settings as they are now."""
        return self._services_for(self._settings, self.editor.warn, path)

    async def ready(self) -> None:
        """Waits until there are services: they are loaded while the client goes on."""
        await self._configured.wait()

    async def configure(self, *layers: Any) -> None:
        """Takes over the client's settings, later layers over earlier ones. Bad settings are
        told to the user and the defaults stand in: better than a dead server.
        """
        try:
            settings = layered(layers)
            services = await self._composed(settings)
            self._settings, self._services = settings, services
        except LessonlsError as error:
            self.editor.warn(f"{error} Using the defaults instead.")
            await self._use_defaults()
        finally:
            # What is loaded by now stays: looking for garbage in it would hold up answers.
            gc.freeze()
            self._configured.set()

    async def _use_defaults(self) -> None:
        self._settings = {}
        try:
            self._services = await self._composed(None)
        except LessonlsError as error:
            logger.warning("The defaults do not work either: %s", error)
            self._services = error

    async def _composed(self, settings: Mapping[str, Any] | None) -> Services:
        loop = asyncio.get_running_loop()

        def warn(sentence: str) -> None:
            loop.call_soon_threadsafe(self.editor.warn, sentence)

        return await asyncio.to_thread(self._services_for, settings, warn, None)

    def document(self, uri: str) -> Snapshot:
        """The document as it is now; an InputError if there is none to optimize."""
        return snapshot(self.server.workspace, uri)

    async def suggestions_changed(self, uri: str) -> None:
        """Shows the client what is offered now."""
        self.show_diagnostics(uri)
        self.editor.notify(SUGGESTIONS, {"uri": uri})
        await self.editor.refresh_lenses()

    def show_diagnostics(self, uri: str) -> None:
        """Puts the suggestions of a document into the list of problems, at their places now."""
        try:
            found = diagnostics(self.document(uri), self.suggestions.of(uri))
        except InputError:
            found = []
        if found or uri in self._shown:
            self._shown.add(uri)
            self.editor.publish(uri, found)
        if not found:
            self._shown.discard(uri)

    @property
    def folders(self) -> list[Path]:
        """The workspace's folders on this machine."""
        workspace = self.server.workspace
        found = [to_fs_path(folder.uri) for folder in workspace.folders.values()]
        if not found and workspace.root_path:
            found = [workspace.root_path]
        return [Path(folder) for folder in found if folder]

    async def known(self, document: Snapshot) -> Known:
        """What there is in a document, without making anybody wait; raises LessonlsError."""
        return await self._readings.of(document, self._reader())

    def _reader(self) -> Read:
        services = self.services

        def read(path: Path, text: str, before: Reading | None) -> Reading | None:
            found = services.finder.read(path, text, before)
            if found is not None and services.lenses:
                found.with_loops(MOST)  # remembered: nobody has to wait for it later
            return found

        return read

    def closed(self, uri: str) -> None:
        """The document is not open any more."""
        self._readings.forget(uri)
        self.outdated_lenses.discard(uri)

    async def shares(self, path: Path, text: str) -> Mapping[int, float]:
        """Of the program's time, by where functions start; what is wrong with the profile is
        told once.
        """
        await self.ready()
        look = self.services.hot_spots.shares
        try:
            return await asyncio.to_thread(look, path, text)
        except InputError as error:
            if str(error) != self._complaint:
                self._complaint = str(error)
                self.editor.warn(str(error))
            return {}

    def read_ahead(self, uri: str) -> None:
        """Reads a document once it rests, so that what is asked of it next is known by then."""
        before = self._reading.pop(uri, None)
        if before is not None:
            before.cancel()
        task = asyncio.create_task(self._read_at_rest(uri))
        self._reading[uri] = task
        task.add_done_callback(lambda done: self._was_read(uri, done))

    async def _read_at_rest(self, uri: str) -> None:
        await asyncio.sleep(_REST)
        await self.ready()
        try:
            is_known = await self._readings.ahead(self.document(uri), self._reader())
        except LessonlsError:
            return
        if is_known and uri in self.outdated_lenses:
            self.outdated_lenses.discard(uri)
            await self.editor.refresh_lenses()

    def _was_read(self, uri: str, task: asyncio.Task[None]) -> None:
        if self._reading.get(uri) is task:
            del self._reading[uri]
        if not task.cancelled() and task.exception() is not None:
            logger.error("%s could not be read.", uri, exc_info=task.exception())

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something in the background, such as asking the user."""
        task = asyncio.create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def run_changed(self, run: Run) -> None:
        """Tells clients with a view of runs how one stands."""
        view = run_view(run, self.runs.ahead(run))
        self.editor.notify(RUN, view.model_dump(by_alias=True, mode="json"))

    async def close(self) -> None:
        """Ends every run and removes what was written."""
        for task in (*self._reading.values(), *self._asides):
            task.cancel()
        self._readings.close()
        await self.runs.close()
        self.papers.close()
