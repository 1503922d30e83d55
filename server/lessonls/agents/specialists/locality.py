"""Locality: loops in the order in which memory lies."""

from lessonls.agents.specialists.interchange import INTERCHANGE
from lessonls.agents.specialists.specialist import Specialist

LOCALITY = Specialist(
    name="locality",
    description="loop interchange and distribution for unit stride, tiling",
    recipes=((INTERCHANGE,),),
)
