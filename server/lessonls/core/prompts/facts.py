"""Measured facts in our own words, and what others said, as lines that show whose they are."""

import re
from collections.abc import Iterator, Sequence

from lessonls.core.admission import Standing, standing_of
from lessonls.core.circumstances import capacity
from lessonls.core.lesson import Attempt, Brief, Lesson
from lessonls.core.predicate import common
from lessonls.core.prompts.frames import fenced, one_line, quoted
from lessonls.core.target import Mode, Target, Task
from lessonls.core.unit_tests import passed_of, share
from lessonls.core.verdict import SIGNIFICANT, Outcome, Verdict

LONGEST_LESSON = 600
LONGEST_REASON = 600
LONGEST_EXAMPLE = 6000
_LONGEST_NAME = 120
_NAME = re.compile(r"[^\W\d]\w*")

_WORDS = {
    Outcome.INCORRECT: "Incorrect",
    Outcome.FAULTY: "Failed when it ran (a sanitizer, a crash, a race or a time-out)",
    Outcome.NOT_COMPILABLE: "Not accepted by the compiler or by the rules for rewrites",
}
_THREADS = {Mode.SERIAL: "one", Mode.OPENMP: "several, with OpenMP"}
_WITH_REASON = frozenset({*_WORDS, Outcome.FAILS_TESTS})
_FASTER = frozenset({Outcome.SIGNIFICANTLY_FASTER, Outcome.SLIGHTLY_FASTER})


def outcome(kind: Outcome, speedup: float | None, interval: tuple[float, float] | None) -> str:
    """An outcome with its numbers: `Significantly faster, 3.40x (95% CI 3.20 to 3.60)`. A
    difference that the interval leaves open is not claimed.
    """
    if kind in _WORDS:
        return _WORDS[kind]
    if speedup is None:
        return "Correct, but not timed"
    if interval is None:
        return f"Correct, {speedup:.2f}x (no confidence interval)"
    low, high = as_shown(interval)
    return f"{_timed(speedup, low, high)}, {speedup:.2f}x (95% CI {low:.2f} to {high:.2f})"


def as_shown(interval: tuple[float, float]) -> tuple[float, float]:
    """The interval as it is printed: what is said of it must not contradict what can be read."""
    return round(interval[0], 2), round(interval[1], 2)


def _timed(speedup: float, low: float, high: float) -> str:
    if low <= 1.0 <= high:
        return "No significant difference from the original"
    if high < 1.0:
        return "Slower than the original"
    return "Significantly faster" if speedup >= SIGNIFICANT else "Slightly faster"


def judged(verdict: Verdict) -> str:
    """The outcome of a verdict, without its reason."""
    if verdict.tests:
        return _capitalized(share(passed_of(verdict.tests), len(verdict.tests)))
    return outcome(verdict.outcome, verdict.speedup, verdict.interval)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def lesson_text(lesson: Lesson, target: Target) -> str:
    """A lesson behind its outcome. Of other projects' lessons nothing else is said."""
    said = outcome(lesson.outcome, lesson.speedup, lesson.interval)
    if lesson.tests is not None:
        said = _capitalized(share(*lesson.tests))
    lines = [f"- {said}{', from another user' if lesson.imported else ''}:"]
    lines.append(f"  {quoted(lesson.text, LONGEST_LESSON)}")
    if _is_ours(lesson, target) and lesson.reason and lesson.outcome in _WITH_REASON:
        lines.append(f"  {quoted(f'(measured: {lesson.reason})', LONGEST_REASON)}")
    return "\n".join(lines)


def why_shown(lesson: Lesson, brief: Brief) -> str:
    """Why a lesson from another function is shown: what it was worth, and what is alike."""
    alike = common(lesson.predicate, brief.predicate)
    worth = "It is not proven yet: try it only if it fits."
    if standing_of(lesson) is Standing.PROVEN:
        pairs = lesson.helpful + lesson.harmful
        word = "faster" if lesson.task is Task.OPTIMIZE else "better"
        worth = f"It is proven: runs that saw it were {word} in {lesson.helpful} of {pairs} pairs."
    reason = f"both functions have: {alike}" if alike else "its words are about code like this"
    return f"  Shown because {reason}. {worth}"


