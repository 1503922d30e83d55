"""Parallelism: OpenMP threads, only in OpenMP mode."""

from lessonls.agents.specialists.specialist import Specialist
from lessonls.agents.specialists.threads import PARALLEL_EVERYWHERE, PARALLEL_FOR
from lessonls.core.target import Mode

PARALLEL = Specialist(
    name="parallel",
    description="OpenMP loops with reductions and private histograms",
    recipes=((PARALLEL_FOR,), (PARALLEL_EVERYWHERE,)),
    modes=(Mode.OPENMP,),
)
