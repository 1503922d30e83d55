"""The judge as the loop sees it: a port in front of a judge process."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from lessonls.adapters.judge.protocol import turns
from lessonls.adapters.judge.protocol.messages import (
    Act,
    Failure,
    Open,
    Ready,
    Reply,
    Request,
    SourceText,
    Supply,
)
from lessonls.adapters.private_files import private_folder
from lessonls.adapters.project_headers import project_headers
from lessonls.adapters.projects import project_root
from lessonls.adapters.workload_files import read_workload
from lessonls.core import errors
from lessonls.core.circumstances import Circumstances
from lessonls.core.errors import (
    JudgeError,
    LessonlsError,
    MachineError,
    TooSlowError,
)
from lessonls.core.inclusion import own_header
from lessonls.core.opening import Opening, Tell, nobody
from lessonls.core.program import Inputs, Program
from lessonls.core.target import Aliasing, Mode, Target, Untested
from lessonls.core.unit_tests import UnitTest
from lessonls.core.verdict import MutationScore, Verdict
from lessonls.core.workload import Workload
from lessonls_sandbox.confine import check

_LONGEST_LINE = 64 << 20

Definitions = Callable[[Target, tuple[str, ...]], Sequence[SourceText]]
"""The sources of a target's project that seem to define some symbols, as the linker names them."""

WorkloadFor = Callable[[Target], Workload | None]
"""The workload that the user has written for a target, if there is one."""

TestsFor = Callable[[Target], Sequence[UnitTest]]
"""The unit tests that the user keeps for a target."""


def no_tests(_: Target) -> Sequence[UnitTest]:
    """Where none are kept."""
    return ()


class ProcessJudge:
    """Opens every bench in a process of its own; implements ports.Judge."""

    def __init__(
        self,
        workload_for: WorkloadFor = read_workload,
        seed: int = 0,
        aliasing: Aliasing = Aliasing.CONDITION,
        untested: Untested = Untested.CONDITION,
        session_seconds: float | None = None,
        *,
        seconds: float | None = None,
        definitions: Definitions | None = None,
        portable: bool | None = None,
        ahead: bool = True,
        program: Program | None = None,
        inputs: Inputs = Inputs.MADE,
        tests_for: TestsFor = no_tests,
    ) -> None:
        """Opening takes `seconds` at the most, without the time that others make it wait.
        `definitions` looks in the project for what a target needs of other files. `ahead`: many
        candidates are expected. Where the user has a `program`,
        `inputs` says when candidates are judged in it. A rewrite has to pass the tests `tests_for`
        its target that the original passes.
        """
        self._definitions = definitions
        self._workload_for = workload_for
        self._seed = seed
        self._aliasing = aliasing
        self._untested = untested
        self._seconds = seconds
        self._session_seconds = session_seconds
        self._portable = portable
        self._ahead = ahead
        self._program, self._inputs = program, inputs
        self._tests_for = tests_for

    def busy(self) -> bool:
        """Whether another run of this user is being judged on this machine."""
        return turns.taken()

    @asynccontextmanager
    async def open(
        self, target: Target, mode: Mode, tell: Tell = nobody
    ) -> AsyncGenerator["ProcessBench"]:
        """A bench for the target. Leaving it, however, ends its process and its files."""
        problem = check().problem
        if problem is not None:
            raise MachineError(problem)
        folder = private_folder()
        try:
            workload, tests = self._workload_for(target), tuple(self._tests_for(target))
            first = Open(
                target=target,
                mode=mode,
                headers=headers_of(target, [*(workload.tests if workload else ()), *tests]),
                tests=tests,
                folder=folder,
                workload=workload,
                seed=self._seed,
                aliasing=self._aliasing,
                untested=self._untested,
                seconds=self._seconds,
                session_seconds=self._session_seconds,
                portable=self._portable,
                ahead=self._ahead,
                program=_rooted(self._program, target),
                inputs=self._inputs,
            )
            process = await _start()
            try:
                await _say(process, first.model_dump_json())
                heard, say = partial(_heard, process), partial(_say, process)
                ready = await prepared(heard, say, first, tell, self._definitions)
                supply = partial(supplied, target, definitions=self._definitions)
                yield ProcessBench(partial(_ask, process), ready, supply)
            finally:
                await _end(process)
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _rooted(program: Program | None, target: Target) -> Program | None:
    """The program with the folder of its project."""
    if program is None or program.root is not None:
        return program
    path = target.path.absolute()
    return program.model_copy(update={"root": project_root(path) or path.parent})


