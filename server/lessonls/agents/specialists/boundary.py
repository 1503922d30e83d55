"""Boundary conditions: tests moved out of the inside of stencils."""

from lessonls.agents.specialists.passes.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.peeling import PEEL
from lessonls.agents.specialists.passes.rows import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.specialist import Specialist

BOUNDARY = Specialist(
    name="boundary",
    description="first and last iterations apart, so that the inside runs without tests",
    recipes=(
        (OWN_VARIABLES, PEEL),
        (OWN_VARIABLES, PEEL, ROW_POINTERS.as_support(), DATA_POINTERS.as_support()),
    ),
)
