"""How deeply the loops of a text are nested, found by the parser's own queries."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from tree_sitter import Node, Query, QueryCursor

from lessonls.core.reading.syntax import grammar
from lessonls.core.target import Language

_LOOPS = {
    Language.C: "(for_statement) @l (while_statement) @l (do_statement) @l",
    Language.CPP: "(for_statement) @l (for_range_loop) @l (while_statement) @l (do_statement) @l",
}
_STRETCH = 1 << 16


@dataclass(frozen=True)
class LoopDepths:
    """The loops of a text in order: where each starts, and how many are around it, it included."""

    starts: tuple[int, ...]
    depths: tuple[int, ...]

    def within(self, node: Node) -> int:
        """The deepest nest inside `node`; 0 without loops."""
        first, behind = (
            bisect_left(self.starts, node.start_byte),
            bisect_left(self.starts, node.end_byte),
        )
        return max(self.depths[first:behind], default=0)


def loop_depths(
    root: Node, language: Language, since: int = 0, until: int | None = None
) -> LoopDepths:
    """All loops below `root` that touch the bytes from `since` to `until`."""
    cursor = QueryCursor(_query(language))
    until = root.end_byte if until is None else until
    found: dict[int, Node] = {}
    for start in range(since, until, _STRETCH):  # no call holds up other threads for long
        cursor.set_byte_range(start, min(start + _STRETCH, until))
        found |= {loop.id: loop for loop in cursor.captures(root).get("l", [])}
    loops = sorted(found.values(), key=lambda loop: (loop.start_byte, -loop.end_byte))
    depths: list[int] = []
    ends: list[int] = []
    for loop in loops:
        while ends and ends[-1] <= loop.start_byte:
            ends.pop()
        ends.append(loop.end_byte)
        depths.append(len(ends))
    return LoopDepths(tuple(loop.start_byte for loop in loops), tuple(depths))


@cache
def _query(language: Language) -> Query:
    return Query(grammar(language), _LOOPS[language])