def headers_of(target: Target, tests: Sequence[UnitTest] = ()) -> dict[Path, bytes]:
    """The project's headers that a target and its tests need."""
    own = own_header(target.language).encode()
    text = "\n".join([_including(target), *(test.code for test in tests)])
    return dict(project_headers(target.path, text, target.flags, own))


def _including(target: Target) -> str:
    """Every text of the target in which something may be included."""
    includer = target.includer.text if target.includer else ""
    return f"{target.preceding}\n{includer}\n{target.before}{target.code}{target.after}"


Ask = Callable[[str], Awaitable[Reply]]
"""One line to a judge process, one line back; JudgeError when it is gone."""


Supplies = Callable[[tuple[str, ...]], Awaitable[str]]
"""The line that answers a judge which needs what defines some symbols."""


class ProcessBench:
    """A bench at the other end of a pipe, or of more than that; implements ports.Bench."""

    def __init__(self, ask: Ask, ready: Ready, supply: Supplies) -> None:
        self._ask = ask
        self._ready = ready
        self._supply = supply
        self._turn = asyncio.Lock()

    @property
    def workload(self) -> Workload:
        return self._ready.workload

    @property
    def baseline_seconds(self) -> float:
        return self._ready.baseline_seconds

    @property
    def baseline_score(self) -> float:
        return self._ready.baseline_score

    @property
    def compiler(self) -> str:
        return self._ready.compiler

    @property
    def cpu(self) -> str:
        return self._ready.cpu

    @property
    def circumstances(self) -> Circumstances:
        return self._ready.circumstances

    async def remarks(self) -> Sequence[str]:
        """The compiler's remarks on loops of the target that it could not vectorize."""
        return (await self._request(Request(act=Act.REMARKS))).remarks or ()

    async def expect(self, codes: Sequence[str]) -> None:
        """These candidates will be judged next."""
        await self._request(Request(act=Act.EXPECT, codes=tuple(codes)))

    async def judge(self, code: str) -> Verdict:
        """The verdict on one candidate."""
        return _verdict(await self._request(Request(act=Act.JUDGE, code=code)))

    async def confirm(self, code: str) -> Verdict:
        """A second timing session for a candidate that was judged correct before."""
        return _verdict(await self._request(Request(act=Act.CONFIRM, code=code)))

    async def mutation_score(self) -> MutationScore | None:
        """How many mutants of the target the checks of its rewrites tell from it."""
        return (await self._request(Request(act=Act.MUTATION_SCORE))).mutation

    async def _request(self, request: Request) -> Reply:
        async with self._turn:
            reply = await self._ask(request.model_dump_json())
            while reply.needs is not None:
                reply = await self._ask(await self._supply(reply.needs))
        if reply.failure is not None:
            raise _error(reply.failure)
        return reply


_INHERITED = re.compile(
    r"HOME|XDG_CACHE_HOME|LANG|LC_\w+|LD_LIBRARY_PATH|PATH|PYTHON\w+|TMPDIR|LESSONLS_(?:CONFIG|DEBUG|HOME)"
)
"""What the judge process gets of our environment; keys of models are none of its business,
whatever their users call them.
"""


def inherited() -> dict[str, str]:
    """The environment of a judge process."""
    return {name: value for name, value in os.environ.items() if _INHERITED.fullmatch(name)}


