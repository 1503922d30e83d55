"""Which lessons of earlier runs are shown, by what they were worth to runs that saw them.

A lesson enters the bank as a *candidate*. In each run it is either on trial or not there: trials
come in pairs, of which a coin decides the one that shows it (permuted blocks of two; Matts and
Lachin, *Properties of permuted-block randomization in clinical trials*, Controlled Clinical Trials
9, 1988). So a lesson without effect wins a pair as often as it loses it, whatever the functions
are. How often it wins has a confidence sequence, an interval that holds at all times however often
one looks: the beta-binomial mixture of Robbins (*Statistical methods related to the law of the
iterated logarithm*, Annals of Mathematical Statistics 41, 1970). Above one half the lesson is
*proven*, below it is *harmful* and leaves the bank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, lgamma, log

from lessonls.core.lesson import Lesson, Trial
from lessonls.core.options import Admission
from lessonls.core.target import digest
from lessonls.core.verdict import WORTHWHILE

_ERROR = 0.1
"""Of the interval: a lesson is called proven wrongly in one of twenty cases, or harmful."""
_STEPS = 40
"""Bisections of an interval's ends: far finer than anybody reads them."""
_RECHECKED = 8
"""A proven lesson is on trial in one of so many runs."""


class Standing(StrEnum):
    """Whether runs that saw a lesson did better than runs that did not."""

    CANDIDATE = "candidate"
    PROVEN = "proven"
    HARMFUL = "harmful"


_PROVEN = Standing.PROVEN


@dataclass(frozen=True)
class Admitted:
    """What a run shows of earlier runs' lessons; `trials` says by id whether one on trial is."""

    shown: tuple[Lesson, ...] = ()
    trials: Mapping[str, bool] | None = None


def win_rate(helpful: int, harmful: int) -> tuple[float, float]:
    """The 90% interval of how often a run with the lesson beats one without, ties left out."""
    count = helpful + harmful
    if not count:
        return 0.0, 1.0
    middle = helpful / count
    return _end(helpful, harmful, 0.0, middle), _end(helpful, harmful, 1.0, middle)


def standing_of(lesson: Lesson) -> Standing:
    """By whether the interval of how often it wins lies above or below one half."""
    if _evidence(lesson.helpful, lesson.harmful, 1 / 2) < log(1 / _ERROR):
        return Standing.CANDIDATE
    return Standing.PROVEN if lesson.helpful > lesson.harmful else Standing.HARMFUL


def admitted(related: Sequence[Lesson], most: int, rule: Admission, seed: int) -> Admitted:
    """At most `most` of the `related` lessons, which are in the order of their promise.

    One lesson is on trial: the one that waits for the second half of its pair, else a proven one
    now and then, else the candidate that is nearest to a decision, so that trials end.
    """
    if rule is Admission.ALL:
        return Admitted(tuple(related[:most]))
    proven = [one for one in related if standing_of(one) is _PROVEN]
    if rule is Admission.PROVEN or most < 1:
        return Admitted(tuple(proven[:most]))
    tried = _on_trial(related, seed)
    if tried is None:
        return Admitted(tuple(proven[:most]))
    shown = is_shown(tried, seed)
    others = [one for one in proven if one.id != tried.id]
    chosen = [*others[: most - 1], tried] if shown else others[:most]
    return Admitted(tuple(chosen), {tried.id: shown})


def is_shown(lesson: Lesson, seed: int) -> bool:
    """Whether a lesson on trial is shown now: in the other half of its pair, or by the coin."""
    if lesson.half is not None:
        return not lesson.half.shown
    return _coin(f"{seed} {lesson.id} {_pairs(lesson)}", 2)


def after_run(lesson: Lesson, trial: Trial) -> Lesson:
    """`lesson` after a run in which it was on trial: the first or the second half of a pair."""
    first = lesson.half
    if first is None or first.shown == trial.shown:
        return lesson.model_copy(update={"half": trial})
    seen, unseen = (first, trial) if first.shown else (trial, first)
    ratio = seen.speedup / unseen.speedup
    helped, harmed = ratio > WORTHWHILE, ratio < 1 / WORTHWHILE
    return lesson.model_copy(
        update={
            "half": None,
            "helpful": lesson.helpful + helped,
            "harmful": lesson.harmful + harmed,
            "tied": lesson.tied + (not helped and not harmed),
        }
    )


def _on_trial(related: Sequence[Lesson], seed: int) -> Lesson | None:
    due = [one for one in related if one.half is not None or _is_due(one, seed)]
    due.sort(key=lambda one: (one.half is None, standing_of(one) is not _PROVEN, *_turn(one)))
    return due[0] if due else None


def _turn(lesson: Lesson) -> tuple[int, int]:
    """The smaller, the sooner: those that are nearest to a decision, then those tried least."""
    return -abs(lesson.helpful - lesson.harmful), _pairs(lesson)


def _is_due(lesson: Lesson, seed: int) -> bool:
    if standing_of(lesson) is Standing.CANDIDATE:
        return True
    return _coin(f"{seed} {lesson.id} {lesson.times_used} again", _RECHECKED)


def _pairs(lesson: Lesson) -> int:
    return lesson.helpful + lesson.harmful + lesson.tied


def _coin(about: str, sides: int) -> bool:
    """One of `sides`, the same for the same text: a run can be repeated."""
    return int(digest(about), 16) % sides == 0


def _end(helpful: int, harmful: int, outer: float, inner: float) -> float:
    """Where the mixture's evidence against a rate reaches 1 / error, between two rates."""
    for _ in range(_STEPS):
        middle = (outer + inner) / 2
        if _evidence(helpful, harmful, middle) < log(1 / _ERROR):
            inner = middle
        else:
            outer = middle
    return inner if 0 < inner < 1 else round(inner)


def _evidence(helpful: int, harmful: int, rate: float) -> float:
    """The logarithm of how much better all rates, mixed evenly, explain the wins than this one."""
    mixed = lgamma(helpful + 1) + lgamma(harmful + 1) - lgamma(helpful + harmful + 2)
    return mixed - _times(helpful, rate) - _times(harmful, 1 - rate)


def _times(count: int, rate: float) -> float:
    if not count:
        return 0.0
    return count * log(rate) if rate > 0 else -inf
