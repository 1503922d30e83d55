"""Hot functions, from a recording of a real program."""

import os
import shutil
from pathlib import Path

import pytest

from lessonls.adapters.compile_flags import CompileCommands
from lessonls.adapters.hot_spots import ProfiledSources
from lessonls.adapters.target_finder import TreeSitterFinder
from lessonls.core.errors import InputError

RECORDED = Path(__file__).with_name("profiles")
HEAT = RECORDED / "src" / "heat.cpp"


def spots(profile: Path | None) -> ProfiledSources:
    return ProfiledSources(profile, TreeSitterFinder(CompileCommands()))


def test_each_function_has_its_share():
    """By where it starts in the text as it is now."""
    text = "// é\n" + HEAT.read_text()
    shares = spots(RECORDED / "callgrind.out").shares(HEAT, text)
    start, share = max(shares.items(), key=lambda pair: pair[1])
    assert "step(" in text[start:].partition("{")[0]
    assert share == pytest.approx(0.137, abs=0.001)


def test_the_hottest_come_first():
    """With the gain for the whole program."""
    first, second = spots(RECORDED / "callgrind.out").hottest([RECORDED / "src"], 2)
    assert (first.target.qualified_name, second.target.qualified_name) == (
        "heat::step",
        "heat::sweep",
    )
    assert first.gain == pytest.approx(1.07, abs=0.01)


def test_without_a_profile_nothing_is_hot():
    """And whoever asks for the hottest is told what to set."""
    assert spots(None).shares(HEAT, HEAT.read_text()) == {}
    with pytest.raises(InputError, match=r"point lessonls\.profile"):
        spots(None).hottest([RECORDED], 1)


def test_a_profile_that_was_written_anew_is_read_anew(tmp_path: Path):
    """The user profiles again and goes on in the same editor."""
    profile = tmp_path / "profile"
    shutil.copy(RECORDED / "callgrind.out", profile)
    os.utime(profile, ns=(1, 1))
    found = spots(profile)
    before = found.shares(HEAT, HEAT.read_text())
    shutil.copy(RECORDED / "perf-report.txt", profile)
    assert found.shares(HEAT, HEAT.read_text()) != before
    profile.unlink()
    with pytest.raises(InputError, match="does not exist"):
        found.shares(HEAT, HEAT.read_text())
