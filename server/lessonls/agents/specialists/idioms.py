"""Algorithmic idioms: shapes of code for which a better algorithm is known."""

from lessonls.agents.specialists.passes.aliasing.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.idioms.closest import CLOSEST
from lessonls.agents.specialists.passes.idioms.continued import CONTINUED
from lessonls.agents.specialists.passes.idioms.extremes import EXTREMES
from lessonls.agents.specialists.passes.idioms.fourier import FOURIER
from lessonls.agents.specialists.passes.idioms.hoisted import HOISTED
from lessonls.agents.specialists.passes.idioms.joins import JOIN
from lessonls.agents.specialists.passes.idioms.memo import MEMO
from lessonls.agents.specialists.passes.idioms.power_table import POWER_TABLE
from lessonls.agents.specialists.passes.idioms.recursive_fourier import TRANSFORM_IN_PLACE
from lessonls.agents.specialists.passes.idioms.subarrays import BEST_STRETCH
from lessonls.agents.specialists.passes.idioms.suffixes import SUFFIXES
from lessonls.agents.specialists.passes.idioms.trial_divisors import TRIAL_DIVISORS
from lessonls.agents.specialists.passes.search.exits import EARLY_EXITS
from lessonls.agents.specialists.passes.vectorize.accumulators import ACCUMULATORS
from lessonls.agents.specialists.specialist import Specialist

_SUMS = ACCUMULATORS.as_support()

IDIOMS = Specialist(
    name="idioms",
    description="a better algorithm for a shape of code that is known",
    recipes=(
        (OWN_VARIABLES, FOURIER),
        (TRANSFORM_IN_PLACE,),
        (MEMO,),
        (OWN_VARIABLES, CLOSEST),
        (OWN_VARIABLES, EXTREMES),
        (OWN_VARIABLES, HOISTED, CONTINUED, BEST_STRETCH, SUFFIXES),
        (OWN_VARIABLES, _SUMS, HOISTED, CONTINUED, SUFFIXES),
        (OWN_VARIABLES, POWER_TABLE),
        (OWN_VARIABLES, JOIN),
        (OWN_VARIABLES, EARLY_EXITS.as_support(), TRIAL_DIVISORS),
    ),
)
