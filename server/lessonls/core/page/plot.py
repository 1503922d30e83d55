"""The plot: speedups over the rounds, and which lessons led where. One SVG, no script."""

from collections.abc import Iterable
from dataclasses import dataclass

from lessonls.core.page import marks
from lessonls.core.page.bounds import HINT, NAME
from lessonls.core.page.claim import winner
from lessonls.core.page.influence import Labelled, labelled, seen
from lessonls.core.page.layout import BOTTOM, REJECTED, TOP, Layout, Point, layout_of, row_of
from lessonls.core.page.markup import Markup, element, number, together
from lessonls.core.report import BestReport, CandidateReport, OptimizeReport
from lessonls.core.wording import certainty, cut, factor, verdict

_MANY_LINES = 120
"""More lines than these are drawn fainter, so that the candidates can still be seen."""


@dataclass(frozen=True)
class _Plot:
    report: OptimizeReport
    layout: Layout
    agents: dict[str, int]
    lessons: list[Labelled]
    winner: int | None


def agents_of(report: OptimizeReport) -> dict[str, int]:
    """Each agent with its number, by which its marks look the same everywhere."""
    names = (*report.agents, *(one.agent for one in report.candidates))
    return {name: position for position, name in enumerate(dict.fromkeys(names))}


def plot(report: OptimizeReport) -> Markup:
    """The plot of a report with at least one candidate."""
    lessons = labelled(report)
    confirmed = report.evidence is not None and report.evidence.confirmed
    best = winner(report)
    layout = layout_of(
        report,
        earlier=any(one.source is None and one.rounds for one in lessons),
        again=best is not None and confirmed,
    )
    drawn = _Plot(report, layout, agents_of(report), lessons, best)
    return element(
        "svg",
        element("title", "Speedup of each candidate over the rounds", id="plot-title"),
        element("desc", _description(drawn), id="plot-description"),
        together([*_axes(drawn), *_lessons(drawn), *_candidates(drawn), *_best(drawn)]),
        viewBox=f"0 0 {number(layout.width)} {number(layout.height)}",
        width=layout.width,
        height=layout.height,
        role="img",
        aria_labelledby="plot-title plot-description",
        xmlns="http://www.w3.org/2000/svg",
    )


def legend(report: OptimizeReport) -> Markup:
    """What the marks mean: one entry for each agent, then what is the same for all."""
    proposed = {one.agent for one in report.candidates}
    entries = [
        (marks.mark(number, 9, 9), cut(name, NAME) + ("" if name in proposed else " (no idea)"))
        for name, number in agents_of(report).items()
    ]
    entries.append((element("path", class_="bar", d="M6 3H12M9 3V15M6 15H12"), "95% CI"))
    if any(row_of(one) == REJECTED for one in report.candidates):
        entries.append((element("path", class_="cross", d="M5 5L13 13M5 13L13 5"), REJECTED))
    if any(one.rounds for one in labelled(report)):
        lesson = element("path", class_="thread", d=marks.curve((1, 13), (17, 5)))
        entries.append((lesson, "from a lesson to the rewrites that saw it"))
    return element("ul", *(_entry(drawing, text) for drawing, text in entries), class_="legend")


def _entry(drawing: Markup, text: str) -> Markup:
    icon = element("svg", drawing, width=18, height=18, viewBox="0 0 18 18", aria_hidden="true")
    return element("li", icon, text)


def _description(drawn: _Plot) -> str:
    rejected = sum(row_of(one) == REJECTED for one in drawn.report.candidates)
    scale = "logarithmic" if drawn.layout.scale.logarithmic else "linear"
    return (
        f"{len(drawn.report.candidates)} candidates of {len(drawn.agents)} agents in "
        f"{len(drawn.layout.columns)} rounds, {rejected} of them rejected, on a {scale} scale. "
        "The table of all candidates has the same numbers."
    )


def _axes(drawn: _Plot) -> Iterable[Markup]:
    layout = drawn.layout
    for position, column in enumerate(layout.columns):
        kind = "column odd" if position % 2 else "column"
        size = {"width": column.right - column.left, "height": layout.floor - TOP + 16}
        yield element("rect", class_=kind, x=column.left, y=TOP - 16, **size)
        middle = (column.left + column.right) / 2
        yield _text(f"round {cut(str(column.round), 9)}", middle, layout.floor + 18, "tick middle")
    for tick in layout.scale.ticks:
        if tick != 1.0:
            yield from _line(f"{tick:.4g}", tick, "tick", layout)
    yield from _line("original 1", 1.0, "one", layout)
    for name, height in layout.rows.items():
        yield _text(name, layout.left - 8, height + 4, "tick end")
    scale = ", logarithmic" if layout.scale.logarithmic else ""
    yield _text(f"speedup (x){scale}", 8, 12, "tick")


