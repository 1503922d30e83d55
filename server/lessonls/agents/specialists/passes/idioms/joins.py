"""Loops over everything that look for equal keys, as chains of what may be equal."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, is_unsigned
from lessonls.agents.specialists.analysis.conditions import condition_of
from lessonls.agents.specialists.analysis.equalities import equalities, is_key
from lessonls.agents.specialists.analysis.kinds import element, field_kinds
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.normal_form import steps_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.steps import (
    If,
    Loop,
    blocks,
    plus,
    returns,
    stays,
    written,
)
from lessonls.agents.specialists.analysis.terms import Term, root
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.core.reading.syntax import text_of


def _run(code: Code) -> Code:
    for steps in blocks(steps_of(code)):
        for step in steps:
            found = _join(code, step) if isinstance(step, Loop) else None
            if found is not None:
                return _rewritten(code, found)
    return code


JOIN = Pass(
    "chains of equal keys",
    "looking only at the elements whose key may be equal",
    "because the elements of every key are found at once instead of by trying all",
    _run,
)


@dataclass(frozen=True)
class _Join:
    """For every `outer`, `inner` does something only where `ours` equals `theirs`.

    `part` says which numbers the inner loop runs over: "all", those "after" the outer one, or
    those "before" it; "later" are those after it whose key is another than the outer one's.
    """

    outer: Loop
    inner: Loop
    ours: Term
    theirs: Term
    part: str
    integral: bool


def _join(code: Code, outer: Loop) -> _Join | None:
    for inner in outer.body:
        match inner:
            case Loop(body=(If(condition, _, (), node),)) if inner.simple and condition.pure:
                for one, other in equalities(condition, node):
                    found = _checked(code, outer, inner, one, other)
                    if found is not None:
                        return found
            case _:
                pass
    return None


def _checked(code: Code, outer: Loop, inner: Loop, ours: Term, theirs: Term) -> _Join | None:
    changing = written((outer,)) | {outer.name}
    fixed = not (theirs.names & changing) and inner.name not in ours.names
    if not fixed or inner.name not in theirs.names or not is_key(theirs) or not is_key(ours):
        return None
    part = _part(outer, inner, ours, theirs)
    invariant = part != "all" or stays(inner.end, (outer,))
    kind = _kind(code, theirs, inner)
    declared = loop_at(inner.node)
    own = inner.node.type == "for_range_loop" or (declared is not None and declared.declared)
    known = kind in INTEGERS or (code.cpp and kind in _HASHED)
    leaks = not code.cpp and returns(outer)
    if not part or not invariant or not own or not known or leaks:
        return None
    return _Join(outer, inner, ours, theirs, part, kind in INTEGERS)


_HASHED = ("string", "double", "float", "bool")


def _part(outer: Loop, inner: Loop, ours: Term, theirs: Term) -> str:
    i = Term(outer.name)
    if inner.first.number == 0:
        if inner.end.loose == i and outer.simple:
            return "before"
        return "all" if outer.name not in inner.end.names else ""
    if inner.first.loose != plus(i, 1):
        return ""
    if ours == theirs.replaced({inner.name: i}):
        return "after" if _covers(outer, inner) else ""
    tested = condition_of(inner.body[0].node) if isinstance(inner.body[0], If) else None
    return "later" if tested is not None and "==" in text_of(tested) else ""


def _covers(outer: Loop, inner: Loop) -> bool:
    end = inner.end.loose
    return outer.first.number == 0 and outer.end.loose in (end, plus(end, -1))


def _kind(code: Code, key: Term, inner: Loop) -> str:
    """The type of a key, as far as it is known."""
    if key.op.startswith("."):
        return _field_kind(key.op[1:], code.context + code.text)
    if key.op != "[]":
        return ""
    place = inner.body[0].node
    found = lookup(root(key), place)
    if (
        found is not None
        and found.shape.dims == ()
        and found.shape.element in ("string", "vector<bool>")
    ):
        return "char" if found.shape.element == "string" else "bool"
    return element(key, place)


def _field_kind(name: str, file: str) -> str:
    """The type that a field of this name has, where all fields of the name agree."""
    kinds = set(field_kinds(name, file))
    return kinds.pop() if len(kinds) == 1 else ""


@dataclass(frozen=True)
class _Names:
    """The names of the new variables, and the type of positions."""

    first: str
    following: str
    slots: str
    at: str
    kind: str


def _rewritten(code: Code, found: _Join) -> Code:
    inner = found.inner.node
    ranged = inner.type == "for_range_loop"
    cpp = code.cpp
    size = code.size_type
    declared = loop_at(inner)
    kind = declared.kind if declared is not None and not ranged else size
    at = code.fresh("at") if ranged or found.inner.name == "at" else found.inner.name
    names = _Names(code.fresh("first"), code.fresh("next"), code.fresh("slots"), at, kind)
    outer = found.outer.node
    loop = found.outer if found.part == "before" else found.inner
    count, guard = _count(code, bound_text(loop, found.outer), kind)
    key = found.theirs.replaced({found.inner.name: Term(at)})
    lines = [*guard, *_table(code, names, count, _slot(found, key, key, names), size)]
    freed = [] if cpp else [f"free({names.first});"]
    edits = [*around(code, outer, lines, freed), *_loop(code, found, names, count)]
    headers = ("cstddef", "functional", "vector") if not found.integral else ("cstddef", "vector")
    return with_helper(code.edited(*edits), headers if cpp else ("stddef.h", "stdlib.h"))


def _count(code: Code, count: str, kind: str) -> tuple[str, list[str]]:
    """The number of elements; a line that makes a negative number none."""
    if count.endswith("size()") or is_unsigned(kind):
        return count, []
    name = code.fresh("elements")
    return name, [f"const {kind} {name} = {count} > 0 ? {count} : 0;"]


def _slot(found: _Join, key: Term, theirs: Term, names: _Names) -> str:
    if found.integral:
        whole = f"({key})" if key.op in ("+", "-") else str(key)
        return f"{whole} & ({names.slots} - 1)"
    kind = f"std::hash<std::decay_t<decltype({theirs})>>{{}}"
    return f"{kind}({key}) & ({names.slots} - 1)"


def _table(code: Code, names: _Names, count: str, slot: str, size: str) -> list[str]:
    unit = indent_unit(code.text)
    first, following, slots, at = names.first, names.following, names.slots, names.at
    lines = [f"{names.kind} {slots} = 1;", f"while ({slots} < {count}) {slots} *= 2;"]
    if code.cpp:
        lines += [
            f"std::vector<{names.kind}> {first}({slots}, {count}), {following}({count});",
        ]
    else:
        lines += [
            f"{names.kind} *{first} = malloc(({slots} + {count}) * sizeof *{first});",
            f"{names.kind} *{following} = {first} + {slots};",
            f"for ({names.kind} slot = 0; slot < {slots}; ++slot) {first}[slot] = {count};",
        ]
    return [
        *lines,
        f"for ({names.kind} {at} = {count}; {at}-- > 0;) {{",
        f"{unit}const {size} slot = {slot};",
        f"{unit}{following}[{at}] = {first}[slot];",
        f"{unit}{first}[slot] = {at};",
        "}",
    ]


def _loop(code: Code, found: _Join, names: _Names, count: str) -> list[Edit]:
    """The inner loop's new head."""
    node, at = found.inner.node, names.at
    theirs = found.theirs.replaced({found.inner.name: Term("0")})
    start = f"{names.first}[{_slot(found, _as_written(found), theirs, names)}]"
    if found.part == "after":
        start = f"{names.following}[{found.outer.name}]"
    going = f"{at} < {found.outer.name}" if found.part == "before" else f"{at} != {count}"
    head = f"({names.kind} {at} = {start}; {going}; {at} = {names.following}[{at}])"
    opening = next(child for child in node.children if child.type == "(")
    closing = next(child for child in node.children if child.type == ")")
    edit = Edit(opening.start_byte, closing.end_byte, head)
    tested = condition_of(found.inner.body[0].node) if found.part == "later" else None
    if tested is not None:
        start = tested.start_byte
        return [edit, Edit(start, start, f"{at} > {found.outer.name} && ")]
    if node.type != "for_range_loop":
        return [edit]
    return [edit, *_element(code, node, at)]


