"""What the language server needs from the rest of the program. Composition roots build it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

from lessonls.core.options import Options
from lessonls.core.target import Mode
from lessonls.ports import Embedder, Judge, LessonBank, TargetFinder, Team


class Services(Protocol):
    """Everything that one configuration gives."""

    @property
    def finder(self) -> TargetFinder: ...

    @property
    def team_for(self) -> Callable[[Mode], AbstractAsyncContextManager[Team]]: ...

    @property
    def judge(self) -> Judge: ...

    @property
    def bank(self) -> LessonBank: ...

    @property
    def embedder(self) -> Embedder: ...

    @property
    def options(self) -> Options: ...


Warn = Callable[[str], None]
"""Shows the user one sentence."""

ServicesFor = Callable[[Mapping[str, Any] | None, Warn, Path | None], Services]
"""Builds the services from the client's settings as they came, for the source file that is to
be optimized. Raises LessonlsError for bad ones, with a sentence for the user; warns of what is
weaker than it could be. None stands for the defaults, whatever the user's files say."""
