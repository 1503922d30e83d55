"""How much of a report a page shows. What is left out is said where it would have been."""

from lessonls.core.report import OptimizeReport

CANDIDATES = 1000
LESSONS = 200
SELECTED = 12
"""Lessons of one round, of which each candidate of the round gets a line."""

NAME = 60
SENTENCE = 600
HINT = 300
DIFF_LINES = 3000
DIFF_LINE = 400


def bounded(report: OptimizeReport) -> OptimizeReport:
    """The report with no more candidates and lessons than a page has room for."""
    rounds = tuple(
        one.model_copy(update={"lessons": one.lessons[:SELECTED]})
        for one in report.rounds[:CANDIDATES]
    )
    return report.model_copy(
        update={
            "candidates": report.candidates[:CANDIDATES],
            "lessons": report.lessons[:LESSONS],
            "remembered": report.remembered[:LESSONS],
            "rounds": rounds,
        }
    )


def first_of(shown: int, everything: int) -> str:
    """`the first 200 of 310`; empty when all are shown."""
    return f"the first {shown:,} of {everything:,}" if shown < everything else ""
