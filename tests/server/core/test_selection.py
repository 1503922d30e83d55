"""Which lessons are selected."""

from dataclasses import replace
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.lesson import Lesson
from lessonls.core.options import Selection
from lessonls.core.predicate import Predicate
from lessonls.core.selection import (
    SIMILARITY_FLOOR,
    Setting,
    closeness,
    cosine,
    related,
    select,
    similarity,
)
from lessonls.core.target import Language, Mode
from lessonls.fakes import example_lesson

SOURCE = (1.0, 0.0)
NEAR, ASKEW, FAR = (1.0, 0.0), (0.6, 0.8), (0.0, 1.0)


def lesson(name: str, speedup: float | None, vector: tuple[float, float] = FAR) -> Lesson:
    return example_lesson(name, speedup=speedup, embedding=vector, embedder="e")


@st.composite
def banks(draw: st.DrawFn) -> list[Lesson]:
    values = st.tuples(
        st.none() | st.floats(0.1, 10),
        st.sampled_from([0.5, 0.9, 1.0, 1.1]),
        st.sampled_from([NEAR, ASKEW, FAR, (), (0.0, 0.0)]),
    )
    return [
        example_lesson(str(number), speedup=speedup, factor=factor, embedding=vector)
        for number, (speedup, factor, vector) in enumerate(draw(st.lists(values, max_size=12)))
    ]


@given(banks(), st.integers(0, 6))
def test_there_are_never_more_than_k_lessons_and_never_fewer_than_possible(
    bank: list[Lesson], k: int
):
    """And none twice."""
    chosen = select(bank, k, SOURCE)
    assert len(chosen) == min(k, len(bank))
    assert len({one.id for one in chosen}) == len(chosen)


@given(banks(), st.integers(1, 6))
def test_at_most_half_are_chosen_for_speed_and_only_where_that_was_significant(
    bank: list[Lesson], k: int
):
    """The others are at least as relevant as every lesson that was left out."""
    chosen = select(bank, k, SOURCE)
    gains = sorted(((one.speedup or 0) * one.factor for one in bank), reverse=True)
    fast = sum(gain >= 1.1 for gain in gains[: ceil(k / 2)])
    assert [(one.speedup or 0) * one.factor for one in chosen[:fast]] == gains[:fast]
    left = [cosine(one.embedding, SOURCE) for one in bank if one not in chosen]
    assert all(cosine(one.embedding, SOURCE) >= max(left, default=0) for one in chosen[fast:])


@given(banks(), st.integers(0, 6))
def test_the_same_bank_gives_the_same_lessons(bank: list[Lesson], k: int):
    """Ties are broken by the order of the bank."""
    assert select(bank, k, SOURCE) == select(list(bank), k, SOURCE)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection.BOTH, "cd"),
        (Selection.SPEEDUP, "cb"),
        (Selection.RELEVANCE, "da"),
        (Selection.LATEST, "dc"),
    ],
)
def test_one_rule_alone_chooses(selection: Selection, expected: str):
    """What each of the two rules brings can be seen."""
    bank = [
        lesson("a", 2, ASKEW),
        lesson("b", 3, FAR),
        lesson("c", 4, FAR),
        lesson("d", None, NEAR),
    ]
    chosen = select(bank, 2, SOURCE, selection)
    assert [one.text[0] for one in chosen] == list(expected)


@given(banks(), st.integers(0, 6))
def test_random_lessons_are_the_same_for_the_same_seed(bank: list[Lesson], k: int):
    """And never more than there may be."""
    chosen = select(bank, k, SOURCE, Selection.RANDOM, seed=3)
    assert chosen == select(list(bank), k, SOURCE, Selection.RANDOM, seed=3)
    assert len(chosen) == min(k, len(bank))


def test_random_lessons_differ_from_seed_to_seed():
    """Of twelve lessons, two are not always the same."""
    bank = [lesson(str(number), 2.0) for number in range(12)]
    drawn = {
        tuple(one.id for one in select(bank, 2, SOURCE, Selection.RANDOM, n)) for n in range(9)
    }
    assert len(drawn) > 3


@pytest.mark.parametrize(
    ("bank", "k", "expected"),
    [
        pytest.param([("a", 1.2, FAR), ("b", 3, FAR)], 4, "ba", id="all when there is room"),
        pytest.param(
            [("a", 2, FAR), ("b", 3, FAR), ("c", 4, FAR), ("d", None, NEAR), ("e", 0.5, ASKEW)],
            4,
            "cbde",
            id="two by speed, two by relevance",
        ),
        pytest.param(
            [("a", 1.05, FAR), ("b", 1.0, ASKEW), ("c", None, NEAR)],
            2,
            "cb",
            id="nothing significant: all by relevance",
        ),
        pytest.param(
            [("a", 2, FAR), ("b", 3, FAR), ("c", None, NEAR)], 1, "b", id="half of one is one"
        ),
    ],
)
def test_speed_comes_first_and_relevance_fills_up(
    bank: list[tuple[str, float | None, tuple[float, float]]], k: int, expected: str
):
    """As in the paper."""
    chosen = select([lesson(*one) for one in bank], k, SOURCE)
    assert chosen == [lesson(*one) for name in expected for one in bank if one[0] == name]


