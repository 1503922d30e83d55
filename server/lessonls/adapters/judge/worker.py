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
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lessonls.adapters.judge.protocol import Act, Failure, Open, Ready, Reply, Request, turns
from lessonls.adapters.judge.timing import SESSION_SECONDS, cpu_name
from lessonls.adapters.judge.workbench import Workbench
from lessonls.core.errors import JudgeError, LessonlsError, MachineError
from lessonls_sandbox.errors import SandboxError


def main() -> None:
    """Serves one bench until standard input ends."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but replies may reach the client
    try:
        for reply in _replies(sys.stdin.buffer):
            replies.write(reply.model_dump_json(exclude_none=True).encode() + b"\n")
            replies.flush()
    except BrokenPipeError:
        os._exit(1)  # the client is gone, and with it whoever could read why


def _replies(lines: BinaryIO) -> Iterator[Reply]:
    try:
        first = Open.model_validate_json(lines.readline())
        threading.Thread(target=_end_with_client, args=(first.folder,), daemon=True).start()
        turns.take()
        bench = Workbench(
            first.target,
            first.mode,
            first.headers,
            first.folder,
            first.workload,
            first.seed,
            first.aliasing,
            first.session_seconds or SESSION_SECONDS,
        )
    except (LessonlsError, SandboxError, OSError) as error:
        yield Reply(failure=_failure(error))
        return
    try:
        yield Reply(
            ready=Ready(
                workload=bench.workload,
                baseline_seconds=bench.pace.seconds,
                compiler=bench.baseline.compiler,
                cpu=cpu_name(),
            )
        )
        for line in lines:
            yield _answer(bench, Request.model_validate_json(line))
    finally:
        bench.close()
        shutil.rmtree(first.folder, ignore_errors=True)  # the client may not be there to do it


def _end_with_client(folder: Path) -> None:
    """Ends at once when nobody is left at the other end of standard input.

    Whoever comes after a killed client must not be disturbed by what it had begun. The
    sandbox dies with this process.
    """
    client = select.poll()
    client.register(sys.stdin, 0)  # nothing but its end
    client.poll()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _answer(bench: Workbench, request: Request) -> Reply:
    try:
        match request.act:
            case Act.JUDGE:
                return Reply(verdict=bench.judge(request.code))
            case Act.CONFIRM:
                return Reply(verdict=bench.confirm(request.code))
            case Act.REMARKS:
                return Reply(remarks=bench.remarks)
    except (LessonlsError, SandboxError, OSError) as error:
        return Reply(failure=_failure(error))


def _failure(error: Exception) -> Failure:
    """Our own errors keep their class; the sandbox's are the machine's, others the judge's."""
    if isinstance(error, LessonlsError):
        return Failure(kind=type(error).__name__, message=str(error))
    kind = MachineError if isinstance(error, SandboxError) else JudgeError
    return Failure(kind=kind.__name__, message=str(error))


if __name__ == "__main__":
    main()
