"""What a run costs besides time: memory of all its processes and bytes in its folder.

Both are read from outside every 50 ms, by a thread of our own. Memory is the sum of the
resident sets, so that pages which several processes share count several times.
"""

import os
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")
_BLOCK = 512
_TICKS = os.sysconf("SC_CLK_TCK")


class Footprint:
    """Peaks over the processes that this one has started, and over a folder.

    Everything can be read at any time.
    """

    def __init__(self, folder: Path) -> None:
        self.memory = 0
        self.disk = 0
        self._folder = folder
        self._seen: set[tuple[int, int]] = set()

    def alive(self) -> int:
        """How many of the processes that were seen are still there."""
        return sum(
            started >= 0 and _read(process).started == started for process, started in self._seen
        )

    def look(self) -> None:
        """Counts what is there now."""
        total = 0
        for process in started_by(os.getpid()):
            found = _read(process)
            self._seen.add((process, found.started))
            total += found.resident
        self.memory = max(self.memory, total)
        self.disk = max(self.disk, used(self._folder))


@contextmanager
def watched(folder: Path) -> Generator[Footprint]:
    """Looks again and again in the meantime."""
    found, stopped = Footprint(folder), threading.Event()

    def watch() -> None:
        while not stopped.wait(_EVERY):
            found.look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        stopped.set()
        thread.join()


@dataclass(frozen=True)
class _Process:
    """When a process started, in ticks since the machine did, and its resident bytes."""

    started: int = -1
    resident: int = 0


def started_by(process: int) -> Iterator[int]:
    """All descendants of a process that are alive."""
    for child in _children(process):
        yield child
        yield from started_by(child)


def resident_of(process: int) -> int:
    """Resident bytes of one process; 0 when it is gone."""
    return _read(process).resident


def processor_seconds(process: int) -> float:
    """Of one process, of those below it, and of those that any of them has waited for."""
    return sum(_processor_seconds(one) for one in (process, *started_by(process)))


def _processor_seconds(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0.0
    return sum(int(field) for field in text.rpartition(")")[2].split()[11:15]) / _TICKS


def used(folder: Path) -> int:
    """Bytes on the disk under a folder."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(Path(place) / name).st_blocks * _BLOCK
            except OSError:  # deleted in the meantime
                continue
    return total


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in _tasks(process):
        try:
            found += [int(word) for word in (task / "children").read_text().split()]
        except OSError:  # ended in the meantime
            continue
    return found


def _tasks(process: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return []


def _read(process: int) -> _Process:
    """Zombies count as gone: they hold nothing any more."""
    try:
        text = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return _Process()
    fields = text.rpartition(")")[2].split()
    return _Process() if fields[0] == "Z" else _Process(int(fields[19]), int(fields[21]) * _PAGE)
