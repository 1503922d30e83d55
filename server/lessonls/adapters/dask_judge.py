"""A judge on a Dask cluster: baseline and candidates of a run on one worker of it.

The cluster is the user's, and anyone who can reach its scheduler can run code on it; Dask's own
TLS is how to keep others out. `distributed` is an optional package, and imported when a bench is
opened.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from lessonls.adapters.judge.protocol import (
    Definitions,
    Open,
    ProcessBench,
    Ready,
    Reply,
    Supplies,
    TestsFor,
    WorkloadFor,
    headers_of,
    no_tests,
    prepared,
    supplied,
)
from lessonls.adapters.judge.relay import BEAT, BEATS, END, RESOURCE, Hello, machine_line, relay
from lessonls.adapters.workload_files import read_workload
from lessonls.core.errors import JudgeError, MachineError, SettingsError
from lessonls.core.machine import Machine
from lessonls.core.opening import Tell, nobody
from lessonls.core.target import Aliasing, Mode, Target, Untested

SCHEME = "dask://"
_PATIENCE = 10.0
"""Seconds to reach the scheduler, and to wait for the end of a task that is over."""


class DaskJudge:
    """Implements ports.Judge. `address` is `dask://host:port` of the scheduler."""

    def __init__(
        self,
        address: str,
        workload_for: WorkloadFor = read_workload,
        seed: int = 0,
        aliasing: Aliasing = Aliasing.CONDITION,
        untested: Untested = Untested.CONDITION,
        *,
        seconds: float | None = None,
        definitions: Definitions | None = None,
        portable: bool | None = None,
        ahead: bool = True,
        tests_for: TestsFor = no_tests,
    ) -> None:
        """As ProcessJudge."""
        self._tests_for = tests_for
        self._definitions = definitions
        self._address = address.replace(SCHEME, "tcp://", 1)
        self._workload_for = workload_for
        self._seed = seed
        self._aliasing = aliasing
        self._untested = untested
        self._seconds = seconds
        self._portable = portable
        self._ahead = ahead

    def busy(self) -> bool:
        """Never known before a worker is asked for."""
        return False

    async def machines(self) -> Sequence[Machine]:
        """Those that have a place for timings now, by their names. Raises SettingsError if
        there is no scheduler, MachineError where no worker could judge.
        """
        async with _connected(self._address) as client:
            lines = await client.run(machine_line, workers=await _places(client), on_error="return")
            for worker, line in lines.items():
                if isinstance(line, BaseException):
                    raise MachineError(f"The worker {worker} cannot judge: {line}")
            found = [Machine.model_validate_json(line) for line in lines.values()]
            return sorted(found, key=lambda one: one.name)

    @asynccontextmanager
    async def open(
        self, target: Target, mode: Mode, tell: Tell = nobody
    ) -> AsyncGenerator["RemoteBench"]:
        """A bench for the target, on the first worker that has a place for timings."""
        workload, tests = self._workload_for(target), tuple(self._tests_for(target))
        first = Open(
            target=target,
            mode=mode,
            headers=headers_of(target, [*(workload.tests if workload else ()), *tests]),
            tests=tests,
            folder=Path(),
            workload=workload,
            seed=self._seed,
            aliasing=self._aliasing,
            untested=self._untested,
            seconds=self._seconds,
            portable=self._portable,
            ahead=self._ahead,
        )
        async with _connected(self._address) as client, _task(client, first) as line:
            worker = await line.hello()
            ready = await prepared(line.reply, line.say, first, tell, self._definitions)
            supply = partial(supplied, target, definitions=self._definitions)
            yield RemoteBench(line, ready, supply, worker)


class RemoteBench(ProcessBench):
    """A bench at the other end of a cluster. `where` is the worker that it is on."""

    def __init__(self, line: "Line", ready: Ready, supply: Supplies, where: str) -> None:
        super().__init__(line.ask, ready, supply)
        self.where = where


class Line:
    """Requests to the task on the worker, and its replies."""

    def __init__(self, client: Any, requests: Any, replies: Any, task: Any) -> None:
        self._client = client
        self._requests = requests
        self._replies = replies
        self._task = task
        self._worker = ""

    async def ask(self, request: str) -> Reply:
        """One line there, one line back; JudgeError when the worker is gone."""
        await self.say(request)
        return await self.reply()

    async def say(self, request: str) -> None:
        """One line there."""
        try:
            await self._requests.put(request)
        except OSError:
            raise _lost() from None

    async def reply(self) -> Reply:
        """The next line. Raises JudgeError when the worker is gone."""
        try:
            return Reply.model_validate_json(await self._next())
        except ValidationError:
            raise _lost() from None

    async def hello(self) -> str:
        """The worker's address, once it begins."""
        self._worker = Hello.model_validate_json(await self._next()).worker
        return self._worker

    async def _next(self) -> str:
        line = asyncio.ensure_future(self._replies.get())
        end = asyncio.ensure_future(self._task.result())
        left = asyncio.ensure_future(self._left())
        try:
            await asyncio.wait({line, end, left}, return_when=asyncio.FIRST_COMPLETED)
            if line.done() and line.exception() is None:
                return str(line.result())
            raise _lost()
        finally:
            for waiting in (line, end, left):
                waiting.cancel()
            # How they ended was looked at above, or does not matter to the task that cancelled us.
            await asyncio.gather(line, end, left, return_exceptions=True)

    async def _left(self) -> None:
        """Returns once the worker has left the cluster. Dask does not tell us of it: it keeps the
        task for another worker, and for as long as there is none.
        """
        while True:
            await asyncio.sleep(BEATS)
            if not self._worker:  # the task waits for a place
                continue
            if not await self._client.scheduler.ncores(workers=[self._worker]):
                await self._task.cancel()  # it need not be started again
                return


