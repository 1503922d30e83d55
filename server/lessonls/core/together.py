"""Rewrites of one function that stand in one file together, each compiled as if it were alone.

What a rewrite brings along gets names of its own, so that none sees or calls anything of another.
Rewrites with macros, pragmas or enumerations would be seen by others whatever they are called, and
variables may be computed when the program starts: these keep to themselves.
"""

import re
from collections.abc import Iterator, Sequence, Set

from tree_sitter import Node

from lessonls.core.reading.original import original
from lessonls.core.reading.pieces import defined, identity, lexemes, split
from lessonls.core.reading.placing import includes
from lessonls.core.reading.rewrite import read_rewrite
from lessonls.core.reading.scopes import CLASSES, declared
from lessonls.core.reading.syntax import text_of, walk
from lessonls.core.target import Language, Target

Company = frozenset[tuple[str, ...]]

_SEEN_BY_OTHERS = frozenset({"preproc_def", "preproc_function_def", "enum_specifier"})
_OURS = re.compile(r"lessonls", re.IGNORECASE)


def company(target: Target, code: str) -> Company | None:
    """What the rewrite `code` has in common with those that may stand in the file with it, its
    includes; None if nothing may, or where calls of the dispatcher would take part of the time.
    """
    recursive = any(lexemes(text).count(target.name) > 1 for text in (code, target.code))
    if recursive or _OURS.search(code) or _own_names(target, code) is None:
        return None
    pieces = includes(split(read_rewrite(code, target).root))
    return frozenset(identity(piece.node) for piece in pieces)


def apart(target: Target, codes: Sequence[str]) -> Sequence[str]:
    """Rewrites that have company, with names of their own for all that each defines."""
    return [_renamed(target, code, number) for number, code in enumerate(codes, start=1)]


def _renamed(target: Target, code: str, number: int) -> str:
    names = _own_names(target, code) or frozenset()
    found = read_rewrite(code, target)
    data, at = b"", 0
    for node in walk(found.root):
        if node.type.endswith("identifier") and text_of(node) in names:
            data += found.data[at : node.start_byte] + f"lessonls_{number}_".encode()
            at = node.start_byte
    return (data + found.data[at:]).decode("utf-8", "surrogatepass")


def _own_names(target: Target, code: str) -> Set[str] | None:
    """The names of what a rewrite defines besides the function; None if it has anything that is
    not found by its name, or a name that means something else as well.
    """
    found = read_rewrite(code, target)
    pieces, names = split(found.root), set[str]()
    included = includes(pieces)
    for piece in pieces:
        if piece in included or piece.node.type == "comment":
            continue
        own = list(_defined_by(piece.node, target))
        if not own:
            return None
        names.update(own)
    names.discard(target.name)
    words = lexemes(code)
    seen = any(node.type in _SEEN_BY_OTHERS for node in walk(found.root))
    plain = all(name.isidentifier() and words.count(name) > 1 for name in names)
    return None if seen or not plain or names & original(target).names else names


def _defined_by(piece: Node, target: Target) -> Iterator[str]:
    """The names that a piece defines; nothing if one of its declarations is of another kind."""
    names = list[str]()
    for item in declared(piece):
        member = bool(item.scopes) and item.scopes[-1].is_class
        nameless = item.node.type in CLASSES and item.node.child_by_field_name("name") is None
        if member or nameless or item.node.type == "template_declaration":
            continue
        definitions = list(defined(item))
        constant = target.language is Language.C or "constexpr" in lexemes(text_of(item.node))
        allowed = {"function", "type", *(["variable"] if constant else [])}
        if not definitions or any(one[0] not in allowed for one in definitions):
            return
        if any(one[0] == "function" and one[2] for one in definitions):
            return
        names += [one[1] for one in definitions]
    yield from names
