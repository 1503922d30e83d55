"""Putting a rewrite into the file of the function that it rewrites.

The function is replaced where it stands. Includes go behind the file's own, or to its top where
it has none; helpers of a member function go before its class.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from lessonls.core.errors import InputError
from lessonls.core.reading.document import Document, document
from lessonls.core.reading.placing import guard, outermost_class, parts
from lessonls.core.reading.syntax import text_of
from lessonls.core.target import Target


class Replacement(NamedTuple):
    """The characters from `start` up to `end` of a text become `text`."""

    start: int
    end: int
    text: str


def fitted(target: Target, code: str) -> str:
    """`code` with the line endings of the target's function."""
    sample = target.code if "\n" in target.code else target.before + target.after
    ending = "\r\n" if "\r\n" in sample else "\n"
    return ending.join(code.replace("\r\n", "\n").split("\n"))


def replacements(text: str, start: int, target: Target, code: str) -> tuple[Replacement, ...]:
    """What makes the target's function, which begins at `start` in `text`, the rewrite `code`:
    from front to back, the function last, the others as lines of their own.
    """
    includes, helpers, function = parts(fitted(target, code), target)
    replaced = Replacement(start, start + len(target.code), function)
    if not includes and not helpers:
        return (replaced,)
    found = document(text, target.language, target.preprocessing)
    at = len(text[:start].encode("utf-8", "surrogatepass"))
    newline = fitted(target, "\n")
    added: list[tuple[int, str]] = []
    if wanted := _missing(includes, found):
        place, alone = _include_place(found, at)
        added.append((place, wanted + newline * (1 + alone)))
    if helpers:
        added.append((_helper_place(found, at), helpers.rstrip() + newline * 2))
    if len(added) > 1 and added[0][0] >= added[1][0]:
        added = [(added[1][0], added[0][1] + newline + added[1][1])]
    insertions = ((found.character(place), block) for place, block in added)
    return (*(Replacement(place, place, block) for place, block in insertions), replaced)


def replaced(text: str, changes: Iterable[Replacement]) -> str:
    """`text` after the replacements, which are in order."""
    result, end = list[str](), 0
    for change in changes:
        result += [text[end : change.start], change.text]
        end = change.end
    return "".join([*result, text[end:]])


def rewritten(target: Target, code: str) -> str:
    """The target's whole file with the rewrite in it."""
    text = target.before + target.code + target.after
    return replaced(text, replacements(text, target.start, target, code))


def line_in_rewrite(target: Target, code: str, line: int) -> int | None:
    """The line of the rewrite `code` that a compiler means by a line of the file, both from 1;
    includes and helpers that are added elsewhere count as no lines. None outside of the rewrite.
    """
    text = target.before + target.code + target.after
    function = replacements(text, target.start, target, code)[-1]
    at = code.find(function.text)
    behind = line - 1 - text.count("\n", 0, function.start)
    if at < 0 or not 0 <= behind <= function.text.count("\n"):
        return None
    return code.count("\n", 0, at) + behind + 1


def replace_function(text: str, target: Target, code: str) -> str:
    """`text`, the target's file as it is now, with the rewrite `code` in it.

    Raises InputError when the function is not there any more as it was when the run
    began; changes elsewhere in the file do not matter.
    """
    old, start = target.code, target.start
    if text[start : start + len(old)] != old:
        if text.count(old) != 1:
            raise InputError(
                f"{target.path} was not changed: {target.qualified_name} is not the same as "
                "when the run began."
            )
        start = text.index(old)
    return replaced(text, replacements(text, start, target, code))


def _missing(includes: str, found: Document) -> str:
    """The includes that the file does not have yet."""
    lines = [line for line in includes.splitlines(keepends=True) if line.strip()]
    own = {text_of(node).strip() for node in _top_level(found.root) if _is_include(node)}
    return "".join(line for line in lines if line.strip() not in own).rstrip()


def _is_include(node: Node) -> bool:
    return node.type == "preproc_include"


def _top_level(root: Node) -> Iterator[Node]:
    """What stands at the top of a file, also inside its include guard."""
    for node in root.named_children:
        named = guard(node)
        if named:
            yield from (n for n in node.named_children if n.id not in {each.id for each in named})
        else:
            yield node


def _include_place(found: Document, before: int) -> tuple[int, bool]:
    """The byte where a line goes behind the last include ahead of a place; if there is none,
    the top of the file, and that an empty line has to follow.
    """
    ahead = [node for node in _top_level(found.root) if node.start_byte < before]
    own = [node for node in ahead if _is_include(node)]
    if own:
        return _next_line(found, own[-1].end_byte - 1), False
    ahead += [node for node in _top_level(found.root) if node.start_byte >= before][:1]
    for node, following in zip(ahead, [*ahead[1:], None], strict=False):
        adjoins = following is not None and following.start_point.row - node.end_point.row < 2
        comment = node.type == "comment" and not adjoins
        if not comment and not node.type.startswith("preproc_call"):
            return _line_start(found, node.start_byte), True
    return 0, True


def _helper_place(found: Document, at: int) -> int:
    """The byte where the class around a place begins, with the comments right above it."""
    node = found.root.descendant_for_byte_range(at, at + 1)
    around = outermost_class(node) if node is not None else None
    if around is None:
        return _line_start(found, at)
    above = around.prev_named_sibling
    while above is not None and above.type == "comment" and _adjoin(above, around):
        around, above = above, above.prev_named_sibling
    return _line_start(found, around.start_byte)


def _adjoin(above: Node, below: Node) -> bool:
    return below.start_point.row - above.end_point.row == 1


def _line_start(found: Document, at: int) -> int:
    return found.data.rfind(b"\n", 0, at) + 1


def _next_line(found: Document, at: int) -> int:
    newline = found.data.find(b"\n", at)
    return newline + 1 if newline >= 0 else len(found.data)
