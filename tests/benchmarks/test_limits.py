"""The functions that are compared with libraries, and what is said of them."""

from pathlib import Path

import pytest

from benchmarks.limits import FUNCTIONS, Result, report
from benchmarks.problems import kernel
from lessonls.core.reading.candidate import extract_function

SOURCES = sorted(FUNCTIONS.glob("*.c*"))


def test_there_are_ten_functions():
    assert len(SOURCES) == 10


@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_a_library_s_version_may_stand_in_place_of_the_function(path: Path):
    limit = path.with_suffix(".limit").read_text(encoding="utf-8")
    assert extract_function(limit, kernel(path)).strip() == limit.strip()


def test_the_distance_is_the_team_s_time_over_the_library_s():
    """A library that is 12x faster than the original is 3x faster than a team that is 4x faster."""
    text = report([Result(name="product", seconds=0.005, team=4.0, library=12.0)])
    assert text.splitlines()[1].split() == ["product", "5.00", "4.00x", "12.00x", "3.00"]


def test_what_could_not_be_compared_is_told_and_not_counted():
    """The mean is of the others."""
    other = Result(name="dot", seconds=0.001, team=2.0, library=2.0)
    text = report([Result(name="factor", problem="no libraries here."), other])
    assert "factor: no libraries here." in text
    assert text.splitlines()[2].split()[-1] == "1.00"
    assert report([Result(name="factor", problem="x")]) == "nothing was compared."