def _line(text: str, value: float, kind: str, layout: Layout) -> Iterable[Markup]:
    """A level line through the plot, with its value at the axis."""
    height = layout.scale.at(value)
    outline = f"M{number(layout.left)} {number(height)}H{number(layout.width)}"
    yield element("path", class_=f"{kind}-line", d=outline)
    yield _text(text, layout.left - 8, height + 4, f"{kind} end")


def _lessons(drawn: _Plot) -> Iterable[Markup]:
    """For each lesson its lines to all candidates that saw it."""
    earlier = _earlier_places(drawn)
    told = seen(drawn.lessons)
    lines = sum(len(told.get(one.round, ())) for one in drawn.report.candidates)
    kind = "lesson faint" if lines > _MANY_LINES else "lesson"
    for number_of_round, lessons in told.items():
        ends = [
            place
            for one, place in zip(drawn.report.candidates, drawn.layout.places, strict=True)
            if one.round == number_of_round
        ]
        for one in lessons:
            start = earlier.get(one.label)
            if one.source is not None:
                start = drawn.layout.places[one.source]
            if start is not None and ends:
                outline = "".join(marks.curve(start, end) for end in ends)
                # The wide line cannot be seen; it is there to be pointed at.
                pair = [element("path", class_=name, d=outline) for name in ("reach", "thread")]
                yield element("g", element("title", lesson_hint(one)), *pair, class_=kind)
    for label, (x, y) in earlier.items():
        yield _text(label, x - 6, y + 4, "tick end")
        yield element("path", class_="origin", d=f"M{number(x)} {number(y)}h4")


def _earlier_places(drawn: _Plot) -> dict[str, Point]:
    """Where the lines of lessons from earlier runs begin, in a column of their own."""
    x = drawn.layout.earlier
    labels = [one.label for one in drawn.lessons if one.source is None and one.rounds]
    if x is None:
        return {}
    step = (BOTTOM - TOP) / (len(labels) + 1)
    return {label: (x, TOP + step * place) for place, label in enumerate(labels, 1)}


def lesson_hint(one: Labelled) -> str:
    """A lesson in a few lines."""
    lesson = one.lesson
    author = f"{one.label}: {cut(lesson.agent, NAME)}, {lesson.outcome.value}"
    return f"{author}\n{cut(lesson.text, HINT)}"


def _candidates(drawn: _Plot) -> Iterable[Markup]:
    everything = zip(drawn.report.candidates, drawn.layout.places, strict=True)
    for position, (one, place) in enumerate(everything):
        agent = drawn.agents[one.agent]
        hint = element("title", candidate_hint(position, one))
        yield element("g", hint, *_drawing(one, agent, place, drawn.layout), class_="candidate")


def _drawing(
    one: CandidateReport | BestReport, agent: int, place: Point, layout: Layout
) -> Iterable[Markup]:
    row = row_of(one) if isinstance(one, CandidateReport) else None
    if row == REJECTED:
        yield marks.cross(agent, *place)
        return
    if row is None and one.interval is not None:
        low, high = one.interval
        yield marks.bar(agent, place[0], layout.scale.at(high), layout.scale.at(low))
    yield marks.mark(agent, *place, hollow=row is not None)


def candidate_hint(position: int, one: CandidateReport) -> str:
    """A candidate in a few lines."""
    lines = [f"#{position + 1}: {cut(one.agent, NAME)}, round {one.round}, {verdict(one)}"]
    if row_of(one) is None:
        lines.append(f"{factor(one.speedup or 0.0)}, {certainty(one.interval)}")
    if one.reason:
        lines.append(cut(one.reason, HINT))
    return "\n".join(lines)


def _best(drawn: _Plot) -> Iterable[Markup]:
    """The recommended one again: a ring around it, and what the second timing said."""
    best, layout = drawn.report.best, drawn.layout
    if best is None or best.speedup is None or drawn.winner is None:
        return
    speedup, first = best.speedup, layout.places[drawn.winner]
    yield marks.ring(*first)
    if layout.again is None:
        return
    place = (layout.again, layout.scale.at(speedup))
    yield element("path", class_="again", d=marks.curve(first, place))
    hint = f"Timed again: {factor(speedup)}, {certainty(best.interval)}"
    drawing = _drawing(best, drawn.agents[best.agent], place, layout)
    yield element("g", element("title", hint), *drawing, class_="candidate")
    top = min(place[1], layout.scale.at(best.interval[1])) if best.interval else place[1]
    yield _text(factor(speedup), place[0], top - marks.RADIUS * 2, "claim middle")
    yield _text("timed again", place[0], layout.floor + 18, "tick middle")


def _text(text: str, x: float, y: float, kind: str) -> Markup:
    return element("text", text, class_=kind, x=x, y=y)
