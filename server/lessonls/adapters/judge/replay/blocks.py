"""The memory that a trial has taken, read from what its allocator noted."""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np

from lessonls_sandbox.replay.gate import Runtime
from lessonls_sandbox.replay.memory import Memory
from lessonls_sandbox.replay.trial import Trial

_MOST_LOOKED_AT = 4096


@dataclass
class Block:
    """Memory that was taken during a call; `partner` is the other trial's that is the same."""

    start: int
    size: int
    live: bool = True
    partner: "Block | None" = None


@dataclass
class Blocks:
    """All blocks of a trial by address, and the older ones that it freed: their ranges in order."""

    taken: list[Block] = field(default_factory=list[Block])
    freed: list[range] = field(default_factory=list[range])

    def __post_init__(self) -> None:
        self._starts = [block.start for block in self.taken]

    def at(self, address: int) -> Block | None:
        """The living block that an address points into, or right behind."""
        found = bisect_right(self._starts, address) - 1
        block = self.taken[found] if found >= 0 else None
        if block is None or not block.live or address > block.start + block.size:
            return None
        return block

    def overrun(self, memory: Memory) -> Block | None:
        """A block around which something was written: there are zeros before and behind each."""
        for block in self.taken[:_MOST_LOOKED_AT]:
            end = block.start + block.size
            gap = memory.read(end, -end % 16)
            if any(gap) or any(memory.read(block.start - 16, 8)):
                return block
        return None

    @property
    def leaked(self) -> int:
        """How many blocks live that nothing leads to, once partners are known."""
        return sum(block.live and block.partner is None for block in self.taken)


def blocks_of(trial: Trial, runtime: Runtime, log: int, logged: int) -> Blocks:
    """What `logged` entries at the address `log` say."""
    data = trial.memory.read(log, 24 * logged)
    found, freed = dict[int, Block](), list[range]()
    for taken, address, size in np.frombuffer(data, np.uint64).reshape(-1, 3).tolist():
        if taken:
            found[address] = Block(address, size)
        elif address in found:
            found[address].live = False
        elif address not in runtime.region:
            freed.append(range(address, address + size))
    ordered = [found[start] for start in sorted(found)]
    return Blocks(ordered, sorted(freed, key=lambda one: one.start))
