"""All problems of a campaign: what is missing is solved, and written at once."""

import asyncio
from collections.abc import Callable, Mapping

from benchmarks.campaign.folder import ResultFolder, missing
from benchmarks.campaign.record import Record
from benchmarks.campaign.solving import Method, solved
from benchmarks.problems import Subject
from lessonls.core.errors import MachineError

_IN_A_ROW = 3
"""Failures of the machine or of models after which going on would be a waste."""


async def finish(
    folder: ResultFolder,
    subjects: Mapping[str, Subject],
    method: Method,
    *,
    places: int,
    done: Callable[[Record], None],
) -> None:
    """Solves every missing problem, `places` at a time; `done` is told of each.

    `subjects` are by `suite/name`. Raises MachineError with the reason when several in a row
    failed for other reasons than the function: --resume goes on later.
    """
    queue = missing(folder.finished, folder.manifest.setup)[::-1]
    failures: list[str] = []

    async def work() -> None:
        while queue and len(failures) < _IN_A_ROW:
            name, repetition = queue.pop()
            record = await solved(subjects[name], repetition, method)
            folder.add(record)
            if record.again:
                failures.append(record.problem)
            else:
                failures.clear()
            done(record)

    async with asyncio.TaskGroup() as group:
        for _ in range(places):
            group.create_task(work())
    if len(failures) >= _IN_A_ROW:
        raise MachineError(
            f"{_IN_A_ROW} problems in a row failed, the last one because: {failures[-1]}"
            " Mend that, and go on with --resume."
        )
