"""What the carry-over experiment divides and misplaces."""

from functools import partial
from pathlib import Path

from benchmarks.campaign.halves import halves, misplaced
from benchmarks.problems import Subject
from lessonls.core.target import Target
from lessonls.fakes import example_lesson, example_target


def cut(_: Path) -> Target:
    return example_target()


def test_both_halves_have_every_category():
    """Where it has two problems; nothing is in both."""
    made = partial(Subject, "suite", cut=cut)
    names = [("a", "sort"), ("b", "scan"), ("c", "sort"), ("d", "scan"), ("e", "fft")]
    problems = {name: made(name=name, category=category) for name, category in names}
    first, second = halves(problems)
    assert [*first] == ["a", "b", "e"]
    assert [*second] == ["c", "d"]


def test_misplaced_lessons_say_what_others_say():
    """They stay where they are: same ids, functions and vectors, each said once."""
    lessons = [example_lesson(name, function=name, embedding=(1.0,)) for name in "abcd"]
    moved = misplaced(lessons)
    assert [one.text for one in moved] == ["c helps.", "d helps.", "a helps.", "b helps."]
    assert [(one.id, one.function) for one in moved] == [(one.id, one.function) for one in lessons]


def test_an_empty_bank_stays_empty():
    assert misplaced([]) == []
