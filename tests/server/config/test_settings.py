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
        ({"carry_over": 4}, "carry_over"),
        ({"factor": "some"}, "factor"),
        ({"colour": "red"}, "colour"),
        ({"judge": "tcp://x:1"}, "judge"),
        ({"judge": "dask://x"}, "judge"),
        ({"compile_commands": 3}, "compile_commands"),
        ({"libraries": ["z", "-Wl,x"]}, "libraries.1"),
        ({"libraries": ["../z"]}, "libraries.0"),
        ({"libraries": ["z\n"]}, "libraries.0"),
    ],
)
def test_a_senseless_setting_is_refused_by_name(chosen: dict[str, Any], named: str):
    """In one sentence."""
    with pytest.raises(SettingsError, match=f"“{named}”.*\\.$"):
        Settings.load(chosen)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("base_url", "http://me:s3cret@localhost/v1"),
        ("base_url", "https://localhost/v1?key=s3cret"),
        ("base_url", "https://localhost/v1#s3cret"),
        ("base_url", "https:///s3cret"),
        ("base_url", "https://[s3cret/v1"),
        ("base_url", "https://[::::]/s3cret"),
        ("base_url", "https://localhost:99999/s3cret"),
        ("base_url", "https://localhost:s3cret/v1"),
        ("base_url", "https://two s3cret/v1"),
        ("base_url", "ftp://s3cret/v1"),
        ("api_key_env", "hf_s3cretS3cretS3cretS3cret"),
        ("api_key_env", "sk-s3cret"),
        ("api_key_keyring", "sk-s3cretS3cretS3cretS3cret"),
    ],
)
def test_a_secret_in_the_wrong_place_is_refused_and_not_repeated(setting: str, value: str):
    """Addresses and the names of keys are shown in many places."""
    model = {"model": "m", "base_url": "http://localhost/v1", setting: value}
    with pytest.raises(SettingsError, match=f"“agents.a.{setting}” must be") as failure:
        Settings.load({"agents": {"a": model}})
    assert "s3cret" not in str(failure.value)


def test_ordinary_addresses_and_names_are_taken():
    """With and without a port, a path, or a slash at the end; names as users choose them."""
    for url in ("http://[::1]:8000/v1/", "https://api.example.com", "http://é.example/v1"):
        model = {"model": "m", "base_url": url, "api_key_env": "HF_TOKEN"}
        assert Settings.load({"agents": {"a": model}}).agents["a"].base_url == url


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