def test_the_factor_counts_as_much_as_the_speedup():
    """A discouraged lesson loses to a slower one."""
    better = example_lesson("a", speedup=2.0)
    worse = example_lesson("b", speedup=2.1, factor=0.9)
    assert select([worse, better], 1, SOURCE) == [better]


SETTING = Setting("here", Language.C, Mode.SERIAL, "gcc 13.1.0", "Example CPU 2", "e")


@pytest.mark.parametrize(
    ("changes", "admitted"),
    [
        ({}, True),
        ({"compiler": "gcc 9.4.0"}, True),
        ({"compiler": "clang 16.0.0"}, False),
        ({"compiler": ""}, False),
        ({"cpu": "Other CPU"}, False),
        ({"mode": Mode.OPENMP}, False),
        ({"language": Language.CPP}, False),
        ({"embedder": "other"}, False),
        ({"target_digest": "here"}, False),
    ],
)
def test_only_lessons_from_a_comparable_world_are_related(changes: dict[str, Any], admitted: bool):
    """And only those on other functions."""
    bank = [example_lesson("a", **({"embedding": NEAR, "embedder": "e"} | changes))]
    assert related(bank, SOURCE, SETTING, 2) == (bank if admitted else [])


def remembered(name: str, similarity: float, **changes: Any) -> Lesson:
    vector = (similarity, (1 - similarity**2) ** 0.5)
    return example_lesson(name, embedding=vector, embedder="e", **changes)


def test_the_most_similar_are_carried_over_and_none_below_the_floor():
    """At most as many as are asked for."""
    bank = [remembered(str(n), n / 10) for n in (4, 9, 5)]
    assert related(bank, SOURCE, SETTING, 2) == [bank[1], bank[2]]
    assert related(bank, SOURCE, SETTING, 0) == []
    below = [remembered("low", SIMILARITY_FLOOR - 0.01)]
    assert related(below, SOURCE, SETTING, 2) == []


def test_predicates_decide_first_and_embeddings_second():
    """A lesson on code that is alike comes first whatever its words; of equals, and of lessons
    that have no predicate, those with the nearer words.
    """
    sums = Predicate(nest=2, reductions=("+",), strides=("far",))
    other = Predicate(nest=1, calls=("sort",), traits=("allocates memory",))
    here = replace(SETTING, predicate=sums)
    bank = [
        remembered("words", 0.9),
        remembered("sorting", 0.95, predicate=other),
        remembered("alike", 0.1, predicate=sums),
        remembered("alike, and in words", 0.2, predicate=sums),
    ]
    assert related(bank, SOURCE, here, 4) == [bank[3], bank[2], bank[1], bank[0]]
    assert closeness(bank[2], SOURCE, here).is_enough
    assert not closeness(remembered("far", 0.1, predicate=other), SOURCE, here).is_enough


def test_words_and_function_count_alike():
    """And where one has no vector, the other counts alone."""
    words = example_lesson("a", embedding=NEAR, source=FAR)
    assert similarity(words, SOURCE) == pytest.approx(0.5)
    for empty in ((), (0.0, 0.0)):
        assert similarity(example_lesson("a", embedding=NEAR, source=empty), SOURCE) == 1.0
        assert similarity(example_lesson("a", embedding=empty, source=ASKEW), SOURCE) == 0.6
    assert similarity(example_lesson("a"), SOURCE) == 0.0


def test_the_same_words_are_carried_over_once():
    """Specialists say the same of many functions."""
    bank = [remembered("a", 0.5, text="Same."), remembered("b", 0.9, text="Same.")]
    assert related(bank, SOURCE, SETTING, 2) == [bank[1]]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1.0, 0.0), (2.0, 0.0), 1.0),
        ((1.0, 0.0), (0.0, 1.0), 0.0),
        ((1.0, 1.0), (-1.0, -1.0), -1.0),
        ((0.0, 0.0), (1.0, 0.0), 0.0),
        ((), (), 0.0),
        ((1.0,), (1.0, 0.0), 0.0),
    ],
)
def test_cosine_is_zero_where_it_has_no_meaning(
    one: tuple[float, ...], other: tuple[float, ...], expected: float
):
    """No length, or vectors of different embedders."""
    assert cosine(one, other) == pytest.approx(expected)
