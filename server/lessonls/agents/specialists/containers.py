"""Containers and allocation: fewer copies, fewer allocations, denser data."""

from lessonls.agents.specialists.passes.algorithm_loops import FOLDS_AS_LOOPS, TRANSFORMS_AS_LOOPS
from lessonls.agents.specialists.passes.bits import BIT_COUNTS
from lessonls.agents.specialists.passes.copies import NO_COPIES
from lessonls.agents.specialists.passes.floods import FLOODS
from lessonls.agents.specialists.passes.growth import RESERVE
from lessonls.agents.specialists.passes.headers import OWN_VARIABLES
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.lanes import REDUCE_IN_LANES
from lessonls.agents.specialists.passes.lookups import HASHED
from lessonls.agents.specialists.passes.memberships import MEMBERSHIPS
from lessonls.agents.specialists.passes.packed_truths import PACKED_TRUTHS
from lessonls.agents.specialists.passes.plain_lambdas import PLAIN_LAMBDAS
from lessonls.agents.specialists.passes.powers import POWERS
from lessonls.agents.specialists.passes.queues import QUEUES
from lessonls.agents.specialists.passes.rows import DATA_POINTERS
from lessonls.agents.specialists.passes.scans import BLOCKED_SCANS, WEIGHTED_SUMS
from lessonls.agents.specialists.passes.simd import SIMD_SUMS
from lessonls.agents.specialists.passes.string_lengths import STRING_LENGTHS
from lessonls.agents.specialists.passes.strings import GROWING_STRINGS
from lessonls.agents.specialists.passes.temporaries import FUSED_TEMPORARIES
from lessonls.agents.specialists.passes.unvisited import UNVISITED
from lessonls.agents.specialists.specialist import Specialist

_PLAIN = (TRANSFORMS_AS_LOOPS, INDEX_LOOPS, OWN_VARIABLES)
_FAST = (SIMD_SUMS.as_support(), DATA_POINTERS.as_support())
_TIDY = (NO_COPIES, QUEUES, GROWING_STRINGS, STRING_LENGTHS, POWERS, PLAIN_LAMBDAS)

CONTAINERS = Specialist(
    name="containers",
    description="no needless copies, temporaries and growth; words instead of bits",
    recipes=(
        (BIT_COUNTS, PACKED_TRUTHS),
        (REDUCE_IN_LANES,),
        (FOLDS_AS_LOOPS, *_PLAIN, FUSED_TEMPORARIES, WEIGHTED_SUMS, *_FAST),
        (MEMBERSHIPS,),
        (FLOODS,),
        (UNVISITED,),
        (*_TIDY, HASHED, RESERVE),
        _TIDY,
        (*_PLAIN, BLOCKED_SCANS),
    ),
)
