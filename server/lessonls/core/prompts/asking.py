"""Asking the author of a rewrite what it teaches, by what came of it."""

from lessonls.core.lesson import Attempt, Brief
from lessonls.core.message import Messages
from lessonls.core.prompts import facts, rules
from lessonls.core.prompts.budget import Part, Section, fitted, needed, shortened
from lessonls.core.prompts.frames import fenced, quoted
from lessonls.core.verdict import Outcome

_ASK = {
    Outcome.SIGNIFICANTLY_FASTER: """\
B gives the same results and is clearly faster than the original. Which change from A to B made \
the difference, and why does it make such code faster? If A was as fast already, say what its gain \
rests on and why B adds little or takes some away.""",
    Outcome.SLIGHTLY_FASTER: """\
B gives the same results, but is hardly faster than the original. Why did the changes not pay: did \
the compiler do the same already, or is something else the bottleneck? Say what would be more \
promising for such code.""",
    Outcome.SLOWER: """\
B gives the same results, but is slower than the original. Which change costs more than it brings, \
and why? Say what to avoid in such code.""",
    Outcome.INCORRECT: """\
B does not give the same results as the original. Find the mistake with the first difference that \
is given. Say which kind of change breaks such code, and what must be kept or checked when doing \
it.""",
    Outcome.FAULTY: """\
B failed when it was run: a sanitizer spoke up, it crashed, raced, did not end, or did something \
that is not allowed. Say what caused it, and what to keep to in order to avoid it.""",
    Outcome.NOT_COMPILABLE: """\
B was not accepted: the compiler or the rules for rewrites refused it with the message that is \
given. Say what caused it, and how to write such code so that it is accepted.""",
}


def lesson_prompt(brief: Brief, attempt: Attempt, *, context: int) -> Messages:
    """Asks for the lesson of `attempt`, one or two sentences, in at most `context` tokens."""
    language = brief.target.language.value
    asked = Section("# What to explain", (Part(_ASK[attempt.verdict.outcome]),))

    def sections(code: str) -> list[Section]:
        return [
            Section("# A, the code that was given", (Part(fenced(brief.start, language)),)),
            Section("# B, the attempt", (Part(fenced(code, language)),)),
            Section("# What was measured", (Part(_measured(brief, attempt)),)),
            asked,
        ]

    system = rules.explaining(brief)
    room = context - needed(system, sections("")) - 20
    return fitted(system, sections(shortened(attempt.code, max(room, 0))), context)


def _measured(brief: Brief, attempt: Attempt) -> str:
    verdict = attempt.verdict
    lines = [_of_start(brief), f"B: {facts.judged(verdict)}{_of_original(verdict.speedup)}."]
    start = facts.start_verdict(brief)
    if start is not None and start.speedup and verdict.speedup:
        lines.append(f"B is {verdict.speedup / start.speedup:.2f}x as fast as A.")
    if verdict.reason:
        lines += ["What the judge said of B:", quoted(verdict.reason, facts.LONGEST_REASON)]
    if verdict.evidence.conditions:
        conditions = "; ".join(verdict.evidence.conditions)
        lines += ["B is only right on condition that:", quoted(conditions, facts.LONGEST_REASON)]
    lines += ["Where it ran:", facts.machine(brief, brief.target.code)]
    return "\n\n".join(lines)


def _of_start(brief: Brief) -> str:
    if brief.start == brief.target.code:
        return "A is the original (1.00x)."
    verdict = facts.start_verdict(brief)
    if verdict is None:
        return "A is an earlier rewrite of the original; what it gained is not known."
    return f"A is an earlier rewrite: {facts.judged(verdict)}{_of_original(verdict.speedup)}."


def _of_original(speedup: float | None) -> str:
    return ", where 1.00x is the original's speed" if speedup is not None else ""
