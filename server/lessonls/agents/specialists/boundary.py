"""Boundary conditions: tests moved out of the inside of stencils."""

from lessonls.agents.specialists.headers import OWN_VARIABLES
from lessonls.agents.specialists.peeling import PEEL
from lessonls.agents.specialists.rows import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.specialist import Specialist

BOUNDARY = Specialist(
    name="boundary",
    description="first and last iterations apart, so that the inside runs without tests",
    recipes=(
        (OWN_VARIABLES, PEEL),
        (OWN_VARIABLES, PEEL, ROW_POINTERS.as_support(), DATA_POINTERS.as_support()),
    ),
)
