"""Locality: loops in the order in which memory lies, elements used again while they are near."""

from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.aliasing.member_loads import MEMBER_LOADS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.counted_loops import PLAIN_LOOPS
from lessonls.agents.specialists.passes.idioms.common_divisors import COMMON_DIVISORS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.locality.byte_tables import BYTE_TABLES
from lessonls.agents.specialists.passes.locality.index_set_splitting import INDEX_SET_SPLITTING
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.locality.pushes import PUSHES
from lessonls.agents.specialists.passes.locality.reassociation import REASSOCIATION
from lessonls.agents.specialists.passes.locality.register_blocks import REGISTER_BLOCKS
from lessonls.agents.specialists.passes.locality.several_sums import SEVERAL_SUMS
from lessonls.agents.specialists.passes.locality.strength_reduction import POWER_STRENGTH_REDUCTION
from lessonls.agents.specialists.passes.locality.strip_mining import STRIP_MINING
from lessonls.agents.specialists.passes.locality.unroll_and_jam import UNROLL_AND_JAM
from lessonls.agents.specialists.passes.substitution import SUBSTITUTION
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.passes.vectorize.simd import SIMD
from lessonls.agents.specialists.specialist import Specialist

_ALONG_MEMORY = (*PLAIN_LOOPS, INDEX_SET_SPLITTING, SUBSTITUTION, PUSHES, INTERCHANGE)
_SUMS = SCALAR_REPLACEMENT.as_support()
_READY = (
    ROW_POINTERS.as_support(),
    DATA_POINTERS.as_support(),
    INVARIANT_LOADS.as_support(),
    SIMD.as_support(),
)

LOCALITY = Specialist(
    name="locality",
    description="loops along memory, register blocks, sums and recurrences in another order",
    recipes=(
        (*PLAIN_LOOPS, _SUMS, POWER_STRENGTH_REDUCTION),
        (*PLAIN_LOOPS, INDEX_LOOPS.as_support(), BYTE_TABLES, INTERCHANGE.as_support()),
        (
            MEMBER_LOADS.as_support(),
            RESTRICT.as_support(),
            *_ALONG_MEMORY,
            REGISTER_BLOCKS,
            UNROLL_AND_JAM,
            _SUMS,
            SEVERAL_SUMS,
            *_READY,
        ),
        (*_ALONG_MEMORY, _SUMS, *_READY),
        (*_ALONG_MEMORY, UNROLL_AND_JAM, ROW_POINTERS.as_support()),
        (
            *PLAIN_LOOPS,
            COMMON_DIVISORS.as_support(),
            RESTRICT.as_support(),
            SCALAR_REPLACEMENT.as_support(),
            STRIP_MINING,
            REASSOCIATION.as_support(),
            ROW_POINTERS.as_support(),
            INVARIANT_LOADS.as_support(),
        ),
        (*PLAIN_LOOPS, STRIP_MINING),
        _ALONG_MEMORY,
    ),
)
