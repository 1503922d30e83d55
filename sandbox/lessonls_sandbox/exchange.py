"""Talking to a process over its pipes with bounds: time, and how much it may say."""

import os
import selectors
import subprocess
import time
from dataclasses import dataclass

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Said:
    """What a process wrote, cut off at the bounds. `complete`: its pipes closed in time."""

    output: bytes
    errors: bytes
    complete: bool


def exchange(
    process: "subprocess.Popen[bytes]", given: bytes, seconds: float, most: int, most_errors: int
) -> Said:
    """Writes `given` to a process and reads what it says until it closes its pipes.

    `most` and `most_errors` are in bytes. What is said beyond them is dropped: a process
    that prints without end ends with its time. Whoever started it waits for it or kills it.
    """
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ValueError("a process without pipes cannot be talked to")
    deadline = time.monotonic() + seconds
    inward = process.stdin.fileno()
    room = {process.stdout.fileno(): most, process.stderr.fileno(): most_errors}
    said = {pipe: bytearray() for pipe in room}
    waiting = memoryview(given)
    with selectors.DefaultSelector() as pipes:
        pipes.register(inward, selectors.EVENT_WRITE)
        os.set_blocking(inward, False)
        for pipe in room:
            pipes.register(pipe, selectors.EVENT_READ)
        while pipes.get_map():
            ready = pipes.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                break
            for key, _ in ready:
                if key.fd == inward:
                    waiting = _give(inward, waiting)
                    ended = not waiting
                else:
                    part = os.read(key.fd, _CHUNK)
                    said[key.fd] += part[: room[key.fd] - len(said[key.fd])]
                    ended = not part
                if ended:
                    pipes.unregister(key.fd)
                if ended and key.fd == inward:
                    process.stdin.close()  # so that the process sees its end
        complete = not pipes.get_map()
    output, errors = (bytes(part) for part in said.values())
    return Said(output, errors, complete)


def _give(pipe: int, waiting: memoryview) -> memoryview:
    """What is left to write after one write; nothing when nobody reads any more."""
    try:
        return waiting[os.write(pipe, waiting[:_CHUNK]) :]
    except BrokenPipeError:
        return memoryview(b"")