def example(lesson: Lesson, brief: Brief, *, share_code: bool) -> str:
    """What taught a lesson, where it helps and may be shown; else empty. From another function
    it is the change in normal form, which is shorter and names nothing.
    """
    shown = share_code or _is_ours(lesson, brief.target)
    known = lesson.code == brief.start
    if not shown or lesson.imported or known or lesson.outcome not in _FASTER:
        return ""
    if lesson.diff and lesson.target_digest != brief.target.digest:
        title = "The change behind the lesson above, with other names (v1, v2, ...):"
        return f"{title}\n\n{fenced(lesson.diff, 'diff')}"
    if not lesson.code.strip() or len(lesson.code) > LONGEST_EXAMPLE:
        return ""
    return f"The code of the lesson above:\n\n{fenced(lesson.code, brief.target.language.value)}"


def _is_ours(lesson: Lesson, target: Target) -> bool:
    """Whether the lesson comes from the user's own work on the same project."""
    if lesson.imported or lesson.project != target.project:
        return False
    return bool(lesson.project) or lesson.target_digest == target.digest


def attempts(tried: Sequence[Attempt], most: int) -> Iterator[str]:
    """What was tried, the latest first, in a line or two each."""
    seen = set[str]()
    for attempt in reversed(tried):
        verdict = attempt.verdict
        line = f"- round {attempt.round}: {judged(verdict)}"
        if verdict.reason and verdict.outcome in _WITH_REASON:
            line += f"\n  {quoted(verdict.reason, 300)}"
        if attempt.left_out:
            line += f"\n  left out of the answer:\n  {quoted(attempt.left_out, 200)}"
        if verdict.evidence.conditions:
            line += f"\n  right only if\n  {quoted('; '.join(verdict.evidence.conditions), 200)}"
        if line not in seen and len(seen) < most:
            seen.add(line)
            yield line


def start_verdict(brief: Brief) -> Verdict | None:
    """What was measured of the code to improve, when that is an attempt."""
    same = [a.verdict for a in brief.attempts if a.code == brief.start]
    return max(same, key=lambda verdict: verdict.score, default=None)


def machine(brief: Brief, shown: str) -> str:
    """Compiler, flags, processor and mode; of macros only those that the shown code names."""
    known = brief.circumstances
    caches = ", ".join(f"L{level} {capacity(each)}" for level, each in enumerate(known.caches, 1))
    lines = [
        f"compiler: {one_line(brief.compiler, _LONGEST_NAME)}" if brief.compiler else "",
        f"flags: {' '.join(_flags(brief, shown))}",
        f"processor: {one_line(brief.cpu, _LONGEST_NAME)}" if brief.cpu else "",
        f"data caches: {caches}" if caches else "",
        f"instruction sets that the project's own flags enable: {_sets(known.enabled)}"
        if known.enabled
        else "",
        f"the processor also has: {_sets(known.more)} ({_ASKING[known.portable]})"
        if known.more
        else "",
        f"threads: {_THREADS[brief.mode]}",
    ]
    return fenced("\n".join(line for line in lines if line), "text")


_ASKING = {
    True: "use only if __builtin_cpu_supports reports them, see what is refused",
    False: "may be used without a run-time check: the user allows it",
}


def _sets(names: Sequence[str]) -> str:
    return ", ".join(name.upper() for name in names)


def _flags(brief: Brief, shown: str) -> Iterator[str]:
    """The flags that matter for speed and meaning. Paths stay on the user's machine."""
    names = set(_NAME.findall(shown))
    for flag in brief.target.flags:
        macro = flag[2:].split("=")[0] if flag.startswith("-D") else ""
        tells = flag.startswith(("-O", "-std=", "-m", "-f")) and "/" not in flag
        if tells or macro in names:
            yield one_line(flag, _LONGEST_NAME)
