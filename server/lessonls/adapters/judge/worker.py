"""The judge process: one bench, requests on standard input, answers on standard output.

It is a process of its own so that clocks are read without anybody else's work in between,
and so that ending it ends the sandbox and everything in it. It begins when no other one of this
user is at work on the same cores.
"""

import os
import select
import shutil
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lessonls.adapters.judge.both import BothBenches
from lessonls.adapters.judge.build import Sources
from lessonls.adapters.judge.machine import cpu_name
from lessonls.adapters.judge.protocol import (
    Act,
    Failure,
    Open,
    Ready,
    Reply,
    Request,
    SourceText,
    Supply,
    turns,
)
from lessonls.adapters.judge.python_tests import PythonBench
from lessonls.adapters.judge.replay import ReplayBench
from lessonls.adapters.judge.timing import SESSION_SECONDS
from lessonls.adapters.judge.unit_tests import UnitTestBench
from lessonls.adapters.judge.workbench import Workbench
from lessonls.core.errors import (
    BaselineError,
    JudgeError,
    LessonlsError,
    MachineError,
    WorkloadError,
)
from lessonls.core.opening import Tell
from lessonls.core.program import Inputs
from lessonls.core.target import Language, Task
from lessonls.core.workload import Workload
from lessonls_sandbox.errors import SandboxError

AnyBench = Workbench | ReplayBench | BothBenches | UnitTestBench | PythonBench

_LONGEST = 300
"""Characters of what an unforeseen error says."""


def main() -> None:
    """Serves one bench until standard input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but replies may reach the client

    def send(reply: Reply) -> None:
        replies.write(reply.model_dump_json(exclude_none=True).encode() + b"\n")
        replies.flush()

    try:
        _serve(sys.stdin.buffer, send)
    except BrokenPipeError:
        os._exit(1)  # the client is gone, and could not read why


def _serve(lines: BinaryIO, send: Callable[[Reply], None]) -> None:
    try:
        first = Open.model_validate_json(lines.readline())
        threading.Thread(target=_end_with_client, args=(first.folder,), daemon=True).start()
        turns.take()

        def sources(symbols: tuple[str, ...]) -> Sequence[SourceText]:
            send(Reply(needs=symbols))
            return Supply.model_validate_json(lines.readline()).sources

        bench = _opened(first, lambda stage: send(Reply(progress=stage)), sources)
    except Exception as error:
        send(Reply(failure=failure(error)))
        return
    try:
        send(
            Reply(
                ready=Ready(
                    workload=bench.workload,
                    baseline_seconds=bench.baseline_seconds,
                    baseline_score=bench.baseline_score,
                    compiler=bench.compiler,
                    cpu=cpu_name(),
                    circumstances=bench.circumstances,
                )
            )
        )
        for line in lines:
            send(_answer(bench, Request.model_validate_json(line)))
    finally:
        bench.close()
        shutil.rmtree(first.folder, ignore_errors=True)  # the client may not be there to do it


def _opened(first: Open, tell: Tell, sources: Sources) -> AnyBench:
    """The bench that is asked for."""
    if first.target.task is Task.IMPLEMENT:
        return _unit_test_bench(first, tell, sources)
    if first.program is None:
        return _workbench(first, tell, sources)
    replay = partial(
        ReplayBench,
        first.target,
        first.mode,
        first.program,
        first.headers,
        first.folder,
        tell,
        first.seconds,
        first.untested,
    )
    if first.inputs is Inputs.PROGRAM:
        return replay()
    try:
        made = _workbench(first, tell, sources)
    except (BaselineError, WorkloadError):
        return replay()
    return BothBenches(made, replay()) if first.inputs is Inputs.BOTH else made


def _workbench(first: Open, tell: Tell, sources: Sources) -> Workbench:
    return Workbench(
        first.target,
        first.mode,
        first.headers,
        first.folder,
        first.workload,
        first.seed,
        first.aliasing,
        first.untested,
        first.session_seconds or SESSION_SECONDS,
        seconds=first.seconds,
        tell=tell,
        sources=sources,
        portable=first.portable,
        ahead=first.ahead,
        tests=first.tests,
    )


def _unit_test_bench(first: Open, tell: Tell, sources: Sources) -> UnitTestBench | PythonBench:
    workload = first.workload or Workload(function=first.target.qualified_name)
    if first.target.language is Language.PYTHON:
        return PythonBench(first.target, workload.tests)
    return UnitTestBench(
        first.target, first.mode, workload, first.headers, first.folder, tell, sources
    )


def _end_with_client(folder: Path) -> None:
    """Ends at once when the client is gone from the other end of standard input.

    The next client after a killed one must not be disturbed by what it had begun. The
    sandbox dies with this process.
    """
    client = select.poll()
    client.register(sys.stdin, 0)  # nothing but its end
    client.poll()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _answer(bench: AnyBench, request: Request) -> Reply:
    try:
        match request.act:
            case Act.EXPECT:
                if isinstance(bench, ReplayBench | BothBenches):
                    bench.expect(request.codes)
                return Reply()
            case Act.JUDGE:
                return Reply(verdict=bench.judge(request.code))
            case Act.CONFIRM:
                return Reply(verdict=bench.confirm(request.code))
            case Act.REMARKS:
                return Reply(remarks=bench.remarks)
            case Act.MUTATION_SCORE:
                return Reply(mutation=bench.mutation_score)
    except Exception as error:
        return Reply(failure=failure(error))


def failure(error: Exception) -> Failure:
    """Our own errors keep their class; the sandbox's are the machine's, and the system's are the
    judge's. An unforeseen error is our own fault, and reported as such.
    """
    if isinstance(error, LessonlsError):
        return Failure(kind=type(error).__name__, message=str(error))
    if isinstance(error, (SandboxError, OSError)):
        kind = MachineError if isinstance(error, SandboxError) else JudgeError
        return Failure(kind=kind.__name__, message=str(error))
    if os.environ.get("LESSONLS_DEBUG") == "1":
        traceback.print_exception(error)
    text = " ".join(str(error).split())[:_LONGEST]
    return Failure(
        kind=JudgeError.__name__,
        message="the judge failed, which is a fault of lessonls and not of your code: please"
        f" report it: {type(error).__name__}: {text} (LESSONLS_DEBUG=1 shows where).",
    )


if __name__ == "__main__":
    main()
