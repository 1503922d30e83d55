"""Boundary conditions: tests moved out of the inside of stencils."""

from lessonls.agents.specialists.passes.aliasing.loop_variables import OWN_VARIABLES
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.boundary.clipping import CLIP
from lessonls.agents.specialists.passes.boundary.modulo_strength_reduction import (
    MODULO_STRENGTH_REDUCTION,
)
from lessonls.agents.specialists.passes.boundary.peeling import PEEL
from lessonls.agents.specialists.passes.boundary.wrapped_sums import WRAPPED_SUMS
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.vectorize.reciprocals import RECIPROCALS
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.passes.vectorize.simd import SIMD, SIMD_SUMS
from lessonls.agents.specialists.specialist import Specialist

BOUNDARY = Specialist(
    name="boundary",
    description="first and last iterations apart, the inside without tests and remainders",
    recipes=(
        (
            OWN_VARIABLES,
            CLIP,
            RESTRICT.as_support(),
            SCALAR_REPLACEMENT.as_support(),
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
        (
            OWN_VARIABLES,
            INTERCHANGE.as_support(),
            MODULO_STRENGTH_REDUCTION,
            SCALAR_REPLACEMENT.as_support(),
        ),
        (OWN_VARIABLES, CLIP),
        (OWN_VARIABLES, PEEL),
        (WRAPPED_SUMS,),
    ),
)
