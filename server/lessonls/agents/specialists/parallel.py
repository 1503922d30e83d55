"""Parallelism: OpenMP threads, only in OpenMP mode."""

from lessonls.agents.specialists.passes.algorithm_loops import FOLDS_AS_LOOPS, TRANSFORMS_AS_LOOPS
from lessonls.agents.specialists.passes.aliasing.invariant_loads import INVARIANT_LOADS
from lessonls.agents.specialists.passes.aliasing.loop_variables import OWN_VARIABLES
from lessonls.agents.specialists.passes.aliasing.restrict import RESTRICT
from lessonls.agents.specialists.passes.aliasing.row_pointers import DATA_POINTERS, ROW_POINTERS
from lessonls.agents.specialists.passes.containers.bit_packing import BIT_PACKING
from lessonls.agents.specialists.passes.containers.scans import BLOCKED_SCANS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.locality.interchange import INTERCHANGE
from lessonls.agents.specialists.passes.locality.register_blocks import REGISTER_BLOCKS
from lessonls.agents.specialists.passes.locality.strip_mining import STRIP_MINING
from lessonls.agents.specialists.passes.parallel.appends_in_blocks import APPENDS_IN_BLOCKS
from lessonls.agents.specialists.passes.parallel.first_exits import FIRST_EXITS
from lessonls.agents.specialists.passes.parallel.preallocated_results import PREALLOCATED_RESULTS
from lessonls.agents.specialists.passes.parallel.recursion_tasks import RECURSION_TASKS
from lessonls.agents.specialists.passes.parallel.split_index_sets import SPLIT_INDEX_SETS
from lessonls.agents.specialists.passes.parallel.thread_bests import THREAD_BESTS
from lessonls.agents.specialists.passes.parallel.thread_columns import THREAD_COLUMNS
from lessonls.agents.specialists.passes.parallel.thread_folds import THREAD_FOLDS
from lessonls.agents.specialists.passes.parallel.thread_scans import THREAD_SCANS
from lessonls.agents.specialists.passes.parallel.thread_sorts import THREAD_SORTS
from lessonls.agents.specialists.passes.parallel.threaded_bit_packing import THREADED_BIT_PACKING
from lessonls.agents.specialists.passes.parallel.threads import PARALLEL_EVERYWHERE, PARALLEL_FOR
from lessonls.agents.specialists.passes.substitution import SUBSTITUTION
from lessonls.agents.specialists.passes.vectorize.scalar_replacement import SCALAR_REPLACEMENT
from lessonls.agents.specialists.passes.vectorize.simd import SIMD
from lessonls.agents.specialists.passes.while_loops import WHILE_LOOPS
from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.specialist import Specialist
from lessonls.core.target import Mode

_COUNTED = (
    WHILE_LOOPS,
    OWN_VARIABLES,
    FOLDS_AS_LOOPS.as_support(),
    TRANSFORMS_AS_LOOPS,
    INDEX_LOOPS,
    PREALLOCATED_RESULTS.as_support(),
)

_ALGORITHMS = (
    *(THREAD_SORTS, THREAD_FOLDS, THREAD_BESTS, THREAD_COLUMNS),
    *(
        SPLIT_INDEX_SETS,
        APPENDS_IN_BLOCKS,
        FIRST_EXITS,
        THREAD_SCANS,
        THREADED_BIT_PACKING,
        RECURSION_TASKS,
    ),
)


def _supporting(*passes: Pass) -> tuple[Pass, ...]:
    """Rewrites for one thread that make no variant without threads."""
    return tuple(one.as_support() for one in passes)


PARALLEL = Specialist(
    name="parallel",
    description="OpenMP threads: loops, reductions, histograms, scans, searches, tasks",
    recipes=(
        (
            *_COUNTED,
            *_supporting(RESTRICT, SUBSTITUTION, INTERCHANGE, REGISTER_BLOCKS),
            *_supporting(ROW_POINTERS, DATA_POINTERS, INVARIANT_LOADS, SIMD),
            *_ALGORITHMS,
            PARALLEL_FOR,
            BLOCKED_SCANS.as_support(),
        ),
        (BIT_PACKING.as_support(), THREADED_BIT_PACKING),
        (*_COUNTED, *_ALGORITHMS, PARALLEL_FOR),
        (*_COUNTED, *_supporting(STRIP_MINING), *_ALGORITHMS, PARALLEL_FOR),
        (*_COUNTED, *_supporting(SCALAR_REPLACEMENT), *_ALGORITHMS, PARALLEL_EVERYWHERE),
    ),
    modes=(Mode.OPENMP,),
)