async def _answering(address: str) -> None:
    """Raises OSError if there is no listener: Dask itself would ask again and again."""
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    _, writer = await asyncio.open_connection(host.strip("[]"), port)
    writer.close()
    await writer.wait_closed()


@asynccontextmanager
async def _connected(address: str) -> AsyncGenerator[Any]:
    try:
        distributed: Any = import_module("distributed")  # it has no types
    except ImportError:
        raise MachineError(
            "A judge on a Dask cluster needs the package distributed: pip install 'lessonls[dask]'"
        ) from None
    gone = SettingsError(f"No Dask scheduler answers at {address}: check the setting judge.")
    try:
        await asyncio.wait_for(_answering(address), _PATIENCE)
        client = distributed.Client(
            address, asynchronous=True, timeout=_PATIENCE, set_as_default=False
        )
    except (OSError, OverflowError, TimeoutError, ValueError):
        raise gone from None
    try:
        try:
            await asyncio.wait_for(client, _PATIENCE)  # its own limit leaves what is no scheduler
        except (OSError, TimeoutError, ValueError):
            raise gone from None
        yield client
    finally:
        await client.close()


async def _places(client: Any) -> list[str]:
    """The addresses of workers with a timing slot. Raises MachineError for none."""
    cluster = await client.scheduler.identity(n_workers=-1)
    workers = cluster["workers"].items()
    places = [address for address, one in workers if one["resources"].get(RESOURCE)]
    if not places:
        raise MachineError(
            f"No worker of the Dask cluster has a timing slot: start workers with"
            f" --resources {RESOURCE}=1"
        )
    return places


@asynccontextmanager
async def _task(client: Any, first: Open) -> AsyncGenerator[Line]:
    """The relay on a worker; leaving ends it, and waits until its slot is free again."""
    await _places(client)
    name = f"lessonls-{uuid4().hex}"
    distributed: Any = import_module("distributed")
    requests = await distributed.Queue(f"{name}-requests", client=client)
    replies = await distributed.Queue(f"{name}-replies", client=client)

    async def beat() -> None:
        while True:
            await asyncio.sleep(BEATS)
            await requests.put(BEAT)

    await requests.put(first.model_dump_json())
    task = client.submit(relay, name, resources={RESOURCE: 1}, pure=False, key=name)
    beating = asyncio.create_task(beat())
    try:
        yield Line(client, requests, replies, task)
    finally:
        beating.cancel()
        with suppress(OSError):  # then the scheduler is gone
            with suppress(asyncio.CancelledError):
                await beating
            if client.status == "running":  # else it tries to connect again: no use to wait
                await _dismissed(client, requests, task)


async def _dismissed(client: Any, requests: Any, task: Any) -> None:
    """Tells the relay that its client is done, and waits until it has left its place."""
    await requests.put(END)
    end = asyncio.ensure_future(task.result())
    await asyncio.wait({end}, timeout=_PATIENCE)
    end.cancel()
    await asyncio.gather(end, return_exceptions=True)  # it has told why on its queue
    await client.cancel([task])


def _lost() -> JudgeError:
    return JudgeError("The cluster worker that was judging this died: run it again.")
