"""On a worker of a Dask cluster: a bench for somebody else, as one long task.

The task holds the worker's place for timings (the resource `timing`) until its client is done, so
that a worker never times two things at once; two workers of one machine do not either, unless each
has cores of its own (`turns`). What is said are lines of text on two queues of the cluster: the
same lines that go through the pipes of a local judge process. Nothing is unpickled of them.
"""

import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from lessonls.adapters.judge.machine import this_machine
from lessonls.adapters.judge.protocol import Failure, Open, Reply, inherited
from lessonls.adapters.private_files import private_folder
from lessonls.core.errors import JudgeError
from lessonls_sandbox.confine import check

RESOURCE = "timing"
BEAT, END = "beat", "end"
"""What a client says besides requests: that it is still there, and that it is done."""
BEATS = 5.0
"""Seconds between two beats."""
_SILENCE = 60.0
"""Seconds without a word after which the client is gone."""


class Hello(BaseModel):
    """The first line of a relay. A second one means that the worker of the first one died, and
    that the cluster began the task anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    worker: str


def machine_line() -> str:
    """What the worker's machine is, as a line of JSON: a Machine."""
    return this_machine().model_dump_json()


def relay(name: str) -> None:
    """Serves a bench on the queues of this name; the first request says which one.

    Where the worker of a relay dies, the cluster begins the task anew on another one. That one
    finds no opening any more, and leaves its place to others.
    """
    distributed: Any = import_module("distributed")  # it has no types
    requests, replies = (distributed.Queue(f"{name}-{what}") for what in ("requests", "replies"))
    replies.put(Hello(worker=distributed.get_worker().address).model_dump_json())
    problem = check().problem
    if problem is not None:
        failure = Failure(kind="MachineError", message=f"On the worker: {problem}")
        replies.put(Reply(failure=failure).model_dump_json(exclude_none=True))
        return
    try:
        first = Open.model_validate_json(_next_request(requests))
    except ValidationError:
        return
    with _judge_process() as (process, folder):
        line = first.model_copy(update={"folder": folder}).model_dump_json()
        while line:
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            for said in process.stdout:
                replies.put(said.decode())
                if Reply.model_validate_json(said).progress is None:
                    break
            else:
                return  # that is how the client learns that the process is gone
            line = _next_request(requests)


def _next_request(requests: Any) -> str:
    """Empty when the client is done, or gone."""
    while True:
        try:
            line = str(requests.get(timeout=_SILENCE))
        except TimeoutError:
            return ""
        if line == END:
            return ""
        if line != BEAT:
            return line


class _Pipes(NamedTuple):
    """Of a judge process."""

    stdin: IO[bytes]
    stdout: IO[bytes]


@contextmanager
def _judge_process() -> Generator[tuple[_Pipes, Path]]:
    """A judge process, and a folder on this machine for it."""
    folder = private_folder()
    process = subprocess.Popen(
        [sys.executable, "-m", "lessonls.adapters.judge.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=inherited(),
        start_new_session=True,
    )
    try:
        if process.stdin is None or process.stdout is None:
            raise JudgeError("the judge process has no pipes.")
        yield _Pipes(process.stdin, process.stdout), folder
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
