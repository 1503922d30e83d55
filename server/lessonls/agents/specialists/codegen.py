"""Code generation: what the compiler may assume and how hard it should try."""

from lessonls.agents.specialists.passes.codegen.attributes import (
    FLATTEN,
    MULTIVERSIONING,
    REORDER,
    UNROLL,
    WIDE_VECTORS,
)
from lessonls.agents.specialists.passes.codegen.hints import EXPECT, UNROLL_PRAGMA
from lessonls.agents.specialists.passes.codegen.invariant_divisors import INVARIANT_DIVISORS
from lessonls.agents.specialists.passes.vectorize.reciprocals import RECIPROCALS
from lessonls.agents.specialists.specialist import Specialist

CODEGEN = Specialist(
    name="codegen",
    description="function attributes, unrolling, reciprocals, branch hints",
    recipes=(
        (RECIPROCALS, REORDER, WIDE_VECTORS.as_support(), MULTIVERSIONING.as_support()),
        (FLATTEN, RECIPROCALS, MULTIVERSIONING),
        (RECIPROCALS, MULTIVERSIONING),
        (RECIPROCALS,),
        (INVARIANT_DIVISORS,),
        (REORDER,),
        (UNROLL_PRAGMA,),
        (UNROLL,),
        (EXPECT,),
    ),
)
