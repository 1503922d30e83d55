"""Taking the rewritten function out of a file or reply that may repeat the code around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from lessonls.core.reading.document import Document, document
from lessonls.core.reading.functions import Function, declared_functions, signature
from lessonls.core.reading.headings import difference
from lessonls.core.reading.outline import spelled
from lessonls.core.reading.pieces import (
    Piece,
    defined,
    grouped,
    identities,
    identity,
    lexemes,
    split,
)
from lessonls.core.reading.scopes import CLASSES, Item, items
from lessonls.core.reading.standard_headers import STANDARD_HEADERS
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language, Target

_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[^\n]*", re.MULTILINE)


class CandidateProblem(ValueError):  # noqa: N818 - a candidate's fault, not an error of ours
    """The text cannot take the function's place; the message is one sentence."""


def extract_function(text: str, target: Target) -> str:
    """What takes the place of `target.code`: the function, new helpers, new includes.

    Everything that `target.before` and `target.after` have already is left out, and so are
    the namespaces and blocks around the function. Raises CandidateProblem.
    """
    if not text.strip():
        raise CandidateProblem("The candidate is empty.")
    whole = target.before + target.code + target.after
    original = _original(whole, target.start, target.language)
    found = document(text, target.language)
    read = _the_function(found, original)
    _check_place(read, original)
    function, kept = read.item.outer, list[Piece]()
    for piece in _pieces(found.root, function):
        if piece.node.id == function.id:
            kept.append(piece)
        elif _is_new(piece.node, original):
            _check_addition(piece, original)
            kept.append(piece)
    _check_syntax(kept, read)
    _check_includes(kept, original)
    return _joined(found, kept)


