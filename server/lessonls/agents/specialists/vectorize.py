"""Vectorization: code that the compiler can turn into vector instructions."""

from lessonls.agents.specialists.passes.accumulators import ACCUMULATORS
from lessonls.agents.specialists.passes.attributes import WHOLE_LOOPS
from lessonls.agents.specialists.passes.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.rows import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.simd import SIMD, SIMD_SUMS
from lessonls.agents.specialists.specialist import Specialist

_READY = (OWN_VARIABLES, INDEX_LOOPS)

VECTORIZE = Specialist(
    name="vectorize",
    description="simd loops, sums in registers, row pointers that do not alias",
    recipes=(
        (
            OWN_VARIABLES,
            INDEX_LOOPS,
            ACCUMULATORS,
            ROW_POINTERS,
            DATA_POINTERS,
            SIMD_SUMS,
            WHOLE_LOOPS,
        ),
        (OWN_VARIABLES, ACCUMULATORS, ROW_POINTERS, SIMD_SUMS, WHOLE_LOOPS),
        (OWN_VARIABLES, ACCUMULATORS, ROW_POINTERS, DATA_POINTERS, SIMD, WHOLE_LOOPS),
        (OWN_VARIABLES, SIMD),
        (OWN_VARIABLES, ACCUMULATORS, ROW_POINTERS),
        (ROW_POINTERS, DATA_POINTERS),
        (OWN_VARIABLES, ACCUMULATORS),
    ),
)
