"""Members of structs that a loop reads: which stay the same, and which are certainly there."""

from collections.abc import Iterator
from itertools import chain

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop, changed_names
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations, lookup
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import (
    CONDITIONAL,
    LOOPS,
    ancestors,
    changed_by,
    inside,
    names_in,
    strip_parentheses,
)
from lessonls.agents.specialists.rewriting.views import Member, Subscript, squeezed
from lessonls.core.reading.syntax import text_of, walk

_VALUES = ("binary_expression", "subscript_argument_list", "subscript_expression",
           "init_declarator", "assignment_expression", "cast_expression",
           "parenthesized_expression")  # fmt: skip
_SHARED = ("volatile", "atomic", "_Atomic")


def last_member(path: str) -> str:
    """The last name of a path."""
    return path.replace("->", ".").rpartition(".")[2]


def unconditional(node: Node, loop: Loop) -> bool:
    """Whether every iteration of the loop reads it."""
    for outer in ancestors(node):
        if outer == loop.body:
            return True
        if outer.type in (*CONDITIONAL, *LOOPS) or (
            outer.type == "binary_expression" and _depends(node, outer)
        ):
            return False
    return False


def _targets(node: Node) -> Iterator[Node]:
    """What is assigned."""
    return filter(None, map(changed_by, walk(node)))


def stored_elements(loop: Loop) -> Iterator[Declaration | None]:
    """Of each element that is stored, what it is an element of; None where that is no variable."""
    for target in _targets(loop.body):
        if target.type in ("subscript_expression", "pointer_expression"):
            base = target.child_by_field_name("argument")
            name = text_of(base) if base is not None else ""
            yield lookup(name, target) if name.isidentifier() else None


def member_reads(code: Code, loop: Loop) -> Iterator[Node]:
    """The longest paths of members, and the globals, whose values are used."""
    changed = list(_targets(loop.node))
    shared = any(word in code.context + code.text for word in _SHARED)
    for node in walk(loop.node):
        outer = node.parent
        if outer is None or node in changed:
            continue
        if is_indexed(node) or outer.type in _VALUES:
            known = node.type == "identifier" and not shared and _is_global(code, node)
            if known or (node.type == "field_expression" and _is_path(node)):
                yield node


def is_indexed(node: Node) -> bool:
    """Whether an element is named through it."""
    outer = Subscript.of(node.parent)
    return outer is not None and outer.base == node


def _is_path(node: Node) -> bool:
    """Whether it is `p->member`, `p->member.part` and the like."""
    member = Member.of(node)
    if member is None:
        return False
    if member.owner.type in ("identifier", "this"):
        found = lookup(text_of(member.owner), node)
        return member.arrow or (found is not None and not found.shape.dims)
    return member.owner.type == "field_expression" and _is_path(member.owner)


def _is_global(code: Code, node: Node) -> bool:
    """Whether it is a member of the object or a global, by its spelling or declaration."""
    name = text_of(node)
    member = code.cpp and (name.endswith("_") or name.startswith("m_"))
    known = any(one.name == name and not one.shape.const for one in _globals(code))
    return lookup(name, node) is None and (member or known)


def _globals(code: Code) -> Iterator[Declaration]:
    """The variables that the file declares in front of the function."""
    for node in code.around.root.named_children:
        if node.type == "declaration":
            yield from declarations(node)


def written_members(node: Node) -> set[str]:
    """The last names of what is assigned or whose address is taken."""
    taken = (one.child_by_field_name("argument") for one in walk(node)
             if one.type == "pointer_expression" and text_of(one).startswith("&"))  # fmt: skip
    names = set[str]()
    for target in chain(_targets(node), map(strip_parentheses, filter(None, taken))):
        member = Member.of(target)
        if member is not None:
            names.add(member.name)
        elif target.type in ("identifier", "pointer_expression"):
            names |= names_in(target)
    return names


def stays(code: Code, loop: Loop, node: Node) -> bool:
    """Whether what it is a member of stays the same in the loop."""
    root = _root(node)
    if root.type == "this":
        return True
    if root == node:
        return text_of(node) not in changed_names(loop.node)
    name = text_of(root)
    found = lookup(name, root)
    known = found is not None and not inside(found.node, loop.node) and name not in code.assigned
    kind = found.shape.element if found is not None else ""
    whole = any(one.shape.element == kind for one in stored_elements(loop) if one is not None)
    return known and not whole


def is_there(code: Code, loop: Loop, node: Node) -> bool:
    """Whether a member of the same owner is certainly looked at where the line goes."""
    root, owner = _root(node), Member.of(node)
    if owner is None or root.type == "this" or "->" not in text_of(node):
        return True
    uses = (use for use in code.uses(text_of(root)) if _reaches(use, squeezed(owner.owner)))
    return any(_certain(loop.node, use) for use in uses)


def _root(node: Node) -> Node:
    """What a path of members begins with."""
    while (member := Member.of(node)) is not None:
        node = member.owner
    return node


def _reaches(use: Node, owner: str) -> bool:
    """Whether a member of the same owner is read there: `p->size` for `p->data`."""
    members = [member for one in ancestors(use) if (member := Member.of(one)) is not None]
    return any(squeezed(one.owner) == owner for one in members if inside(use, one.owner))


def _certain(loop: Node, use: Node) -> bool:
    """Whether this is read whenever the loop is reached."""
    head = loop.child_by_field_name("condition")
    if any(one.type == "sizeof_expression" for one in ancestors(use)):
        return False
    if head is not None and inside(use, head) and not _depends(use, head):
        return True
    if use.end_byte > loop.start_byte:
        return False
    below = use
    for one in ancestors(use):
        if inside(loop, one) and one.type == "compound_statement":
            return True
        tested = below == one.child_by_field_name("condition") and inside(loop, one)
        if one.type in (*CONDITIONAL, *LOOPS) and not tested:
            return False
        if one.type == "binary_expression" and _depends(use, one):
            return False
        if tested:
            return True
        below = one
    return False


def _depends(use: Node, whole: Node) -> bool:
    """Whether `&&` or `||` in an expression decides if a part of it is evaluated."""
    return any(
        one.children[1].type in ("&&", "||") and inside(use, one.children[2])
        for one in walk(whole)
        if one.type == "binary_expression" and inside(use, one)
    )
