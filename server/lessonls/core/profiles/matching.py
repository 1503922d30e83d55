"""Which function of the sources a profiler's name means.

A name is matched by its scopes, then by what it says of parameters, then by the source file.
Profilers leave out much of this; what remains ambiguous counts for every function that it may
mean. Instantiations of a template count together, because a rewrite changes all of them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from lessonls.core.profiles.amdahl import USUAL, gain, limit
from lessonls.core.profiles.profile import Cost, Profile
from lessonls.core.profiles.symbols import Symbol, without_arguments
from lessonls.core.reading.languages import SOURCES
from lessonls.core.target import Language, Parameter, Target

_INLINE = re.compile(r"\binline\s+namespace\s+(\w+)")
_SIMPLE = re.compile(r"[\w\s*&\[\]]*")
_SAYS_NOTHING = {
    "const",
    "int",
    "register",
    "restrict",
    "__restrict",
    "__restrict__",
    "signed",
    "volatile",
}
_BUILT_IN = {"bool", "char", "double", "float", "long", "short", "unsigned", "void", "*", "&"}


@dataclass(frozen=True)
class Definition:
    """A function as the sources define it: `path` spells its scopes and its plain name, and
    `before` is the text before it.
    """

    file: Path
    language: Language
    path: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    before: str = ""

    @cached_property
    def inline_namespaces(self) -> frozenset[str]:
        """Namespaces that profilers spell and sources need not."""
        return frozenset(_INLINE.findall(self.before))


@dataclass(frozen=True)
class HotFunction:
    """A function that can be optimized, and its share of the program's time.

    `ambiguous` when a part of the share may be another function's, of the same name.
    """

    target: Target
    share: float
    ambiguous: bool = False

    @property
    def gain(self) -> float:
        """The speedup of the program if the function becomes 2x faster."""
        return gain(self.share, USUAL)

    @property
    def limit(self) -> float:
        """What the program's gain comes near to, however fast the function gets."""
        return limit(self.share)


def definition(target: Target) -> Definition:
    """What of a target counts when it is looked up in a profile."""
    path = tuple(without_arguments(target.qualified_name).split("::"))
    return Definition(target.path, target.language, path, target.parameters, target.before)


def share_of(profile: Profile, target: Target) -> float:
    """The share of the program's time that this function takes itself; 0 when it has none."""
    return min(1.0, sum(cost.share for cost in costs_of(profile, definition(target))))


def costs_of(profile: Profile, wanted: Definition) -> list[Cost]:
    """The costs in a profile that may be this function's: one look into a dictionary."""
    named = profile.by_name.get(wanted.path[-1], ())
    found = [
        cost
        for cost in named
        if cost.symbol and _may_mean(cost.symbol, wanted) and _may_be_in(cost, wanted.file)
    ]
    found = _of_language(found, wanted.language)
    near = {cost: _closeness(cost, wanted.file) for cost in found}
    nearest = max(near.values(), default=0)
    return [cost for cost in found if near[cost] == nearest or not _is_source(cost.file)]


def hottest(profile: Profile, functions: Iterable[Target]) -> Sequence[HotFunction]:
    """The functions that took any time, the one with the largest share first."""
    claims = [(target, costs_of(profile, definition(target))) for target in functions]
    kept = [(target, _own(target, costs, _nearest(claims))) for target, costs in claims]
    claimed = Counter(cost for _, costs in kept for cost in costs)
    hot = [
        HotFunction(
            target,
            min(1.0, sum(cost.share for cost in costs)),
            any(claimed[cost] > 1 for cost in costs),
        )
        for target, costs in kept
        if costs
    ]
    return sorted(hot, key=lambda one: (-one.share, str(one.target.path), one.target.line))


def _nearest(claims: Sequence[tuple[Target, Sequence[Cost]]]) -> Mapping[Cost, int]:
    """For every cost, how near the file of the nearest function is that claims it."""
    nearest: dict[Cost, int] = {}
    for target, costs in claims:
        for cost in costs:
            nearest[cost] = max(nearest.get(cost, 0), _closeness(cost, target.path))
    return nearest


def _own(target: Target, costs: Sequence[Cost], nearest: Mapping[Cost, int]) -> list[Cost]:
    return [cost for cost in costs if _closeness(cost, target.path) == nearest[cost]]


def _of_language(costs: list[Cost], language: Language) -> list[Cost]:
    """Where some names say parameters and some do not, the latter are those of C."""
    said = language is Language.CPP
    fitting = [
        cost for cost in costs if cost.symbol and (cost.symbol.parameters is not None) == said
    ]
    return fitting or costs


def _may_be_in(cost: Cost, file: Path) -> bool:
    return not _is_source(cost.file) or _closeness(cost, file) > 0


def _is_source(file: str) -> bool:
    """Whether the function is certainly there. A header may also be that of something inlined,
    of which the function's first instruction happens to be.
    """
    return PurePosixPath(file).suffix in SOURCES


def _closeness(cost: Cost, file: Path) -> int:
    """How many parts of the two paths agree, from the end: programs are also built elsewhere."""
    pairs = zip(
        reversed(PurePosixPath(cost.file).parts), reversed(file.absolute().parts), strict=False
    )
    agreeing = 0
    for one, other in pairs:
        if one != other:
            break
        agreeing += 1
    return agreeing


def _may_mean(name: Symbol, wanted: Definition) -> bool:
    if name.path != wanted.path:
        hidden = wanted.inline_namespaces if len(name.path) > len(wanted.path) else frozenset[str]()
        if tuple(part for part in name.path if part not in hidden) != wanted.path:
            return False
    if name.parameters is None:
        return True
    return len(name.parameters) == len(wanted.parameters) and all(
        _may_be(written, _built_in(said, ""))
        for said, written in zip(name.parameters, wanted.parameters, strict=True)
    )


def _may_be(written: Parameter, said: tuple[str, ...] | None) -> bool:
    """Whether a parameter may have that type; of named types that cannot be known."""
    own = _built_in(written.text, written.name)
    return own is None or said is None or own == said


def _built_in(text: str, name: str) -> tuple[str, ...] | None:
    """The words of a built-in type in order, one spelling for `long int` and `const long`.

    None when the type is any other, and may be the same as anything.
    """
    if not _SIMPLE.fullmatch(text):
        return None
    words = [word for word in re.findall(r"\w+|[*&]|\[", text) if word not in _SAYS_NOTHING]
    if name in words:
        words.remove(name)
    words = ["*" if word == "[" else word for word in words if not word.isdecimal()]
    return tuple(sorted(words)) if {*words} <= _BUILT_IN else None
