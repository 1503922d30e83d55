"""Search and order: no more looking, comparing and sorting than the result needs."""

from lessonls.agents.specialists.passes.counted_loops import OWN_LOOPS
from lessonls.agents.specialists.passes.index_loops import INDEX_LOOPS
from lessonls.agents.specialists.passes.search.all_or_not import ALL_OR_NOT
from lessonls.agents.specialists.passes.search.branchless_counting import BRANCHLESS_COUNTING
from lessonls.agents.specialists.passes.search.character_sets import CHARACTER_SETS
from lessonls.agents.specialists.passes.search.early_exits import EARLY_EXITS
from lessonls.agents.specialists.passes.search.finds import BEST_IN_BLOCKS, FINDS_IN_BLOCKS
from lessonls.agents.specialists.passes.search.hand_sorts import SORTS_BY_HAND
from lessonls.agents.specialists.passes.search.inline_qsort import INLINE_QSORT
from lessonls.agents.specialists.passes.search.last_match import LAST_FIRST
from lessonls.agents.specialists.passes.search.partial_sorts import SORT_FIRST
from lessonls.agents.specialists.passes.search.radix import RADIX_SORT
from lessonls.agents.specialists.passes.search.radix_by_keys import RADIX_BY_KEYS
from lessonls.agents.specialists.passes.search.roots import FEWER_ROOTS
from lessonls.agents.specialists.passes.search.screens import SCREENED
from lessonls.agents.specialists.passes.search.selection import SELECT_ONE
from lessonls.agents.specialists.passes.search.sort_keys import KEYS_ONCE
from lessonls.agents.specialists.passes.search.split_bins import SPLIT_BINS
from lessonls.agents.specialists.passes.search.text_comparisons import TEXT_COMPARISONS
from lessonls.agents.specialists.specialist import Specialist

SEARCH = Specialist(
    name="search",
    description="early exits, counting without branches, less and cheaper sorting",
    recipes=(
        (CHARACTER_SETS,),
        (TEXT_COMPARISONS,),
        (SORTS_BY_HAND, SELECT_ONE, SORT_FIRST),
        (SELECT_ONE,),
        (SORT_FIRST,),
        (*OWN_LOOPS, EARLY_EXITS, ALL_OR_NOT, LAST_FIRST),
        (BRANCHLESS_COUNTING,),
        (*OWN_LOOPS, FEWER_ROOTS),
        (RADIX_BY_KEYS,),
        (KEYS_ONCE,),
        (INLINE_QSORT,),
        (SORTS_BY_HAND.as_support(), RADIX_SORT),
        (*OWN_LOOPS, INDEX_LOOPS, EARLY_EXITS.as_support(), SCREENED),
        (FINDS_IN_BLOCKS, BEST_IN_BLOCKS),
        (INDEX_LOOPS, SPLIT_BINS),
    ),
)
