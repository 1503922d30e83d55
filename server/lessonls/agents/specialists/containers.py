"""Containers and allocation: fewer copies, fewer allocations, denser data."""

from lessonls.agents.specialists.passes.algorithm_loops import FOLDS_AS_LOOPS, TRANSFORMS_AS_LOOPS
from lessonls.agents.specialists.passes.aliasing.loop_variables import OWN_VARIABLES
from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS
from lessonls.agents.specialists.passes.containers.bit_packing import BIT_PACKING
from lessonls.agents.specialists.passes.containers.bits import BIT_COUNTS
from lessonls.agents.specialists.passes.containers.copies import NO_COPIES
from lessonls.agents.specialists.passes.containers.growth import RESERVE
from lessonls.agents.specialists.passes.containers.lanes import REDUCE_IN_LANES
from lessonls.agents.specialists.passes.containers.lookups import HASHED
from lessonls.agents.specialists.passes.containers.memberships import MEMBERSHIPS
from lessonls.agents.specialists.passes.containers.plain_lambdas import PLAIN_LAMBDAS
from lessonls.agents.specialists.passes.containers.popcounts import POPCOUNTS
from lessonls.agents.specialists.passes.containers.queues import QUEUES
from lessonls.agents.specialists.passes.containers.reachability import REACHABILITY
from lessonls.agents.specialists.passes.containers.scans import BLOCKED_SCANS, WEIGHTED_SUMS
from lessonls.agents.specialists.passes.containers.sorted_later import SORTED_LATER
from lessonls.agents.specialists.passes.containers.string_lengths import STRING_LENGTHS
from lessonls.agents.specialists.passes.containers.strings import GROWING_STRINGS
from lessonls.agents.specialists.passes.containers.temporaries import FUSED_TEMPORARIES
from lessonls.agents.specialists.passes.containers.unvisited import UNVISITED
from lessonls.agents.specialists.passes.idioms.powers import POWERS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.vectorize.simd import SIMD_SUMS
from lessonls.agents.specialists.specialist import Specialist

_PLAIN = (TRANSFORMS_AS_LOOPS, INDEX_LOOPS, OWN_VARIABLES)
_FAST = (SIMD_SUMS.as_support(), DATA_POINTERS.as_support())
_TIDY = (NO_COPIES, QUEUES, GROWING_STRINGS, STRING_LENGTHS, POWERS, PLAIN_LAMBDAS)

CONTAINERS = Specialist(
    name="containers",
    description="no needless copies, temporaries and growth; words instead of bits",
    recipes=(
        (BIT_COUNTS, POPCOUNTS, BIT_PACKING),
        (REDUCE_IN_LANES,),
        (FOLDS_AS_LOOPS, *_PLAIN, FUSED_TEMPORARIES, WEIGHTED_SUMS, *_FAST),
        (MEMBERSHIPS,),
        (REACHABILITY,),
        (UNVISITED,),
        (*_TIDY, HASHED, SORTED_LATER, RESERVE),
        _TIDY,
        (*_PLAIN, BLOCKED_SCANS),
    ),
)
