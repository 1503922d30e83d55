"""Which lessons of earlier runs are shown, and how they prove themselves."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.admission import (
    Standing,
    admitted,
    after_run,
    is_shown,
    standing_of,
    win_rate,
)
from lessonls.core.lesson import Lesson, Trial
from lessonls.core.options import Admission
from lessonls.fakes import example_lesson

PROVEN = [example_lesson(f"proven {n}", helpful=20, half=None) for n in range(4)]
CANDIDATES = [example_lesson(f"candidate {n}") for n in range(4)]


def tried(lesson: Lesson, with_it: float, without: float, pairs: int, seed: int = 0) -> Lesson:
    """After pairs of runs that reached these speedups."""
    for _ in range(2 * pairs):
        shown = is_shown(lesson, seed)
        speedup = with_it if shown else without
        lesson = after_run(lesson, Trial(shown=shown, speedup=speedup))
    return lesson


@pytest.mark.parametrize(
    ("helpful", "harmful", "standing"),
    [
        (0, 0, Standing.CANDIDATE),
        (6, 0, Standing.CANDIDATE),
        (7, 0, Standing.PROVEN),
        (0, 7, Standing.HARMFUL),
        (6, 1, Standing.CANDIDATE),
        (45, 15, Standing.PROVEN),
        (50, 50, Standing.CANDIDATE),
    ],
)
def test_an_interval_decides_where_a_lesson_stands(
    helpful: int, harmful: int, standing: Standing
) -> None:
    """Seven pairs of one kind are enough, fewer are not."""
    assert standing_of(example_lesson("a", helpful=helpful, harmful=harmful)) is standing


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_interval_holds_the_rate_and_mirrors(helpful: int, harmful: int) -> None:
    low, high = win_rate(helpful, harmful)
    assert 0 <= low <= high <= 1
    if helpful + harmful:
        assert low <= helpful / (helpful + harmful) <= high
    assert win_rate(harmful, helpful) == pytest.approx((1 - high, 1 - low))


def test_a_lesson_without_effect_is_seldom_called_anything_however_often_one_looks() -> None:
    """In one of ten cases at most, over 100 pairs with a look after each."""
    lot, wrong = Random(7), 0
    for _ in range(200):
        lesson = example_lesson("a")
        for _ in range(100):
            won = lot.random() < 1 / 2
            counts = {"helpful": lesson.helpful + won, "harmful": lesson.harmful + (not won)}
            lesson = lesson.model_copy(update=counts)
            if standing_of(lesson) is not Standing.CANDIDATE:
                wrong += 1
                break
    assert 0 < wrong <= 20


def test_pairs_of_runs_are_compared() -> None:
    """With the lesson and without; what differs by less than two percent is a tie."""
    lesson = tried(example_lesson("a"), with_it=3.0, without=2.0, pairs=2)
    lesson = tried(lesson, with_it=1.0, without=2.0, pairs=1)
    lesson = tried(lesson, with_it=2.01, without=2.0, pairs=3)
    assert (lesson.helpful, lesson.harmful, lesson.tied, lesson.half) == (2, 1, 3, None)


def test_one_run_of_each_pair_shows_the_lesson_and_a_coin_says_which() -> None:
    first = [is_shown(example_lesson(f"{n}"), 0) for n in range(200)]
    assert 70 < sum(first) < 130
    for lesson in CANDIDATES:
        after = after_run(lesson, Trial(shown=is_shown(lesson, 0), speedup=2.0))
        assert is_shown(after, 0) is not is_shown(lesson, 0)


def test_a_repeated_half_takes_the_place_of_the_first() -> None:
    """Two runs at the same time may both have shown it."""
    once = after_run(CANDIDATES[0], Trial(shown=True, speedup=2.0))
    twice = after_run(once, Trial(shown=True, speedup=3.0))
    assert twice.half == Trial(shown=True, speedup=3.0)


def test_proven_lessons_are_preferred_and_one_candidate_is_tried_in_every_second_run() -> None:
    lessons = [*CANDIDATES, *PROVEN]
    runs = [admitted(lessons, 3, Admission.TRIAL, seed) for seed in range(400)]
    for run in runs:
        unproven = [one for one in run.shown if one in CANDIDATES]
        assert len(run.shown) == 3
        assert len(unproven) <= 1
        assert run.trials is not None
        assert len(run.trials) == 1
    shown = sum(any(one in CANDIDATES for one in run.shown) for run in runs)
    assert 0.3 < shown / len(runs) < 0.6
    rechecked = sum(any(one.id in (run.trials or {}) for one in PROVEN) for run in runs)
    assert 0 < rechecked < 0.9 * len(runs)


def test_the_candidate_that_waits_for_its_second_half_comes_before_all_others() -> None:
    waiting = after_run(CANDIDATES[3], Trial(shown=False, speedup=2.0))
    run = admitted([*CANDIDATES[:3], waiting], 3, Admission.TRIAL, 0)
    assert run.shown == (waiting,)
    assert run.trials == {waiting.id: True}


def test_experiments_may_show_the_proven_ones_alone_or_everything() -> None:
    lessons = [*CANDIDATES, *PROVEN]
    assert admitted(lessons, 3, Admission.PROVEN, 0).shown == tuple(PROVEN[:3])
    assert admitted(lessons, 3, Admission.ALL, 0).shown == tuple(CANDIDATES[:3])
    assert not admitted(lessons, 0, Admission.TRIAL, 0).shown
