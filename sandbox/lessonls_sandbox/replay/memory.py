"""The memory of other processes: what is mapped, which pages they made their own, what is there.

A page that a trial has written to is the only one of its kind: the kernel says so in
/proc/PID/pagemap to everybody who may trace the process (Documentation/admin-guide/mm/pagemap.rst).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PAGE = 4096
Words = NDArray[np.uint64]

_PRESENT, _SWAPPED, _OF_FILE, _EXCLUSIVE = (np.uint64(1 << bit) for bit in (63, 62, 61, 56))


@dataclass(frozen=True)
class Mapping:
    """A range of addresses with its rights, `rw-p`, and the file or the purpose that it is for."""

    start: int
    end: int
    rights: str
    name: str

    @property
    def own(self) -> bool:
        """Whether writing to it changes this process alone."""
        return "w" in self.rights and "p" in self.rights


class Memory:
    """What one process has in memory. Whoever opens it closes it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._memory = os.open(f"/proc/{pid}/mem", os.O_RDWR)
        self._pages = os.open(f"/proc/{pid}/pagemap", os.O_RDONLY)

    def close(self) -> None:
        """Lets go of the process."""
        os.close(self._memory)
        os.close(self._pages)

    def mappings(self) -> Sequence[Mapping]:
        """All of them, in the order of their addresses."""
        found: list[Mapping] = []
        with open(f"/proc/{self.pid}/maps", encoding="utf-8", errors="replace") as lines:  # noqa: PTH123
            for line in lines:
                place, rights, _, _, _, *name = line.rstrip("\n").split(maxsplit=5)
                start, end = (int(part, 16) for part in place.split("-"))
                found.append(Mapping(start, end, rights, name[0] if name else ""))
        return found

    def read(self, address: int, size: int) -> bytes:
        """The bytes there; zeros where nothing is mapped."""
        try:
            data = os.pread(self._memory, size, address)
        except (OSError, OverflowError):
            data = b""
        return data.ljust(size, b"\0")

    def write(self, address: int, data: bytes) -> None:
        """Writes where something is mapped."""
        os.pwrite(self._memory, data, address)

    def text(self, address: int, most: int = 200) -> str:
        """A C string."""
        return self.read(address, most).partition(b"\0")[0].decode("utf-8", "replace")

    def words(self, pages: NDArray[np.int64]) -> Words:
        """The pages at these addresses, which are in order: an array of shape (pages, 512)."""
        if not len(pages):
            return np.empty((0, PAGE // 8), np.uint64)
        breaks = np.flatnonzero(np.diff(pages) != PAGE) + 1
        parts = [
            self.read(int(run[0]), PAGE * len(run)) for run in np.split(pages, breaks) if len(run)
        ]
        return np.frombuffer(b"".join(parts), np.uint64).reshape(len(pages), PAGE // 8)

    def entries(self, start: int, end: int) -> Words:
        """What the kernel says of each page of a range."""
        count = (end - start) // PAGE
        data = os.pread(self._pages, count * 8, start // PAGE * 8)
        return np.frombuffer(data.ljust(count * 8, b"\0"), np.uint64)


def written(own: Words, parents: Words) -> NDArray[np.bool_]:
    """Which pages a copy of a process has changed since: its own entries, and its parent's."""
    anonymous = (own & _OF_FILE) == 0
    present = (own & _PRESENT) != 0
    copied = present & anonymous & ((own & _EXCLUSIVE) != 0)
    gone = ~present & ((parents & _PRESENT) != 0) & ((parents & _OF_FILE) == 0)
    swapped = ~present & ((own & _SWAPPED) != 0)
    return copied | gone | swapped
