"""Sums from the beginning, computed anew for every element: continued where they stopped."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.loop_ir import (
    Declare,
    Loop,
    plus,
    pure,
    reads,
    stays,
    written,
)
from lessonls.agents.specialists.analysis.loops import Loop as Counted
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import declared_once
from lessonls.agents.specialists.analysis.terms import ONE, Binary, Index, Name, Term
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import (
    Edit,
    drop_line,
    indent_of,
    renamed,
    replace,
)
from lessonls.agents.specialists.rewriting.tree import inside, named
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    for loop in reversed(list(loops_of(code))):
        found = _found(code, loop)
        if found is not None:
            return _run(_rewritten(code, found))
    return code


CONTINUED = Pass(
    "running totals",
    "continuing every total from the one before",
    "because every element is then added once instead of again and again",
    _run,
    example=Example(
        """\
void f(const std::vector<double>& x, std::vector<double>& y) {
    for (size_t i = 0; i < x.size(); ++i) {
        double sum = 0.0;
        for (size_t j = 0; j <= i; ++j) {
            sum = sum + x[j];
        }
        y[i] = sum;
    }
}
""",
        """\
void f(const std::vector<double>& x, std::vector<double>& y) {
    double sum = 0.0;
    for (size_t i = 0; i < x.size(); ++i) {
        sum = sum + x[i];
        y[i] = sum;
    }
}
""",
    ),
)


@dataclass(frozen=True)
class _Found:
    """`declared` hold what `inner` computes from the beginning in every iteration of `outer`."""

    outer: Loop
    inner: Loop
    head: Counted
    declared: tuple[Declare, ...]


def _found(code: Code, outer: Loop) -> _Found | None:
    for inner in outer.body if outer.simple else ():
        if isinstance(inner, Loop) and inner.simple:
            head, state = loop_at(inner.node), _state(outer, inner)
            names = {one.name for one in state}
            free = bool(names) and declared_once(code, outer.node, names)
            if head is not None and head.declared and free:
                return _Found(outer, inner, head, state)
    return None


def _state(outer: Loop, inner: Loop) -> tuple[Declare, ...]:
    """The variables that the inner loop computes, if it can go on where it stopped."""
    i = Name(outer.name)
    rising = inner.end.loose in (i, plus(i, 1), plus(i, 2), Binary("+", ONE, i))
    if not rising or not stays(inner.first, (outer,)) or outer.name in inner.first.names:
        return ()
    changed, moving = written(inner.body), written((outer,)) | {outer.name}
    before = outer.body[: outer.body.index(inner)]
    state = tuple(one for one in before if isinstance(one, Declare) and one.name in changed)
    others = tuple(one for one in outer.body if one is not inner and one not in state)
    constant = all(one.value is not None and not one.value.names & moving for one in state)
    own = changed == frozenset(one.name for one in state) and not changed & written(others)
    foreign = reads(inner.body) & moving <= changed | {inner.name}
    return state if constant and own and pure(inner.body) and foreign else ()


def _rewritten(code: Code, found: _Found) -> Code:
    lines: list[str] = []
    edits: list[Edit] = []
    for node in dict.fromkeys(one.node for one in found.declared):
        moved, edit = _moved(code, node, found)
        lines.append(moved)
        edits.append(edit)
    once = _one_an_iteration(code, found)
    if once is not None:
        return code.edited(*around(code, found.outer.node, lines, []), *edits, once)
    head, name = found.head, _counter(code, found)
    lines.append(f"{head.kind} {name} = {text_of(head.first)};")
    start = head.node.child_by_field_name("initializer")
    if start is not None:
        edits.append(replace(start, ";"))
        uses = named(head.node, head.variable) if name != head.variable else []
        edits += [replace(use, name) for use in uses if not inside(use, start)]
    return code.edited(*around(code, found.outer.node, lines, []), *edits)


def _one_an_iteration(code: Code, found: _Found) -> Edit | None:
    """Where every iteration adds exactly one element: the inner body alone, for that element."""
    outer, inner, body = found.outer, found.inner, found.head.body
    end, i = inner.end.loose, Name(outer.name)
    same = inner.first.loose == outer.first.loose and outer.node.type == "for_statement"
    if not same or end not in (i, plus(i, 1)):
        return None
    if end == i and not all(map(_is_index, named(body, inner.name))):
        return None
    text = renamed(body, {inner.name: outer.name if end != i else f"{outer.name} - 1"})
    if end == i:
        return replace(inner.node, f"if ({outer.name} > {outer.first}) {text}")
    if body.type == "compound_statement":
        text = _unwrapped(text, indent_of(code.text, inner.node))
    return replace(inner.node, text)


def _is_index(node: Node) -> bool:
    """Whether nothing around the name binds closer than a difference."""
    around_it = node.parent.type if node.parent is not None else ""
    return around_it in ("subscript_argument_list", "subscript_expression", "argument_list")


def _unwrapped(block: str, indent: str) -> str:
    """The statements of a block that stands at `indent`, without its braces."""
    lines = block.strip()[1:-1].strip("\n").split("\n")
    first = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return f"\n{indent}".join(line[first:].rstrip() for line in lines if line.strip())


def _counter(code: Code, found: _Found) -> str:
    """The inner counter's name; another one where the function uses it elsewhere, too."""
    name = found.inner.name
    elsewhere = any(not inside(use, found.inner.node) for use in code.uses(name))
    return code.fresh(f"{found.declared[0].name}_end") if elsewhere else name


def _moved(code: Code, node: Node, found: _Found) -> tuple[str, Edit]:
    """The declaration of the state, and the edit that takes it out of its statement."""
    values: dict[str, Term | None] = {one.name: one.value for one in found.declared}
    taken: list[str] = []
    left: list[str] = []
    every = node.children_by_field_name("declarator")
    for one in every:
        name = text_of(one.child_by_field_name("declarator") or one)
        value = values.get(name)
        if value is None:
            left.append(text_of(one))
        elif any(isinstance(part, Index) for part in value.parts()):
            some = f"{found.outer.first} < {found.outer.end}"
            taken.append(f"{name} = {some} ? {value} : 0")
        else:
            taken.append(text_of(one))
    kind = code.slice(node.start_byte, every[0].start_byte)
    kept = replace(node, f"{kind}{', '.join(left)};") if left else drop_line(code.text, node)
    return f"{kind}{', '.join(taken)};", kept
