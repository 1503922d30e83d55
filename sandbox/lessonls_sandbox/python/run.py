"""Runs one test of a Python function: the function and the test each in a process of its own.

Both are fresh interpreters of the system's Python, confined, that talk to us over pipes alone. We
pass each call and its result on as bytes that we do not read; the process of the test says
whether it passes. A function that does not answer in time, ends its process or says too much
fails the test, whatever the test would say.
"""

import os
import select
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType, TracebackType
from typing import IO, Self

from lessonls_sandbox.confine import Confinement, check
from lessonls_sandbox.errors import SandboxError
from lessonls_sandbox.filter import functions_list
from lessonls_sandbox.python import candidate, checker, closeness, frames, locking, values
from lessonls_sandbox.python.checker import CALL
from lessonls_sandbox.python.frames import HEAD, LARGEST, framed, length
from lessonls_sandbox.python.values import packed, unpacked
from lessonls_sandbox.view import program

_START_SECONDS = 20.0
_LEAVING_SECONDS = 1.0
_SHORT = 1 << 14
"""Bytes of a message that we read ourselves."""
_LONGEST = 500
_CHUNK = 1 << 16
_INSIDE = (values, frames, closeness, locking)
_LOADER = """\
import sys, types
for name, text in {modules!r}.items():
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name, "exec"), module.__dict__)
sys.path[:] = [place for place in sys.path if place]
module.main()
"""


@dataclass(frozen=True)
class Text:
    """A test that is a program: it fails if an assertion does. `before` is what it may use beside
    the function, such as the imports and helpers of the prompt.
    """

    text: str
    before: str = ""

    def about(self, name: str) -> bytes:
        """What the process of the test is told."""
        return packed({"name": name, "text": self.text, "before": self.before})


@dataclass(frozen=True)
class Inputs:
    """Arguments on which a function has to give what `solution`, a module that defines it, gives.

    `tolerance` is absolute, for floating-point results; 0 leaves it to EvalPlus' rule. `rule` is
    a module with a function `accepts(arguments, came, expected, tolerance)` in place of that.
    """

    solution: str
    inputs: Sequence[Sequence[object]] = field(repr=False)
    tolerance: float = 0.0
    rule: str = ""

    def about(self, name: str) -> bytes:
        """What the process of the test is told."""
        told = {"name": name, "solution": self.solution, "inputs": list(self.inputs)}
        return packed({**told, "tolerance": self.tolerance, "rule": self.rule})


@dataclass(frozen=True)
class Result:
    """What came of a test; `reason` is a few words where it failed. `loaded` says whether the code
    could be loaded and defines the function.
    """

    passed: bool
    reason: str = ""
    loaded: bool = True


@cache
def version() -> str:
    """The Python that runs inside: `Python 3.11.2`. Raises SandboxError if there is none."""
    process = check().start([_interpreter(), "--version"], stdout=subprocess.PIPE)
    return process.communicate()[0].decode("utf-8", "replace").strip()


def examined(
    code: str,
    name: str,
    test: Text | Inputs,
    *,
    seconds: float = 5.0,
    call_seconds: float | None = None,
    memory: int = 2 << 30,
    confinement: Confinement | None = None,
) -> Result:
    """Runs a test of the function `name` that `code`, a module, defines.

    `seconds` are for loading the code and the whole test, `call_seconds` for a call where there
    are many; `memory` is in bytes, for each process. Raises SandboxError without a sandbox or
    Python.
    """
    level = confinement or check()
    with ExitStack() as stack:
        function = stack.enter_context(_Process("it", candidate, level, seconds, memory))
        examiner = stack.enter_context(_Process("the test", checker, level, seconds, memory))
        for one in (function, examiner):
            one.greet()
        deadline = time.monotonic() + seconds
        try:
            function.say(packed((code, name)), deadline)
            problem = _problem(function.hear(deadline, _SHORT))
        except _Gone as gone:
            problem = str(gone)
        if problem:
            return Result(False, problem, loaded=False)
        try:
            examiner.say(test.about(name), deadline)
            reason = _carried(function, examiner, deadline, call_seconds)
        except _Gone as gone:
            reason = str(gone)
        return Result(not reason, reason)


