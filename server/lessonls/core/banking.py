"""Making a lesson: the agent's words with our facts beside them."""

from collections.abc import Sequence

from lessonls.core.lesson import LONGEST_CODE, LONGEST_TEXT, Attempt, Lesson
from lessonls.core.target import Mode, Target, digest


def lesson_id(target: Target, mode: Mode, attempt: Attempt) -> str:
    """The same finding has the same id in every run, so that it keeps its record."""
    return digest("\n".join((target.digest, mode, attempt.agent, attempt.code)))


def lesson_of(
    attempt: Attempt,
    text: str,
    *,
    target: Target,
    mode: Mode,
    compiler: str,
    cpu: str,
    created: float,
    embedder: str,
    embedding: Sequence[float],
    source: Sequence[float],
    before: Lesson | None,
) -> Lesson:
    """What the author said of `attempt`, as a row of the bank; `before` is the same finding of
    an earlier run, and `source` the vector of the target's code. See `Lesson` for the rest.
    """
    verdict = attempt.verdict
    return Lesson(
        id=lesson_id(target, mode, attempt),
        text=plain(text),
        outcome=verdict.outcome,
        speedup=verdict.speedup,
        interval=verdict.interval,
        reason=plain(verdict.reason),
        agent=attempt.agent,
        round=attempt.round,
        code=_whole(attempt.code) if len(attempt.code) <= LONGEST_CODE else "",
        function=plain(target.qualified_name),
        project=target.project,
        target_digest=target.digest,
        language=target.language,
        mode=mode,
        compiler=compiler,
        cpu=cpu,
        created=created,
        times_used=before.times_used if before else 0,
        helpful=before.helpful if before else 0,
        harmful=before.harmful if before else 0,
        embedder=embedder,
        embedding=tuple(embedding),
        source=tuple(source),
    )


def plain(text: str) -> str:
    """`text` cut to a sensible length and without halves of characters, which no row holds."""
    return _whole(text.strip()[:LONGEST_TEXT])


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
