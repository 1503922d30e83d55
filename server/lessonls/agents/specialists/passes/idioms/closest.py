"""The smallest distance of all pairs: neighbours in sorted order."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.gaps import Distance, distance
from lessonls.agents.specialists.analysis.pairs import Pairs, pairs_in
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.steps import Set
from lessonls.agents.specialists.analysis.terms import Term, root
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import indent_of, indent_unit, replace
from lessonls.agents.specialists.rewriting.helpers import free_name, with_helper


def _run(code: Code) -> Code:
    for pairs in pairs_in(code):
        found = _search(code, pairs)
        if found is not None:
            return _rewritten(code, found)
    return code


CLOSEST = Pass(
    "sorted neighbours",
    "sorting, so that only near neighbours have to be compared",
    "because most pairs are too far apart in one coordinate already",
    _run,
)


@dataclass(frozen=True)
class _Search:
    """The pairs, their distance and how it is computed, and where the smallest is kept."""

    pairs: Pairs
    far: Distance
    term: Term
    target: Term
    items: Declaration


def _search(code: Code, pairs: Pairs) -> _Search | None:
    match pairs.body:
        case (Set(target, "min", term),):
            pass
        case _:
            return None
    i, j = pairs.outer.name, pairs.inner.name
    far = distance(term, i, j)
    if far is None or {i, j} & target.names:
        return None
    items = _items(code, pairs, far)
    if items is None or items.name in target.names:
        return None
    return _Search(pairs, far, term, target, items)


def _items(code: Code, pairs: Pairs, far: Distance) -> Declaration | None:
    """The one container that all coordinates are in."""
    roots = {root(each) for each in far.coordinates}
    name = roots.pop() if len(roots) == 1 else ""
    found = lookup(name, pairs.outer.node)
    element = Term("[]", (Term(name), Term(pairs.outer.name)))
    same = all(element in each.parts() for each in far.coordinates)
    if found is None or not same or not found.shape.dims:
        return None
    plain = len(found.shape.dims) == 1 and found.shape.dims[0] in ("vector", "pointer", "array")
    return found if plain or (found.shape.dims[0] == "vector" and code.cpp) else None


def _rewritten(code: Code, found: _Search) -> Code:
    pairs, name = found.pairs, found.items.name
    ordered, gap = code.fresh("ordered"), code.fresh("gap")
    i, j = pairs.outer.name, pairs.inner.name
    if code.names & {i, j} and pairs.inner.node.type == "for_range_loop":
        i, j = code.fresh("i"), code.fresh("j")
    values = {name: Term(ordered), pairs.outer.name: Term(i), pairs.inner.name: Term(j)}
    first = found.far.coordinates[0].replaced(values)
    second = first.replaced({i: Term(j)})
    bound = f"{gap} * {gap}" if found.far.squared else gap
    unit = indent_unit(code.text)
    count = bound_text(pairs.inner, pairs.outer) if pairs.end == pairs.inner.end else str(pairs.end)
    size = f"{ordered}.size()" if code.cpp else count
    kind = "std::size_t" if code.cpp else _counter(pairs)
    lines = [
        *_sorted(code, found, ordered, count),
        f"for ({kind} {i} = 0; {i} < {size}; ++{i}) {{",
        f"{unit}for ({kind} {j} = {i} + 1; {j} < {size}; ++{j}) {{",
        f"{unit * 2}const {_kind(code, found)} {gap} = {second} - {first};",
        f"{unit * 2}if ({bound} >= {found.target}) break;",
        *(f"{unit * 2}{line}" for line in _inner(code, found, values)),
        f"{unit}}}",
        "}",
    ]
    if not code.cpp:
        lines.append(f"free({ordered});")
    text = f"\n{indent_of(code.text, pairs.outer.node)}".join(lines)
    return _helped(code.edited(replace(pairs.outer.node, text)), found)


def _counter(pairs: Pairs) -> str:
    declared = lookup(pairs.inner.name, pairs.inner.body[0].node)
    return declared.shape.element if declared is not None else "int"


def _kind(code: Code, found: _Search) -> str:
    declared = found.items.shape
    if code.cpp:
        return "auto"
    return declared.element if declared.arithmetic else "double"


def _inner(code: Code, found: _Search, values: dict[str, Term]) -> list[str]:
    value = found.term.replaced(values)
    new = code.fresh("near")
    kind = "auto" if code.cpp else "double"
    return [
        f"const {kind} {new} = {value};",
        f"if ({new} < {found.target}) {found.target} = {new};",
    ]


def _sorted(code: Code, found: _Search, ordered: str, count: str) -> list[str]:
    name, shape = found.items.name, found.items.shape
    key = _key(found, "a")
    if not code.cpp:
        compare = free_name(code, "compare_along")
        return [
            f"{shape.element} *{ordered} = "
            f"malloc(({count} > 0 ? {count} : 1) * sizeof *{ordered});",
            f"for ({_counter(found.pairs)} {found.pairs.outer.name} = 0; "
            f"{found.pairs.outer.name} < {count}; ++{found.pairs.outer.name}) "
            f"{ordered}[{found.pairs.outer.name}] = {name}[{found.pairs.outer.name}];",
            f"if ({count} > 1) qsort({ordered}, {count}, sizeof *{ordered}, {compare});",
        ]
    if shape.dims[0] != "vector":
        made = f"std::vector<{shape.element}> {ordered}({name}, {name} + {count});"
    elif count == f"{name}.size()" or found.pairs.end.loose == Term(".size()", (Term(name),)):
        made = f"auto {ordered} = {name};"
    else:
        made = f"auto {ordered} = {name};\n{ordered}.resize({count});"
    other = _key(found, "b")
    order = f"[](const auto& a, const auto& b) {{ return {key} < {other}; }}"
    sort = f"std::sort({ordered}.begin(), {ordered}.end(), {order});"
    return [*made.split("\n"), sort]


def _key(found: _Search, name: str) -> str:
    """The first coordinate of an element called `name`."""
    element = Term("[]", (Term(found.items.name), Term(found.pairs.outer.name)))
    return str(found.far.coordinates[0].substituted(element, Term(name)))


def _helped(code: Code, found: _Search) -> Code:
    if code.cpp:
        return with_helper(code, ("algorithm", "cstddef", "vector"))
    compare, kind = free_name(code, "compare_along"), found.items.shape.element
    one, other = _key(found, "(*one)"), _key(found, "(*other)")
    name = compare if compare in code.text else "compare_along"
    helper = f"""\
static int {name}(const void *a, const void *b) {{
    const {kind} *one = a, *other = b;
    return ({one} > {other}) - ({one} < {other});
}}
"""
    return with_helper(code, ("stdlib.h",), helper)
