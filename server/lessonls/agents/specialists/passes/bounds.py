"""How the source writes the end of a loop."""

from lessonls.agents.specialists.analysis.loop_ir import Loop
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.core.reading.syntax import text_of, walk


def bound_text(loop: Loop, outer: Loop) -> str:
    """The bound of `loop` as it can be written in front of `outer`: by its name, if it has one."""
    found = loop_at(loop.node)
    if found is None or found.relation != "<":
        return str(loop.end)
    names = [part for part in walk(found.bound) if part.type == "identifier"]
    known = all(lookup(text_of(name), outer.node) is not None for name in names)
    return text_of(found.bound) if known else str(loop.end)
