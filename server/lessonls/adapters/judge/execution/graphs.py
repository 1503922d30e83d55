"""Nodes that point to nodes: the shapes of lists, rings and trees."""

from collections.abc import Iterator, Mapping

import numpy as np

from lessonls.adapters.judge.execution.styles import Style
from lessonls_sandbox.wire import Array, Column, List, Scalar, Struct, Type

_NONE = -1
_BALANCED = 0.5


def links(of: Type, path: str, count: int = 1) -> Iterator[tuple[str, int]]:
    """The places of links inside a node, and how many there are at each."""
    match of:
        case Scalar():
            if of.link:
                yield path, count
        case Array(size, element):
            yield from links(element, f"{path}[]", count * size)
        case Struct(fields):
            for name, field in fields:
                yield from links(field, f"{path}.{name}", count)
        case List():
            return


class Links:
    """The links of all nodes of one place. `lengths` says how many nodes each graph has, and
    `slots` how many children a node may have at each place of one.
    """

    def __init__(
        self,
        lengths: Column,
        slots: Mapping[str, int],
        style: Style,
        rng: np.random.Generator,
    ) -> None:
        self._lengths = [int(length) for length in lengths]
        self._slots = slots
        self._style = style
        self._rng = rng
        self._trees = self._grown() if slots else {}

    @property
    def nodes(self) -> int:
        """How many there are in all graphs."""
        return sum(self._lengths)

    def drawn(self, role: str, path: str, count: int) -> Column:
        """The numbers of the nodes that are linked to at a place, -1 for none. Where there is not
        one link for each node, as in lists of links, they lead anywhere in a graph that is alone.
        """
        found = self._drawn(role, path, count)
        if found.size == count:
            return found
        alone = self._lengths[0] if len(self._lengths) == 1 else 0
        return self._rng.integers(_NONE, alone, count, dtype=np.int64)

    def _drawn(self, role: str, path: str, count: int) -> Column:
        match role:
            case "first":
                return np.zeros(count, np.int64)
            case "next":
                parts = [np.append(np.arange(1, n), _NONE)[:n] for n in self._lengths]
            case "previous":
                parts = [np.arange(-1, n - 1) for n in self._lengths]
            case "ring":
                parts = [np.roll(np.arange(n), -1) for n in self._lengths]
            case "child" | "parent" if self._trees:
                return self._trees.get("" if role == "parent" else path, np.zeros(0, np.int64))
            case _:
                return np.full(count, _NONE, np.int64)
        return np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.int64)

    def listed(self) -> tuple[Column, Column]:
        """Trees whose nodes have lists of children: how many each has, and which."""
        counts, children = list[Column](), list[Column]()
        for length in self._lengths:
            above = np.sort(self._rng.integers(0, np.arange(1, max(length, 1))))
            counts.append(np.bincount(above, minlength=length)[:length])
            children.append(_counted(1, length))
        empty = np.zeros(0, np.int64)
        return (
            np.concatenate([empty, *counts]).astype(np.uint64),
            np.concatenate([empty, *children]).astype(np.int64),
        )

    def _grown(self) -> dict[str, Column]:
        """Children by place, and under “” the parents."""
        width = sum(self._slots.values())
        children = np.full((sum(self._lengths), width), _NONE, np.int64)
        parents = np.full(sum(self._lengths), _NONE, np.int64)
        start = 0
        for length in self._lengths:
            self._grow(children[start : start + length], parents[start : start + length])
            start += length
        found, at = {"": parents}, 0
        for path, count in self._slots.items():
            found[path] = children[:, at : at + count].reshape(-1)
            at += count
        return found

    def _grow(self, children: Column, parents: Column) -> None:
        """One tree: balanced, a mere list, or each node below any other that has room."""
        length, width = (int(number) for number in children.shape)
        if width == 0 or length < 2:
            return
        above, slots = self._below(length, width)
        children[above, slots] = _counted(1, length)
        parents[1:] = above

    def _below(self, length: int, width: int) -> tuple[Column, Column]:
        """For every node but the first the one that it is a child of, and at which place."""
        before = _counted(0, length - 1)
        balanced = self._rng.random() < _BALANCED
        if self._style in {Style.SORTED, Style.REVERSED}:
            return before, np.full(length - 1, width - 1 if self._style is Style.SORTED else 0)
        if balanced or width == 1:
            return before // width, before % width
        return self._anywhere(length, width)

    def _anywhere(self, length: int, width: int) -> tuple[Column, Column]:
        free = [(0, slot) for slot in range(width)]
        above, slots = np.zeros(length - 1, np.int64), np.zeros(length - 1, np.int64)
        for number in range(1, length):
            at = int(self._rng.integers(len(free)))
            free[at], free[-1] = free[-1], free[at]
            above[number - 1], slots[number - 1] = free.pop()
            free += [(number, slot) for slot in range(width)]
        return above, slots


def _counted(start: int, stop: int) -> Column:
    """The numbers from `start` to the one before `stop`."""
    return np.arange(start, stop, dtype=np.int64)
