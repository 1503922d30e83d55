"""Making a lesson: the agent's words together with our facts."""

from collections.abc import Sequence

from lessonls.core.lesson import LONGEST_CODE, LONGEST_TEXT, Attempt, Lesson
from lessonls.core.normal_diff import normal_diff
from lessonls.core.predicate import Predicate
from lessonls.core.target import Mode, Target, digest
from lessonls.core.unit_tests import passed_of
from lessonls.core.verdict import Verdict

_LONGEST_FLAG = 80


def lesson_id(target: Target, mode: Mode, attempt: Attempt) -> str:
    """The same finding has the same id in every run, so that it keeps its record."""
    return digest("\n".join((target.digest, mode, attempt.agent, attempt.code)))


def lesson_of(
    attempt: Attempt,
    text: str,
    *,
    target: Target,
    mode: Mode,
    start: str,
    predicate: Predicate,
    compiler: str,
    cpu: str,
    created: float,
    embedder: str,
    embedding: Sequence[float],
    source: Sequence[float],
    before: Lesson | None,
) -> Lesson:
    """What the author said of `attempt`, as a row of the bank; `before` is the same finding of
    an earlier run, `start` the code that its author was given, and `source` the vector of the
    target's code. See `Lesson` for the rest.
    """
    verdict = attempt.verdict
    return Lesson(
        id=lesson_id(target, mode, attempt),
        text=plain(text),
        outcome=verdict.outcome,
        speedup=verdict.speedup,
        interval=verdict.interval,
        tests=_counted(verdict),
        reason=plain(verdict.reason),
        agent=attempt.agent,
        round=attempt.round,
        code=_whole(attempt.code) if len(attempt.code) <= LONGEST_CODE else "",
        diff=_whole(normal_diff(start, attempt.code, target.language))[:LONGEST_CODE],
        predicate=predicate,
        function=plain(target.qualified_name),
        project=target.project,
        target_digest=target.digest,
        task=target.task,
        language=target.language,
        mode=mode,
        compiler=compiler,
        cpu=cpu,
        flags=_flags(target),
        created=created,
        times_used=before.times_used if before else 0,
        helpful=before.helpful if before else 0,
        harmful=before.harmful if before else 0,
        tied=before.tied if before else 0,
        half=before.half if before else None,
        embedder=embedder,
        embedding=tuple(embedding),
        source=tuple(source),
    )


def _counted(verdict: Verdict) -> tuple[int, int] | None:
    """How many tests passed, and of how many; None where there were none."""
    if not verdict.tests:
        return None
    return passed_of(verdict.tests), len(verdict.tests)


def _flags(target: Target) -> tuple[str, ...]:
    """Those that say what is compiled for; paths and macros stay where they are."""
    chosen = (flag for flag in target.flags if flag.startswith(("-O", "-std=", "-m", "-f")))
    return tuple(flag[:_LONGEST_FLAG] for flag in chosen if "/" not in flag)


def plain(text: str) -> str:
    """`text` cut to a sensible length and without halves of characters, which no row holds."""
    return _whole(text.strip()[:LONGEST_TEXT])


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
