"""Whether two variants of a call did the same to the program.

The words of all pages that either has written to are compared, then the blocks of memory that
these lead to, one by one: a new block may lie elsewhere, so that pointers are the same where they
lead to the same place of blocks that correspond.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lessonls.adapters.judge.replay.blocks import Block
from lessonls.adapters.judge.replay.snapshot import Snapshot
from lessonls.adapters.judge.replay.tolerance import Tolerance
from lessonls_sandbox.replay import ptrace
from lessonls_sandbox.replay.gate import Sample
from lessonls_sandbox.replay.memory import PAGE, Memory

Words = NDArray[np.uint64]
_NEAR = 32
"""Bytes around a number in which the pointer to what it counts is looked for."""


@dataclass(frozen=True)
class Datum:
    """A word that differs: at an `address` of the program, or at a byte of a `block` of so many
    bytes or of the result, which are told as `place`.
    """

    place: str
    address: int
    original: int
    rewrite: int


@dataclass
class Comparison:
    """The original's trial and the rewrite's, of one call; `before` is the program's memory."""

    original: Snapshot
    rewrite: Snapshot
    sample: Sample
    before: Memory
    tolerance: Tolerance
    changed: int = 0
    _pairs: deque[tuple[Block, Block]] = field(default_factory=deque[tuple[Block, Block]])

    def difference(self) -> str | Datum | None:
        """What the rewrite did otherwise, if anything: a sentence's end, or a word of memory."""
        return self._besides() or next(self._data(), None) or self._leaks()

    def _besides(self) -> str | None:
        one, other = self.original, self.rewrite
        if one.state.own != other.state.own:
            return "it changes memory of lessonls itself"
        if one.thrown != other.thrown:
            return _left(one.thrown, other.thrown)
        if one.rounding != other.rounding:
            return "it changes how the processor computes with floating-point numbers"
        beyond = other.blocks.overrun(other.trial.memory)
        if beyond is not None and one.blocks.overrun(one.trial.memory) is None:
            return f"it writes outside a new block of {beyond.size} bytes"
        if one.trial.written != other.trial.written:
            return "it writes different output to files"
        if _layout(one) != _layout(other):
            return "it maps or unmaps memory differently"
        if [each.start for each in one.blocks.freed] != [each.start for each in other.blocks.freed]:
            return "it frees different blocks that existed before the call"
        return None

    def _leaks(self) -> str | None:
        more = self.rewrite.blocks.leaked - self.original.blocks.leaked
        if more > 0:
            return f"it leaves {more} new block{'s' * (more > 1)} of memory that nothing points to"
        return None

    def _data(self) -> Iterator[Datum]:
        """The differing words."""
        if not self.original.thrown:
            yield from self._result()
        yield from self._pages()
        while self._pairs:
            yield from self._block(*self._pairs.popleft())

    def _result(self) -> Iterator[Datum]:
        where = self.sample.result
        if len(where) == 0:
            return
        size = -(-len(where) // 8) * 8
        one, other = (
            np.frombuffer(memory.read(where.start, len(where)).ljust(size, b"\0"), np.uint64)
            for memory in self._memories
        )
        for at, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            place = where.start + 8 * at
            if not self._same(a, b, (place, place)):
                yield Datum("its result", 8 * at, a, b)

    def _pages(self) -> Iterator[Datum]:
        pages = np.union1d(self.original.touched, self.rewrite.touched)
        for part in np.array_split(pages, max(1, len(pages) // 256)):
            yield from self._words(part)

    def _words(self, pages: NDArray[np.int64]) -> Iterator[Datum]:
        one, other = (memory.words(pages) for memory in self._memories)
        before = self.before.words(pages)
        addresses = pages[:, None].astype(np.uint64) + np.arange(0, PAGE, 8, dtype=np.uint64)
        counted = self._counted(addresses)
        self.changed += int(np.count_nonzero((one != before) & counted))
        suspect = (one != other) | self._leads_to_ours(one) | self._leads_to_ours(other)
        for row, column in np.argwhere(suspect & counted).tolist():
            a, b = int(one[row, column]), int(other[row, column])
            address = int(addresses[row, column])
            if not self._same(a, b, (address, address)):
                yield Datum("", address, a, b)

    def _counted(self, addresses: Words) -> NDArray[np.bool_]:
        """Which words are the program's: not the callee's stack, errno, what the kernel writes
        into, and blocks that both have freed.
        """
        frame = self.sample.frame
        stack = next((one for one in self.original.mappings if one.start <= frame < one.end), None)
        found = np.ones(addresses.shape, np.bool_)
        if stack is not None:
            found &= (addresses >= frame) | (addresses < stack.start)
        errno = self.sample.error_number & ~7
        for left_out in (self._restartable, range(errno, errno + 8), *self.original.blocks.freed):
            found &= (addresses < left_out.start) | (addresses >= left_out.stop)
        return found

    @cached_property
    def _restartable(self) -> range:
        return ptrace.restartable_area(self.original.trial.pid)

    @property
    def _memories(self) -> tuple[Memory, Memory]:
        return self.original.trial.memory, self.rewrite.trial.memory

    def _leads_to_ours(self, words: Words) -> NDArray[np.bool_]:
        ours = self.sample.runtime.region
        return (words >= ours.start) & (words < ours.stop)

    def _block(self, one: Block, other: Block) -> Iterator[Datum]:
        size = min(one.size, other.size)
        words = -(-size // 8) * 8
        first, second = (
            np.frombuffer(memory.read(block.start, size).ljust(words, b"\0"), np.uint64)
            for memory, block in zip(self._memories, (one, other), strict=True)
        )
        suspect = (first != second) | self._leads_to_ours(first) | self._leads_to_ours(second)
        for at in np.flatnonzero(suspect).tolist():
            a, b = int(first[at]), int(second[at])
            if not self._same(a, b, (one.start + 8 * at, other.start + 8 * at)):
                yield Datum(f"a new block of {one.size} bytes", 8 * at, a, b)

    def _same(self, one: int, other: int, places: tuple[int, int]) -> bool:
        """Whether two words mean the same, which are at these addresses of either trial."""
        first, second = self.original.blocks.at(one), self.rewrite.blocks.at(other)
        if first is not None and second is not None:
            return self._correspond(first, second) and (
                one - first.start == other - second.start
                # Both right behind: what is reserved is not what is there.
                or (one == first.start + first.size and other == second.start + second.size)
            )
        if first is None and second is None and one == other:
            return True
        return self._capacities(one, other, places) or self.tolerance.allows(places[0], one, other)

    def _capacities(self, one: int, other: int, places: tuple[int, int]) -> bool:
        """Whether two integers say how much room there is in blocks that correspond, to which
        pointers nearby lead: containers may have reserved more or less of it.
        """
        near = [
            np.frombuffer(memory.read(place - _NEAR, 2 * _NEAR), np.uint64).tolist()
            for memory, place in zip(self._memories, places, strict=True)
        ]
        for a, b in zip(*near, strict=True):
            first, second = self.original.blocks.at(a), self.rewrite.blocks.at(b)
            if first is None or second is None or first.partner is not second:
                continue
            if a != first.start or b != second.start:
                continue
            if _room(first.size, one) and _room(first.size, one) == _room(second.size, other):
                return True
        return False

    def _correspond(self, one: Block, other: Block) -> bool:
        """Whether two blocks are each other's partners; they become it where they have none."""
        if one.partner is None and other.partner is None:
            one.partner, other.partner = other, one
            self._pairs.append((one, other))
        return one.partner is other


def _room(size: int, number: int) -> int:
    """How many bytes an element has where `number` of them fill a block of that size, or all but
    the zero at the end of a text; 0 where they do not.
    """
    if number == size - 1:
        return 1
    return size // number if 0 < number <= size and size % number == 0 else 0


def _left(original: str, rewrite: str) -> str:
    if not rewrite:
        return f"it returns where the original throws {original}"
    return f"it throws {rewrite} where the original " + (
        f"throws {original}" if original else "returns"
    )


def _layout(found: Snapshot) -> list[tuple[int, int, str]]:
    return [
        (one.start, one.end, one.rights) for one in found.mappings if not one.name.startswith("[")
    ]
