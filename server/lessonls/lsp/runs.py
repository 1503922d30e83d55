"""Which runs there are: one at a time, the others queued, the same function only once."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine
from dataclasses import dataclass, field
from enum import StrEnum

from lessonls.core.events import Event
from lessonls.core.target import Mode, Target, Task
from lessonls.lsp.changes import Changes
from lessonls.lsp.standing import Standing

logger = logging.getLogger(__name__)

REMEMBERED = 20
"""Runs that are kept to be looked at when they are over."""


class State(StrEnum):
    """What has become of a run."""

    WAITING = "waiting"
    WORKING = "working"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class Run:
    """One run that was asked for. `id` is also the token of its progress; `events` are those of
    the loop so far, and `standing` what they come to.
    """

    id: str
    uri: str
    target: Target
    mode: Mode
    state: State = State.WAITING
    standing: Standing = field(default_factory=Standing)
    events: list[Event] = field(default_factory=list[Event], repr=False)
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The function's, as messages show it."""
        return self.target.qualified_name

    @property
    def ending(self) -> bool:
        """Cancelled and cleaning up."""
        return self.task is not None and self.task.cancelling() > 0

    def is_for(self, uri: str, target: Target) -> bool:
        """Whether it works on that function, in whatever state the function's text is."""
        mine = (self.uri, self.target.qualified_name, self.target.parameters)
        return mine == (uri, target.qualified_name, target.parameters)


Work = Callable[[Run], Coroutine[None, None, None]]


class Runs:
    """The registry. Timings must not overlap, so that one run works and the others wait."""

    def __init__(self) -> None:
        self._active: dict[str, Run] = {}
        self._over_before: deque[Run] = deque(maxlen=REMEMBERED)
        self._count = 0
        self._queue = Changes()
        """It gets shorter."""

    def start(self, uri: str, target: Target, mode: Mode, work: Work) -> tuple[Run, bool]:
        """The run on this function, and whether it is new.

        A run on an older text of the same function is cancelled: it could not be accepted.
        """
        for run in self.on(uri, target):
            if (run.mode, run.target.task) != (mode, target.task):
                continue
            if run.target.digest == target.digest:
                return run, False
            self.cancel(run.id)
        self._count += 1
        kind = mode.value if target.task is Task.OPTIMIZE else target.task.value
        run = Run(f"lessonls/{target.name}/{kind}/{self._count}", uri, target, mode)
        self._active[run.id] = run
        run.task = asyncio.create_task(work(run), name=run.id)
        # A callback, because a task that is cancelled before it began runs no line of its own.
        run.task.add_done_callback(lambda task: self._over(run, task))
        return run, True

    @property
    def known(self) -> list[Run]:
        """Those that are going on and the last ones that are over, the newest first."""
        return [*reversed(self._active.values()), *reversed(self._over_before)]

    def named(self, run_id: str) -> Run | None:
        """One of the known runs by its id."""
        return next((run for run in self.known if run.id == run_id), None)

    def _over(self, run: Run, task: asyncio.Task[None]) -> None:
        del self._active[run.id]
        self._queue.happened()
        self._over_before.append(run)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            logger.error("The run %s ended badly.", run.id, exc_info=error)

    def on(self, uri: str, target: Target) -> list[Run]:
        """The runs on one function, working or queued."""
        runs = self._active.values()
        return [run for run in runs if run.is_for(uri, target) and not run.ending]

    def ahead(self, run: Run) -> int:
        """How many runs were asked for before this one and are not over."""
        active = list(self._active)
        return active.index(run.id) if run.id in active else 0

    async def queueing(self, run: Run) -> AsyncGenerator[int]:
        """How many runs are ahead, whenever that changes, until it is this one's turn."""
        while ahead := self.ahead(run):
            yield ahead
            await self._queue.another()

    def cancel(self, run_id: str | None = None) -> int:
        """Cancels one run, or all of them; how many there were.

        A run is cancelled once: a second time would interrupt its cleaning up.
        """
        runs = self._active.values()
        doomed = [run for run in runs if run_id in (None, run.id) and not run.ending]
        for run in doomed:
            if run.task is not None:
                run.task.cancel()
        return len(doomed)

    async def close(self) -> None:
        """Cancels all runs and waits until every one has cleaned up."""
        self.cancel()
        tasks = [run.task for run in self._active.values() if run.task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)
