"""Loops over everything that look for equal keys, as chains of what may be equal."""

from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.arithmetic_types import INTEGERS, is_unsigned
from lessonls.agents.specialists.analysis.equalities import equalities, is_key
from lessonls.agents.specialists.analysis.loop_ir import If, Loop, plus, returns, stays, written
from lessonls.agents.specialists.analysis.loops import loop_at
from lessonls.agents.specialists.analysis.lowering import loops_of
from lessonls.agents.specialists.analysis.shapes import lookup
from lessonls.agents.specialists.analysis.term_types import element, field_kinds
from lessonls.agents.specialists.analysis.terms import ZERO, Binary, Field, Index, Name, Term, root
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.blocks import around
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import Edit, indent_of, indent_unit
from lessonls.agents.specialists.rewriting.helpers import with_helper
from lessonls.agents.specialists.rewriting.templates import lines_of, placed
from lessonls.agents.specialists.rewriting.views import Binary as BinaryView
from lessonls.agents.specialists.rewriting.views import brackets, condition_of
from lessonls.core.reading.syntax import text_of

_HASHED = ("string", "double", "float", "bool")
_TABLE_IN_C = """\
$kind *$first = malloc(($slots + $count) * sizeof *$first);
$kind *$next = $first + $slots;
for ($kind slot = 0; slot < $slots; ++slot) $first[slot] = $count;"""
_TABLE = """\
$elements
$kind $slots = 1;
while ($slots < $count) $slots *= 2;
$made
for ($kind $at = $count; $at-- > 0;) {
    const $size slot = $slot;
    $next[$at] = $first[slot];
    $first[slot] = $at;
}"""


def _run(code: Code) -> Code:
    for loop in loops_of(code):
        found = _join(code, loop)
        if found is not None:
            return _rewritten(code, found)
    return code


