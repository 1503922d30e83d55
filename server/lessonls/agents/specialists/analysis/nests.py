"""Loop nests: heads that change places, and bodies that are distributed over several loops."""

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop, loop_at
from lessonls.agents.specialists.rewriting.blocks import has_pragma, instead, pragmas
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of
from lessonls.agents.specialists.rewriting.tree import inside, mentions, statements
from lessonls.core.reading.syntax import walk


def chain(loop: Loop) -> list[Loop]:
    """The perfect nest that begins with `loop`: each body is nothing but the next loop."""
    found = [loop]
    while (inner := found[-1].only_loop) is not None:
        below = loop_at(inner)
        if below is None or has_pragma(inner):
            break
        found.append(below)
    return found


def heads_depend(loops: list[Loop], variable: str) -> bool:
    """Whether the first value or the bound of a loop is computed from `variable`."""
    return any(mentions(one.first, {variable}) or mentions(one.bound, {variable}) for one in loops)


def head_text(code: Code, loop: Loop) -> str:
    """The head in its brackets."""
    return code.slice(*loop.head)


def permuted(code: Code, loops: list[Loop], order: list[Loop]) -> list[Edit]:
    """Gives the loops of a perfect nest, outermost first, the heads of `order`."""
    return [
        Edit(*place.head, head_text(code, head))
        for place, head in zip(loops, order, strict=True)
        if place != head
    ]


def pieces(loop: Loop) -> list[list[Node]]:
    """The body's statements as loops on their own and runs of other statements between them."""
    found: list[list[Node]] = []
    for statement in loop.statements:
        alone = statement.type == "for_statement"
        if alone or not found or found[-1][0].type == "for_statement":
            found.append([statement])
        else:
            found[-1].append(statement)
    return found


def divisible(loop: Loop) -> bool:
    """Whether the body's statements share no local name."""
    return loop.body.type in ("compound_statement", "for_statement") and not any(
        statement.type == "declaration" for statement in loop.statements
    )


def distributed(code: Code, loop: Loop) -> Edit:
    """Replaces the loop by one loop for each of its pieces; comments stay with what follows."""
    indent = indent_of(code.text, loop.node)
    head = f"for {head_text(code, loop)}"
    position = loop.body.start_byte + 1
    made: list[str] = []
    for piece in pieces(loop):
        end = _end_of_line(piece[-1], loop.body)
        made.append(f"{head} {{{code.slice(position, end).rstrip()}\n{indent}}}")
        position = end
    return instead(code, loop.node, f"\n{indent}".join(made))


def _end_of_line(node: Node, body: Node) -> int:
    """After the node and a comment that follows it on its line."""
    following = node.next_named_sibling
    same_line = following is not None and following.start_point[0] == node.end_point[0]
    if following is not None and following.type == "comment" and same_line:
        return min(following.end_byte, body.end_byte)
    return node.end_byte


def free_of_pragmas(loop: Loop) -> bool:
    """Whether no pragma governs the loop or stands in it."""
    return not pragmas(loop.node) and not any(
        part.type == "preproc_call" for part in walk(loop.body)
    )


def loop_from(code: Code, start: int) -> Loop | None:
    """The counted loop that begins at a byte position."""
    for node in code.nodes("for_statement"):
        if node.start_byte == start:
            return loop_at(node)
    return None


def contains(outer: Node, node: Node) -> bool:
    """Whether `node` is strictly within `outer`."""
    return outer != node and inside(node, outer)


def only_statement(node: Node) -> Node | None:
    """The single statement of a block or of a branch."""
    found = statements(node)
    return found[0] if len(found) == 1 else None
