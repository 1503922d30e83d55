"""A category of optimizations as an agent of the team."""

from dataclasses import dataclass

from lessonls.agents.specialists.analysis.source import Code
from lessonls.agents.specialists.explain import explanation
from lessonls.agents.specialists.recipes import Pass, Variant, variants
from lessonls.agents.specialists.remarks import answered, quoted
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal
from lessonls.core.target import Mode
from lessonls.core.verdict import SIGNIFICANT, VerdictKind

_PATIENCE = 2
"""Rounds without anything faster after which specialists give up: what is left of their recipes
are the less promising ones.
"""
_BROKEN = (VerdictKind.INCORRECT, VerdictKind.FAULTY, VerdictKind.NOT_COMPILABLE)


@dataclass(frozen=True)
class Specialist:
    """Tries its recipes in order; lessons change the order and rule recipes out.

    It keeps no state: what it tried before is found again by comparing the brief's
    attempts with what its recipes make of the codes they started from.
    """

    name: str
    description: str
    recipes: tuple[tuple[Pass, ...], ...]
    modes: tuple[Mode, ...] = (Mode.SERIAL, Mode.OPENMP)

    async def propose(self, brief: Brief) -> Proposal | None:
        """The most promising variant of `brief.start` that was not tried; None if none is left."""
        verdicts = [attempt.verdict for attempt in brief.attempts]
        in_vain = not any(one.faster or one.score >= SIGNIFICANT for one in verdicts)
        if brief.mode not in self.modes or (in_vain and brief.round >= _PATIENCE):
            return None
        tried = {brief.start, brief.target.code, *(attempt.code for attempt in brief.attempts)}
        ruled_out = self._ruled_out(brief)
        open_variants = [
            variant
            for variant in self.variants(brief, brief.start)
            if variant.code not in tried and variant.label not in ruled_out
        ]
        ranked = sorted(
            open_variants,
            key=lambda variant: (
                -_promise(variant, brief, self.name),
                _remark(variant, brief) is None,
            ),
        )
        return Proposal(code=ranked[0].code) if ranked else None

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:  # noqa: ARG002
        """Nothing: what a recipe makes wrongly, it makes wrongly again."""
        return None

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        """What was changed and what was measured."""
        variant, start = self._known(brief).get(attempt.code, (None, ""))
        text = explanation(brief, attempt, variant)
        remark = _remark(variant, brief) if variant and start == brief.target.code else None
        return f"{text} {quoted(remark, brief.compiler)}" if remark else text

    def variants(self, brief: Brief, start: str) -> tuple[Variant, ...]:
        """All that the recipes make of `start`, most promising first."""
        target = brief.target
        return variants(Code(start, target.language, brief.mode, target.before), self.recipes)

    def _known(self, brief: Brief) -> dict[str, tuple[Variant, str]]:
        """Code -> the variant that it is, and the code that it started from."""
        starts = dict.fromkeys(
            [
                brief.start,
                brief.target.code,
                *(a.code for a in brief.attempts if a.verdict.kind is VerdictKind.CORRECT),
            ]
        )
        return {
            variant.code: (variant, start)
            for start in reversed(starts)
            for variant in self.variants(brief, start)
        }

    def _ruled_out(self, brief: Brief) -> frozenset[str]:
        """Labels that failed on this function, or slowed the code they started from."""
        known = self._known(brief)
        scores = {a.code: a.verdict.score for a in brief.attempts}
        failed = set[str]()
        for attempt in brief.attempts:
            if attempt.agent != self.name or attempt.code not in known:
                continue
            variant, start = known[attempt.code]
            broken = attempt.verdict.kind in _BROKEN
            if broken or attempt.verdict.score < scores.get(start, 1.0):
                failed.add(variant.label)
        for variant, _ in known.values():
            lessons = (lesson for lesson in brief.lessons if _is_about(lesson, variant, self.name))
            if any(_failed_here(lesson, brief) for lesson in lessons):
                failed.add(variant.label)
        return frozenset(failed)


def _remark(variant: Variant, brief: Brief) -> str | None:
    """The compiler's remark on the original that a variant answers."""
    return answered(variant, brief.remarks) if brief.start == brief.target.code else None


def _is_about(lesson: Lesson, variant: Variant, name: str) -> bool:
    return lesson.agent == name and lesson.text.startswith(f"{variant.change} in ")


def _failed_here(lesson: Lesson, brief: Brief) -> bool:
    same = lesson.target_digest == brief.target.digest and lesson.mode is brief.mode
    return same and (lesson.speedup is None or lesson.speedup < 1.0)


def _promise(variant: Variant, brief: Brief, name: str) -> float:
    """What lessons say of a variant: above 0 for good, below for bad, 0 for nothing."""
    scores = [
        (lesson.speedup or 0.0) * lesson.factor
        for lesson in brief.lessons
        if _is_about(lesson, variant, name)
    ]
    best = max(scores, default=1.0)
    return best if best >= SIGNIFICANT else 0.0 if best >= 1.0 else -1.0