JOIN = Pass(
    "chains of equal keys",
    "looking only at the elements whose key may be equal",
    "because the elements of every key are found at once instead of by trying all",
    _run,
    example=Example(
        """\
int f(const std::vector<int> &a, const std::vector<int> &b) {
    int equal = 0;
    for (int i = 0; i < a.size(); i++) {
        for (int j = 0; j < b.size(); j++) {
            if (a[i] == b[j]) equal += j;
        }
    }
    return equal;
}
""",
        """\
int f(const std::vector<int> &a, const std::vector<int> &b) {
    int equal = 0;
    int slots = 1;
    while (slots < b.size()) slots *= 2;
    std::vector<int> first(slots, b.size()), next(b.size());
    for (int j = b.size(); j-- > 0;) {
        const std::size_t slot = b[j] & (slots - 1);
        next[j] = first[slot];
        first[slot] = j;
    }
    for (int i = 0; i < a.size(); i++) {
        for (int j = first[a[i] & (slots - 1)]; j != b.size(); j = next[j]) {
            if (a[i] == b[j]) equal += j;
        }
    }
    return equal;
}
""",
    ),
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


def _part(outer: Loop, inner: Loop, ours: Term, theirs: Term) -> str:
    i = Name(outer.name)
    if inner.first.number == 0:
        if inner.end.loose == i and outer.simple:
            return "before"
        return "all" if outer.name not in inner.end.names else ""
    if inner.first.loose != plus(i, 1):
        return ""
    if ours == theirs.replaced({inner.name: i}):
        return "after" if outer.first.number == 0 and outer.covered_by(inner) else ""
    return "later" if _asks_equality(condition_of(inner.body[0].node)) else ""


def _asks_equality(tested: Node | None) -> bool:
    """Whether the branch is taken only where the source's own condition asks for something equal,
    and not one that only goes on where it does not hold.
    """
    both = BinaryView.of(tested, "==", "&&")
    if both is None or both.operator == "==":
        return both is not None
    return _asks_equality(both.left) or _asks_equality(both.right)


def _kind(code: Code, key: Term, inner: Loop) -> str:
    """The type of a key, as far as it is known."""
    place = inner.body[0].node
    match key:
        case Field(name=name):
            kinds = set(field_kinds(name, code.context + code.text))
            return kinds.pop() if len(kinds) == 1 else ""
        case Index():
            found = lookup(root(key), place)
            shape = found.shape if found is not None else None
            known = {"string": "char", "vector<bool>": "bool"}
            if shape is not None and shape.dims == () and shape.element in known:
                return known[shape.element]
            return element(key, place)
        case _:
            return ""


@dataclass(frozen=True)
class _Names:
    """The names of the new variables, and the type of positions."""

    first: str
    next: str
    slots: str
    at: str
    kind: str


def _rewritten(code: Code, found: _Join) -> Code:
    inner = found.inner.node
    ranged = inner.type == "for_range_loop"
    declared = loop_at(inner)
    kind = declared.kind if declared is not None and not ranged else code.size_type
    at = code.fresh("at") if ranged or found.inner.name == "at" else found.inner.name
    names = _Names(code.fresh("first"), code.fresh("next"), code.fresh("slots"), at, kind)
    loop = found.outer if found.part == "before" else found.inner
    end = bound_text(loop, found.outer)
    plain = end.endswith("size()") or is_unsigned(kind)
    count = end if plain else code.fresh("elements")
    key = found.theirs.replaced({found.inner.name: Name(at)})
    made = f"std::vector<{kind}> {names.first}({names.slots}, {count}), {names.next}({count});"
    values = {**vars(names), "count": count, "size": code.size_type}
    lines = lines_of(
        code, _TABLE.replace("$made", made if code.cpp else _TABLE_IN_C), **values,
        slot=_slot(found, key, key, names),
        elements="" if plain else f"const {kind} {count} = {end} > 0 ? {end} : 0;",
    )  # fmt: skip
    freed = [] if code.cpp else [f"free({names.first});"]
    edits = [*around(code, found.outer.node, lines, freed), *_loop(code, found, names, count)]
    headers = ("cstddef", "functional", "vector") if not found.integral else ("cstddef", "vector")
    return with_helper(code.edited(*edits), headers if code.cpp else ("stddef.h", "stdlib.h"))


def _slot(found: _Join, key: Term, theirs: Term, names: _Names) -> str:
    if found.integral:
        summed = isinstance(key, Binary) and key.sign in ("+", "-")
        return f"{f'({key})' if summed else key} & ({names.slots} - 1)"
    kind = f"std::hash<std::decay_t<decltype({theirs})>>{{}}"
    return f"{kind}({key}) & ({names.slots} - 1)"


def _loop(code: Code, found: _Join, names: _Names, count: str) -> list[Edit]:
    """The inner loop's new head."""
    node, at = found.inner.node, names.at
    theirs = found.theirs.replaced({found.inner.name: ZERO})
    start = f"{names.first}[{_slot(found, _as_written(found), theirs, names)}]"
    if found.part == "after":
        start = f"{names.next}[{found.outer.name}]"
    going = f"{at} < {found.outer.name}" if found.part == "before" else f"{at} != {count}"
    head = f"({names.kind} {at} = {start}; {going}; {at} = {names.next}[{at}])"
    edit = Edit(*brackets(node), head)
    tested = condition_of(found.inner.body[0].node) if found.part == "later" else None
    if tested is not None:
        start = tested.start_byte
        return [edit, Edit(start, start, f"{at} > {found.outer.name} && ")]
    return [edit, *_element(code, node, at)] if node.type == "for_range_loop" else [edit]


def _as_written(found: _Join) -> Term:
    """Our key; the element of a range-for goes by its name."""
    outer, ours = found.outer, found.ours
    if outer.node.type != "for_range_loop":
        return ours
    container = outer.end.args[0]
    return ours.substituted(Index(container, Name(outer.name)), Name(outer.name))


def _element(code: Code, node: Node, at: str) -> list[Edit]:
    """The declaration of the range-for, at the top of the body."""
    declarator, right, body = (
        node.child_by_field_name(one) for one in ("declarator", "right", "body")
    )
    if declarator is None or right is None or body is None:
        return []
    opening, closing = brackets(node)
    start = code.slice(opening + 1, declarator.start_byte).strip()
    sign = "" if start.endswith(("&", "*")) else " "
    line = f"{start}{sign}{text_of(declarator)} = {text_of(right)}[{at}];"
    line = line.replace("& & ", "& ").replace(" & ", "& ")
    if body.type == "compound_statement":
        first, indent = body.start_byte + 1, indent_of(code.text, node)
        return [Edit(first, first, f"\n{indent}{indent_unit(code.text)}{line}")]
    block = placed(code, node, "{\n    $line\n    $body\n}", line=line, body=text_of(body))
    return [Edit(closing, body.end_byte, f" {block}")]
