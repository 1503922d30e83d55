"""Whether a rewrite does in the calls that are timed what it did when it was compared.

A rewrite may be able to tell the two apart: memory comes from another allocator then, and calls
are repeated. What the original leaves behind either way has to be there after timed calls, too.
"""

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lessonls.adapters.judge.replay.blocks import Blocks
from lessonls_sandbox.replay.gate import Sample
from lessonls_sandbox.replay.memory import PAGE, Memory

Words = NDArray[np.uint64]
_MOST_BLOCKS = 4096


@dataclass(frozen=True)
class Kept:
    """A trial that stands behind the call, and the blocks that it took, if they are known."""

    memory: Memory
    blocks: Blocks = field(default_factory=Blocks)


@dataclass(frozen=True)
class Promise:
    """What the original left when it was compared, with other bytes in fresh memory, and in a call
    as those that are timed; and what the rewrite left when it was compared. `changed` are the
    addresses of words that the original changes.
    """

    sample: Sample
    original: Kept
    filled: Kept
    timed: Kept
    rewrite: Kept
    changed: Words

    def is_kept(self, memory: Memory) -> bool:
        """Whether the rewrite, in a trial whose timed calls are over, left the same."""
        trials = (self.original, self.filled, self.timed, self.rewrite, Kept(memory))
        result = self.sample.result
        awaited = deque[list[Words]]()
        awaited.append([_scattered(one.memory, self.changed) for one in trials])
        awaited.append([_row(one.memory, result.start, len(result)) for one in trials])
        seen = set[int]()
        while awaited:
            original, filled, timed, rewrite, now = words = awaited.popleft()
            settled = (original == filled) & (original == timed)
            if np.any(settled & (now != rewrite)):
                return False
            for at in np.flatnonzero(self._leads_to_ours(original)).tolist():
                places = [int(each[at]) for each in words]
                first = self.original.blocks.at(places[0])
                second = self.rewrite.blocks.at(places[3])
                if first is None or second is None or first.start in seen:
                    continue
                if places[0] != first.start or places[3] != second.start:
                    continue
                seen.add(first.start)
                size = min(first.size, second.size) if len(seen) <= _MOST_BLOCKS else 0
                rows = zip(trials, places, strict=True)
                awaited.append([_row(one.memory, place, size) for one, place in rows])
        return True

    def _leads_to_ours(self, words: Words) -> NDArray[np.bool_]:
        ours = self.sample.runtime.region
        return (words >= ours.start) & (words < ours.stop)


def _row(memory: Memory, start: int, size: int) -> Words:
    """So many bytes, as words of which the last one may end in zeros."""
    data = memory.read(start, size)
    return np.frombuffer(data.ljust(-(-size // 8) * 8, b"\0"), np.uint64)


def _scattered(memory: Memory, addresses: Words) -> Words:
    """The words at these addresses, which are in order."""
    places = addresses.astype(np.int64)
    pages, row = np.unique(places // PAGE * PAGE, return_inverse=True)
    return memory.words(pages)[row, places % PAGE // 8]
