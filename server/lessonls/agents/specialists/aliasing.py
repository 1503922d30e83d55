"""Aliasing and indirection: what the compiler must load again because it might have changed."""

from lessonls.agents.specialists.passes.aliasing.invariant_calls import INVARIANT_CALLS
from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.aliasing.member_loads import MEMBER_LOADS
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.codegen.attributes import MULTIVERSIONING
from lessonls.agents.specialists.passes.counted_loops import PLAIN_LOOPS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.specialist import Specialist

ALIASING = Specialist(
    name="aliasing",
    description="pointers that do not alias, rows and invariant elements looked up once",
    recipes=(
        (*PLAIN_LOOPS, MEMBER_LOADS, RESTRICT.as_support(), MULTIVERSIONING.as_support()),
        (
            *PLAIN_LOOPS,
            INVARIANT_CALLS,
            INDEX_LOOPS,
            RESTRICT,
            SCALAR_REPLACEMENT,
            ROW_POINTERS,
            DATA_POINTERS,
            INVARIANT_LOADS,
        ),
        (*PLAIN_LOOPS, INVARIANT_CALLS, SCALAR_REPLACEMENT, ROW_POINTERS, INVARIANT_LOADS),
        (RESTRICT, ROW_POINTERS, DATA_POINTERS),
        (*PLAIN_LOOPS, SCALAR_REPLACEMENT),
    ),
)
