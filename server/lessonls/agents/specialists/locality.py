"""Locality: loops in the order in which memory lies."""

from lessonls.agents.specialists.passes.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.jam import UNROLL_AND_JAM
from lessonls.agents.specialists.passes.rows import ROW_POINTERS
from lessonls.agents.specialists.specialist import Specialist

LOCALITY = Specialist(
    name="locality",
    description="loop interchange and distribution for unit stride, unroll and jam",
    recipes=(
        (OWN_VARIABLES, INTERCHANGE, UNROLL_AND_JAM, ROW_POINTERS.as_support()),
        (OWN_VARIABLES, INTERCHANGE),
        (OWN_VARIABLES, UNROLL_AND_JAM),
    ),
)
