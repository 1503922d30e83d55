"""The built-in team: the specialists that can do something in a mode."""

from lessonls.agents.specialists.aliasing import ALIASING
from lessonls.agents.specialists.boundary import BOUNDARY
from lessonls.agents.specialists.codegen import CODEGEN
from lessonls.agents.specialists.containers import CONTAINERS
from lessonls.agents.specialists.idioms import IDIOMS
from lessonls.agents.specialists.locality import LOCALITY
from lessonls.agents.specialists.parallel import PARALLEL
from lessonls.agents.specialists.search import SEARCH
from lessonls.agents.specialists.specialist import Specialist
from lessonls.agents.specialists.vectorize import VECTORIZE
from lessonls.core.target import Mode
from lessonls.ports import Agent

SPECIALISTS: tuple[Specialist, ...] = (
    IDIOMS,
    PARALLEL,
    LOCALITY,
    CONTAINERS,
    SEARCH,
    VECTORIZE,
    BOUNDARY,
    ALIASING,
    CODEGEN,
)


def builtin_team(mode: Mode) -> tuple[Agent, ...]:
    """Every specialist that works in `mode`, the most rewarding first."""
    return tuple(one for one in SPECIALISTS if mode in one.modes)
