"""A function's text that notes which of its blocks run, whatever compiler builds it.

Each stretch of statements that run one after the other sets a byte of its own; the dispatcher's
gate says where they are. They stand in the text and not in the machine code, so that optimized
builds without debug information tell it as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.core.reading.document import document
from lessonls.core.reading.functions import Function
from lessonls.core.reading.syntax import walk
from lessonls.core.target import Target

MOST = 1536
"""As many bytes there are."""
_MOST_ARGUMENTS = 64
_NUMBER = re.compile(
    r"(?:(?:const|register|unsigned|signed|int|long|short|char|float|double|bool|_Bool"
    r"|(?:std::)?(?:s?size_t|ptrdiff_t|u?int(?:_fast|_least)?\d+_t|u?int(?:ptr|max)_t))\b\s*)+"
)
_BODIES = ("body", "consequence")
_UNBRACED = frozenset(
    {
        *("expression_statement", "return_statement", "break_statement", "continue_statement"),
        *("goto_statement", "throw_statement", "if_statement", "switch_statement"),
        *("for_statement", "for_range_loop", "while_statement", "do_statement"),
    }
)
_JUMPS = frozenset(
    {
        *("return_statement", "co_return_statement", "break_statement", "continue_statement"),
        *("goto_statement", "throw_statement"),
    }
)


@dataclass(frozen=True)
class Probed:
    """The text, and for each byte the lines of the file with the statements that it stands for,
    without those of other bytes. `arguments` are the numbers among the parameters, whose values at
    the beginning of a call the text notes as well.
    """

    code: str
    lines: tuple[frozenset[int], ...]
    arguments: tuple[str, ...] = ()

    def unreached(self, hits: frozenset[int]) -> list[int]:
        """The lines of which nothing ran, if only those bytes were set."""
        ran = {line for at in hits for line in self.lines[at]}
        return sorted(frozenset[int]().union(*self.lines) - ran)


@dataclass(frozen=True)
class _Block:
    """Statements that run one after the other; `wrapped` is one that stands without braces."""

    statements: Sequence[Node]
    wrapped: bool

    @property
    def rows(self) -> set[int]:
        return set(range(self.statements[0].start_point.row, self.statements[-1].end_point.row + 1))


def probed(target: Target) -> Probed | None:
    """The target's definition with probes; None if it has no body, or too many blocks."""
    found = document(target.code, target.language, target.preprocessing)
    named = [one for one in found.outline.functions if one.name == target.name]
    body = named[-1].body if named else None
    if body is None:
        return None
    arguments = _numbers(named[-1])
    blocks = sorted(_blocks(body), key=lambda block: block.statements[0].start_byte)
    if len(blocks) > MOST:
        return None
    changes = [change for at, block in enumerate(blocks) for change in _changes(at, block)]
    if blocks:
        noted = "".join(f"lessonls_gate->seen[{at}] = {n}; " for at, n in enumerate(arguments))
        changes.append((blocks[0].statements[0].start_byte, -1, noted))
    data, last = b"", 0
    for place, _, text in sorted(changes):
        data += found.data[last:place] + text.encode()
        last = place
    code = (data + found.data[last:]).decode("utf-8", "surrogatepass")
    lines = tuple(_own_lines(block, blocks, target.line) for block in blocks)
    return Probed(code, lines, arguments if blocks else ())


def _numbers(function: Function) -> tuple[str, ...]:
    """The names of parameters that are numbers by their types' names."""
    named = [
        one for one in function.parameters if re.search(rf"\b{re.escape(one.name)}$", one.text)
    ]
    types = ((one.name, one.text.removesuffix(one.name).strip()) for one in named)
    return tuple(name for name, text in types if _NUMBER.fullmatch(text))[:_MOST_ARGUMENTS]


def _changes(at: int, block: _Block) -> Iterator[tuple[int, int, str]]:
    """Where something is inserted, in which order at the same place, and what."""
    start, end = block.statements[0].start_byte, block.statements[-1].end_byte
    probe = f"lessonls_gate->hits[{at}] = 1; "
    yield start, at, f"{{ {probe}" if block.wrapped else probe
    if block.wrapped:
        yield end, -1, " }"


def _blocks(body: Node) -> Iterator[_Block]:
    conditional = [node for node in walk(body) if _is_conditional(node)]
    for node in walk(body):
        if any(one.start_byte <= node.start_byte < one.end_byte for one in conditional):
            continue
        if node.type == "case_statement":
            label = node.child_by_field_name("value")
            inside = [one for one in node.named_children if one != label]
            yield from _stretches(inside)
        elif node.type == "compound_statement" and not _is_switch(node.parent):
            yield from _stretches(node.named_children)
        elif node.type in _UNBRACED and _stands_alone(node):
            yield _Block([node], wrapped=True)


def _stretches(children: Sequence[Node]) -> Iterator[_Block]:
    """Divides statements behind those that may not come to their end."""
    statements = [one for one in children if one.type != "comment" and not one.is_missing]
    found = list[Node]()
    for node in statements:
        if node.type == "case_statement":
            break
        if found and (node.type == "labeled_statement" or _is_conditional(node)):
            yield _Block(found, wrapped=False)
            found = []
        if _is_conditional(node):
            continue
        found.append(_behind_labels(node))
        if any(one.type in _JUMPS or one.is_error for one in walk(node)):
            yield _Block(found, wrapped=False)
            found = []
    if found:
        yield _Block(found, wrapped=False)


def _is_conditional(node: Node) -> bool:
    """Whether it is unknown if the compiler sees it."""
    return node.type.startswith("preproc")


def _behind_labels(node: Node) -> Node:
    """The statement that is named by a label: the compiler wants no other one in between."""
    while node.type == "labeled_statement" and node.named_children:
        node = node.named_children[-1]
    return node


def _is_switch(parent: Node | None) -> bool:
    """No statement may stand in front of the first label."""
    return parent is not None and parent.type == "switch_statement"


def _stands_alone(node: Node) -> bool:
    """Whether it is the body of a loop or a branch, without braces."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "else_clause":
        return node.type != "if_statement"
    owner = parent.type.endswith(("_statement", "_loop")) and parent.type != "compound_statement"
    return owner and any(parent.child_by_field_name(name) == node for name in _BODIES)


def _own_lines(block: _Block, blocks: Sequence[_Block], first: int) -> frozenset[int]:
    start, end = block.statements[0].start_byte, block.statements[-1].end_byte
    nested = set[int]().union(
        *(
            one.rows
            for one in blocks
            if one is not block
            and start <= one.statements[0].start_byte
            and one.statements[-1].end_byte <= end
        )
    )
    begins = {one.start_point.row for one in block.statements}
    return frozenset(first + row for row in (block.rows - nested) | begins)
