"""What harness/replay.c keeps in its page of a program: struct State, field by field."""

import struct
from typing import NamedTuple

from lessonls_sandbox.replay.memory import Memory

_LAYOUT = struct.Struct("=q i4x 6Q 10q Q 5Q q Q q")
_HITS = 1536
_SEEN = 64


class State(NamedTuple):
    """The gate that the function looks at, and what a trial notes. Addresses are the program's."""

    until: int
    variant: int
    join: int
    sample: int
    again: int
    threw: int
    hits: int
    seen: int
    connection: int
    child: int
    mode: int
    recording: int
    fill: int
    busy: int
    pid: int
    call: int
    runs: int
    timed: int
    frame: int
    thrown: int
    bottom: int
    top: int
    end: int
    log: int
    logged: int
    undo: int
    undone: int

    @property
    def own(self) -> tuple[int, ...]:
        """What no call changes, whichever variant it is of."""
        changing = {"until", "variant", "fill", "call", "thrown", "top", "logged"}
        return tuple(
            value for name, value in zip(self._fields, self, strict=True) if name not in changing
        )


def read_state(memory: Memory, address: int) -> State:
    """The page's contents."""
    return State._make(_LAYOUT.unpack(memory.read(address, _LAYOUT.size)))


def read_hits(memory: Memory, address: int) -> frozenset[int]:
    """Which blocks of a function with probes have run: the numbers of their bytes."""
    found = memory.read(read_state(memory, address).hits, _HITS)
    return frozenset(at for at, byte in enumerate(found) if byte)


def read_seen(memory: Memory, address: int) -> tuple[float, ...]:
    """What the arguments were that are numbers, of a function with probes."""
    found = memory.read(read_state(memory, address).seen, 8 * _SEEN)
    return struct.unpack(f"={_SEEN}d", found)


def write_undo(memory: Memory, address: int, pairs: bytes) -> None:
    """Gives a trial that waits in front of the call the words, address and value, that are put
    back between its runs.
    """
    state = read_state(memory, address)
    memory.write(state.undo, pairs)
    memory.write(address, _LAYOUT.pack(*state._replace(undone=len(pairs) // 16)))