async def _start() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "lessonls.adapters.judge.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LONGEST_LINE,
        env=inherited(),
        start_new_session=True,  # ctrl-C is for us; we end the process ourselves
    )


async def _ask(process: asyncio.subprocess.Process, line: str) -> Reply:
    """One line to the process, one line back; JudgeError when it is gone."""
    await _say(process, line)
    return await _heard(process)


async def _say(process: asyncio.subprocess.Process, line: str) -> None:
    if process.stdin is None:
        raise JudgeError("the judge process has no pipes.")
    with suppress(OSError):  # then it is gone, and hearing from it says how it ended
        process.stdin.write(line.encode() + b"\n")
        await process.stdin.drain()


async def _heard(process: asyncio.subprocess.Process) -> Reply:
    """The next line of the process; JudgeError when it is gone."""
    if process.stdout is None:
        raise JudgeError("the judge process has no pipes.")
    try:
        line = await process.stdout.readline()
        if line:
            return Reply.model_validate_json(line)
    except (OSError, ValueError) as error:
        raise JudgeError("the judge process gave an answer that cannot be parsed.") from error
    raise JudgeError(f"the judge process {_ending(await process.wait())} before its answer.")


def _ending(code: int) -> str:
    """How a process ended."""
    if code >= 0:
        return f"ended with exit code {code}"
    name = signal.Signals(-code).name
    memory = ", perhaps because memory ran short," if name == "SIGKILL" else ""
    return f"was ended by {name}{memory}"


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kills the process: the sandbox inside dies with it."""
    if process.returncode is None:
        process.kill()
    await asyncio.shield(process.wait())


async def prepared(
    heard: Callable[[], Awaitable[Reply]],
    say: Callable[[str], Awaitable[None]],
    first: Open,
    tell: Tell,
    definitions: Definitions | None = None,
) -> Ready:
    """What a bench says of itself once it is ready for `first`. Whatever is heard before that is
    told, and what it needs of the project is given to it. The time counts from the first stage
    on: before it the judge waits for others.

    Raises the error that opening ended with, and TooSlowError.
    """
    now = asyncio.get_running_loop().time
    stage, began = Opening.BUILDING, now()
    try:
        async with asyncio.timeout(None) as limit:
            while (reply := await heard()).progress is not None or reply.needs is not None:
                if limit.when() is None and first.seconds is not None:
                    limit.reschedule(now() + first.seconds)
                if reply.needs is not None:
                    await say(await supplied(first.target, reply.needs, definitions))
                elif reply.progress is not None:
                    stage, began = reply.progress, now()
                    tell(stage)
    except TimeoutError:
        raise TooSlowError(
            f"Preparing {first.target.qualified_name} took longer than {first.seconds:g} s:"
            f" {stage.value} had not finished after {now() - began:.0f} s. To finish in time,"
            f" {stage.advice}; or allow more time with the settings opening_seconds and seconds."
        ) from None
    return _ready_of(reply)


async def supplied(
    target: Target, symbols: tuple[str, ...], definitions: Definitions | None
) -> str:
    """The line with the sources of a project that seem to define some symbols."""
    found = await asyncio.to_thread(definitions, target, symbols) if definitions else ()
    return Supply(sources=tuple(found)).model_dump_json()


def _ready_of(reply: Reply) -> Ready:
    """What a bench says of itself. Raises the error that it ended with."""
    if reply.failure is not None:
        raise _error(reply.failure)
    if reply.ready is None:
        raise JudgeError("the judge process failed to start: run lessonls doctor.")
    return reply.ready


def _verdict(reply: Reply) -> Verdict:
    if reply.verdict is None:
        raise JudgeError("the judge process gave no verdict.")
    return reply.verdict


def _error(failure: Failure) -> LessonlsError:
    """The error of our tree that the process named."""
    kind = getattr(errors, failure.kind, JudgeError)
    return kind(failure.message) if issubclass(kind, LessonlsError) else JudgeError(failure.message)
