"""Locality: loops in the order in which memory lies, elements used again while they are near."""

from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.rows import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.counted import PLAIN_LOOPS
from lessonls.agents.specialists.passes.idioms.common_divisors import COMMON_DIVISORS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.locality.byte_tables import BYTE_TABLES
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.locality.jam import UNROLL_AND_JAM
from lessonls.agents.specialists.passes.locality.macros import MACROS
from lessonls.agents.specialists.passes.locality.pushes import PUSHES
from lessonls.agents.specialists.passes.locality.recurrences import LAST_TERM
from lessonls.agents.specialists.passes.locality.register_blocks import REGISTER_BLOCKS
from lessonls.agents.specialists.passes.locality.running_powers import RUNNING_POWERS
from lessonls.agents.specialists.passes.locality.several_sums import SEVERAL_SUMS
from lessonls.agents.specialists.passes.locality.split_at_update import SPLIT_AT_UPDATE
from lessonls.agents.specialists.passes.locality.strips import STRIPS
from lessonls.agents.specialists.passes.substitution import SUBSTITUTION
from lessonls.agents.specialists.passes.vectorize.accumulators import ACCUMULATORS
from lessonls.agents.specialists.passes.vectorize.simd import SIMD
from lessonls.agents.specialists.specialist import Specialist

_ALONG_MEMORY = (MACROS, *PLAIN_LOOPS, SPLIT_AT_UPDATE, SUBSTITUTION, PUSHES, INTERCHANGE)
_SUMS = ACCUMULATORS.as_support()
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
        (*PLAIN_LOOPS, _SUMS, RUNNING_POWERS),
        (MACROS, *PLAIN_LOOPS, INDEX_LOOPS.as_support(), BYTE_TABLES, INTERCHANGE.as_support()),
        (
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
            ACCUMULATORS.as_support(),
            STRIPS,
            LAST_TERM.as_support(),
            ROW_POINTERS.as_support(),
            INVARIANT_LOADS.as_support(),
        ),
        (*PLAIN_LOOPS, STRIPS),
        _ALONG_MEMORY,
    ),
)
