"""Why a run's answer is what it is, in Markdown: for a hover, and for a document of its own."""

import re
from collections.abc import Iterable

from lessonls.core.page import claim
from lessonls.core.page.influence import Labelled, labelled, seen
from lessonls.core.page.layout import row_of
from lessonls.core.page.markup import clean
from lessonls.core.report import CandidateReport, OptimizeReport
from lessonls.core.wording import certainty, count, cut, duration, factor, interval, verdict

_NAME = 60
_SENTENCE = 300
_LISTED = 20
_ROWS = 30

# What begins something in Markdown, in any dialect that editors read: links, images, HTML, code,
# emphasis (but for the underscore inside a word), tables, formulas; and the points at which
# addresses become links by themselves.
_SIGNIFICANT = re.compile(
    r"[\\`*\[\]<>|~$&@]|(?<![^\W_])_|_(?![^\W_])|:(?=/)|\.(?=[^\W\d])|(?<=www)\.", re.IGNORECASE
)
_BEGINNING = re.compile(r"[-+=#]|\d+(?=[.)])")
"""At the beginning of a line, also lists and headings."""


def why(report: OptimizeReport) -> str:
    """The claim, the conditions, the evidence, what led there, and what else was tried."""
    parts = [
        f"### {foreign(report.target.function, _NAME)}: {claim.headline(report)}",
        _conditions(report),
        _answer(report),
        _bullets(text(phrase) for phrase in claim.evidence(report)),
        *map(text, (report.note, *report.doubts, *report.remarks)),
        *_lessons(report),
        *_table(report),
        _costs(report),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def foreign(words: str, most: int = _SENTENCE) -> str:
    """Somebody else's words on one line, as Markdown that shows just these words."""
    line = clean(" ".join(words.split()))
    return _SIGNIFICANT.sub(r"\\\g<0>", cut(line, most))


def text(words: str) -> str:
    """The same for a whole line, which must not begin a list or a heading either."""
    line = foreign(words)
    found = _BEGINNING.match(line)
    if found is None:
        return line
    # A digit cannot be escaped, but what follows it.
    place = found.end() if found[0].isdigit() else 0
    return f"{line[:place]}\\{line[place:]}"


def _conditions(report: OptimizeReport) -> str:
    return _bullets(f"**On condition that {foreign(one)}**" for one in claim.conditions(report))


def _answer(report: OptimizeReport) -> str:
    best = report.best
    if best is None:
        return claim.why_not(report)
    author = f"by **{foreign(best.agent, _NAME)}** in round {best.round}"
    if best.speedup is None:
        return f"Written {author}."
    measured = f"{factor(best.speedup)} speedup over the original ({certainty(best.interval)})"
    return f"{measured}, {author}."


def _lessons(report: OptimizeReport) -> Iterable[str]:
    """What the winner's round was told, then what the whole run learned."""
    lessons = labelled(report)
    if report.best is not None:
        told = seen(lessons).get(report.best.round, [])
        yield f"#### Lessons that round {report.best.round} had"
        yield _bullets(_lesson(one) for one in told) or "None: it began without lessons."
    learned = [one for one in lessons if one.label.startswith("L")]
    if learned:
        yield "#### What was learned"
        yield _bullets(_lesson(one) for one in learned)


def _lesson(one: Labelled) -> str:
    lesson = one.lesson
    return (
        f"**{one.label}** {foreign(lesson.agent, _NAME)}, {lesson.outcome.value}: "
        f"{foreign(lesson.text)}"
    )


def _table(report: OptimizeReport) -> Iterable[str]:
    """The candidates in their order; of many, the recommended one and the first."""
    best = claim.winner(report)
    rows = list(enumerate(report.candidates))
    if not rows:
        return
    shown = rows[:_ROWS]
    if best is not None and best >= _ROWS:
        shown = [*shown[:-1], rows[best]]
    yield "#### Candidates"
    lines = ["| round | agent | verdict | speedup | 95% CI |", "|--:|---|---|--:|--:|"]
    lines += [_row(one, best=position == best) for position, one in shown]
    yield "\n".join(lines)
    if len(shown) < len(rows):
        yield f"{len(shown)} of {len(rows)} are shown."


def _row(one: CandidateReport, *, best: bool) -> str:
    timed = row_of(one) is None
    agent = foreign(one.agent, _NAME)
    said = verdict(one)
    if one.reason:
        said += f": {foreign(one.reason, 120)}"
    cells = (
        str(one.round),
        f"**{agent}**" if best else agent,
        said,
        factor(one.speedup or 0.0) if timed else "",
        interval(one.interval) if timed and one.interval else "",
    )
    return f"| {' | '.join(cells)} |"


def _costs(report: OptimizeReport) -> str:
    spent = [duration(report.seconds), report.usage.phrase]
    return f"It took {', '.join(part for part in spent if part)}."


def _bullets(lines: Iterable[str]) -> str:
    everything = [f"- {line}" for line in lines]
    left = len(everything) - _LISTED
    more = [f"- and {count(left, 'other')}"] if left > 0 else []
    return "\n".join([*everything[:_LISTED], *more])
