"""A category of optimizations as an agent of the team."""

import asyncio
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from lessonls.agents.specialists.explain import explanation, is_about
from lessonls.agents.specialists.portability import lacking, portable
from lessonls.agents.specialists.recipes import Pass, Variant, Variants, variants
from lessonls.agents.specialists.remarks import answered, quoted
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.lesson import Attempt, Brief, Lesson, Proposal
from lessonls.core.ranking import best_first
from lessonls.core.reading.surroundings import LEFT_OUT, Declaration
from lessonls.core.target import Mode, Target, Task
from lessonls.core.verdict import SIGNIFICANT, VerdictKind

T = TypeVar("T")

_THREAD = ThreadPoolExecutor(1, "specialists")
"""All compute in one thread beside the event loop, which has to answer editors meanwhile."""
_PATIENCE = 2
"""Rounds without anything faster after which specialists give up: what is left of their recipes
are the less promising ones.
"""
_INCLUDE = re.compile(r"\s*#\s*include")
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
        """The most promising variant of `brief.start` that was not tried; None if none is left, and
        for a function that has no code yet.
        """
        return await _aside(lambda: self._proposal(brief))

    def _proposal(self, brief: Brief) -> Proposal | None:
        if brief.target.task is Task.IMPLEMENT:
            return None
        verdicts = [attempt.verdict for attempt in brief.attempts]
        in_vain = not any(one.faster or one.score >= SIGNIFICANT for one in verdicts)
        if brief.mode not in self.modes or (in_vain and brief.round >= _PATIENCE):
            return None
        tried = {brief.start, brief.target.code, *(attempt.code for attempt in brief.attempts)}
        failed = self._failed(brief)
        variants = (
            variant
            for variant in self.variants(brief, brief.start)
            if variant.code not in tried
            and variant.label not in failed
            and not self._failed_before(variant, brief)
        )
        found = _first(variants, lambda one: self._rank(one, brief), self._best_rank(brief))
        return Proposal(code=found.code) if found else None

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:  # noqa: ARG002
        """Nothing: what a recipe makes wrongly, it makes wrongly again."""
        return None

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        """What was changed and what was measured."""
        return await _aside(lambda: self._explanation(brief, attempt))

    def _explanation(self, brief: Brief, attempt: Attempt) -> str:
        variant, start = self._origin(brief, attempt) or (None, "")
        text = explanation(brief, attempt, variant)
        remark = _remark(variant, brief) if variant and start == brief.target.code else None
        return f"{text} {quoted(remark, brief.compiler)}" if remark else text

    def variants(self, brief: Brief, start: str) -> Variants:
        """All that the recipes make of `start`, most promising first."""
        code = code_of(brief.target, brief.mode, start, brief.declared)
        return variants(code, portable(self.recipes, lacking(brief)))

    def _origin(self, brief: Brief, attempt: Attempt) -> tuple[Variant, str] | None:
        """The variant that an attempt is, and the code that it was made of."""
        then = best_first([one for one in brief.attempts if one.round < attempt.round])
        now = [brief.start] if attempt.round == brief.round else []
        for start in dict.fromkeys([*now, *(one.code for one in then[:1]), brief.target.code]):
            for variant in self.variants(brief, start):
                if variant.code == attempt.code:
                    return variant, start
        return None

    def _failed(self, brief: Brief) -> frozenset[str]:
        """Labels that failed on this function, or slowed the code they started from."""
        scores = {a.code: a.verdict.score for a in brief.attempts}
        failed = set[str]()
        for attempt in brief.attempts:
            origin = self._origin(brief, attempt) if attempt.agent == self.name else None
            if origin is None:
                continue
            variant, start = origin
            broken = attempt.verdict.kind in _BROKEN
            if broken or attempt.verdict.score < scores.get(start, 1.0):
                failed.add(variant.label)
        return frozenset(failed)

    def _failed_before(self, variant: Variant, brief: Brief) -> bool:
        """Whether a lesson of an earlier run says that it failed on this function."""
        return any(
            _is_about(lesson, variant, self.name) and _failed_here(lesson, brief)
            for lesson in brief.lessons
        )

    def _rank(self, variant: Variant, brief: Brief) -> tuple[float, bool]:
        """The smaller, the more promising: by lessons, then by what the compiler said."""
        gains = [_gain(one) for one in brief.lessons if _is_about(one, variant, self.name)]
        return -_promise(gains), _remark(variant, brief) is None

    def _best_rank(self, brief: Brief) -> tuple[float, bool]:
        """A rank that no variant can be better than."""
        gains = [_gain(one) for one in brief.lessons if one.agent == self.name]
        every = Variant(tuple(chain.from_iterable(self.recipes)), "")
        return -max(_promise(gains), 0.0), _remark(every, brief) is None


def code_of(target: Target, mode: Mode, text: str, declared: Iterable[Declaration]) -> Code:
    """The text as the target's, behind what headers say of the names that it uses; a function whose
    body is left out there would look as if it did nothing.
    """
    others = (one.text for one in declared if one.text not in target.before)
    headers = [text for text in others if not _INCLUDE.match(text) and LEFT_OUT not in text]
    context = "\n".join([*headers, target.before])
    return Code(text, target.language, mode, context, target.preprocessing)


async def _aside(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_THREAD, work)


def _first(
    variants: Iterable[Variant],
    rank: Callable[[Variant], tuple[float, bool]],
    best_rank: tuple[float, bool],
) -> Variant | None:
    """The first of those with the smallest rank; none is asked for behind the best possible."""
    found: tuple[tuple[float, bool], Variant] | None = None
    for variant in variants:
        if found is None or rank(variant) < found[0]:
            found = rank(variant), variant
        if found[0] <= best_rank:
            break
    return found[1] if found else None


def _remark(variant: Variant, brief: Brief) -> str | None:
    """The compiler's remark on the original that a variant answers."""
    return answered(variant, brief.remarks) if brief.start == brief.target.code else None


def _is_about(lesson: Lesson, variant: Variant, name: str) -> bool:
    return lesson.agent == name and is_about(lesson.text, variant)


def _failed_here(lesson: Lesson, brief: Brief) -> bool:
    same = lesson.target_digest == brief.target.digest and lesson.mode is brief.mode
    return same and (lesson.speedup is None or lesson.speedup < 1.0)


def _gain(lesson: Lesson) -> float:
    return (lesson.speedup or 0.0) * lesson.factor


def _promise(gains: Iterable[float]) -> float:
    """What the gains in lessons promise: above 0 for good, below for bad, 0 for nothing."""
    best = max(gains, default=1.0)
    return best if best >= SIGNIFICANT else 0.0 if best >= 1.0 else -1.0
