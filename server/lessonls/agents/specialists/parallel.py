"""Parallelism: OpenMP threads, only in OpenMP mode."""

from lessonls.agents.specialists.passes.accumulators import ACCUMULATORS
from lessonls.agents.specialists.passes.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.threads import PARALLEL_EVERYWHERE, PARALLEL_FOR
from lessonls.agents.specialists.specialist import Specialist
from lessonls.core.target import Mode

PARALLEL = Specialist(
    name="parallel",
    description="OpenMP loops with reductions and private histograms",
    recipes=(
        (OWN_VARIABLES, INDEX_LOOPS, PARALLEL_FOR),
        (OWN_VARIABLES, INDEX_LOOPS, ACCUMULATORS.as_support(), PARALLEL_EVERYWHERE),
    ),
    modes=(Mode.OPENMP,),
)
