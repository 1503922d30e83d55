"""The parts of the page around the plot: claim, diff, lessons, table, usage."""

from collections.abc import Iterable

from lessonls.core import wording
from lessonls.core.page import bounds, claim
from lessonls.core.page.influence import Labelled, labelled, seen
from lessonls.core.page.layout import row_of
from lessonls.core.page.markup import Markup, element, together
from lessonls.core.report import CandidateReport, LessonReport, OptimizeReport
from lessonls.core.wording import count, cut

_LANGUAGES = {"c": "C", "cpp": "C++"}
_COLUMNS = (
    ("#", "number"),
    ("round", "number"),
    ("agent", None),
    ("verdict", None),
    ("speedup", "number"),
    ("95% CI", "number"),
    ("lessons seen", None),
    ("reason", None),
)


def heading(report: OptimizeReport) -> Markup:
    """What was optimized."""
    target = report.target
    facts = [_LANGUAGES[target.language.value], f"{report.mode.value} mode"]
    if report.baseline_seconds:
        facts.append(f"the original takes {wording.duration(report.baseline_seconds)} per call")
    place = element("code", f"{cut(target.file, bounds.HINT)}:{target.line}")
    return element(
        "header",
        element("h1", element("code", cut(target.function, bounds.HINT))),
        element("p", place, f" · {' · '.join(facts)}", class_="facts"),
    )


def result(report: OptimizeReport) -> Markup:
    """The claim with its evidence, or why there is none. Conditions come first."""
    best = report.best
    lines = [element("p", claim.headline(report), class_="headline")]
    if best is None:
        lines.append(element("p", claim.why_not(report)))
    else:
        author = f"by {_name(best.agent)} in round {best.round}"
        sure = "" if best.tests else f"{wording.certainty(best.interval)}, "
        lines.append(element("p", f"{sure}{author}"))
    conditions = claim.conditions(report)
    if conditions:
        lines.append(element("p", element("strong", "On condition that")))
        lines.append(_bullets(conditions, "conditions"))
    checked = claim.evidence(report)
    if checked:
        lines.append(element("p", "What was checked"))
        lines.append(_bullets(checked, "evidence"))
    for said in (report.note, *report.doubts, *report.remarks):
        lines += [element("p", _sentence(said))] if said else []
    return element("section", *lines, class_="result won" if best else "result")


def changes(report: OptimizeReport) -> Markup:
    """The diff, a line a line; empty when there is none."""
    if report.best is None:
        return Markup()
    everything = report.best.diff.removesuffix("\n").split("\n")
    lines = everything[: bounds.DIFF_LINES]
    parts = [
        _said(bounds.first_of(len(lines), len(everything)), "lines"),
        element("pre", *(_diff_line(line) for line in lines), tabindex="0", aria_label="diff"),
    ]
    return _section("The change", *parts)


def _diff_line(line: str) -> Markup:
    kinds = {"+": "added", "-": "removed", "@": "place", "\\": "place"}
    kind = "file" if line.startswith(("--- ", "+++ ")) else kinds.get(line[:1])
    return element("span", f"{cut(line, bounds.DIFF_LINE)}\n", class_=kind)


def learned(report: OptimizeReport, everything: OptimizeReport) -> Markup:
    """The lessons of this run, and those of earlier runs that it used."""
    lessons = labelled(report)
    own = [one for one in lessons if one.label.startswith("L")]
    earlier = [one for one in lessons if one.label.startswith("E")]
    parts = [
        _said(bounds.first_of(len(own), len(everything.lessons)), "lessons"),
        _list(own) if own else element("p", "No lesson was banked."),
    ]
    if earlier:
        parts.append(element("h3", "From earlier runs"))
        parts.append(_list(earlier))
    return _section("Lessons learned", *parts)


def _list(lessons: Iterable[Labelled]) -> Markup:
    return element("dl", *(_lesson(one) for one in lessons), class_="lessons")


def _lesson(one: Labelled) -> Markup:
    lesson = one.lesson
    facts = f" {_name(lesson.agent)}, {_origin(one)}, {lesson.outcome.value}"
    if one.rounds:
        rounds = ", ".join(str(number) for number in one.rounds[: bounds.SELECTED])
        facts += f" · selected in round {rounds}"
    term = element("dt", element("b", one.label), facts, id=one.label)
    return together([term, element("dd", cut(lesson.text, bounds.SENTENCE))])


