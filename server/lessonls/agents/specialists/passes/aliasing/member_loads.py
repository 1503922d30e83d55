"""Members and globals that a loop only reads, loaded once in front of it.

A store of a byte may change anything, so that the compiler loads `image->data` and `image->width`
again after each: the rewrite takes it that the loop does not write into the struct. Where an
element is named through the member, it has to be a pointer or an array.
"""

import re
from collections.abc import Iterator
from itertools import chain

from tree_sitter import Node

from lessonls.agents.specialists.analysis.accesses import effects_of
from lessonls.agents.specialists.analysis.arithmetic_types import bits
from lessonls.agents.specialists.analysis.loops import Loop, changed_names, loops_in
from lessonls.agents.specialists.analysis.named_types import field_type
from lessonls.agents.specialists.analysis.shapes import Declaration, declarations, lookup
from lessonls.agents.specialists.recipes import Example, Need, Pass
from lessonls.agents.specialists.rewriting.blocks import around, has_pragma
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.driver import loop_by_loop
from lessonls.agents.specialists.rewriting.edits import Edit, replace
from lessonls.agents.specialists.rewriting.tree import (
    CONDITIONAL,
    LOOPS,
    ancestors,
    changed_by,
    inside,
    names_in,
)
from lessonls.agents.specialists.rewriting.views import Member, Subscript, squeezed
from lessonls.core.reading.syntax import text_of, walk

_VALUES = ("binary_expression", "subscript_argument_list", "subscript_expression",
           "init_declarator", "assignment_expression", "cast_expression",
           "parenthesized_expression")  # fmt: skip
_SHARED = ("volatile", "atomic", "_Atomic")


MEMBER_LOADS = Pass(
    "member loads",
    "loading members once in front of the loops that only read them",
    "because the compiler loads them again after every store that might change them",
    lambda code: loop_by_loop(code, loops_in, _hoisted, 24),
    answers=("possible alias", "data ref analysis", "number of iterations"),
    needs=frozenset({Need.GNU}),
    example=Example(
        """\
void f(const Limits *limits, unsigned char *x, int n) {
    x[0] = limits->low;
    for (int i = 1; i < n; i++) {
        x[i] = x[i] - limits->low;
    }
}
""",
        """\
void f(const Limits *limits, unsigned char *x, int n) {
    x[0] = limits->low;
    const int limits_low = limits->low;
    for (int i = 1; i < n; i++) {
        x[i] = x[i] - limits_low;
    }
}
""",
        context="""\
struct Limits {
    int low, high;
};
""",
    ),
)


def _hoisted(code: Code, loop: Loop) -> Code | None:
    """The loop with local variables for the members that stay."""
    jumps = code.nodes("goto_statement", "switch_statement")
    if jumps or has_pragma(loop.node) or not _stores_bytes(loop):
        return None
    found: dict[str, list[Node]] = {}
    for node in _reads(code, loop):
        found.setdefault(squeezed(node), []).append(node)
    if not found or _calls(code, loop):
        return None
    written = _written_members(loop.node)
    edits: list[Edit] = []
    lines: list[str] = []
    for path, nodes in found.items():
        indexed = {_indexed(node) for node in nodes}
        last = path.replace("->", ".").rpartition(".")[2]
        if last in written or len(indexed) > 1 or not _stays(code, loop, nodes[0]):
            continue
        name = code.fresh(_name(path))
        edits += [replace(node, name) for node in nodes]
        lines.append(f"{_type(code, last, True in indexed)} {name} = {path};")
    return code.edited(*edits, *around(code, loop.node, lines, [])) if edits else None


def _type(code: Code, member: str, indexed: bool) -> str:
    """The type of the variable: that of the field where it is known."""
    kind = field_type(code, member)
    if kind and kind.endswith("*") == indexed:
        return f"{kind}const" if indexed else f"const {kind}"
    word = "auto" if code.cpp else "__auto_type"
    return f"{word} *const" if code.cpp and indexed else f"const {word}"


def _calls(code: Code, loop: Loop) -> bool:
    """Whether the loop does what is not known."""
    return any(one.startswith(("calls", "contains")) for one in effects_of(code, loop.node).opaque)


def _name(path: str) -> str:
    """`image->data` as a name of its own."""
    name = re.sub(r"\W+", "_", path.removeprefix("this->")).rstrip("_")
    return name if name != path else f"{name}_now"


def _stored(loop: Loop) -> Iterator[Declaration | None]:
    """Of each element that is stored, what it is an element of; None where that is no variable."""
    for target in filter(None, map(changed_by, walk(loop.body))):
        if target.type in ("subscript_expression", "pointer_expression"):
            base = target.child_by_field_name("argument")
            name = text_of(base) if base is not None else ""
            yield lookup(name, target) if name.isidentifier() else None


def _stores_bytes(loop: Loop) -> bool:
    """Whether it stores elements that may be parts of a struct, as far as their type tells."""
    return any(one is None or bits(one.shape.element) in (0, 8) for one in _stored(loop))


def _reads(code: Code, loop: Loop) -> Iterator[Node]:
    """The longest paths of members, and the globals, whose values are used."""
    shared = any(word in code.context + code.text for word in _SHARED)
    for node in walk(loop.node):
        outer = node.parent
        if outer is None or changed_by(outer) == node:
            continue
        if _indexed(node) or outer.type in _VALUES:
            known = node.type == "identifier" and not shared and _is_global(code, node)
            if known or (node.type == "field_expression" and _is_path(node)):
                yield node


def _indexed(node: Node) -> bool:
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


def _written_members(node: Node) -> set[str]:
    """The last names of what is assigned or whose address is taken."""
    taken = (one.child_by_field_name("argument") for one in walk(node)
             if one.type == "pointer_expression" and text_of(one).startswith("&"))  # fmt: skip
    names = set[str]()
    for target in filter(None, chain(map(changed_by, walk(node)), taken)):
        member = Member.of(target)
        if member is not None:
            names.add(member.name)
        elif target.type in ("identifier", "pointer_expression"):
            names |= names_in(target)
    return names


def _stays(code: Code, loop: Loop, node: Node) -> bool:
    """Whether what it is a member of stays, and is certainly looked at where the line goes."""
    root, owner = node, Member.of(node)
    while (member := Member.of(root)) is not None:
        root = member.owner
    if root.type == "this":
        return True
    if root == node:
        return text_of(node) not in changed_names(loop.node)
    name = text_of(root)
    found = lookup(name, root)
    known = found is not None and not inside(found.node, loop.node) and name not in code.assigned
    kind = found.shape.element if found is not None else ""
    whole = any(one.shape.element == kind for one in _stored(loop) if one is not None)
    reads = [use for use in code.uses(name) if owner and _reaches(use, squeezed(owner.owner))]
    there = "->" not in text_of(node) or any(_certain(loop.node, use) for use in reads)
    return known and not whole and there


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
