"""Asking the author of a rewrite what it teaches, by what came of it."""

from collections.abc import Iterator
from enum import Enum, auto

from lessonls.core.lesson import Attempt, Brief
from lessonls.core.message import Messages
from lessonls.core.prompts import facts, inputs, rules
from lessonls.core.prompts.budget import Part, Section, fitted, needed, shortened
from lessonls.core.prompts.changes import diff, named_lines
from lessonls.core.prompts.frames import fenced, quoted
from lessonls.core.verdict import Outcome, Verdict


class _Change(Enum):
    """What the change from OLD to NEW did, as far as the intervals tell."""

    FASTER = auto()
    SLOWER = auto()
    INCONCLUSIVE = auto()


_ASK = {
    _Change.FASTER: """\
NEW gives the same results and is faster than OLD. Which change made the difference, and why does \
it make such code faster?""",
    _Change.SLOWER: """\
NEW gives the same results, but is slower than OLD. Which change costs more than it gains, and \
why? Say what to avoid in such code.""",
    _Change.INCONCLUSIVE: """\
NEW gives the same results, and the measurement does not show whether it is faster than OLD. Do \
not explain the difference of the numbers: it may be noise. Say why the change may not matter in \
such code (the compiler does the same already, something else is the bottleneck), and what would \
be more promising.""",
    Outcome.INCORRECT: """\
NEW does not give the same results as the original. Find the mistake with the first difference \
that is given. Say which kind of change breaks such code, and what must be preserved or checked \
when making it.""",
    Outcome.FAULTY: """\
NEW failed when it was run: a sanitizer reported an error, it crashed, had a data race, did not \
terminate, or did something that is not allowed. Say what caused it, and how to avoid it.""",
    Outcome.NOT_COMPILABLE: """\
NEW was not accepted: the compiler or the rules for rewrites refused it with the message that is \
given. Say what caused it, and how to write such code so that it is accepted.""",
}


def lesson_prompt(brief: Brief, attempt: Attempt, *, context: int) -> Messages:
    """Asks for the lesson of `attempt`, one or two sentences, in at most `context` tokens."""
    language = brief.target.language.value
    asked = Section("# What to explain", (Part(_ask(brief, attempt)),))
    changed = diff(brief.start, attempt.code)
    title = "# NEW, your rewrite, as a diff to OLD" if changed else "# NEW, your rewrite"

    def sections(code: str) -> list[Section]:
        return [
            Section("# OLD, the code that you were given", (Part(fenced(brief.start, language)),)),
            Section(title, (Part(fenced(code, "diff" if changed else language)),)),
            Section("# What was measured", (Part(_measured(brief, attempt)),)),
            asked,
        ]

    system = rules.explaining(brief)
    room = context - needed(system, sections("")) - 20
    return fitted(system, sections(shortened(changed or attempt.code, max(room, 0))), context)


def _ask(brief: Brief, attempt: Attempt) -> str:
    verdict = attempt.verdict
    if verdict.outcome in _ASK:
        return _ASK[verdict.outcome]
    change = _change(brief, verdict)
    asked = _ASK[change]
    if change is _Change.SLOWER and verdict.faster:
        asked += " It is still faster than the original: that is what OLD gained."
    return asked


def _change(brief: Brief, verdict: Verdict) -> _Change:
    """By the whole interval: against the original's 1, or against that of an earlier rewrite."""
    if verdict.interval is None:
        return _Change.INCONCLUSIVE
    old = (1.0, 1.0)
    if brief.start != brief.target.code:
        start = facts.start_verdict(brief)
        if start is None or start.interval is None:
            return _Change.INCONCLUSIVE
        old = start.interval
    (low, high), old = facts.as_shown(verdict.interval), facts.as_shown(old)
    if low > old[1]:
        return _Change.FASTER
    return _Change.SLOWER if high < old[0] else _Change.INCONCLUSIVE


def _measured(brief: Brief, attempt: Attempt) -> str:
    verdict = attempt.verdict
    lines = [_of_start(brief), f"NEW: {facts.judged(verdict)}{_of_original(verdict.speedup)}."]
    lines += _compared(facts.start_verdict(brief), verdict)
    if verdict.reason and verdict.outcome in _ASK:
        lines += [
            "What the judge reported about NEW:",
            quoted(verdict.reason, facts.LONGEST_REASON),
        ]
        lines += [quoted(line, 200) for line in named_lines(verdict.reason, attempt.code)]
    if verdict.evidence.conditions:
        conditions = "; ".join(verdict.evidence.conditions)
        lines += [
            "NEW is correct only under these conditions, which the original does not require:",
            quoted(conditions, facts.LONGEST_REASON),
        ]
    if attempt.left_out:
        lines += [
            "This part of your answer was left out and not judged:",
            quoted(attempt.left_out, facts.LONGEST_REASON),
        ]
    lines += ["Where it ran:", facts.machine(brief, brief.target.code)]
    told = inputs.timed(brief)
    return "\n\n".join([*lines, *(["What was timed:", told] if told else [])])


def _compared(old: Verdict | None, new: Verdict) -> Iterator[str]:
    """NEW against OLD, each of which was timed against the original, in sessions of their own."""
    if old is None or not old.speedup or not new.speedup:
        return
    if old.interval is None or new.interval is None or not _apart(old.interval, new.interval):
        yield "The intervals of OLD and NEW overlap: the measurement does not show which is faster."
        return
    low, high = new.interval[0] / old.interval[1], new.interval[1] / old.interval[0]
    ratio = new.speedup / old.speedup
    yield f"NEW has a {ratio:.2f}x speedup over OLD (by their intervals {low:.2f} to {high:.2f})."


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    one, other = facts.as_shown(one), facts.as_shown(other)
    return one[1] < other[0] or other[1] < one[0]


def _of_start(brief: Brief) -> str:
    if brief.start == brief.target.code:
        return "OLD is the original (1.00x)."
    verdict = facts.start_verdict(brief)
    if verdict is None:
        return "OLD is an earlier rewrite of the original; its speedup is not known."
    return f"OLD is an earlier rewrite: {facts.judged(verdict)}{_of_original(verdict.speedup)}."


def _of_original(speedup: float | None) -> str:
    return ", where 1.00x is the original's speed" if speedup is not None else ""
