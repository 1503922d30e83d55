"""A long text in parts: what is known of a declaration stays known while only others change."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from tree_sitter import Node

from lessonls.core.reading.loops import LoopDepths, loop_depths
from lessonls.core.reading.outline import collect
from lessonls.core.reading.scopes import Item, Scope, items, outermost, spelled
from lessonls.core.reading.syntax import Change
from lessonls.core.target import Language

Question = tuple[int, tuple[Scope, ...]]
"""Which function of a part: where it starts, and the namespaces around the part."""


@dataclass(frozen=True)
class Part:
    """A declaration outside of all others, wherever it stands.

    `loops` are its functions with loops: how many bytes behind its start each begins, and how
    deep its loops are. `names` are the plain names of the classes and namespaces in it, and of
    the templates that it instantiates. `known` are the full names
    of those that can be optimized whatever stands around them, and "" for those that cannot.
    """

    loops: tuple[tuple[int, int], ...]
    names: frozenset[str]
    known: dict[Question, str] = field(default_factory=dict[Question, str], compare=False)


@dataclass(frozen=True)
class Parts:
    """The parts of a text in order, and the bytes where each starts and ends."""

    starts: Sequence[int]
    ends: Sequence[int]
    parts: Sequence[Part]

    def after(self, root: Node, language: Language, change: Change) -> "Parts":
        """The parts once `change` was made, `root` being the new tree. Nothing that the syntax
        tree differs in may lie outside of it.
        """
        moved = change.new_end - change.end
        # What touches the change is read again: a name may have grown into its neighbour.
        first = bisect_left(self.ends, change.start)
        behind = max(bisect_right(self.starts, change.end), first)
        since = self.ends[first - 1] if first else 0
        until = self.starts[behind] + moved if behind < len(self.starts) else root.end_byte
        fresh = read_parts(root, language, since, until)
        return Parts(
            [*self.starts[:first], *fresh.starts, *(at + moved for at in self.starts[behind:])],
            [*self.ends[:first], *fresh.ends, *(at + moved for at in self.ends[behind:])],
            [*self.parts[:first], *fresh.parts, *self.parts[behind:]],
        )

    def looping(self) -> Iterator[tuple[int, int, Part]]:
        """The functions with loops, the deepest first: each with where its part and it start."""
        found = [
            (-depth, start, at, part)
            for start, part in zip(self.starts, self.parts, strict=True)
            for at, depth in part.loops
        ]
        found.sort(key=itemgetter(0))
        return ((start, start + at, part) for _, start, at, part in found)

    def next_start(self, byte: int) -> int:
        """Where the first part from that byte on starts; the byte itself behind the last one."""
        at = bisect_left(self.starts, byte)
        return self.starts[at] if at < len(self.starts) else byte

    def start_around(self, byte: int) -> int | None:
        """Where the part starts that a byte is in, if it is in one."""
        at = bisect_right(self.starts, byte) - 1
        return self.starts[at] if at >= 0 and byte < self.ends[at] else None

    def declaring(self, name: str) -> Sequence[int]:
        """Where the parts start that declare that plain name."""
        return self._by_name.get(name, ())

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for start, part in zip(self.starts, self.parts, strict=True):
            for name in part.names:
                found.setdefault(name, []).append(start)
        return found


def read_parts(root: Node, language: Language, since: int = 0, until: int | None = None) -> Parts:
    """The parts that lie between two bytes."""
    until = root.end_byte if until is None else until
    loops = loop_depths(root, language, since, until)
    found = [item for item in outermost(root, since, until) if _lies(item, since, until)]
    return Parts(
        [item.outer.start_byte for item in found],
        [item.outer.end_byte for item in found],
        [_part(item, loops) for item in found],
    )


def _lies(item: Item, since: int, until: int) -> bool:
    # What the parser only supposes to be there has no width, and would belong to both neighbours.
    return since <= item.outer.start_byte < item.outer.end_byte <= until


def _part(item: Item, loops: LoopDepths) -> Part:
    found = collect(items(item.outer, item.scopes))
    start = item.outer.start_byte
    depths = (
        (read.item.outer.start_byte - start, loops.within(read.item.outer))
        for read in found.functions
    )
    # A function that lacks a bracket may seem to hold all the namespaces behind it.
    depth = len(spelled(item.scopes))
    inner = (path for path in found.namespaces if len(path) > depth)
    paths = (*found.classes, *found.instantiated, *inner)
    return Part(tuple(one for one in depths if one[1]), frozenset(path[-1] for path in paths))
