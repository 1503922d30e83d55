"""Algorithmic idioms: shapes of code for which a better algorithm is known."""

from lessonls.agents.specialists.passes.algorithm_loops import FOLDS_AS_LOOPS
from lessonls.agents.specialists.passes.counted_loops import OWN_LOOPS
from lessonls.agents.specialists.passes.idioms.closest import CLOSEST
from lessonls.agents.specialists.passes.idioms.continued import CONTINUED
from lessonls.agents.specialists.passes.idioms.extremes import EXTREMES
from lessonls.agents.specialists.passes.idioms.fourier import FOURIER
from lessonls.agents.specialists.passes.idioms.inversions import INVERSIONS
from lessonls.agents.specialists.passes.idioms.joins import JOIN
from lessonls.agents.specialists.passes.idioms.loop_invariant_code_motion import INVARIANT_SUMS
from lessonls.agents.specialists.passes.idioms.memo import MEMO
from lessonls.agents.specialists.passes.idioms.subarrays import BEST_STRETCH
from lessonls.agents.specialists.passes.idioms.suffixes import SUFFIXES
from lessonls.agents.specialists.passes.idioms.tabulated_powers import TABULATED_POWERS
from lessonls.agents.specialists.passes.idioms.trial_divisors import TRIAL_DIVISORS
from lessonls.agents.specialists.passes.search.early_exits import EARLY_EXITS
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.specialist import Specialist

_SUMS = SCALAR_REPLACEMENT.as_support()

IDIOMS = Specialist(
    name="idioms",
    description="a better algorithm for a shape of code that is known",
    recipes=(
        (*OWN_LOOPS, FOURIER),
        (MEMO,),
        (*OWN_LOOPS, CLOSEST),
        (*OWN_LOOPS, EXTREMES),
        (*OWN_LOOPS, INVERSIONS),
        (
            FOLDS_AS_LOOPS.as_support(),
            *OWN_LOOPS,
            INVARIANT_SUMS,
            CONTINUED,
            BEST_STRETCH,
            SUFFIXES,
        ),
        (*OWN_LOOPS, _SUMS, INVARIANT_SUMS, CONTINUED, SUFFIXES),
        (*OWN_LOOPS, TABULATED_POWERS),
        (*OWN_LOOPS, JOIN),
        (*OWN_LOOPS, EARLY_EXITS.as_support(), TRIAL_DIVISORS),
    ),
)