@dataclass(frozen=True)
class _Original:
    """The target in its file: what a candidate must match and need not repeat.

    `known` are the tokens of all pieces of the file, `taken` what may not be defined again,
    `includes` its includes.
    """

    read: Function
    known: frozenset[tuple[str, ...]]
    taken: frozenset[tuple[str, ...]]
    includes: frozenset[tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The scopes around the function."""
        return tuple(scope.name for scope in self.read.item.scopes)


@lru_cache(maxsize=4)
def _original(text: str, start: int, language: Language) -> _Original:
    found = document(text, language)
    starts = {found.character(f.item.outer.start_byte): f for f in found.outline.functions}
    read = starts[start]
    path = spelled(read.item.scopes)
    visible = {path[:end] for end in range(len(path) + 1)}
    taken = {
        definition
        for item in items(found.root)
        for definition in defined(item)
        if spelled(item.scopes) in visible or definition[0] == "macro"
    }
    includes = frozenset(lexemes(include) for include in _INCLUDE.findall(text))
    return _Original(read, frozenset(identities(found.root)), frozenset(taken), includes)


def _the_function(found: Document, original: _Original) -> Function:
    name, functions = original.read.name, found.outline.functions
    own = identity(original.read.item.outer)
    for read in functions:
        if read.name == "main":
            raise CandidateProblem(f"Line {read.line} defines main; give the function alone.")
    # Overloads that the file has already are no candidates.
    named = [
        read
        for read in functions
        if read.name == name
        and (identity(read.item.outer) == own or identity(read.item.outer) not in original.known)
    ]
    same = [read for read in named if difference(read, original.read) is None]
    if not named or found.root.is_error:
        raise CandidateProblem(_absent(found, name))
    if not same:
        changed = difference(named[-1], original.read)
        raise CandidateProblem(f"Line {named[-1].line} changes {changed} of {name}.")
    if len(named) > 1:
        raise CandidateProblem(f"Line {named[-1].line} defines {name} once more.")
    return same[0]


def _absent(found: Document, name: str) -> str:
    wrong = next(_errors(found.root), None)
    if wrong is not None:
        line = wrong.start_point.row + 1
        return f"Line {line} has a syntax error, and no complete function {name} is found."
    if found.outline.functions:
        last = found.outline.functions[-1]
        return f"Line {last.line} defines {last.name}, but {name} is expected."
    return f"The candidate defines no function {name}; line 1 begins something else."


def _errors(root: Node) -> Iterator[Node]:
    return (node for node in walk(root) if node.is_error or node.is_missing)


def _check_syntax(kept: list[Piece], read: Function) -> None:
    """Errors inside the function are the compiler's to explain; others would move its end.

    What the file has already may hold macros that look like errors.
    """
    start, end = read.item.outer.end_byte, read.item.outer.end_byte
    if read.body is not None:
        start = read.body.start_byte
    for piece in kept:
        for wrong in _errors(piece.node):
            if not start < wrong.start_byte < end + wrong.is_missing:
                raise CandidateProblem(f"Line {wrong.start_point.row + 1} has a syntax error.")


def _check_place(read: Function, original: _Original) -> None:
    names = tuple(scope.name for scope in read.item.scopes)
    if names not in {(), original.names}:
        place = "::".join(name or "(anonymous)" for name in names)
        raise CandidateProblem(f"Line {read.line} puts {read.name} into {place}.")


def _pieces(container: Node, function: Node) -> Iterator[Piece]:
    """The pieces of a text; what is around the function is opened."""
    for piece in split(container):
        node = piece.node
        if node.id == function.id:
            yield Piece(node, node.start_byte, node.end_byte)
        elif node.start_byte <= function.start_byte and function.end_byte <= node.end_byte:
            yield from _pieces(_opened(piece), function)
        else:
            yield piece


def _opened(piece: Piece) -> Node:
    node = piece.node
    body = node.child_by_field_name("body")
    if node.type == "linkage_specification" and body is not None:
        return body if body.type == "declaration_list" else node
    if node.type in {"namespace_definition", *CLASSES} and body is not None:
        return body
    if node.type == "preproc_ifdef" and _guard(node) is not None:
        return node
    raise CandidateProblem(f"Line {piece.line} puts the function inside a conditional or block.")


def _guard(node: Node) -> Node | None:
    """The definition of an include guard, if the conditional is one."""
    parts = node.named_children
    if len(parts) < 2 or parts[1].type != "preproc_def" or not text_of(node).startswith("#ifndef"):
        return None
    defines = parts[1].child_by_field_name("name")
    return parts[1] if defines and text_of(defines) == text_of(parts[0]) else None


def _is_new(node: Node, original: _Original) -> bool:
    """Whether the file does not have this already."""
    above = node.parent
    guard = _guard(above) if above is not None and above.type == "preproc_ifdef" else None
    if guard is not None and node.start_byte <= guard.start_byte:
        return False
    if identity(node) in original.known or identity(node) == ("#", "pragma", "once"):
        return False
    inside = grouped(node)
    if inside and not any(_is_new(child, original) for child in inside):
        return False
    return not any(
        read.name == original.read.name and signature(read) == signature(original.read)
        for read in declared_functions(Item(node, node))
    )


def _check_addition(piece: Piece, original: _Original) -> None:
    node = piece.node
    before = original.read.item.outer.parent
    if before is not None and before.type == "linkage_specification" and node.type != "comment":
        raise CandidateProblem(f'Line {piece.line} adds code between extern "C" and the function.')
    for item in items(node):
        for definition in defined(item):
            if definition in original.taken and (not item.scopes or definition[0] == "macro"):
                line = item.node.start_point.row + 1
                raise CandidateProblem(f"Line {line} defines {definition[1]} differently.")


def _check_includes(kept: list[Piece], original: _Original) -> None:
    includes = (n for piece in kept for n in walk(piece.node) if n.type == "preproc_include")
    for node in includes:
        path = node.child_by_field_name("path")
        name = text_of(path) if path is not None else "nothing"
        line = node.start_point.row + 1
        if lexemes(text_of(node)) in original.includes:
            continue
        if not (name.startswith("<") and name[1:-1] in STANDARD_HEADERS):
            raise CandidateProblem(f"Line {line} includes {name}, which is no standard header.")
        if original.names:
            place = "::".join(scope or "(anonymous)" for scope in original.names)
            raise CandidateProblem(f"Line {line} includes {name} inside {place}.")


def _joined(found: Document, kept: list[Piece]) -> str:
    """The kept pieces in order, with the white space that was between neighbours."""
    result, end = "", 0
    for piece in kept:
        start = found.character(piece.start)
        gap = found.text[end:start]
        part = found.text[start : found.character(piece.end)].rstrip()
        result += (gap if not gap.strip() and gap else "\n\n") + part if result else part
        end = start + len(part)
    return result
