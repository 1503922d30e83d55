"""The paper's strategies, each in a file; all of them are teams and options of one loop."""

from collections.abc import Mapping

from benchmarks.strategies.chain_of_thought import CHAIN_OF_THOUGHT
from benchmarks.strategies.lessons import ABLATIONS, LESSONS
from benchmarks.strategies.mapcoder import MAPCODER
from benchmarks.strategies.mixture import MIXTURE
from benchmarks.strategies.reflexion import REFLEXION
from benchmarks.strategies.single import SINGLE
from benchmarks.strategies.strategy import Strategy
from lessonls.core.errors import SettingsError

STRATEGIES: Mapping[str, Strategy] = {
    one.name: one
    for one in (SINGLE, CHAIN_OF_THOUGHT, REFLEXION, MAPCODER, MIXTURE, LESSONS, *ABLATIONS)
}


def strategy_named(name: str) -> Strategy:
    """Raises SettingsError with the names that there are."""
    if name not in STRATEGIES:
        known = ", ".join(STRATEGIES)
        raise SettingsError(f"There is no strategy “{name}”; there are: {known}.")
    return STRATEGIES[name]
