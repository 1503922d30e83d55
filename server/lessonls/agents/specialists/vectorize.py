"""Vectorization: code that the compiler can turn into vector instructions."""

from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.aliasing.member_loads import MEMBER_LOADS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.codegen.attributes import MULTIVERSIONING, WHOLE_LOOPS
from lessonls.agents.specialists.passes.counted_loops import PLAIN_LOOPS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.locality.reassociation import REASSOCIATION
from lessonls.agents.specialists.passes.vectorize.byte_sums import BYTE_SUMS
from lessonls.agents.specialists.passes.vectorize.interleaving import INTERLEAVING
from lessonls.agents.specialists.passes.vectorize.reciprocals import RECIPROCALS
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.passes.vectorize.simd import SIMD, SIMD_SUMS
from lessonls.agents.specialists.specialist import Specialist

_COUNTED = (*PLAIN_LOOPS, INDEX_LOOPS)
_READY = (
    *_COUNTED,
    MEMBER_LOADS.as_support(),
    RESTRICT.as_support(),
    SCALAR_REPLACEMENT.as_support(),
    ROW_POINTERS.as_support(),
    DATA_POINTERS.as_support(),
    INVARIANT_LOADS.as_support(),
)
_COMPILED = (WHOLE_LOOPS, MULTIVERSIONING.as_support())

VECTORIZE = Specialist(
    name="vectorize",
    description="simd loops and sums, recurrences that wait for less",
    recipes=(
        (*PLAIN_LOOPS, BYTE_SUMS),
        (INTERLEAVING, MULTIVERSIONING.as_support()),
        (INTERLEAVING,),
        (*_READY, REASSOCIATION, RECIPROCALS.as_support(), SIMD_SUMS, *_COMPILED),
        (*_READY, SIMD, *_COMPILED),
        (*_COUNTED, SCALAR_REPLACEMENT.as_support(), SIMD_SUMS, WHOLE_LOOPS),
        (*_COUNTED, SIMD),
        (REASSOCIATION,),
    ),
)
