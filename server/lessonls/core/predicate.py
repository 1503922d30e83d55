"""What code a lesson is about: features of a function that were computed, not told.

Every value comes from a closed vocabulary, so that no identifier of the user's is in it.
"""

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from lessonls.core.target import digest

_DEEPEST = 4
"""Loop nests from this depth on count as equally deep."""
_SLOTS = 128


class Predicate(BaseModel):
    """The features of a function. A tuple holds values that occur, sorted; it may be empty.

    `nest` is the depth of its deepest loop nest (0 without loops), `loops` their kinds, `strides`
    how far consecutive iterations of an innermost loop go in memory, `subscripts` what is special
    about subscripts, `reductions` are operators, and `dependence` says of each counted loop why
    its iterations must stay in order, if they must. `elements` and `containers` are types, `calls`
    library functions (all others are `other function`), `traits` what else there is (allocation,
    branches in loops, recursion), and `remarks` the kinds of the compiler's remarks on loops that
    it did not vectorize.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    nest: int = Field(default=0, ge=0, le=_DEEPEST)
    loops: tuple[str, ...] = ()
    strides: tuple[str, ...] = ()
    subscripts: tuple[str, ...] = ()
    reductions: tuple[str, ...] = ()
    dependence: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was found out."""
        return self != Predicate()


_SETS = tuple(name for name in Predicate.model_fields if name != "nest")
_WORDS = {
    "loops": "{} loops",
    "strides": "strides: {}",
    "subscripts": "subscripts: {}",
    "reductions": "reductions by {}",
    "dependence": "dependence: {}",
    "elements": "elements: {}",
    "containers": "containers: {}",
    "calls": "calls: {}",
    "traits": "{}",
    "remarks": "not vectorized: {}",
}
_REMARKS = {
    "alias": r"alias",
    "control flow": r"control flow",
    "data reference": r"data ref|evolution|clobbers|bad data",
    "dependence": r"depend|recurrence|reduction",
    "call": r"\bcall",
    "iterations not counted": r"iterations",
    "statement or type": r"relevant stmt|vectype|no vector|unsupported|type",
}


NOTHING = Predicate()
"""The empty predicate: none was computed."""


def deepest(depth: int) -> int:
    """A depth of loops as predicates count it."""
    return min(depth, _DEEPEST)


def remark_kinds(remarks: Sequence[str]) -> tuple[str, ...]:
    """The kinds of the compiler's remarks; `other` for one of no known kind."""
    kinds = set[str]()
    for remark in remarks:
        reason = remark.partition("): ")[2] or remark
        found = [kind for kind, pattern in _REMARKS.items() if re.search(pattern, reason)]
        kinds.add(found[0] if found else "other")
    return tuple(sorted(kinds))


def likeness(one: Predicate, other: Predicate) -> float:
    """How much two predicates have in common, from 0 to 1; 0 where either says nothing.

    Gower's general coefficient (Biometrics 27, 1971): the mean over features of what they have in
    common, where both lack one it does not count. Sets compare by Jaccard's index, depths by
    their difference over the range. Remarks count where both have some: who did not ask the
    compiler has none.
    """
    if not one or not other:
        return 0.0
    parts = [1 - abs(one.nest - other.nest) / _DEEPEST] if one.nest or other.nest else []
    for name in _SETS:
        a, b = _values(one, name), _values(other, name)
        if a and b if name == "remarks" else a or b:
            parts.append(len(a & b) / len(a | b))
    return sum(parts) / len(parts) if parts else 0.0


def band(alike: float) -> float:
    """A likeness to a quarter: smaller differences say less than words do."""
    return round(alike * 4) / 4


def common(one: Predicate, other: Predicate) -> str:
    """What two predicates share, in words such as `a nest of 2 loops; strides: far`."""
    return "; ".join(_shared(one, other))


def described(one: Predicate) -> str:
    """All of a predicate in the same words."""
    return common(one, one)


def vector_of(one: Predicate) -> tuple[float, ...]:
    """A vector whose cosine with another one's is about their likeness: values hashed into slots
    with a sign (Weinberger et al., *Feature hashing*, 2009). All zeros for a predicate without.
    """
    slots = [0.0] * _SLOTS
    for term in _terms(one):
        number = int(digest(term), 16)
        slots[number % _SLOTS] += 1.0 if number >> 63 else -1.0
    return tuple(slots)


def _terms(one: Predicate) -> tuple[str, ...]:
    """Every value with its feature: `nest 2`, `strides far`."""
    depth = [f"nest {one.nest}"] if one.nest else []
    return (*depth, *(f"{name} {value}" for name in _SETS for value in sorted(_values(one, name))))


def _shared(one: Predicate, other: Predicate) -> Iterator[str]:
    if one.nest and one.nest == other.nest:
        deep = " or more" if one.nest == _DEEPEST else ""
        yield f"a nest of {one.nest}{deep} loops" if one.nest > 1 else "a single loop"
    for name in _SETS:
        both = _values(one, name) & _values(other, name)
        if both:
            yield _WORDS[name].format(", ".join(sorted(both)))


def _values(one: Predicate, name: str) -> frozenset[str]:
    return frozenset(getattr(one, name))
