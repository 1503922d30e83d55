"""Whether the iterations of a loop may run in any order, conservatively."""

from collections.abc import Mapping
from dataclasses import dataclass

from tree_sitter import Node

from lessonls.agents.specialists.analysis.access_paths import Step, place_of
from lessonls.agents.specialists.analysis.accesses import Access, effects_of
from lessonls.agents.specialists.analysis.affine import Poly, Range, at_least, least, paired
from lessonls.agents.specialists.analysis.loops import (
    Loop,
    changed_names,
    limits,
    loops_in,
    ranges_at,
)
from lessonls.agents.specialists.analysis.reductions import Reduction, update_of
from lessonls.agents.specialists.analysis.shapes import Declaration
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.agents.specialists.rewriting.tree import (
    BREAKABLE,
    ancestors,
    inside,
    strip_parentheses,
)
from lessonls.core.reading.syntax import text_of, walk

_FRESH = ("malloc", "calloc", "aligned_alloc", "new")


@dataclass(frozen=True)
class Independence:
    """`reason` says why the iterations must stay in order; empty when they need not.

    `reductions` are the scalars, `updates` the arrays, that iterations share only through
    updates of one kind.
    """

    reason: str = ""
    reductions: tuple[Reduction, ...] = ()
    updates: tuple[Reduction, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether iterations share nothing but reductions of scalars."""
        return not self.reason and not self.updates

    @property
    def strict(self) -> bool:
        """Whether iterations share nothing at all."""
        return self.holds and not self.reductions


def independence(code: Code, loop: Loop) -> Independence:
    """What stands against running the iterations of `loop` in any order."""
    effects = effects_of(code, loop.body)
    exit_found = leaves(loop)
    if effects.opaque or exit_found:
        return Independence(exit_found or f"the loop {effects.opaque[0]}")
    outer = [a for a in effects.accesses if not _private(a.declaration, loop)]
    unknown = next((a.base for a in effects.accesses if a.write and _elsewhere(a, loop)), "")
    if unknown:
        return Independence(f"it is not known where {unknown} points to")
    written = sorted({access.base for access in outer if access.write})
    alias = _alias(outer, set(written))
    if alias:
        return Independence(alias)
    context = _Context.of(code, loop)
    reductions: list[Reduction] = []
    updates: list[Reduction] = []
    for base in written:
        group = [access for access in outer if access.base == base]
        if context.separate(group):
            continue
        scalar = all(not access.steps for access in group)
        found = _reduction(context, loop, base, group)
        if found is None:
            return Independence(f"iterations share {base}")
        (reductions if scalar else updates).append(found)
    return Independence("", tuple(reductions), tuple(updates))


def never_meet_in(code: Code, loop: Loop, one: Access, two: Access) -> bool:
    """Whether two accesses to one name touch different places whatever the iterations."""
    return _Context.of(code, loop).never_meet(one.steps, two.steps)


def apart_along(code: Code, outer: Loop, inner: Loop) -> bool:
    """Whether iterations of `inner` keep to places of their own in all iterations of `outer`.

    All that `outer` writes must be written in loops with the head of `inner`.
    """
    effects = effects_of(code, outer.body)
    shared = [a for a in effects.accesses if not _private(a.declaration, outer)]
    written = {access.base for access in shared if access.write}
    if effects.opaque or leaves(outer) or _alias(shared, written):
        return False
    context = _Context.of(code, inner, outer)
    groups = [[access for access in shared if access.base == base] for base in written]
    return all(context.separate(group) for group in groups)


def overlap(accesses: list[Access]) -> str:
    """Raw pointers among the bases of accesses that may name the same memory; or empty."""
    return _alias(accesses, {access.base for access in accesses if access.write})


def leaves(loop: Loop) -> str:
    """How the body may leave the loop early; empty when it cannot."""
    for node in walk(loop.body):
        if node.type in ("return_statement", "goto_statement", "co_return_statement"):
            return "the loop may return early"
        if node.type == "break_statement":
            around = next((outer for outer in ancestors(node) if outer.type in BREAKABLE), None)
            if around == loop.node:
                return "the loop may end early"
    return ""


def _private(found: Declaration | None, loop: Loop) -> bool:
    if found is None:
        return False
    return inside(found.node, loop.node) and (inside(found.node, loop.body) or loop.declared)


def _elsewhere(access: Access, loop: Loop) -> bool:
    """Whether it is in memory that a pointer of the loop's own leads to, nobody knows where."""
    found = access.declaration
    if found is None or not access.steps or not _private(found, loop):
        return False
    return _raw(found) and not _fresh(found)


def _alias(accesses: list[Access], written: set[str]) -> str:
    """Raw pointers that may name the same memory, one of them written to."""
    pointers = {a.base: a.declaration for a in accesses if a.declaration and a.steps}
    for base in sorted(written & set(pointers)):
        mine = pointers[base]
        if not _raw(mine):
            continue
        for other, theirs in sorted(pointers.items()):
            if other == base or not _raw(theirs) or mine.shape.restrict or theirs.shape.restrict:
                continue
            same = mine.shape.element == theirs.shape.element
            risky = other in written or not theirs.shape.const or _unknown(mine) or _unknown(theirs)
            if same and risky and not _fresh(mine) and not _fresh(theirs):
                return f"{base} and {other} may overlap"
    return ""


def _raw(found: Declaration) -> bool:
    return found.shape.dims[:1] == ("pointer",)


def _fresh(found: Declaration) -> bool:
    return found.init is not None and any(word in text_of(found.init) for word in _FRESH)


def _unknown(found: Declaration) -> bool:
    return not found.parameter


def _reduction(context: "_Context", loop: Loop, base: str, group: list[Access]) -> Reduction | None:
    """The one kind of update by which iterations share `base`; reads elsewhere do not count."""
    operators: set[str] = set()
    updates: list[Access] = []
    others: list[Access] = []
    for access in group:
        place = text_of(strip_parentheses(access.node))
        own = bool(access.steps) or access.base == text_of(_root(access.node))
        found = update_of(access.node, place, loop.body) if own else None
        if found is None:
            others.append(access)
        else:
            updates.append(access)
            operators.add(found[0])
    if len(operators) != 1 or any(access.write for access in others):
        return None
    clear = all(context.never_meet(one.steps, two.steps) for one in updates for two in others)
    return Reduction(base, operators.pop()) if clear else None


def _root(node: Node) -> Node:
    place = place_of(node)
    return place.root if place else node


@dataclass(frozen=True)
class _Context:
    """What comparing index expressions needs to know of the loop."""

    variable: str
    step: int
    varying: frozenset[str]
    strips: Mapping[str, Range]
    ranges: Mapping[str, Range]
    renamed: Mapping[str, str]

    @staticmethod
    def of(code: Code, loop: Loop, outer: Loop | None = None) -> "_Context":
        """For iterations of `loop`, in the same or another iteration of `outer`."""
        whole = outer or loop
        inner: dict[str, Range] = {}
        strips: dict[str, Range] = {}
        for one in reversed(list(loops_in(whole.node if outer else loop.body))):
            if outer is not None and one.variable == loop.variable:
                continue
            known = limits(code, one)
            same = inner.setdefault(one.variable, known) == known
            inner[one.variable] = known if same else (None, None)
            strips[one.variable] = limits(code, one, strip=True) if same else (None, None)
        own = {**inner, loop.variable: limits(code, loop)}
        varying = changed_names(whole.body) | inner.keys() | _locals(whole)
        renamed = {name: name + "'" for name in own.keys() | varying}
        primed = {
            renamed[name]: (_rename(low, renamed), _rename(high, renamed))
            for name, (low, high) in own.items()
        }
        around = ranges_at(code, whole.node)
        unknown: dict[str, Range] = {
            one: (None, None) for name in varying - own.keys() for one in (name, renamed[name])
        }
        ranges = {**primed, **own, **around, **unknown}
        return _Context(loop.variable, loop.step, varying, strips, ranges, renamed)

    def separate(self, group: list[Access]) -> bool:
        """Whether no two iterations meet in this group of accesses to one name."""
        return all(self._apart(one.steps, two.steps) for one in group if one.write for two in group)

    def never_meet(self, one: tuple[Step, ...], two: tuple[Step, ...]) -> bool:
        """Whether two places differ in all iterations, also within one."""
        for a, b in zip(one, two, strict=False):
            if isinstance(a, str) or isinstance(b, str):
                if a != b:
                    return True
            elif a is not None and b is not None:
                unlike = b.renamed(self.renamed)
                if any(self._unlike(x, y) for x, y in paired(a, unlike, self.ranges)):
                    return True
        return False

    def _unlike(self, a: Poly, b: Poly) -> bool:
        return at_least(a - b, 1, self.ranges) or at_least(b - a, 1, self.ranges)

    def _apart(self, one: tuple[Step, ...], two: tuple[Step, ...]) -> bool:
        for a, b in zip(one, two, strict=False):
            if isinstance(a, str) or isinstance(b, str):
                if a != b:
                    return True
            elif a is not None and b is not None and self._differ(a, b):
                return True
        return self._mirrored(one, two)

    def _mirrored(self, one: tuple[Step, ...], two: tuple[Step, ...]) -> bool:
        """Whether two places are the same at one iteration only, as `c[i][j]` and `c[j][i]` are."""
        mine, theirs = set[Poly](), set[Poly]()
        for a, b in zip(one, two, strict=False):
            if isinstance(a, Poly) and isinstance(b, Poly):
                mine |= self._met(a, b)
                theirs |= self._met(b, a)
        return bool(mine & theirs)

    def _met(self, moving: Poly, fixed: Poly) -> set[Poly]:
        """The iteration at which `moving` is `fixed`, which is the same in all iterations."""
        rest = moving.without(self.variable)
        plain = moving.coefficient(self.variable) == Poly.constant(1)
        own = self.varying | {self.variable}
        return {fixed - rest} if plain and not (rest.symbols | fixed.symbols) & own else set()

    def _differ(self, a: Poly, b: Poly) -> bool:
        return any(self._distinct(x, y) for x, y in paired(a, b, self.ranges))

    def _distinct(self, a: Poly, b: Poly) -> bool:
        """Whether `a` in one iteration is never `b` in another."""
        factor, other = a.coefficient(self.variable), b.coefficient(self.variable)
        step = factor.value if factor is not None else None
        if factor is not None and factor == other and step:
            rest = a.without(self.variable) - b.without(self.variable)
            fixed = not a.without(self.variable).symbols & self.varying
            gap = rest.value
            if fixed and gap is not None and (gap == 0 or gap % abs(step * self.step)):
                return True
        return self._in_strips(a, b) or self._unlike(a, b.renamed(self.renamed))

    def _in_strips(self, a: Poly, b: Poly) -> bool:
        """Whether every iteration has a strip of its own, as `i + r` with r < 4 where i += 4."""
        ends = [least(a, self.strips), _most(a, self.strips)]
        ends += [least(b, self.strips), _most(b, self.strips)]
        known = [end for end in ends if end is not None]
        factors = {end.coefficient(self.variable) for end in known}
        factor = factors.pop() if len(factors) == 1 else None
        room = abs(factor.value * self.step) if factor is not None and factor.value else 0
        if len(known) < len(ends) or not room:
            return False
        low, high, other_low, other_high = (end.without(self.variable) for end in known)
        if any(end.symbols & self.varying for end in (low, high, other_low, other_high)):
            return False
        gaps = (other_low - high, low - other_high)
        return all(at_least(gap, 1 - room, self.ranges) for gap in gaps)


def _most(poly: Poly, ranges: Mapping[str, Range]) -> Poly | None:
    low = least(-poly, ranges)
    return None if low is None else -low


def _rename(poly: Poly | None, names: Mapping[str, str]) -> Poly | None:
    return None if poly is None else poly.renamed(names)


def _locals(loop: Loop) -> frozenset[str]:
    return frozenset(
        text_of(part)
        for node in walk(loop.body)
        if node.type == "declaration"
        for part in walk(node)
        if part.type == "identifier"
        and part.parent is not None
        and part == part.parent.child_by_field_name("declarator")
    )
