"""A profile as a value: what share of a program's time each function takes."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lessonls.core.errors import InputError
from lessonls.core.profiles.symbols import Symbol, symbol

_MANGLED = re.compile(r"_Z(?:N|K|St|L?\d)")

Weights = Mapping[tuple[str, str], float]
"""By the function's name and source file, in whatever unit the profiler counts."""


@dataclass(frozen=True)
class Cost:
    """The share of the program's time that is spent in a function itself, not in what it calls.

    `function` is the name as the profiler writes it, and `file` its source file where the
    profiler says so, else empty.
    """

    function: str
    share: float
    file: str = ""

    @cached_property
    def symbol(self) -> Symbol | None:
        """The name in its parts; None for what no function of a source is called."""
        return symbol(self.function)


@dataclass(frozen=True)
class Profile:
    """What one profiler saw of one program; the largest cost first."""

    tool: str
    costs: tuple[Cost, ...]

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """By the name as the profiler writes it."""
        shares: defaultdict[str, float] = defaultdict(float)
        for cost in self.costs:
            shares[cost.function] += cost.share
        return shares

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[Cost]]:
        """By the plain name of the function, without its scope."""
        found: defaultdict[str, list[Cost]] = defaultdict(list)
        for cost in self.costs:
            if cost.symbol is not None:
                found[cost.symbol.path[-1]].append(cost)
        return dict(found)


def profile_of(tool: str, weights: Weights, total: float = 0.0) -> Profile:
    """The profile of these weights; `total` counts where it is more than their sum.

    Raises InputError, to be read after the file's name, when there is nothing to share.
    """
    whole = max(total, sum(weights.values()))
    if not weights or not 0 < whole < float("inf"):
        raise InputError(f"has no times: the output of {tool} lists no function that took any.")
    readable = any("::" in name or "(" in name for name, _ in weights)
    if not readable and any(_MANGLED.match(name) for name, _ in weights):
        raise InputError("contains mangled names: pipe it through c++filt first.")
    costs = [Cost(name, weight / whole, file) for (name, file), weight in weights.items()]
    ranked = sorted(costs, key=lambda cost: (-cost.share, cost.function, cost.file))
    return Profile(tool, tuple(cost for cost in ranked if cost.share > 0))
