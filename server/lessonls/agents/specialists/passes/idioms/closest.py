"""The smallest distance of all pairs: neighbours in sorted order."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.loop_ir import Set
from lessonls.agents.specialists.analysis.pairs import Pairs, pairs_in
from lessonls.agents.specialists.analysis.pairwise_distances import Distance, distance
from lessonls.agents.specialists.analysis.shapes import Declaration, lookup
from lessonls.agents.specialists.analysis.terms import Index, Name, Term, root, size_of
from lessonls.agents.specialists.passes.bounds import bound_text
from lessonls.agents.specialists.recipes import Example, Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.edits import replace
from lessonls.agents.specialists.rewriting.helpers import Helper, with_helper
from lessonls.agents.specialists.rewriting.templates import placed

_COPIED_IN_C = """\
$kind *$ordered = malloc(($count > 0 ? $count : 1) * sizeof *$ordered);
for ($counter $each = 0; $each < $count; ++$each) $ordered[$each] = $items[$each];
if ($count > 1) qsort($ordered, $count, sizeof *$ordered, $compare);"""
_COPIED = """\
$copy
std::sort($ordered.begin(), $ordered.end(), $order);"""
_NEIGHBOURS = """
for ($counter $i = 0; $i < $size; ++$i) {
    for ($counter $j = $i + 1; $j < $size; ++$j) {
        const $number $gap = $second - $first;
        if ($bound >= $best) break;
        const $real $near = $value;
        if ($near < $best) $best = $near;
    }
}"""
_COMPARE = Helper(
    "compare_along",
    """\
static int $name(const void *a, const void *b) {
    const $kind *one = a, *other = b;
    return ($one > $other) - ($one < $other);
}
""",
    ("stdlib.h",),
)


def _run(code: Code) -> Code:
    for pairs in pairs_in(code):
        found = _search(pairs)
        if found is not None:
            return _in_cpp(code, found) if code.cpp else _in_c(code, found)
    return code


CLOSEST = Pass(
    "sorted neighbours",
    "sorting, so that only near neighbours have to be compared",
    "because most pairs are too far apart in one coordinate already",
    _run,
    example=Example(
        """\
double f(const std::vector<double>& x) {
    double best = 1e300;
    for (size_t i = 0; i < x.size(); ++i) {
        for (size_t j = i + 1; j < x.size(); ++j) {
            best = std::min(best, std::abs(x[i] - x[j]));
        }
    }
    return best;
}
""",
        """\
double f(const std::vector<double>& x) {
    double best = 1e300;
    auto ordered = x;
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a < b; });
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        for (std::size_t j = i + 1; j < ordered.size(); ++j) {
            const auto gap = ordered[j] - ordered[i];
            if (gap >= best) break;
            const auto near = std::abs(ordered[i] - ordered[j]);
            if (near < best) best = near;
        }
    }
    return best;
}
""",
    ),
)


@dataclass(frozen=True)
class _Search:
    """The pairs, their distance and how it is computed, and where the smallest is kept."""

    pairs: Pairs
    far: Distance
    term: Term
    best: Term
    items: Declaration

    def key(self, name: str) -> Term:
        """The first coordinate of an element called `name`."""
        element = Index(Name(self.items.name), Name(self.pairs.outer.name))
        return self.far.coordinates[0].substituted(element, Name(name))

    @property
    def count(self) -> str:
        pairs = self.pairs
        same = pairs.end == pairs.inner.end
        return bound_text(pairs.inner, pairs.outer) if same else str(pairs.end)


def _search(pairs: Pairs) -> _Search | None:
    match pairs.body:
        case (Set(best, "min", term),):
            pass
        case _:
            return None
    i, j = pairs.outer.name, pairs.inner.name
    far = distance(term, i, j)
    items = _items(pairs, far) if far is not None and not {i, j} & best.names else None
    if far is None or items is None or items.name in best.names:
        return None
    return _Search(pairs, far, term, best, items)


def _items(pairs: Pairs, far: Distance) -> Declaration | None:
    """The one container that all coordinates are in."""
    roots = {root(each) for each in far.coordinates}
    name = roots.pop() if len(roots) == 1 else ""
    found = lookup(name, pairs.outer.node)
    element = Index(Name(name), Name(pairs.outer.name))
    same = all(element in each.parts() for each in far.coordinates)
    if found is None or not same or not found.shape.dims:
        return None
    plain = len(found.shape.dims) == 1 and found.shape.dims[0] in ("vector", "pointer", "array")
    return found if plain or found.shape.dims[0] == "vector" else None


def _neighbours(code: Code, found: _Search, ordered: str, before: str, **values: str) -> str:
    """The lines that sort, and then look from each element on as far as one may be near."""
    pairs, gap = found.pairs, code.fresh("gap")
    i, j = pairs.outer.name, pairs.inner.name
    if code.names & {i, j} and pairs.inner.node.type == "for_range_loop":
        i, j = code.fresh("i"), code.fresh("j")
    names: dict[str, Term] = {
        found.items.name: Name(ordered),
        pairs.outer.name: Name(i),
        pairs.inner.name: Name(j),
    }
    first = found.far.coordinates[0].replaced(names)
    return placed(
        code, pairs.outer.node, before + _NEIGHBOURS + values.pop("after", ""), ordered=ordered,
        i=i, j=j, gap=gap, first=first, second=first.replaced({i: Name(j)}), best=found.best,
        bound=f"{gap} * {gap}" if found.far.squared else gap, near=code.fresh("near"),
        value=found.term.replaced(names), count=found.count, items=found.items.name, **values,
    )  # fmt: skip


def _in_cpp(code: Code, found: _Search) -> Code:
    name, shape = found.items.name, found.items.shape
    ordered, count = code.fresh("ordered"), found.count
    copy = f"auto {ordered} = {name};"
    if shape.dims[0] != "vector":
        copy = f"std::vector<{shape.element}> {ordered}({name}, {name} + {count});"
    elif count != f"{name}.size()" and found.pairs.end.loose != size_of(Name(name)):
        copy += f"\n{ordered}.resize({count});"
    order = f"[](const auto& a, const auto& b) {{ return {found.key('a')} < {found.key('b')}; }}"
    text = _neighbours(
        code, found, ordered, _COPIED, copy=copy, counter="std::size_t", size=f"{ordered}.size()",
        number="auto", real="auto", order=order,
    )  # fmt: skip
    after = code.edited(replace(found.pairs.outer.node, text))
    return with_helper(after, ("algorithm", "cstddef", "vector"))


def _in_c(code: Code, found: _Search) -> Code:
    shape, pairs = found.items.shape, found.pairs
    declared = lookup(pairs.inner.name, pairs.inner.body[0].node)
    ordered, compare = code.fresh("ordered"), _COMPARE.fresh(code)
    text = _neighbours(
        code, found, ordered, _COPIED_IN_C, after="\nfree($ordered);", kind=shape.element,
        counter=declared.shape.element if declared is not None else "int", each=pairs.outer.name,
        size=found.count, compare=compare, real="double",
        number=shape.element if shape.arithmetic else "double",
    )  # fmt: skip
    after = code.edited(replace(pairs.outer.node, text))
    one, other = found.key("(*one)"), found.key("(*other)")
    return _COMPARE.put(after, compare, kind=shape.element, one=one, other=other)
