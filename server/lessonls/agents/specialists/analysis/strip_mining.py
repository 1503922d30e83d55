"""Loops that were strip-mined: known by how their ends are computed, whoever wrote them."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.rewriting.patterns import Pattern
from lessonls.core.reading.syntax import text_of, walk

_MULTIPLE = Pattern("$n / $size * $size")


def is_strip_end(node: Node) -> bool:
    """Whether it is a variable that was set to a multiple of a size, as `n / 4 * 4`."""
    found = lookup(text_of(node), node) if node.type == "identifier" else None
    init = found.init if found is not None else None
    return init is not None and any(_MULTIPLE.match(part) is not None for part in walk(init))


def is_strip_mined(loop: Loop) -> bool:
    """Whether a loop is the one over whole strips, or the one over what is left of them."""
    return is_strip_end(loop.first) or is_strip_end(loop.bound)


def is_remainder(loop: Loop) -> bool:
    """Whether a loop only does what a loop over whole strips has left."""
    return is_strip_end(loop.first)
