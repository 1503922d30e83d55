"""The function's name as the file has it: without the scopes that are around it anyway."""

from lessonls.core.reading.functions import Function
from lessonls.core.reading.original import original
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.target import Target


def in_its_scope(text: str, target: Target) -> str:
    """The text in which `int Box::area()` is `int area()` if that is how the class declares it."""
    theirs = original(target).read
    if theirs.qualifiers or "::" not in text:
        return text
    raw = text.encode("utf-8", "surrogatepass")
    named = [read for read in read_rewrite(text, target).outline.functions if _same(read, theirs)]
    for read in reversed(named):  # from behind, so that places in front stay right
        raw = raw[: _start(read)] + raw[read.name_node.start_byte :]
    return raw.decode("utf-8", "surrogatepass")


def _same(read: Function, theirs: Function) -> bool:
    """Whether the scopes that are written are the innermost ones around the original."""
    number = len(read.qualifiers)
    around = theirs.path[:-1][-number:]
    return number > 0 and read.name == theirs.name and read.qualifiers == around


def _start(read: Function) -> int:
    """Where the qualified name begins."""
    node = read.name_node
    while node.parent is not None and node.parent.type == "qualified_identifier":
        node = node.parent
    return node.start_byte
