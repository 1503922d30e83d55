"""Asking for a rewrite, and for a second try at one that does not compile."""

from collections.abc import Iterator, Sequence

from lessonls.core.lesson import Attempt, Brief
from lessonls.core.message import Messages
from lessonls.core.prompts import facts, inputs, rules
from lessonls.core.prompts.budget import Part, Section, Worth, fitted, needed, shortened
from lessonls.core.prompts.changes import diff, named_lines
from lessonls.core.prompts.declarations import declarations
from lessonls.core.prompts.frames import fenced, quoted
from lessonls.core.prompts.lessons import lessons
from lessonls.core.prompts.remarks import precise
from lessonls.core.reading.surroundings import Declaration, surroundings

_MOST_ATTEMPTS = 12
_MOST_REMARKS = 20
_LONGEST_ERROR = 1500

_TRY = """\
Rewrite the function so that it runs as fast as it can on this machine. Think about the algorithm \
first, then memory access, then what keeps the compiler from vectorizing."""
_IMPROVE = """\
Make the code above even faster, or find another approach that is faster. It must give the same \
results as the original."""
_REPAIR = """\
Give the whole rewrite again, with its includes and helpers, in one fenced code block. Fix this \
and whatever has to change with it; keep the idea, and leave the rest as it is."""
_LEFT_OUT = """\
This part of your answer was left out and not compiled: """


def optimize_prompt(brief: Brief, *, context: int, share_code: bool) -> Messages:
    """Asks for a faster version of `brief.start`, in at most `context` tokens.

    `share_code` allows to quote code of other projects as examples of lessons.
    """
    declared = brief.declared or surroundings(brief.target)
    sections = [
        *_code(brief),
        declarations(declared, brief.target.language),
        _machine(brief, declared),
        _timed(brief),
        _remarks(brief),
        _attempts(brief),
        *lessons(brief, "# Lessons from rewrites of this function", share_code=share_code),
        Section("# What to do", (Part(_IMPROVE if _goes_on(brief) else _TRY),)),
    ]
    return fitted(rules.optimizing(brief), sections, context)


def repair_prompt(brief: Brief, attempt: Attempt, *, context: int) -> Messages:
    """Asks once more for `attempt`, which does not compile, with the reason."""
    declared = brief.declared or surroundings(brief.target)
    error = Part("\n\n".join(_refusal(attempt)))
    ask = Section("# What to do", (Part(_REPAIR),))

    def sections(code: str) -> list[Section]:
        written = fenced(code, brief.target.language.value)
        return [
            Section("# The original function", (Part(_framed(brief.target.code, brief)),)),
            declarations(declared, brief.target.language),
            _machine(brief, declared),
            Section("# Your rewrite", (Part(written),)),
            Section("# It was not accepted", (error,)),
            ask,
        ]

    system = rules.optimizing(brief)
    room = context - needed(system, sections("")) - 20
    return fitted(system, sections(shortened(attempt.code, max(room, 0))), context)


def _refusal(attempt: Attempt) -> Iterator[str]:
    reason = attempt.verdict.reason or "No reason was given."
    yield quoted(reason, _LONGEST_ERROR)
    yield from (quoted(line, 200) for line in named_lines(reason, attempt.code))
    if attempt.left_out:
        yield f"{_LEFT_OUT}\n\n{quoted(attempt.left_out, _LONGEST_ERROR)}"


def _goes_on(brief: Brief) -> bool:
    return brief.start != brief.target.code


def _framed(code: str, brief: Brief) -> str:
    return fenced(code, brief.target.language.value)


def _code(brief: Brief) -> Iterator[Section]:
    if not _goes_on(brief):
        yield Section("# The function", (Part(_framed(brief.start, brief)),))
        return
    verdict = facts.start_verdict(brief)
    measured = f". {facts.judged(verdict)}; the original is 1.00x" if verdict is not None else ""
    title = f"# The code to improve, the best so far{measured}"
    yield Section(title, (Part(_framed(brief.start, brief)),))
    if verdict is not None and verdict.evidence.conditions:
        conditions = Part(quoted("; ".join(verdict.evidence.conditions), facts.LONGEST_REASON))
        yield Section("# It is correct only under these conditions", (conditions,))
    changed = diff(brief.target.code, brief.start)
    if changed:
        part = Part(fenced(changed, "diff"), Worth.ORIGINAL)
        yield Section("# What it changed in the original, which says what is right", (part,))
        return
    original = Part(_framed(brief.target.code, brief), Worth.ORIGINAL)
    yield Section("# The original, which says what the results must be", (original,))


def _machine(brief: Brief, declared: Sequence[Declaration]) -> Section:
    shown = "\n".join([brief.target.code, *(d.text for d in declared)])
    return Section("# Where it runs", (Part(facts.machine(brief, shown)),))


def _timed(brief: Brief) -> Section:
    told = inputs.timed(brief)
    return Section("# What is timed", (Part(told),) if told else ())


def _remarks(brief: Brief) -> Section:
    lines = [quoted(remark, 300) for remark in list(precise(brief.remarks))[:_MOST_REMARKS]]
    title = "# Why the compiler could not vectorize loops of the original"
    return Section(title, tuple(Part(line, Worth.REMARK) for line in lines), "\n".join)


def _attempts(brief: Brief) -> Section:
    lines = facts.attempts(brief.attempts, _MOST_ATTEMPTS)
    title = "# What was tried, the latest first (1.00x is the original's speed)"
    return Section(title, tuple(Part(line, Worth.ATTEMPT) for line in lines), "\n".join)
