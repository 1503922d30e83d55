"""The paper's strategies, each in a file; all of them are teams and options of one loop."""

from collections.abc import Mapping

from benchmarks.strategies.chain_of_thought import CHAIN_OF_THOUGHT
from benchmarks.strategies.generating import NO_LESSONS, OURS, PAPER, RELEASED, generating
from benchmarks.strategies.lessons import ABLATIONS, LESSONS
from benchmarks.strategies.mapcoder import MAPCODER
from benchmarks.strategies.mixture import MIXTURE
from benchmarks.strategies.reflexion import REFLEXION
from benchmarks.strategies.single import SINGLE
from benchmarks.strategies.strategy import Strategy
from lessonls.core.errors import SettingsError
from lessonls.core.target import Task

_OTHERS = (SINGLE, CHAIN_OF_THOUGHT, REFLEXION, MAPCODER, MIXTURE)
STRATEGIES: Mapping[str, Strategy] = {one.name: one for one in (*_OTHERS, LESSONS, *ABLATIONS)}
"""Of making functions faster."""
GENERATING: Mapping[str, Strategy] = {
    one.name: one for one in (*map(generating, _OTHERS), OURS, NO_LESSONS, PAPER, RELEASED)
}
"""Of writing them."""


def strategy_named(name: str, task: Task = Task.OPTIMIZE) -> Strategy:
    """Raises SettingsError with the names that there are."""
    known = STRATEGIES if task is Task.OPTIMIZE else GENERATING
    if name not in known:
        names = ", ".join(known)
        raise SettingsError(f"There is no strategy “{name}”; there are: {names}.")
    return known[name]
