"""Campaigns in which functions were written, as one self-contained HTML page."""

from collections.abc import Sequence

from benchmarks.campaign import plots
from benchmarks.campaign.pages import (
    Found,
    comparisons,
    document,
    heading,
    records_in,
    setups,
    sheet,
)
from benchmarks.campaign.record import Record
from benchmarks.generation.scores import by_round, contest, passes, plus_by_round, scores
from benchmarks.generation.tables import HEAD, figures
from lessonls.core.page.markup import Markup, together


def page(found: Found) -> str:
    """The page of one campaign, or of several side by side; the first is what others are
    compared with.
    """
    campaigns = records_in(found)
    each = [figures(scores(records)) for records in campaigns.values()]
    rows = [[name, *column] for name, column in zip(HEAD, zip(*each, strict=True), strict=True)]
    return document(
        setups(found),
        heading("Scores"),
        sheet(["", *campaigns], rows),
        comparisons(campaigns, lambda a, b: contest(a, b).sentence),
        _over_rounds(found),
        _requests_and_scores(campaigns),
        _problems(campaigns),
    )


def _over_rounds(found: Found) -> Markup:
    """pass@1 of what would have been submitted after each round, as numbers and as lines."""
    curves: dict[str, Sequence[float]] = {}
    for name, (manifest, records) in found.items():
        rounds = manifest.setup.options.rounds
        curves[name] = by_round(records, rounds)
        if plus := plus_by_round(records, rounds):
            curves[f"{name}, plus"] = plus
    rounds = max(map(len, curves.values()))
    rows = [
        [name, *(f"{one:.3f}" for one in curve), *[""] * (rounds - len(curve))]
        for name, curve in curves.items()
    ]
    head = ["pass@1 after round", *map(str, range(1, rounds + 1))]
    drawn = Markup(plots.lines(curves, "round", "pass@1"))
    return together([heading("Over rounds"), sheet(head, rows), drawn])


def _requests_and_scores(campaigns: plots.Campaigns) -> Markup:
    found = {name: scores(records) for name, records in campaigns.items()}
    each = {
        name: (one.requests / (one.problems * one.repetitions), one.base)
        for name, one in found.items()
    }
    drawn = Markup(plots.points(each, "requests for a problem, mean", "pass@1"))
    return together([heading("Requests and scores"), drawn])


def _problems(campaigns: plots.Campaigns) -> Markup:
    rows = [
        [f"{one.suite} {one.name}", name, *_outcome(one), f"{one.seconds:.1f}", one.problem]
        for name, records in campaigns.items()
        for one in records
    ]
    head = ["problem", "campaign", "base", "plus", "round", "agent", "wrong tests", "s", ""]
    return together([heading("Problems"), sheet(head, sorted(rows))])


def _outcome(record: Record) -> list[str]:
    """Whether the answer passes, where it is from, and what wrong tests did."""
    grades, answer = record.grades, record.grades and record.grades.answer
    if grades is None or answer is None:
        return ["fails", "", "", "", ""]
    plus = "" if grades.plus is None else _verdict(passed=grades.plus)
    wrong = "" if grades.wrong is None else str(grades.wrong)
    told = f"{wrong}, decided" if grades.decided else wrong
    return [_verdict(passed=passes(record)), plus, str(answer.round + 1), answer.agent, told]


def _verdict(*, passed: bool) -> str:
    return "passes" if passed else "fails"