def _as_written(found: _Join) -> Term:
    """Our key; the element of a range-for goes by its name."""
    outer, ours = found.outer, found.ours
    if outer.node.type != "for_range_loop":
        return ours
    container = outer.end.args[0]
    return ours.substituted(Term("[]", (container, Term(outer.name))), Term(outer.name))


def _element(code: Code, node: Node, at: str) -> list[Edit]:
    """The declaration of the range-for, at the top of the body."""
    kind, declarator, right, body = (
        node.child_by_field_name(one) for one in ("type", "declarator", "right", "body")
    )
    if kind is None or declarator is None or right is None or body is None:
        return []
    first = next(child for child in node.children if child.type == "(")
    start = code.slice(first.end_byte, declarator.start_byte).strip()
    sign = "" if start.endswith(("&", "*")) else " "
    name = text_of(declarator)
    line = f"{start}{sign}{name} = {text_of(right)}[{at}];".replace("& & ", "& ").replace(
        " & ", "& "
    )
    unit, indent = indent_unit(code.text), indent_of(code.text, node)
    if body.type == "compound_statement":
        place = body.start_byte + 1
        return [Edit(place, place, f"\n{indent}{unit}{line}")]
    closing = next(child for child in node.children if child.type == ")")
    block = f" {{\n{indent}{unit}{line}\n{indent}{unit}{text_of(body)}\n{indent}}}"
    return [Edit(closing.end_byte, body.end_byte, block)]
