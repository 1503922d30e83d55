"""What the user can set."""

from pathlib import Path
from typing import Any

import pytest

from lessonls.config import Settings, data_directory
from lessonls.core.errors import SettingsError
from lessonls.core.options import FactorPolicy, Options, Start


def test_the_defaults_are_the_papers():
    """Four rounds of four lessons; nothing has to be set."""
    assert Settings.load().options == Options()
    assert (Options().rounds, Options().lessons) == (4, 4)


def test_what_is_set_reaches_the_loop():
    """Also as an editor sends it."""
    chosen = {
        "rounds": 2,
        "lessons": 0,
        "seconds": 1.5,
        "seed": 7,
        "factor": "cumulative",
        "start": "original",
        "carry_over": 0,
    }
    assert Settings.load(chosen).options == Options(
        rounds=2,
        lessons=0,
        seconds=1.5,
        seed=7,
        factor=FactorPolicy.CUMULATIVE,
        start=Start.ORIGINAL,
        carry_over=0,
    )


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        ({"rounds": 0}, "rounds"),
        ({"rounds": "many"}, "rounds"),
        ({"rounds": None}, "rounds"),
        ({"lessons": -1}, "lessons"),
        ({"seconds": 0}, "seconds"),
        ({"seconds": float("nan")}, "seconds"),
        ({"seconds": float("inf")}, "seconds"),
        ({"carry_over": 3}, "carry_over"),
        ({"factor": "none"}, "factor"),
        ({"colour": "red"}, "colour"),
        ({"compile_commands": 3}, "compile_commands"),
    ],
)
def test_a_senseless_setting_is_refused_by_name(chosen: dict[str, Any], named: str):
    """In one sentence."""
    with pytest.raises(SettingsError, match=f"“{named}”.*\\.$"):
        Settings.load(chosen)


def test_the_environment_chooses_where_lessons_are(monkeypatch: pytest.MonkeyPatch):
    """An absolute folder, so that a change of directory does not change the bank."""
    monkeypatch.setenv("LESSONLS_HOME", "here")
    assert data_directory() == Path.cwd() / "here"
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("LESSONLS_HOME", "~/lessons")
    assert data_directory() == Path("/home/somebody/lessons")


def test_otherwise_it_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch):
    """As the XDG specification names it."""
    monkeypatch.delenv("LESSONLS_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/somebody/data")
    assert data_directory() == Path("/home/somebody/data/lessonls")
