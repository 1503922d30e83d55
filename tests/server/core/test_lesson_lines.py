"""Lessons as JSON Lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonls.core.errors import BankError
from lessonls.core.lesson import LONGEST_TEXT
from lessonls.core.lesson_lines import as_imported, from_json_lines, to_json_lines
from lessonls.fakes import example_lesson

GOOD = to_json_lines([example_lesson("a")])


@given(st.lists(st.text(max_size=LONGEST_TEXT)))
def test_what_is_exported_can_be_imported(texts: list[str]):
    """Whatever a lesson says, also line ends of every kind."""
    lessons = [example_lesson(str(n), text=text) for n, text in enumerate(texts)]
    assert from_json_lines(to_json_lines(lessons), "file") == lessons


def test_blank_lines_and_foreign_line_ends_are_allowed():
    """Editors add them."""
    assert len(from_json_lines(f"\n{GOOD}\r\n\n{GOOD}", "file")) == 2


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not a lesson"),
        ("3", "is not a lesson"),
        (GOOD.replace('"text"', '"texts"'), "is not a lesson"),
        (GOOD.replace('"times_used":0', '"times_used":-1'), "times_used"),
        (GOOD.replace('"speedup":2.0', '"speedup":NaN'), "speedup"),
        (GOOD.replace('"schema_version":3', '"schema_version":4'), "unknown schema version"),
        (GOOD.replace("a helps", "a" * (LONGEST_TEXT + 1)), "longer than"),
        (GOOD.replace('"reason":""', f'"reason":"{"a" * (LONGEST_TEXT + 1)}"'), "longer than"),
        (GOOD.replace('"speedup":2.0', '"speedup":1e300'), "an implausible speedup"),
        (GOOD.replace('"speedup":2.0', '"speedup":-1'), "an implausible speedup"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_imported(line: str, problem: str):
    """Lines count from 1."""
    with pytest.raises(BankError, match=rf"^file, line 2\b.*{problem}.*nothing was imported"):
        from_json_lines(GOOD + line, "file")


def test_files_of_the_first_schema_are_read():
    """They lack what came later."""
    old = json.loads(GOOD) | {"schema_version": 1}
    for later in ("code", "project", "source", "imported"):
        del old[later]
    assert to_json_lines(from_json_lines(json.dumps(old), "file")) == GOOD


def test_an_imported_lesson_keeps_its_words_and_loses_its_record():
    """Its vectors and code are somebody else's."""
    theirs = example_lesson(
        "a", code="x", factor=9.0, times_used=9, helpful=9, harmful=1, embedder="e",
        embedding=(1.0,), source=(1.0,),
    )  # fmt: skip
    assert as_imported(theirs) == example_lesson("a", imported=True)
