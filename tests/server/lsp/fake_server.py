"""The real language server with a scripted team and a judge that only looks.

Run as a program, over TCP if it is given a port. What happens to a function depends on its
name:

    hopeless...  nothing is faster        broken...  it does not compile as it stands
    buggy...     our machinery fails      gated...   the agent waits for a file of that name
    wide...      the project has a style of its own
    the rest     a rewrite with `#pragma omp simd`, with a speedup of 2.3x; of a stub, a body that
                 passes its two tests, of which `hopeless...` passes one

`LESSONLS_TEST_FOLDER` is where gates appear and where `log` tells what was cleaned up.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.hot_spots import ProfiledSources
from lessonls.adapters.result_files import ResultFiles
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.config import Settings, load, unpermitted
from lessonls.core.errors import BaselineError
from lessonls.core.events import Event
from lessonls.core.lesson import Brief, Lesson, Proposal
from lessonls.core.opening import Tell, nobody
from lessonls.core.options import Options
from lessonls.core.program import Program
from lessonls.core.target import Mode, Target, Task
from lessonls.fakes import (
    MemoryBank,
    ScriptedAgent,
    TableJudge,
    correct,
    example_lesson,
    passing,
)
from lessonls.loop import optimize
from lessonls.lsp.serve import log_to_stderr, serve_stdio, serve_tcp
from lessonls.lsp.server import create_server
from lessonls.lsp.services import Warn
from lessonls.ports import Bench, Formatter, HotSpots, LessonArchive, ResultShelf, TargetFinder


def folder() -> Path:
    """Where the test is."""
    return Path(os.environ["LESSONLS_TEST_FOLDER"])


def note(line: str) -> None:
    """A line in the log that tests read."""
    with (folder() / "log").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


class Pragma(ScriptedAgent):
    """An agent that puts a pragma before the first loop, once its gate is open."""

    async def propose(self, brief: Brief) -> Proposal | None:
        name = brief.target.name
        while name.startswith("gated") and not (folder() / name).exists():  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # the gate is opened by another process
        if name.startswith("buggy"):
            raise RuntimeError("this agent is broken")
        code = brief.target.code.replace("    for ", "#pragma omp simd\n    for ", 1)
        if brief.target.task is Task.IMPLEMENT:
            code = f"{code.rstrip(';{} ')}\n{{\n    return 0;\n}}"
        return Proposal(code=code)


class Looker:
    """A judge that builds nothing: the function's name decides."""

    def busy(self) -> bool:
        return False

    @asynccontextmanager
    async def open(self, target: Target, mode: Mode, tell: Tell = nobody) -> AsyncGenerator[Bench]:
        if target.name.startswith("broken"):
            raise BaselineError(f"{target.name} does not compile as it stands.")
        hopeless = target.name.startswith("hopeless")
        verdict = correct(0.8 if hopeless else 2.3)
        if target.task is Task.IMPLEMENT:
            verdict = passing(1 if hopeless else 2, 2)
        note(f"opened {target.name}")
        os.write(1, b"A careless library or a child process prints.\n")
        try:
            async with TableJudge({}, default=verdict).open(target, mode, tell) as bench:
                yield bench
        finally:
            # Several steps, as stopping real processes takes: nothing may cut them short.
            for _ in range(5):
                await asyncio.sleep(0)
            note(f"closed {target.name}")


class NoEmbedder:
    """Every text is as related as any other."""

    name = "none"

    async def embed(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        return [(1.0,) for _ in texts]


class FewLessons:
    """An archive of two."""

    def __init__(self) -> None:
        self._lessons = [example_lesson("tiling"), example_lesson("sorting")]

    async def search(self, text: str, limit: int) -> Sequence[Lesson]:
        return [one for one in reversed(self._lessons) if text in one.text][:limit]

    async def lessons(self) -> Sequence[Lesson]:
        return self._lessons

    async def forget(self, ids: Sequence[str]) -> int:
        before = len(self._lessons)
        self._lessons = [one for one in self._lessons if one.id not in ids]
        return before - len(self._lessons)


class Wide:
    """Formats functions whose names begin with `wide`: their operators get room."""

    async def formatted(self, target: Target, code: str) -> str:
        return code.replace("i++", "i ++") if target.name.startswith("wide") else code


ARCHIVE = FewLessons()


@dataclass(frozen=True)
class Fakes:
    """What the composition root would build."""

    options: Options
    lenses: bool = False
    profile: Path | None = None
    unpermitted: Program | None = None
    no_model: str = ""
    archive: LessonArchive = ARCHIVE
    shelf: ResultShelf = field(default_factory=lambda: ResultFiles(folder() / "home"))
    formatter: Formatter = field(default_factory=Wide)
    finder: TargetFinder = field(default_factory=lambda: TreeSitterFinder(CompileCommands()))

    @property
    def hot_spots(self) -> HotSpots:
        return ProfiledSources(self.profile, self.finder)

    @asynccontextmanager
    async def running(self, target: Target, mode: Mode) -> AsyncGenerator[AsyncGenerator[Event]]:
        """The real loop over fakes."""
        events = optimize(
            target,
            mode,
            team=[Pragma("vectorize", ())],
            judge=Looker(),
            bank=MemoryBank(),
            embedder=NoEmbedder(),
            options=self.options,
        )
        async with aclosing(events):
            yield events


def services_for(settings: Mapping[str, Any] | None, _warn: Warn, path: Path | None) -> Fakes:
    """The real settings, for fakes that only care about the rounds."""
    chosen = Settings.load({"rounds": 2, "lenses": False, **(settings or {})})
    program = load(path).program if path else None
    no_model = "The team has no model." if "team" in (settings or {}) else ""
    permitted = unpermitted(program)
    return Fakes(chosen.options, chosen.lenses, chosen.profile, permitted, no_model)


def serve(*port: str) -> int:
    """Serves one client; the exit code."""
    log_to_stderr()
    server = create_server(services_for)
    return serve_tcp(server, "127.0.0.1", int(port[0])) if port else serve_stdio(server)


if __name__ == "__main__":
    sys.exit(serve(*sys.argv[1:]))
