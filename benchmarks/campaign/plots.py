"""Plots of campaigns side by side, as SVG that goes into a page."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from benchmarks.campaign.measures import best_of, by, by_round, mean_speedup, measures
from benchmarks.campaign.record import Record

Campaigns = Mapping[str, Sequence[Record]]
"""Records by what a campaign is called."""
_WIDTH, _HEIGHT = 9.0, 4.0
_STYLE = {"svg.fonttype": "none", "svg.hashsalt": "lessonls", "font.size": 9}
"""Text stays text, and the same records give the same file."""


def by_category(campaigns: Campaigns) -> str:
    """Bars: the geometric mean of each category, for each campaign."""
    names = sorted({record.category for records in campaigns.values() for record in records})

    def draw(axes: Any) -> None:
        width = 0.8 / len(campaigns)
        for number, (campaign, records) in enumerate(campaigns.items()):
            groups = by(records, lambda one: one.category)
            means = [mean_speedup(groups[name]) if name in groups else 1.0 for name in names]
            places = [at + (number - (len(campaigns) - 1) / 2) * width for at in range(len(names))]
            axes.bar(places, means, width, label=campaign)
        axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
        axes.axhline(1.0, linewidth=0.8, color="black")
        axes.set_ylabel("speedup, geometric mean")

    return _drawn(draw)


def over_rounds(campaigns: Campaigns) -> str:
    """Lines: the geometric mean of the best so far after each round."""
    curves = {campaign: by_round(records) for campaign, records in campaigns.items()}
    return lines(curves, "round", "best so far, geometric mean")


def best_of_n(campaigns: Campaigns) -> str:
    """Lines: what the best of n random candidates comes to."""
    curves = {campaign: best_of(records) for campaign, records in campaigns.items()}
    return lines(curves, "n random candidates of each problem", "their best, geometric mean")


def cost_and_gain(campaigns: Campaigns) -> str:
    """Points: the geometric mean against what it cost, in money where there are prices, else in
    seconds a problem.
    """
    found = {campaign: measures(records) for campaign, records in campaigns.items()}
    priced = any(one.cost for one in found.values())
    each = {
        campaign: (one.cost / (one.problems * one.repetitions) if priced else one.seconds, one.mean)
        for campaign, one in found.items()
    }
    cost = "cost of a problem" if priced else "seconds of a problem, median"
    return points(each, cost, "speedup, geometric mean")


def lines(curves: Mapping[str, Sequence[float]], counted: str, value: str) -> str:
    """A line for each campaign: its values for 1, 2, ... of what is `counted`."""

    def draw(axes: Any) -> None:
        for campaign, curve in curves.items():
            axes.plot(range(1, len(curve) + 1), curve, marker=".", label=campaign)
        axes.set_xlabel(counted)
        axes.set_ylabel(value)
        axes.xaxis.get_major_locator().set_params(integer=True)

    return _drawn(draw)


def points(each: Mapping[str, tuple[float, float]], cost: str, gain: str) -> str:
    """A point for each campaign. None lies above and to the left of those on the line."""

    def draw(axes: Any) -> None:
        for campaign, (spent, gained) in each.items():
            axes.plot([spent], [gained], marker="o", linestyle="", label=campaign)
        front = pareto(list(each.values()))
        axes.step(*zip(*front, strict=True), where="post", color="grey", linewidth=0.8)
        axes.set_xlabel(cost)
        axes.set_ylabel(gain)

    return _drawn(draw)


def pareto(each: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Those that no other beats in both, the cheapest first: each is cost and gain."""
    front: list[tuple[float, float]] = []
    for cost, gain in sorted(each, key=lambda point: (point[0], -point[1])):
        if not front or gain > front[-1][1]:
            front.append((cost, gain))
    return front


def _drawn(draw: Callable[[Any], None]) -> str:
    # Its types leave too much open to be checked.
    library: Any = matplotlib
    with library.rc_context(_STYLE):
        figure: Any = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