def _carried(
    function: "_Process", examiner: "_Process", deadline: float, call_seconds: float | None
) -> str:
    """Carries calls and their results; why the test fails, nothing where it passes."""
    while True:
        said = examiner.hear(deadline)
        if not said.startswith(CALL):
            return _reason(said[1:_SHORT])
        until = deadline
        if call_seconds is not None:
            until = min(deadline, time.monotonic() + call_seconds)
        function.say(said[1:], until)
        examiner.say(function.hear(until), deadline)


def _reason(said: bytes) -> str:
    """Why a test fails, by what its process said; nothing where it passes."""
    try:
        return str(unpacked(said))
    except (ValueError, RecursionError):
        return "the test says what no test says"


def _problem(said: bytes) -> str:
    """Why the code could not be loaded, by what its process said; nothing where it could."""
    try:
        answer = unpacked(said)
    except (ValueError, RecursionError):
        return "it says what no candidate says"
    return str(answer)[:_LONGEST] if answer else ""


class _Gone(Exception):  # noqa: N818 - a fault of the code that is tested
    """The process does not answer any more; the message says why."""


class _Process:
    """An interpreter in the sandbox that runs the `main` of a module of ours; use it as a context.
    `who` is what it is called in a reason.
    """

    def __init__(
        self, who: str, module: ModuleType, level: Confinement, seconds: float, memory: int
    ) -> None:
        self._who = who
        limits = [f"--as={memory}", f"--cpu={int(seconds) + 2}", "--fsize=0", "--nofile=64"]
        # Neither a function nor a test starts processes or threads.
        argv = ["/usr/bin/prlimit", *limits, "--nproc=1", "--"]
        argv += ["/usr/bin/env", "PYTHONHASHSEED=0", _interpreter(), "-s", "-S", "-c"]
        pipe = subprocess.PIPE
        self._process = level.start([*argv, _program(module)], stdin=pipe, stdout=pipe, stderr=pipe)
        self._inward, self._outward = map(_handle, (self._process.stdin, self._process.stdout))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def greet(self) -> None:
        """Waits until it is there. Raises SandboxError if it does not come."""
        until = time.monotonic() + _START_SECONDS
        try:
            self.say(packed(functions_list()), until)
            self.hear(until, _SHORT)
        except _Gone as gone:
            self._process.kill()
            said = self._process.communicate()[1].decode("utf-8", "replace").strip()
            reason = said.splitlines()[-1] if said else str(gone)
            raise SandboxError(f"the sandbox for Python did not start: {reason}") from None

    def say(self, message: bytes, deadline: float) -> None:
        """Sends a message. Raises _Gone if it is not taken in time."""
        waiting = memoryview(framed(message))
        while waiting:
            self._wait([], [self._inward], deadline)
            try:
                waiting = waiting[os.write(self._inward, waiting[:_CHUNK]) :]
            except BrokenPipeError:
                raise self._ended() from None

    def hear(self, deadline: float, most: int = LARGEST) -> bytes:
        """The next message. Raises _Gone if there is none in time, or a larger one than `most`."""
        size = length(self._read(HEAD, deadline))
        if size > most:
            raise _Gone(f"{self._who} says too much")
        return self._read(size, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        found = bytearray()
        while len(found) < size:
            self._wait([self._outward], [], deadline)
            part = os.read(self._outward, min(size - len(found), _CHUNK))
            if not part:
                raise self._ended()
            found += part
        return bytes(found)

    def _wait(self, reading: list[int], writing: list[int], deadline: float) -> None:
        left = max(0.0, deadline - time.monotonic())
        if not any(select.select(reading, writing, [], left)):
            raise _Gone(f"{self._who} takes too long")

    def _ended(self) -> _Gone:
        try:
            code = self._process.wait(_LEAVING_SECONDS)
        except subprocess.TimeoutExpired:
            return _Gone(f"{self._who} hangs up")
        return _Gone(f"{self._who} ends its process (exit code {code})")


@cache
def _program(module: ModuleType) -> str:
    """The text of a program that runs the `main` of a module; nothing of ours is there inside."""
    parts = (*_INSIDE, module)
    return _LOADER.format(modules={one.__name__: _source(one) for one in parts})


def _handle(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise ValueError("a process without pipes cannot be talked to")
    os.set_blocking(pipe.fileno(), False)
    return pipe.fileno()


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


@cache
def _interpreter() -> str:
    found = program("python3")
    if found is None:
        raise SandboxError(
            "Python is run with the system's python3, and there is none: install it."
        )
    return found
