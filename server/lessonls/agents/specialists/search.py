"""Search and order: no more sorting than the result needs."""

from lessonls.agents.specialists.passes.selection import SELECT_ONE
from lessonls.agents.specialists.specialist import Specialist

SEARCH = Specialist(
    name="search",
    description="selection instead of sorting",
    recipes=((SELECT_ONE,),),
)
