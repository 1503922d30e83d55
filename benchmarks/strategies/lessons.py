"""The lesson loop, and what is left of it without one of its parts."""

from benchmarks.strategies.silent import silent
from benchmarks.strategies.strategy import Strategy
from lessonls.agents.roster import BUILTIN
from lessonls.core.options import FactorPolicy, Selection, Start

LESSONS = Strategy("lessons", "the lesson loop, as the product runs it")


ABLATIONS = (
    Strategy(
        "paper",
        "the lesson loop as in the paper: nothing from other functions, always from the original",
        changes={"carry_over": 0, "start": Start.ORIGINAL, "repair": False, "remarks": False},
    ),
    Strategy("no-lessons", "without lessons", silent, {"lessons": 0, "carry_over": 0}),
    Strategy("random-lessons", "random lessons", changes={"selection": Selection.RANDOM}),
    Strategy("by-speedup", "the fastest lessons only", changes={"selection": Selection.SPEEDUP}),
    Strategy(
        "by-relevance", "the most relevant lessons only", changes={"selection": Selection.RELEVANCE}
    ),
    Strategy("no-factor", "without effectiveness", changes={"factor": FactorPolicy.NONE}),
    Strategy(
        "cumulative-factor",
        "effectiveness that is multiplied from round to round",
        changes={"factor": FactorPolicy.CUMULATIVE},
    ),
    Strategy("no-bank", "without lessons from other functions", changes={"carry_over": 0}),
    Strategy("from-original", "every round from the original", changes={"start": Start.ORIGINAL}),
    Strategy("no-remarks", "without the compiler's remarks", changes={"remarks": False}),
    Strategy("with-specialists", "with the built-in team beside the models", members=(BUILTIN,)),
)