def _origin(one: Labelled) -> str:
    lesson: LessonReport = one.lesson
    if one.label.startswith("L"):
        return f"round {lesson.round}"
    return f"on {_name(lesson.function)}" if lesson.function else "earlier"


def table(report: OptimizeReport, everything: OptimizeReport) -> Markup:
    """Every candidate with its numbers."""
    head = element("tr", *(_column(title, kind) for title, kind in _COLUMNS))
    by_round = seen(labelled(report))
    best = claim.winner(report)
    rows = [
        _row(number, one, by_round.get(one.round, []), best=number == best)
        for number, one in enumerate(report.candidates)
    ]
    if not rows:
        return _section("All candidates", element("p", "None."))
    whole = element("table", element("thead", head), element("tbody", *rows))
    said = _said(bounds.first_of(len(rows), len(everything.candidates)), "candidates")
    return _section("All candidates", said, _scrolling(whole, "table of all candidates"))


def _row(number: int, one: CandidateReport, lessons: list[Labelled], *, best: bool) -> Markup:
    timed = row_of(one) is None
    labels = [element("a", lesson.label, href=f"#{lesson.label}") for lesson in lessons]
    spaced = together(part for label in labels for part in (label, " "))
    again = "second try" if one.repaired else ""
    reason = "; ".join(part for part in (again, cut(one.reason, bounds.SENTENCE)) if part)
    return element(
        "tr",
        _number(str(number + 1)),
        _number(str(one.round)),
        element("td", _name(one.agent)),
        element("td", wording.verdict(one)),
        _number(wording.factor(one.speedup or 0.0) if timed else ""),
        _number(wording.interval(one.interval) if timed and one.interval else ""),
        element("td", spaced),
        element("td", reason),
        class_="best" if best else None,
    )


def costs(report: OptimizeReport) -> Markup:
    """What the run used, and who left it."""
    usage = report.usage
    facts = [("Time", wording.duration(report.seconds))]
    if usage.requests or usage.cached:
        facts += [
            ("Requests to models", f"{usage.requests:,}"),
            ("of these retries", f"{usage.retries:,}"),
            ("of these repairs", f"{usage.repairs:,}"),
            ("Answers from the cache", f"{usage.cached:,}"),
            ("Tokens", f"{usage.prompt_tokens:,} in, {usage.completion_tokens:,} out"),
            ("Cost", f"{usage.cost:.4g}" if usage.cost else "not known"),
        ]
    else:
        facts.append(("Models", "none"))
    terms = [together([element("dt", name), element("dd", value)]) for name, value in facts]
    parts = [element("dl", *terms, class_="costs")]
    parts += [
        element("p", f"{_name(one.agent)} left: {_sentence(one.reason)}")
        for one in report.departures[: bounds.LESSONS]
    ]
    return _section("Cost of the run", *parts)


def scrolling_plot(drawing: Markup) -> Markup:
    """The plot in a box of its own, because one with many candidates is wider than a page."""
    return _scrolling(drawing, "plot of all candidates")


def _scrolling(content: Markup, name: str) -> Markup:
    # Users without a pointer scroll by keys, for which the box must take the focus.
    return element("div", content, class_="wide", tabindex="0", role="region", aria_label=name)


def _section(title: str, *parts: Markup) -> Markup:
    return element("section", element("h2", title), *parts)


def _bullets(texts: Iterable[str], kind: str) -> Markup:
    entries = [element("li", _sentence(text)) for text in list(texts)[: bounds.LESSONS]]
    return element("ul", *entries, class_=kind) if entries else Markup()


def _said(shown: str, noun: str) -> Markup:
    return element("p", f"Shown are {shown} {noun}.", class_="facts") if shown else Markup()


def _column(title: str, kind: str | None) -> Markup:
    return element("th", title, scope="col", class_=kind)


def _number(text: str) -> Markup:
    return element("td", text, class_="number")


def _name(name: str) -> str:
    return cut(name, bounds.NAME)


def _sentence(text: str) -> str:
    return cut(text, bounds.SENTENCE)


def summary(report: OptimizeReport) -> str:
    """The page's title."""
    return f"{_name(report.target.function)}: {claim.headline(report)}"


def tried(report: OptimizeReport) -> str:
    """How much was tried, as one sentence."""
    rounds = len({one.round for one in report.candidates})
    return f"{count(len(report.candidates), 'candidate')} in {count(rounds, 'round')}."
