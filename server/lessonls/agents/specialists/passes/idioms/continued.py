"""Sums from the beginning, computed anew for every element: continued where they stopped."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loops import Loop as Counted
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.shapes import declarations
from lessonls.agents.specialists.analysis.steps import (
    Declare,
    Loop,
    blocks,
    plus,
    pure,
    reads,
    stays,
    written,
)
from lessonls.agents.specialists.analysis.terms import Term
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, apply, drop_line, indent_of, replace
from lessonls.agents.specialists.rewriting.tree import inside
from lessonls.core.reading.syntax import text_of, walk


def _run(code: Code) -> Code:
    for steps in reversed(list(blocks(steps_of(code)))):
        for step in steps:
            found = _found(code, step) if isinstance(step, Loop) else None
            if found is not None:
                return _run(_rewritten(code, found))
    return code


CONTINUED = Pass(
    "running totals",
    "continuing every total from the one before",
    "because every element is then added once instead of again and again",
    _run,
)


@dataclass(frozen=True)
class _Found:
    """`declared` hold what `inner` computes from the beginning in every turn of `outer`."""

    outer: Loop
    inner: Loop
    head: Counted
    declared: tuple[Declare, ...]


def _found(code: Code, outer: Loop) -> _Found | None:
    if not outer.simple:
        return None
    for inner in outer.body:
        if isinstance(inner, Loop) and inner.simple:
            head = loop_at(inner.node)
            state = _state(outer, inner)
            if head is not None and head.declared and state and _free(code, outer, state):
                return _Found(outer, inner, head, state)
    return None


def _state(outer: Loop, inner: Loop) -> tuple[Declare, ...]:
    """The variables that the inner loop computes, if it can go on where it stopped."""
    i = Term(outer.name)
    rising = outer.name in inner.end.names and _rises(inner.end.loose, i)
    if not rising or not stays(inner.first, (outer,)) or outer.name in inner.first.names:
        return ()
    at = outer.body.index(inner)
    changed = written(inner.body)
    declared = [step for step in outer.body[:at] if isinstance(step, Declare)]
    state = tuple(one for one in declared if one.name in changed)
    others = tuple(step for step in outer.body if step is not inner and step not in state)
    constant = all(
        one.value is not None and not one.value.names & (written((outer,)) | {outer.name})
        for one in state
    )
    own = changed == frozenset(one.name for one in state) and not changed & written(others)
    foreign = reads(inner.body) & (written((outer,)) | {outer.name})
    simple = pure(inner.body)
    return state if constant and own and simple and foreign <= changed | {inner.name} else ()


def _rises(end: Term, i: Term) -> bool:
    return end in (i, plus(i, 1), plus(i, 2), Term("+", (Term("1"), i)))


def _free(code: Code, outer: Loop, state: tuple[Declare, ...]) -> bool:
    """Whether the names can move out of the loop: nothing around has them as well."""
    names = {one.name for one in state}
    every = [(one.name, node) for node in code.nodes("declaration") for one in declarations(node)]
    declared = [name for name, node in every if not inside(node, outer.node)]
    again = [name for name, node in every if inside(node, outer.node)]
    used = [text_of(node) for node in code.nodes("identifier") if not inside(node, outer.node)]
    return not names & {*declared, *used} and all(again.count(name) == 1 for name in names)


def _rewritten(code: Code, found: _Found) -> Code:
    indent = indent_of(code.text, found.outer.node)
    lines: list[str] = []
    edits: list[Edit] = []
    for node in dict.fromkeys(one.node for one in found.declared):
        moved, edit = _moved(code, node, found)
        lines.append(moved)
        edits.append(edit)
    turn = _one_a_turn(code, found)
    if turn is not None:
        text = "".join(f"{line}\n{indent}" for line in lines)
        start = found.outer.node.start_byte
        return code.edited(Edit(start, start, text), *edits, *turn)
    head = found.head
    name = _counter(code, found)
    lines.append(f"{head.kind} {name} = {text_of(head.first)};")
    start = head.node.child_by_field_name("initializer")
    if start is not None:
        edits.append(replace(start, ";"))
        edits += [
            replace(node, name)
            for node in walk(head.node)
            if name != head.variable
            and node.type == "identifier"
            and text_of(node) == head.variable
            and not inside(node, start)
        ]
    text = "".join(f"{line}\n{indent}" for line in lines)
    outer = found.outer.node.start_byte
    return code.edited(Edit(outer, outer, text), *edits)


def _one_a_turn(code: Code, found: _Found) -> list[Edit] | None:
    """Where every turn adds exactly one element: the inner body alone, for that element."""
    outer, inner, body = found.outer, found.inner, found.head.body
    end, i = inner.end.loose, Term(outer.name)
    same = inner.first.loose == outer.first.loose and outer.node.type == "for_statement"
    if not same or end not in (i, plus(i, 1)):
        return None
    added = outer.name if end != i else f"{outer.name} - 1"
    edits = [
        Edit(part.start_byte - body.start_byte, part.end_byte - body.start_byte, added)
        for part in walk(body)
        if part.type == "identifier" and text_of(part) == inner.name
    ]
    if end == i and any(not _is_index(part) for part in walk(body) if text_of(part) == inner.name):
        return None
    text = apply(text_of(body), edits)
    if end == i:
        return [replace(inner.node, f"if ({outer.name} > {outer.first}) {text}")]
    if body.type == "compound_statement":
        text = _unwrapped(text, indent_of(code.text, inner.node))
    return [replace(inner.node, text)]


def _is_index(node: Node) -> bool:
    """Whether nothing around the name binds closer than a difference."""
    around = node.parent.type if node.parent is not None else ""
    return around in (
        "subscript_argument_list",
        "subscript_expression",
        "argument_list",
        "identifier",
    )


def _unwrapped(block: str, indent: str) -> str:
    """The statements of a block that stands at `indent`, without its braces."""
    lines = block.strip()[1:-1].strip("\n").split("\n")
    first = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return f"\n{indent}".join(line[first:].rstrip() for line in lines if line.strip())


def _counter(code: Code, found: _Found) -> str:
    """The inner counter's name; another one where the function uses it elsewhere, too."""
    name = found.inner.name
    elsewhere = any(
        text_of(node) == name and not inside(node, found.inner.node)
        for node in code.nodes("identifier")
    )
    return code.fresh(f"{found.declared[0].name}_end") if elsewhere else name


def _moved(code: Code, node: Node, found: _Found) -> tuple[str, Edit]:
    """The declaration of the state, and the edit that takes it out of its statement."""
    values = {one.name: one.value for one in found.declared}
    taken: list[str] = []
    left: list[str] = []
    every = node.children_by_field_name("declarator")
    for one in every:
        inner = one.child_by_field_name("declarator")
        value = values.get(text_of(inner or one))
        if value is None:
            left.append(text_of(one))
        elif any(part.op == "[]" for part in value.parts()):
            some = f"{found.outer.first} < {found.outer.end}"
            taken.append(f"{text_of(inner or one)} = {some} ? {value} : 0")
        else:
            taken.append(text_of(one))
    kind = code.slice(node.start_byte, every[0].start_byte)
    kept = replace(node, f"{kind}{', '.join(left)};") if left else drop_line(code.text, node)
    return f"{kind}{', '.join(taken)};", kept
