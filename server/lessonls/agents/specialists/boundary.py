"""Boundary conditions: tests moved out of the inside of stencils."""

from lessonls.agents.specialists.passes.accumulators import ACCUMULATORS
from lessonls.agents.specialists.passes.clipping import CLIP
from lessonls.agents.specialists.passes.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.peeling import PEEL
from lessonls.agents.specialists.passes.reciprocals import RECIPROCALS
from lessonls.agents.specialists.passes.restrict import RESTRICT
from lessonls.agents.specialists.passes.rows import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.simd import SIMD, SIMD_SUMS
from lessonls.agents.specialists.specialist import Specialist

BOUNDARY = Specialist(
    name="boundary",
    description="first and last iterations apart, so that the inside runs without tests",
    recipes=(
        (
            OWN_VARIABLES,
            CLIP,
            RESTRICT.as_support(),
            ACCUMULATORS.as_support(),
            SIMD_SUMS.as_support(),
        ),
        (
            OWN_VARIABLES,
            INTERCHANGE.as_support(),
            PEEL,
            RECIPROCALS.as_support(),
            ROW_POINTERS.as_support(),
            SIMD.as_support(),
        ),
        (OWN_VARIABLES, PEEL, ROW_POINTERS.as_support(), DATA_POINTERS.as_support()),
        (OWN_VARIABLES, CLIP),
        (OWN_VARIABLES, PEEL),
    ),
)
