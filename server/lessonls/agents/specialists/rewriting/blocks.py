"""Putting statements around a statement, and pragmas above loops."""

import re

from tree_sitter import Node

from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit
from lessonls.agents.specialists.rewriting.tree import LOOPS, statements
from lessonls.core.reading.syntax import text_of, walk

_ASKS_FOR_LOOPS = re.compile(
    r"\s*#\s*pragma\s+(?:omp\b.*\b(?:for|simd|taskloop|distribute|loop)\b|acc\b.*\bloop\b"
    r"|GCC\s+(?:unroll|ivdep|novector)|clang\s+loop|unroll\b|ivdep\b)(?!.*\bdeclare\b)"
)
_STANDS_ALONE = re.compile(
    r"\s*#\s*(?!pragma)|\s*#\s*pragma\s+(?:omp\s+(?:barrier|taskwait|taskyield|flush|cancel"
    r"|threadprivate|declare|end)\b|acc\s+wait\b|once\b|(?:GCC|clang)\s+diagnostic\b)"
)


def pragmas(node: Node) -> list[Node]:
    """The pragmas directly above a statement, nearest first."""
    found: list[Node] = []
    before = node.prev_named_sibling
    while before is not None and before.type in ("preproc_call", "comment"):
        if before.type == "preproc_call":
            found.append(before)
        before = before.prev_named_sibling
    return found


def has_pragma(node: Node) -> bool:
    """Whether a pragma governs this statement."""
    return bool(pragmas(node))


def in_block(node: Node) -> bool:
    """Whether statements can be put before and after the node as it stands."""
    return node.parent is not None and node.parent.type == "compound_statement"


def beginning(node: Node) -> Node:
    """What a statement begins with: the first of the pragmas and attributes that belong to it.

    Another statement goes in front of that. A label is in front of it: what a jump leads to
    includes what was put there.
    """
    node = _with_attributes(node)
    first = node
    for pragma in pragmas(node):
        if _STANDS_ALONE.match(text_of(pragma)):
            break
        first = pragma
    return first


def directives(node: Node) -> frozenset[str]:
    """What a pragma asks OpenMP for, such as `parallel` and `for`; nothing for any other node."""
    text = text_of(node) if node.type == "preproc_call" else ""
    match = re.match(r"\s*#\s*pragma\s+omp\s+((?:\w+\s*)*?)(?=\w+\s*\(|$)", text)
    return frozenset(match[1].split() if match is not None else ())


def detached(root: Node) -> int:
    """How many pragmas that need a loop, or a nest of loops, have something else behind them."""
    calls = (node for node in walk(root) if node.type == "preproc_call")
    return sum(not _governs(node) for node in calls)


def around(code: Code, node: Node, before: list[str], after: list[str]) -> list[Edit]:
    """Puts lines before and after a statement, in braces where it stands alone.

    Pragmas among the lines are for the statement; everything else goes in front of the pragmas
    and attributes that it has already.
    """
    node = _with_attributes(node)
    if not in_block(node):
        return _braced(code, node, before, after)
    indent, first = indent_of(code.text, node), beginning(node)
    own = [line for line in before if line.startswith("#pragma")]
    others = [line for line in before if line not in own]
    tail = "".join(f"\n{indent}{line}" for line in after)
    place = first.start_byte - (len(indent_of(code.text, first)) if first != node else 0)
    head = [f"{indent}{line}\n" if first != node else f"{line}\n{indent}" for line in others]
    return [
        Edit(place, place, "".join(head)),
        Edit(node.start_byte, node.start_byte, "".join(f"{line}\n{indent}" for line in own)),
        Edit(node.end_byte, node.end_byte, tail),
    ]


def at_end(code: Code, loop: Node, body: Node, line: str) -> list[Edit]:
    """Puts a line behind everything that a loop's body does."""
    if body.type != "compound_statement":
        return around(code, body, [], [line])
    end, outer = body.end_byte - 1, indent_of(code.text, loop)
    return [Edit(end, end, f"{indent_unit(code.text)}{line}\n{outer}")]


def instead(code: Code, node: Node, text: str) -> Edit:
    """Replaces a statement by several, in braces where it stands alone; `text` is indented."""
    if in_block(node):
        return Edit(node.start_byte, node.end_byte, text)
    head = node.prev_sibling
    opening = head.end_byte if head is not None else node.start_byte
    outer, indent = indent_of(code.text, node.parent or node), indent_of(code.text, node)
    if head is not None and head.end_point[0] == node.start_point[0]:
        unit = indent_unit(code.text)
        text, indent = text.replace("\n", f"\n{unit}"), outer + unit
    return Edit(opening, node.end_byte, f" {{\n{indent}{text}\n{outer}}}")


def _braced(code: Code, node: Node, before: list[str], after: list[str]) -> list[Edit]:
    """The same for the body of a loop or branch that has no braces yet."""
    head = node.prev_sibling
    opening = head.end_byte if head is not None else node.start_byte
    unit = indent_unit(code.text)
    outer = indent_of(code.text, node.parent or node)
    lines = "".join(f"\n{outer}{unit}{line}" for line in before)
    tail = "".join(f"\n{outer}{unit}{line}" for line in after)
    edits = [
        Edit(opening, node.start_byte, f" {{{lines}\n{outer}{unit}"),
        Edit(node.end_byte, node.end_byte, f"{tail}\n{outer}}}"),
    ]
    same_line = head is not None and head.end_point[0] == node.start_point[0]
    if same_line:
        text = code.slice(node.start_byte, node.end_byte).encode("utf-8", "surrogatepass")
        breaks = [place for place, byte in enumerate(text) if byte == ord("\n")]
        edits += [
            Edit(node.start_byte + one + 1, node.start_byte + one + 1, unit) for one in breaks
        ]
    return edits


def _with_attributes(node: Node) -> Node:
    """The statement together with the attributes in front of it."""
    outer = node.parent
    return outer if outer is not None and outer.type == "attributed_statement" else node


def _governs(pragma: Node) -> bool:
    """Whether the loops that a pragma asks for are behind it; other pragmas ask for none."""
    text = text_of(pragma)
    if not _ASKS_FOR_LOOPS.match(text):
        return True
    depth = re.search(r"\b(?:collapse|ordered)\s*\(\s*(\d+)", text)
    node = pragma.next_named_sibling
    while node is not None and node.type in ("preproc_call", "comment"):
        node = node.next_named_sibling
    for _ in range(int(depth[1]) if depth else 1):
        while node is not None and node.type == "attributed_statement":
            node = node.named_children[-1]
        if node is None or node.type not in LOOPS:
            return False
        inner = node.child_by_field_name("body")
        listed = statements(inner) if inner is not None else []
        node = listed[0] if len(listed) == 1 else None
    return True


def identifier_from(text: str) -> str:
    """A readable name for an index expression: `i - 1` becomes `im1`."""
    words = re.sub(r"\s+", "", text)
    for sign, letter in (("+", "p"), ("-", "m"), ("*", "x")):
        words = words.replace(sign, letter)
    return re.sub(r"\W+", "_", words).strip("_")
