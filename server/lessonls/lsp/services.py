"""What the language server needs from the rest of the program. Composition roots build it."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

from lessonls.core.events import Event
from lessonls.core.program import Program
from lessonls.core.target import Mode, Target
from lessonls.ports import Formatter, HotSpots, LessonArchive, ResultShelf, TargetFinder


class Services(Protocol):
    """What one configuration gives."""

    @property
    def finder(self) -> TargetFinder: ...

    @property
    def archive(self) -> LessonArchive: ...

    @property
    def hot_spots(self) -> HotSpots: ...

    @property
    def shelf(self) -> ResultShelf: ...

    @property
    def formatter(self) -> Formatter: ...

    @property
    def lenses(self) -> bool:
        """Whether a new run is offered above functions with loops."""
        ...

    @property
    def unpermitted(self) -> Program | None:
        """A program of the workspace that the user has not allowed to be run, so that it is not."""
        ...

    @property
    def no_model(self) -> str:
        """Why nothing can be implemented, as a sentence; empty where the team has a model."""
        ...

    def running(
        self, target: Target, mode: Mode
    ) -> AbstractAsyncContextManager[AsyncGenerator[Event]]:
        """The events of a run; leaving the context ends everything that it started."""
        ...


Warn = Callable[[str], None]
"""Shows the user one sentence."""

ServicesFor = Callable[[Mapping[str, Any] | None, Warn, Path | None], Services]
"""Builds the services from the client's settings as they came, for the source file that is to
be optimized. Raises LessonlsError for bad ones, with a sentence for the user; warns of what is
weaker than it could be. None stands for the defaults, whatever the user's files say."""
