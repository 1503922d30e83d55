"""Taking the rewritten function out of a file or reply that may repeat the code around it."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from tree_sitter import Node

from lessonls.core.reading.contents import check_contents
from lessonls.core.reading.directives import check_branches
from lessonls.core.reading.document import Document
from lessonls.core.reading.functions import Function, declared_functions, signature
from lessonls.core.reading.headings import difference
from lessonls.core.reading.limits import check_limits
from lessonls.core.reading.original import Original, original
from lessonls.core.reading.pieces import Piece, defined, grouped, identity, lexemes, split
from lessonls.core.reading.placing import guard, includes
from lessonls.core.reading.problems import CandidateProblem, problem
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.reading.scopes import CLASSES, Item, body_of, declared
from lessonls.core.reading.syntax import walk
from lessonls.core.reading.tokens import directives, parts_of
from lessonls.core.target import Target

__all__ = ["CandidateProblem", "extract_function"]


def extract_function(text: str, target: Target) -> str:
    """A rewrite of `target.code`: new includes, new helpers, the function, and an `#undef` for each
    macro that has none. Where each of them goes in the file is `placing`'s to say.

    Everything that `target.before` and `target.after` have already is left out, and so are
    the namespaces and blocks around the function. Raises CandidateProblem.
    """
    check_limits(text)
    if not text.strip():
        raise CandidateProblem("The candidate is empty.")
    theirs = original(target)
    found = read_rewrite(text, target)
    read = _the_function(found, theirs)
    _check_place(read, theirs)
    kept = _kept(found, read, theirs)
    _check_syntax(kept, found)
    _check_left_out(found, read, theirs)
    functions = [f for f in found.outline.functions if _holds(kept, f)]
    first = includes(kept)
    rest = [piece for piece in kept if piece not in first]
    pieces = [*_once(first), *rest]
    open_macros = check_contents([piece.node for piece in pieces], found, read, functions, theirs)
    _check_includes(found, rest, theirs)
    return "\n".join([_joined(found, pieces), *(f"#undef {name}" for name in open_macros)])


def _kept(found: Document, read: Function, theirs: Original) -> list[Piece]:
    """The function and new code around it; it stays where it is, as public as it was."""
    kept = list[Piece]()
    alone = _is_linkage(theirs.node.parent)
    for piece in _pieces(found, read.item.outer):
        if piece.node.id == read.item.outer.id:
            kept.append(piece)
        elif piece.node.type != "access_specifier" and _is_new(piece.node, theirs):
            _check_addition(piece, theirs, alone=alone)
            kept.append(piece)
    return kept


def _once(included: list[Piece]) -> list[Piece]:
    """Includes without their repetitions."""
    seen = dict[tuple[str, ...], Piece]()
    for piece in included:
        seen.setdefault(identity(piece.node), piece)
    return list(seen.values())


def _check_includes(found: Document, pieces: list[Piece], theirs: Original) -> None:
    """An include among other lines of a conditional cannot be moved out of a class."""
    place, known = theirs.surroundings.place, theirs.surroundings.includes
    parts = [part for piece in pieces for part in parts_of(piece.node, found.data)]
    for directive in directives(parts):
        name = "".join(token.text for token in directive.tokens)
        if directive.name == "include" and place and name not in known:
            raise problem(directive.line, f"includes {name} inside {place}.")


def _holds(kept: list[Piece], read: Function) -> bool:
    at = bisect_right([piece.start for piece in kept], read.item.outer.start_byte)
    return at > 0 and read.item.outer.end_byte <= kept[at - 1].end


def _is_linkage(node: Node | None) -> bool:
    return node is not None and node.type == "linkage_specification"


def _the_function(found: Document, theirs: Original) -> Function:
    name, functions = theirs.read.name, found.outline.functions
    for read in functions:
        if read.name == "main":
            raise problem(read.line, "defines main; give the function alone.")
    named = _rewritten(found, theirs)
    if not named or found.root.is_error:
        raise _absent(found, name)
    same = [read for read in named if difference(read, theirs.read) is None]
    if not same and any(child.type == "declaration" for child in named[-1].node.children):
        raise problem(named[-1].line, f"defines {name} in K&R style; keep its parameter list.")
    if not same:
        raise problem(named[-1].line, f"changes {difference(named[-1], theirs.read)} of {name}.")
    if len(named) > 1:
        raise problem(named[-1].line, f"redefines {name}.")
    return same[0]


def _rewritten(found: Document, theirs: Original) -> list[Function]:
    """The functions of that name, without the overloads that the file has already."""
    name = theirs.read.name
    named = [read for read in found.outline.functions if read.name == name]
    overloads = [read for read in theirs.found.outline.functions if read.name == name]
    if len(named) > len(overloads) + 20:
        raise problem(named[-1].line, f"redefines {name}.")
    own = identity(theirs.node)
    return [
        read
        for read in named
        for tokens in [identity(read.item.outer)]
        if tokens == own or tokens not in theirs.known
    ]


def _absent(found: Document, name: str) -> CandidateProblem:
    wrong = next(_errors(found.root), None)
    if wrong is not None:
        line = wrong.start_point.row + 1
        return problem(line, f"has a syntax error, and there is no complete function {name}.")
    if found.outline.functions:
        last = found.outline.functions[-1]
        return problem(last.line, f"defines {last.name} instead of {name}.")
    return CandidateProblem(f"The candidate does not define {name}; it starts with something else.")


def _errors(root: Node) -> Iterator[Node]:
    return (node for node in walk(root) if node.is_error or node.is_missing)


def _check_syntax(kept: list[Piece], found: Document) -> None:
    """Errors inside functions are the compiler's to explain, where brackets alone say where each
    ends; others would move its end.

    What the file has already may hold macros that look like errors.
    """
    for piece in kept:
        body = body_of(piece.node)
        start, end = (body.start_byte, piece.end) if body is not None else (piece.end, piece.end)
        wrong = list(_errors(piece.node))
        for node in wrong:
            if not start < node.start_byte < end + node.is_missing:
                raise problem(node.start_point.row + 1, "has a syntax error.")
        if wrong:
            check_branches(parts_of(piece.node, found.data), start)


def _check_left_out(found: Document, read: Function, theirs: Original) -> None:
    """What is compiled elsewhere only cannot be judged here, and stays as it is."""
    mine = [lexemes(text) for text in _left_out(found, read.item.outer)]
    if mine != [lexemes(text) for text in _left_out(theirs.found, theirs.node)]:
        raise problem(
            read.line,
            "changes or drops a branch of a conditional that is not compiled here;"
            " leave its #if and everything up to its #endif in place.",
        )


def _left_out(found: Document, node: Node) -> Iterator[str]:
    for start, end in found.left_out:
        if node.start_byte <= start and end <= node.end_byte:
            yield found.data[start:end].decode("utf-8", "surrogatepass")


def _check_place(read: Function, theirs: Original) -> None:
    names = tuple(scope.name for scope in read.item.scopes)
    if names not in {(), theirs.scopes}:
        place = "::".join(name or "(anonymous)" for name in names)
        raise problem(read.line, f"puts {read.name} into {place}.")


def _pieces(found: Document, function: Node) -> Iterator[Piece]:
    """The pieces of a text in order; what is around the function is opened."""
    container: Node | None = found.root
    behind: list[list[Piece]] = []
    while container is not None:
        pieces, container = _level(container, found.data), None
        for at, piece in enumerate(pieces):
            node = piece.node
            if node.id == function.id:
                yield Piece(node, piece.start, node.end_byte)
            elif node.start_byte <= function.start_byte and function.end_byte <= node.end_byte:
                container = _opened(piece)
                behind.append(pieces[at + 1 :])
                break
            else:
                yield piece
    for rest in reversed(behind):
        yield from rest


def _level(container: Node, data: bytes) -> list[Piece]:
    """The children of what is around the function; those of a guard without the guard."""
    named = guard(container) if container.type == "preproc_ifdef" else []
    left_out = {node.id for node in named}
    before = {after.id: node.end_byte for node, after in pairwise(container.children)}
    pieces = [piece for piece in split(container) if piece.node.id not in left_out]
    first = container.start_byte if container.parent is not None else 0
    return [_with_macro(piece, before.get(piece.node.id, first), data) for piece in pieces]


def _with_macro(piece: Piece, since: int, data: bytes) -> Piece:
    """With the macro in front of a declaration that is too short for the tree to see something in
    its place.
    """
    between = data[since : piece.start].strip()
    if not between.replace(b"_", b"").isalnum():
        return piece
    return Piece(piece.node, data.index(between, since), piece.end)


def _opened(piece: Piece) -> Node:
    node = piece.node
    body = node.child_by_field_name("body")
    if node.type == "linkage_specification" and body is not None:
        return body if body.type == "declaration_list" else node
    if node.type in {"namespace_definition", *CLASSES} and body is not None:
        return body
    if node.type == "preproc_ifdef" and guard(node):
        return node
    raise problem(piece.line, "puts the function inside a conditional or block.")


def _is_new(node: Node, theirs: Original) -> bool:
    """Whether the file does not have this already."""
    stack = [node]
    while stack:
        inner = stack.pop()
        inside = grouped(inner)
        stack.extend(inside)
        if not inside and _is_new_alone(inner, theirs):
            return True
    return False


def _is_new_alone(node: Node, theirs: Original) -> bool:
    tokens = identity(node)
    if tokens in theirs.known or tokens == ("#", "pragma", "once"):
        return False
    return not any(
        read.name == theirs.read.name and signature(read) == signature(theirs.read)
        for read in declared_functions(Item(node, node))
    )


def _check_addition(piece: Piece, theirs: Original, *, alone: bool) -> None:
    if alone and piece.node.type not in {"comment", "preproc_include"}:
        raise problem(piece.line, 'adds code between extern "C" and the function.')
    for item in declared(piece.node):
        for definition in defined(item):
            if definition in theirs.taken and (not item.scopes or definition[0] == "macro"):
                line = item.node.start_point.row + 1
                raise problem(line, f"defines {definition[1]} differently.")


def _joined(found: Document, kept: list[Piece]) -> str:
    """The kept pieces in order, with the white space that was between neighbours."""
    raw = found.data
    result, end = list[bytes](), 0
    for piece in kept:
        part = raw[piece.start : piece.end].rstrip()
        gap = raw[end : piece.start] if end <= piece.start else b""
        if result:
            result.append(gap if gap and not gap.strip() else b"\n\n")
        result.append(part)
        end = piece.start + len(part)
    return b"".join(result).decode("utf-8", "surrogatepass")
